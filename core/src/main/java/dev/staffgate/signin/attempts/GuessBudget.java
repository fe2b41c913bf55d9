package dev.staffgate.signin.attempts;

import java.time.Duration;
import java.time.Instant;

/**
 * A budget of guesses that fills up again slowly, whatever else succeeds meanwhile.
 *
 * @param spentMillis what is spent, as the time after which it will have been filled up again
 * @param at when that was so
 */
record GuessBudget(long spentMillis, Instant at) {
  /** The rules of a budget: how many guesses it has, and after what time it has one more. */
  record Rule(int most, Duration refill) {
    private long capacityMillis() {
      return refill.toMillis() * most;
    }
  }

  static final GuessBudget FULL = new GuessBudget(0, Instant.EPOCH);

  /** Returns whether a guess is left. */
  boolean hasGuessAt(Instant now, Rule rule) {
    return !freeAt(now, rule).isAfter(now);
  }

  /** Returns from when on a guess is left. */
  Instant freeAt(Instant now, Rule rule) {
    long over = spentAt(now, rule) + rule.refill().toMillis() - rule.capacityMillis();
    return over <= 0 ? now : now.plusMillis(over);
  }

  /** Returns this after a guess was spent. */
  GuessBudget spentOneAt(Instant now, Rule rule) {
    long spent = spentAt(now, rule) + rule.refill().toMillis();
    return new GuessBudget(Math.min(spent, rule.capacityMillis()), now);
  }

  private long spentAt(Instant now, Rule rule) {
    long passed = Math.max(0, Duration.between(at, now).toMillis()); // a clock may go back
    return Math.min(Math.max(0, spentMillis - passed), rule.capacityMillis());
  }

  /** Returns this without an instant that is still to come: a clock was wrong. */
  GuessBudget boundedAt(Instant now) {
    return at.isAfter(now) ? new GuessBudget(spentMillis, now) : this;
  }

  /** Returns the line of this. */
  String toLine(String kind) {
    return kind + " " + spentMillis + " " + at.toEpochMilli() + "\n";
  }

  /** Reads what {@link #toLine} returned. */
  static GuessBudget read(StateLines lines, String kind) {
    return lines.line(
        kind, fields -> new GuessBudget(fields.number(), fields.instant().orElseThrow()));
  }
}
