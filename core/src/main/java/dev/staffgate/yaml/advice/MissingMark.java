package dev.staffgate.yaml.advice;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A blank or a colon that a line lacks, so that YAML takes the line, and often those behind it, for
 * one text.
 *
 * @param kind what is missing
 * @param column where it is missing, from 1: the dash, the colon or the key that it belongs behind
 * @param key the key that it belongs behind; empty behind a dash
 */
public record MissingMark(Kind kind, int column, String key) {
  /** The thing that is missing. */
  public enum Kind {
    BLANK_BEHIND_DASH,
    BLANK_BEHIND_COLON,
    COLON
  }

  private static final String BEGIN = " *+(?:- ++)*+";
  private static final String KEY = "([A-Za-z][A-Za-z0-9_.@-]*+)";

  private static final Pattern DASH = Pattern.compile(BEGIN + "-[^- \\t\\r\\n]");
  // Neither a URL nor a time of day.
  private static final Pattern COLON = Pattern.compile(BEGIN + KEY + ":[^ \\t\\r/:]");
  private static final Pattern NO_COLON = Pattern.compile(BEGIN + KEY + " ++[\\[{\"']");
  private static final Pattern ALONE = Pattern.compile(" *+" + KEY + "[ \\r]*+");
  private static final Pattern IN_BRACES = Pattern.compile("[\\[{,] *+" + KEY + " ++$");

  /** Returns what a line that belongs to no bracket lacks; empty if nothing is known. */
  public static Optional<MissingMark> in(String line) {
    Matcher dash = DASH.matcher(line);
    if (dash.lookingAt()) {
      return Optional.of(new MissingMark(Kind.BLANK_BEHIND_DASH, dash.end() - 1, ""));
    }
    Matcher colon = COLON.matcher(line);
    if (colon.lookingAt()) {
      return Optional.of(
          new MissingMark(Kind.BLANK_BEHIND_COLON, colon.end(1) + 1, colon.group(1)));
    }
    Matcher key = NO_COLON.matcher(line);
    return key.lookingAt() ? Optional.of(behind(key)) : Optional.empty();
  }

  /** Returns the colon that a line lacks which is a key alone, and comes before a deeper one. */
  public static Optional<MissingMark> behindKeyAlone(String line) {
    Matcher key = ALONE.matcher(line);
    return key.matches() ? Optional.of(behind(key)) : Optional.empty();
  }

  private static MissingMark behind(Matcher key) {
    return new MissingMark(Kind.COLON, key.start(1) + 1, key.group(1));
  }

  /**
   * Returns the colon that is missing between a key in braces and its value.
   *
   * @param column where the value begins, from 1
   */
  public static Optional<MissingMark> before(String line, int column) {
    Matcher key = IN_BRACES.matcher(line.substring(0, Math.min(line.length(), column - 1)));
    return key.find() ? Optional.of(behind(key)) : Optional.empty();
  }
}
