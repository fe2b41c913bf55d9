package dev.staffgate.model;

import dev.staffgate.text.VisibleText;

/**
 * The forms of the names in a policy (policy reference, section 1). Names are ASCII, so that no two
 * ids look alike.
 *
 * <p>Ids of networks, schedules, roles, servers, groups, departments, staff and emergencies have
 * one form; permissions and attributes have their own.
 */
public final class NameSyntax {
  /** The longest id, in characters. */
  public static final int MAX_LENGTH = 128;

  /** The word that stands for the ids assigned to an account; in no letter case a legal id. */
  public static final String ASSIGNED = "assigned";

  /** The form of an id, as messages tell it. */
  public static final String ID_FORM =
      "an id begins with an ASCII letter or digit, goes on with those or `._@-`, has at most 128"
          + " characters, and is not `assigned` in any letter case";

  // What each ASCII character may be, one bit for each; others may be nothing.
  private static final int LOWER = 1;
  private static final int ALPHANUMERIC = 2;
  private static final int ID_REST = 4;
  private static final int WORD_REST = 8;
  private static final int ATTRIBUTE_REST = 16;
  private static final byte[] USES = uses();

  private NameSyntax() {}

  private static byte[] uses() {
    byte[] uses = new byte[128];
    for (char c = 'a'; c <= 'z'; c++) {
      uses[c] = LOWER | ALPHANUMERIC | ID_REST | WORD_REST | ATTRIBUTE_REST;
    }
    for (char c = 'A'; c <= 'Z'; c++) {
      uses[c] = ALPHANUMERIC | ID_REST | ATTRIBUTE_REST;
    }
    for (char c = '0'; c <= '9'; c++) {
      uses[c] = ALPHANUMERIC | ID_REST | WORD_REST | ATTRIBUTE_REST;
    }
    uses['.'] = ID_REST | ATTRIBUTE_REST;
    uses['_'] = ID_REST | WORD_REST | ATTRIBUTE_REST;
    uses['-'] = ID_REST | WORD_REST | ATTRIBUTE_REST;
    uses['@'] = ID_REST;
    return uses;
  }

  private static boolean is(char c, int use) {
    return c < USES.length && (USES[c] & use) != 0;
  }

  private static boolean areAll(String text, int use) {
    for (int i = 0; i < text.length(); i++) {
      if (!is(text.charAt(i), use)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns whether {@code text} has the form of an id: {@code [A-Za-z0-9][A-Za-z0-9._@-]{0,127}}
   * and not {@code assigned}, in any letter case.
   */
  public static boolean isId(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_LENGTH
        && is(text.charAt(0), ALPHANUMERIC)
        && areAll(text, ID_REST)
        && !text.equalsIgnoreCase(ASSIGNED);
  }

  /**
   * Requires an id.
   *
   * @throws IllegalArgumentException if {@code text} is not one, with the form that it should have
   */
  static void requireId(String text) {
    if (!isId(text)) {
      throw new IllegalArgumentException(
          "`" + VisibleText.excerpt(text) + "` is not an id: " + ID_FORM);
    }
  }

  /**
   * Returns whether {@code text} is a word of a permission or a category: {@code [a-z][a-z0-9_-]*},
   * at most 128 characters.
   */
  public static boolean isWord(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_LENGTH
        && is(text.charAt(0), LOWER)
        && areAll(text, WORD_REST);
  }

  /**
   * Returns whether {@code text} has the form of a permission: two or more lower-case words with
   * dots between.
   */
  public static boolean isPermission(String text) {
    return text.length() <= MAX_LENGTH && text.indexOf('.') > 0 && areDottedWords(text);
  }

  /**
   * Returns whether {@code text} has the form of a permission or of a part that a wildcard may
   * follow: one or more words.
   */
  static boolean areDottedWords(String text) {
    int start = 0;
    for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', start)) {
      if (!isWord(text.substring(start, dot))) {
        return false;
      }
      start = dot + 1;
    }
    return isWord(text.substring(start));
  }

  /**
   * Returns whether a condition may name {@code text} as an attribute: a bare name, or one below
   * {@code resource.}, {@code action.}, {@code staff.} or {@code subject.} (policy reference,
   * section 3).
   */
  public static boolean isAttribute(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH || !is(text.charAt(0), ALPHANUMERIC)) {
      return false;
    }
    int dot = text.indexOf('.');
    return areAll(text, ATTRIBUTE_REST)
        && (dot < 0
            || (dot < text.length() - 1
                && switch (text.substring(0, dot)) {
                  case "resource", "action", "staff", "subject" -> true;
                  default -> false;
                }));
  }
}
