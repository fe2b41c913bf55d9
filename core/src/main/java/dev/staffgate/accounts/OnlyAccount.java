package dev.staffgate.accounts;

import dev.staffgate.model.StaffAccount;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Looks through all accounts for the one that is meant. */
final class OnlyAccount {
  private OnlyAccount() {}

  /** Returns the account that matches; nothing if several do. Closes the stream. */
  static Optional<StaffAccount> in(Stream<StaffAccount> all, Predicate<StaffAccount> matches) {
    try (all) {
      List<StaffAccount> found = all.filter(matches).limit(2).toList();
      return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }
  }
}
