package dev.staffgate.yaml.edit;

import java.util.regex.Pattern;

/**
 * The beginning of a comment that suppresses a finding of the lint: {@code # staffgate: allow}
 * (policy reference, section 2).
 */
public final class SuppressionMark {
  private static final Pattern BEGINNING =
      Pattern.compile("#+[ \\t]*staffgate[ \\t]*:?[ \\t]*allow\\b.*", Pattern.CASE_INSENSITIVE);

  private SuppressionMark() {}

  /**
   * Returns whether a comment is meant to suppress a finding, whether it is well formed or not.
   *
   * @param comment from its {@code #} to the end of its line
   */
  public static boolean begins(String comment) {
    return BEGINNING.matcher(comment).matches();
  }
}
