package dev.staffgate.accounts;

import com.google.common.base.Ascii;
import dev.staffgate.model.NameSyntax;
import dev.staffgate.model.StaffAccount;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The names of the accounts of a table, whatever their letter case: their ids, and what identity
 * providers call them. Changed by one thread at a time, and read by any number.
 */
final class AccountNameIndex {
  private final Map<String, String> byId = new ConcurrentHashMap<>();
  private final Map<String, String> byKnownAs = new ConcurrentHashMap<>();

  /**
   * Requires that no other account has the names of this one.
   *
   * @throws AccountNameTakenException if one has
   */
  void requireFree(StaffAccount account) {
    String id = account.id();
    String folded = Ascii.toLowerCase(id);
    String other = byId.get(folded);
    if (other != null && !other.equals(id)) {
      throw AccountNameTakenException.letterCase(id, other);
    }
    requireNotOfAnother(id, id, byKnownAs.get(folded));
    for (String name : account.knownAs()) {
      String key = Ascii.toLowerCase(name);
      requireNotOfAnother(id, name, byKnownAs.get(key));
      requireNotOfAnother(id, name, byId.get(key));
    }
  }

  private static void requireNotOfAnother(String id, String name, @Nullable String owner) {
    if (owner != null && !owner.equals(id)) {
      throw AccountNameTakenException.name(id, name, owner);
    }
  }

  /** Puts the names of an account in the place of those that it had. */
  void replace(StaffAccount account, @Nullable StaffAccount before) {
    remove(before);
    String id = account.id();
    byId.put(Ascii.toLowerCase(id), id);
    account.knownAs().forEach(name -> byKnownAs.put(Ascii.toLowerCase(name), id));
  }

  /** Forgets the names of an account. */
  void remove(@Nullable StaffAccount account) {
    if (account != null) {
      byId.remove(Ascii.toLowerCase(account.id()));
      account.knownAs().forEach(name -> byKnownAs.remove(Ascii.toLowerCase(name)));
    }
  }

  Optional<String> idIgnoringCase(String typed) {
    return NameSyntax.isId(typed)
        ? Optional.ofNullable(byId.get(Ascii.toLowerCase(typed)))
        : Optional.empty();
  }

  Optional<String> idKnownAs(String name) {
    return StaffAccount.isKnownAs(name)
        ? Optional.ofNullable(byKnownAs.get(Ascii.toLowerCase(name)))
        : Optional.empty();
  }
}
