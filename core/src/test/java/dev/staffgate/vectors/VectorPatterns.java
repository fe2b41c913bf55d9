package dev.staffgate.vectors;

import com.google.common.base.CharMatcher;
import java.util.Map;
import java.util.Set;

/** Texts that stand for more than themselves. No policy has them for resources or staff. */
final class VectorPatterns {
  private static final Set<String> EXACT =
      Set.of("exact", "any", "role", "group", "type", "role-on-object", "star", "of-object");

  /** What a text of each kind has where it stands for more than itself. */
  private static final Map<String, CharMatcher> MARKS =
      Map.of(
          "prefix", CharMatcher.is('*'),
          "path-colon", CharMatcher.anyOf(":*"),
          "path-brace", CharMatcher.anyOf("{*"),
          "path-brace-equal", CharMatcher.anyOf("{*"),
          "glob", CharMatcher.is('*'),
          // Found anywhere: even a text without a mark matches longer ones.
          "regex-search", CharMatcher.any());

  /** The kinds of patterns. */
  static final Set<String> KINDS = MARKS.keySet();

  private static final CharMatcher MORE_THAN_A_GLOB = CharMatcher.anyOf("?[]{}!\\");

  private VectorPatterns() {}

  /** Returns if a text is a pattern of a kind; it fails on kinds and globs that nobody defined. */
  static boolean isPattern(String kind, String text) {
    if (EXACT.contains(kind)) {
      return false;
    }
    if (kind.equals("glob") && MORE_THAN_A_GLOB.matchesAnyOf(text)) {
      throw new AssertionError("nobody defined the glob " + text);
    }
    return marks(kind).matchesAnyOf(text);
  }

  /** What every text that the pattern matches begins with. */
  private static String literalStart(String kind, String text) {
    int end = marks(kind).indexIn(text);
    return end < 0 ? text : text.substring(0, end);
  }

  /** Whether the pattern could match the text; it is only sure where it could not. */
  static boolean mayMatch(String kind, String pattern, String text) {
    return isPattern(kind, pattern)
        ? text.startsWith(literalStart(kind, pattern))
        : text.equals(pattern);
  }

  private static CharMatcher marks(String kind) {
    CharMatcher marks = MARKS.get(kind);
    if (marks == null) {
      throw new AssertionError("unknown kind of comparison `" + kind + "`");
    }
    return marks;
  }
}
