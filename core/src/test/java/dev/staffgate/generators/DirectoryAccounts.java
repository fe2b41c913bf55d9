package dev.staffgate.generators;

import dev.staffgate.model.NameRef;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import dev.staffgate.model.StaffAccount;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Accounts such as a directory alone can have, since a policy with one of them is refused. */
final class DirectoryAccounts {
  private DirectoryAccounts() {}

  /**
   * The account with roles that the policy defines, by their ids, and a person that it may name.
   */
  static StaffAccount loadable(StaffAccount account, PolicyDocument document) {
    Optional<String> person =
        account
            .person()
            .filter(id -> isLowerCase(id) && !belongsToAnother(document.staff().get(id)));
    return new StaffAccount(
        account.id(),
        account.name(),
        account.email(),
        account.knownAs(),
        person,
        account.roles().stream().filter(one -> isDefined(one.role(), document)).toList(),
        account.networks(),
        account.assigned(),
        account.attributes(),
        account.disabled(),
        account.at());
  }

  /** Returns whether a policy may be refused, as this account can be in a directory alone. */
  static boolean isFor(StaffAccount account, PolicyDocument document) {
    return account.person().filter(id -> !isLowerCase(id)).isPresent()
        || account
            .person()
            .map(document.staff()::get)
            .filter(one -> belongsToAnother(one))
            .isPresent()
        || account.roles().stream().anyMatch(one -> !isDefined(one.role(), document));
  }

  // All ids are in lower case, so what is not differs from one in letter case alone.
  private static boolean isLowerCase(String person) {
    return person.equals(person.toLowerCase(Locale.ROOT));
  }

  private static boolean belongsToAnother(@Nullable StaffAccount account) {
    return account != null && !account.personId().equals(account.id());
  }

  private static boolean isDefined(NameRef role, PolicyDocument document) {
    return role.id().equals(Role.FULL_ADMINISTRATOR) || document.roles().containsKey(role.id());
  }
}
