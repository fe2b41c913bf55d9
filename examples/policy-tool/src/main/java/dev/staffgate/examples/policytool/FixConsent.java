package dev.staffgate.examples.policytool;

import dev.staffgate.analysis.LintCode;
import dev.staffgate.analysis.LintFix;
import dev.staffgate.analysis.PolicyDiff;
import dev.staffgate.examples.policytool.terminal.Terminal;
import dev.staffgate.wire.RequestWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Agreement to fixes that change decisions: of codes that were named on the command line, or of a
 * person at a terminal who has read what changes. Where nobody is asked, nobody agrees.
 */
final class FixConsent {
  private final Set<LintCode> accepted;
  private final Optional<UnaryOperator<String>> person;

  /**
   * Makes consent.
   *
   * @param accepted the codes whose fixes are agreed to
   * @param person answers a question with a line; absent if nobody can be asked
   */
  FixConsent(Set<LintCode> accepted, Optional<UnaryOperator<String>> person) {
    this.accepted = Set.copyOf(accepted);
    this.person = person;
  }

  /** Returns whether a fix may be made. */
  boolean isGiven(LintFix fix, PolicyDiff diff) {
    if (accepted.contains(fix.finding().code())) {
      return true;
    }
    String question =
        fix.finding()
            + "\nThe fix "
            + fix.what()
            + ". What changes: "
            + diff.toText(RequestWriter::write)
            + "Make it? [y/N] ";
    return person
        .map(asked -> asked.apply(question).strip().toLowerCase(Locale.ROOT))
        .filter(answer -> answer.equals("y") || answer.equals("yes"))
        .isPresent();
  }

  /** Returns the person at the terminal, if there is one. */
  static Optional<UnaryOperator<String>> terminal() {
    return Terminal.find()
        .map(
            console ->
                question -> {
                  String line = console.readLine("%s", question);
                  return line == null ? "" : line;
                });
  }
}
