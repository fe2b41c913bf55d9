package dev.staffgate.vectors;

import java.util.Set;

/** Texts that stand for more than themselves. No policy has them for resources or staff. */
final class VectorPatterns {
  private static final Set<String> EXACT =
      Set.of("exact", "any", "role", "group", "type", "role-on-object", "star", "of-object");

  private VectorPatterns() {}

  static boolean isPattern(String kind, String text) {
    return !EXACT.contains(kind) && !literalStart(text).equals(text);
  }

  /** What every text that the pattern matches begins with. */
  static String literalStart(String text) {
    int end = 0;
    while (end < text.length() && "*:{".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return text.substring(0, end);
  }

  /** Whether the pattern could match the text; it is only sure where it could not. */
  static boolean mayMatch(String pattern, String text) {
    return text.startsWith(literalStart(pattern));
  }
}
