package dev.staffgate.state.jdbc;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Ascii;
import dev.staffgate.model.NameSyntax;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.StaffAccount;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bounds of an account that is kept in tables. */
final class AccountBounds {
  /** The most characters of a name, an e-mail address, a reason or another free text. */
  static final int MAX_TEXT = 4_000;

  /** The most roles, networks, other names, assigned ids and attributes of an account together. */
  static final int MAX_PARTS = 10_000;

  private static final int MAX_KEY = 256;

  private AccountBounds() {}

  /**
   * Requires that an account fits.
   *
   * @throws IllegalArgumentException if it does not; the message says what of it
   */
  static void require(StaffAccount account) {
    checkArgument(!account.isWithoutId(), "an account of a directory has an id");
    String id = account.id();
    require(id, "name", account.name().orElse(null), MAX_TEXT);
    require(id, "e-mail address", account.email().orElse(null), MAX_TEXT);
    requireParts(account);
    account
        .roles()
        .forEach(
            one -> {
              requireId(id, "a role", one.role().id());
              require(id, "approver", one.approvedBy().orElse(null), NameSyntax.MAX_LENGTH);
              require(id, "reason", one.reason().orElse(null), MAX_TEXT);
            });
    for (NetworkTerm term : account.networks().orElse(List.of())) {
      if (term instanceof NetworkTerm.Named named) {
        requireId(id, "a network", named.network().id());
      }
    }
    checkArgument(
        account.knownAs().stream().map(Ascii::toLowerCase).distinct().count()
            == account.knownAs().size(),
        "%s is known as the same name twice",
        id);
    account
        .assigned()
        .forEach(
            (type, ids) -> {
              require(id, "resource type", type, MAX_KEY);
              ids.forEach(one -> require(id, "assigned id", one, MAX_TEXT));
            });
    account
        .attributes()
        .forEach(
            (key, value) -> {
              require(id, "attribute's name", key, MAX_KEY);
              require(id, "attribute", value, MAX_TEXT);
            });
  }

  private static void requireParts(StaffAccount account) {
    long parts = parts(account);
    checkArgument(
        parts <= MAX_PARTS,
        "%s has %s roles, networks, other names, assigned ids and attributes: more than %s",
        account.id(),
        parts,
        MAX_PARTS);
  }

  /** Returns how many rows an account has beside its own. */
  static int parts(StaffAccount account) {
    int parts = 0;
    for (AccountPart part : AccountPart.values()) {
      parts += part.rows(account).size();
    }
    return parts;
  }

  private static void requireId(String account, String what, String text) {
    checkArgument(
        NameSyntax.isId(text), "%s of %s is not an id: %s", what, account, NameSyntax.ID_FORM);
  }

  private static void require(String account, String what, @Nullable String text, int longest) {
    if (text == null) {
      return;
    }
    checkArgument(
        text.length() <= longest,
        "the %s of %s has %s characters: more than %s",
        what,
        account,
        text.length(),
        longest);
    checkArgument(
        isStorable(text),
        "the %s of %s has a character that a database does not keep: NUL, or half of a pair",
        what,
        account);
  }

  private static boolean isStorable(String text) {
    return text.codePoints()
        .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
  }
}
