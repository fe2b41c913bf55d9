package dev.staffgate.analysis;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyProblem;
import java.util.Comparator;
import java.util.List;

/**
 * Something in a policy that is allowed and looks like a mistake.
 *
 * @param code the kind
 * @param at the place; {@link Place#NONE} for a policy that was made in code
 * @param what what was found, in lower case, without a full stop, the user's text in backticks
 * @param mend how to mend it
 * @param related other places that belong to it, in order
 */
public record LintFinding(
    LintCode code, Place at, String what, String mend, List<Related> related) {
  /** By file, line and column, then by code and text. Not consistent with {@link #equals}. */
  public static final Comparator<LintFinding> ORDER =
      Comparator.comparing(LintFinding::at, Place.ORDER)
          .thenComparing(finding -> finding.code().text())
          .thenComparing(LintFinding::what);

  public LintFinding {
    requireNonNull(code, "code");
    requireNonNull(at, "at");
    requireNonNull(what, "what");
    requireNonNull(mend, "mend");
    related = List.copyOf(related);
  }

  /**
   * Another place that belongs to a finding.
   *
   * @param what what is there, in a few words
   */
  public record Related(Place at, String what) {
    public Related {
      requireNonNull(at, "at");
      requireNonNull(what, "what");
    }

    @Override
    public String toString() {
      return at + ": " + what;
    }
  }

  /** Returns the weight. */
  public LintCode.Severity severity() {
    return code.severity();
  }

  /** Returns it in the form in which problems of a policy are told. */
  public PolicyProblem problem() {
    return PolicyProblem.of(at, code.text(), what, code.why(), mend);
  }

  /** Returns one line: {@code file:line:column: severity: what [code]}. */
  @Override
  public String toString() {
    return at + ": " + severity().text() + ": " + what + " [" + code + "]";
  }
}
