package dev.staffgate.model;

import com.google.common.base.CharMatcher;

/**
 * The forms of the names in a policy (policy reference, section 1). ASCII alone, so that no two ids
 * look alike.
 *
 * <p>Ids of networks, schedules, roles, servers, groups, departments, staff and emergencies have
 * one form; permissions and attributes have their own.
 */
public final class Ids {
  /** The longest id, in characters. */
  public static final int MAX_LENGTH = 128;

  /** The word that stands for the ids assigned to an account; no legal id. */
  public static final String ASSIGNED = "assigned";

  private static final CharMatcher LOWER = CharMatcher.inRange('a', 'z');
  private static final CharMatcher DIGIT = CharMatcher.inRange('0', '9');
  private static final CharMatcher ALPHANUMERIC =
      LOWER.or(CharMatcher.inRange('A', 'Z')).or(DIGIT).precomputed();
  private static final CharMatcher ID_REST =
      ALPHANUMERIC.or(CharMatcher.anyOf("._@-")).precomputed();
  private static final CharMatcher WORD_REST =
      LOWER.or(DIGIT).or(CharMatcher.anyOf("_-")).precomputed();
  private static final CharMatcher ATTRIBUTE_REST =
      ALPHANUMERIC.or(CharMatcher.anyOf("._-")).precomputed();

  private Ids() {}

  /**
   * Whether {@code text} has the form of an id: {@code [A-Za-z0-9][A-Za-z0-9._@-]{0,127}} and not
   * {@code assigned}.
   */
  public static boolean isId(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_LENGTH
        && ALPHANUMERIC.matches(text.charAt(0))
        && ID_REST.matchesAllOf(text)
        && !text.equals(ASSIGNED);
  }

  /**
   * Whether {@code text} is a word of a permission or a category: {@code [a-z][a-z0-9_-]*}, at most
   * 128 characters.
   */
  public static boolean isWord(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_LENGTH
        && LOWER.matches(text.charAt(0))
        && WORD_REST.matchesAllOf(text);
  }

  /**
   * Whether {@code text} has the form of a permission: two or more lower-case words with dots
   * between.
   */
  public static boolean isPermission(String text) {
    return text.length() <= MAX_LENGTH && text.indexOf('.') > 0 && areDottedWords(text);
  }

  /**
   * Whether {@code text} has the form of a permission or of a part that a wildcard may follow: one
   * or more words.
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
   * Whether a condition may name {@code text} as an attribute: a bare name, or one below {@code
   * resource.}, {@code action.}, {@code staff.} or {@code subject.} (policy reference, section 3).
   */
  public static boolean isAttribute(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH || !ALPHANUMERIC.matches(text.charAt(0))) {
      return false;
    }
    int dot = text.indexOf('.');
    return ATTRIBUTE_REST.matchesAllOf(text)
        && (dot < 0
            || (dot < text.length() - 1
                && switch (text.substring(0, dot)) {
                  case "resource", "action", "staff", "subject" -> true;
                  default -> false;
                }));
  }
}
