package dev.staffgate.model;

import static java.util.Objects.requireNonNull;

import dev.staffgate.text.VisibleText;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A problem of a policy, described for the person who can fix it.
 *
 * @param at where
 * @param code a stable word for the kind of problem, such as {@code unknown-permission}
 * @param what what was found, in lower case, without a full stop, the user's text in backticks
 * @param why why that matters, or what was expected
 * @param mend what to write instead, where that is known
 * @param sourceLine the line of text that {@code at} is in, where there is one
 */
public record PolicyProblem(
    Place at,
    String code,
    String what,
    String why,
    Optional<String> mend,
    Optional<String> sourceLine) {
  /** By place, then by code and text, so that the same policy always gives the same list. */
  public static final Comparator<PolicyProblem> ORDER =
      Comparator.comparing(PolicyProblem::at, Place.ORDER)
          .thenComparing(PolicyProblem::code)
          .thenComparing(PolicyProblem::what);

  public PolicyProblem {
    requireNonNull(at, "at");
    requireNonNull(code, "code");
    requireNonNull(what, "what");
    requireNonNull(why, "why");
    requireNonNull(mend, "mend");
    requireNonNull(sourceLine, "sourceLine");
  }

  /** Returns a problem whose line of text is not known (yet). */
  public static PolicyProblem of(Place at, String code, String what, String why, String mend) {
    return new PolicyProblem(at, code, what, why, Optional.of(mend), Optional.empty());
  }

  /** Returns this problem with the line of text that it is in. */
  public PolicyProblem withSourceLine(String line) {
    return new PolicyProblem(at, code, what, why, mend, Optional.of(line));
  }

  /**
   * Returns the first line of the message, which makes sense by itself in a log: {@code
   * file:line:column: what [code]}.
   */
  public String headline() {
    return at + ": " + what + " [" + code + "]";
  }

  /**
   * The whole message: headline, the line of text with a mark under the place, why, and how to mend
   * it.
   */
  public String message() {
    StringBuilder text = new StringBuilder(headline());
    sourceLine.ifPresent(line -> appendExcerpt(text, line));
    text.append("\n  ").append(why);
    mend.ifPresent(how -> text.append("\n  ").append(how));
    return text.toString();
  }

  private void appendExcerpt(StringBuilder text, String line) {
    int shown = Math.min(line.codePointCount(0, line.length()), 160);
    String cut = VisibleText.line(line.substring(0, line.offsetByCodePoints(0, shown)));
    String number = String.valueOf(at.line());
    text.append('\n')
        .append(" ".repeat(Math.max(0, 5 - number.length())))
        .append(number)
        .append(" | ")
        .append(cut);
    if (at.column() <= shown) {
      int marks = Math.max(1, Math.min(at.length(), shown - at.column() + 1));
      text.append("\n      | ").append(" ".repeat(at.column() - 1)).append("^".repeat(marks));
    }
  }

  /** Joins the messages of several problems, a blank line between. */
  static String join(List<PolicyProblem> problems) {
    return String.join("\n\n", problems.stream().map(PolicyProblem::message).toList());
  }
}
