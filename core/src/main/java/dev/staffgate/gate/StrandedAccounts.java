package dev.staffgate.gate;

import com.google.common.collect.Sets;
import dev.staffgate.accounts.StaffDirectory;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import dev.staffgate.model.StaffAccount;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts of a directory that a change of policy strands: they have a role that the policy
 * defined before and defines no more, not even as a former name, so that they are denied everything
 * ({@code role-undefined}). Thread-safe.
 */
final class StrandedAccounts {
  private static final Logger log = LoggerFactory.getLogger(StrandedAccounts.class);

  /** The most accounts that are named one by one. */
  private static final int NAMED = 20;

  private final @Nullable StaffDirectory directory;

  StrandedAccounts(Optional<StaffDirectory> directory) {
    this.directory = directory.orElse(null);
  }

  /**
   * Finds the accounts that this change strands, and logs them with the mend. A directory that does
   * not answer is logged as well: the change stands.
   *
   * @param now an assignment that has ended by then strands nobody
   * @return their ids with the role, at most 20, as one text; empty if there are none
   */
  Optional<String> find(PolicyDocument before, PolicyDocument after, Instant now) {
    Set<String> lost = Sets.difference(names(before), names(after));
    if (directory == null || lost.isEmpty()) {
      return Optional.empty();
    }
    try (Stream<StaffAccount> all = directory.all()) {
      List<String> stranded =
          all.filter(account -> !after.staff().containsKey(account.id()))
              .flatMap(account -> lostRole(account, lost, now).stream())
              .limit(NAMED + 1L)
              .toList();
      if (stranded.isEmpty()) {
        return Optional.empty();
      }
      String text =
          stranded.stream().limit(NAMED).collect(Collectors.joining(", "))
              + (stranded.size() > NAMED ? " and more" : "");
      log.warn(
          "the new policy does not define a role that accounts of the directory have, so they are"
              + " denied everything: {}. If a role was renamed, write its old name under"
              + " `formerly` of the new one",
          text);
      return Optional.of(text);
    } catch (RuntimeException failed) {
      log.error("whom the new policy strands is not known: the directory failed", failed);
      return Optional.empty();
    }
  }

  private static Optional<String> lostRole(StaffAccount account, Set<String> lost, Instant now) {
    return account.roles().stream()
        .filter(one -> one.until().isEmpty() || now.isBefore(one.until().get()))
        .map(Assignment::role)
        .map(NameRef::id)
        .filter(lost::contains)
        .findFirst()
        .map(role -> account.id() + " (" + role + ")");
  }

  private static Set<String> names(PolicyDocument document) {
    Set<String> names = new HashSet<>();
    for (Role role : document.roles().values()) {
      names.add(role.id());
      role.formerly().forEach(one -> names.add(one.id()));
    }
    return names;
  }
}
