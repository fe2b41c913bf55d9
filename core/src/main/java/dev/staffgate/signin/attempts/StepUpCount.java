package dev.staffgate.signin.attempts;

import java.time.Duration;
import java.time.Instant;

/**
 * Wrong fresh codes of somebody who is signed in: whoever stole a session guesses these.
 *
 * @param inARow those since the last that was right
 * @param budget all of them, whatever was right between them
 */
record StepUpCount(FailureCount inARow, GuessBudget budget) {
  static final StepUpCount NONE = new StepUpCount(FailureCount.NONE, GuessBudget.FULL);

  /** With the wrong codes from unknown browsers, a year has fewer than 333 guesses. */
  static final GuessBudget.Rule RULE = new GuessBudget.Rule(40, Duration.ofDays(2));

  private static final int GUESSING = 5;

  AttemptVerdict standingAt(Instant now) {
    return budget.hasGuessAt(now, RULE)
        ? AttemptVerdict.of(inARow.waitAt(now))
        : AttemptVerdict.LOCKED;
  }

  /** Returns whether so many were wrong in a row that it looks like guessing. */
  boolean isGuessing() {
    return inARow.failures() >= GUESSING;
  }

  StepUpCount failedAt(Instant now) {
    return new StepUpCount(inARow.failedAt(now), budget.spentOneAt(now, RULE));
  }

  StepUpCount succeeded() {
    return new StepUpCount(FailureCount.NONE, budget);
  }

  StepUpCount boundedAt(Instant now) {
    return new StepUpCount(inARow.boundedAt(now), budget.boundedAt(now));
  }

  String toLines() {
    return "step-ups " + inARow.toFields() + "\n" + budget.toLine("step-up-budget");
  }

  static StepUpCount read(StateLines lines) {
    FailureCount inARow = lines.line("step-ups", StateLines.Fields::failures);
    return new StepUpCount(inARow, GuessBudget.read(lines, "step-up-budget"));
  }
}
