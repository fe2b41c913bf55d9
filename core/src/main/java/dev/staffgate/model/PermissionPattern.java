package dev.staffgate.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

/**
 * The permissions that a grant or a deny names: one permission ({@code ticket.view}), all below a
 * word ({@code ticket.*}, at any depth, not {@code ticket} itself), or all ({@code *}). Other
 * wildcards do not exist (policy reference, section 4).
 *
 * @param text as written
 * @param at where it was written
 */
public record PermissionPattern(String text, Place at) {
  public PermissionPattern {
    requireNonNull(at, "at");
    checkArgument(
        isPattern(text), "%s is neither a permission nor a wildcard such as ticket.* or *", text);
  }

  /** Returns a pattern that was made in code. */
  public static PermissionPattern of(String text) {
    return new PermissionPattern(text, Place.NONE);
  }

  /** Returns whether {@code text} has the form of a permission or a wildcard. */
  public static boolean isPattern(String text) {
    return text.equals("*")
        || NameSyntax.isPermission(text)
        || (text.length() <= NameSyntax.MAX_LENGTH
            && text.endsWith(".*")
            && NameSyntax.areDottedWords(text.substring(0, text.length() - 2)));
  }

  /** Returns whether it is {@code *} or ends in {@code .*}. */
  public boolean isWildcard() {
    return text.endsWith("*");
  }

  /**
   * Returns whether it names {@code permission}, by name or wildcard. By text alone: {@code *}
   * names any text, the empty one too.
   */
  public boolean matches(String permission) {
    if (!isWildcard()) {
      return text.equals(permission);
    }
    return text.equals("*")
        || (permission.length() >= text.length()
            && permission.regionMatches(0, text, 0, text.length() - 1));
  }

  @Override
  public String toString() {
    return text;
  }
}
