package dev.staffgate.signin.attempts;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Wrong passwords and codes from all sites that share the slot, whatever names they were for.
 *
 * @param budget of guesses
 */
record SiteSlot(GuessBudget budget) {
  static final SiteSlot NONE = new SiteSlot(GuessBudget.FULL);
  static final GuessBudget.Rule RULE = new GuessBudget.Rule(100, Duration.ofMinutes(1));

  private static final String FORMAT = "1";

  Optional<Instant> waitAt(Instant now) {
    return Optional.of(budget.freeAt(now, RULE)).filter(now::isBefore);
  }

  SiteSlot failedAt(Instant now) {
    return new SiteSlot(budget.spentOneAt(now, RULE));
  }

  SiteSlot boundedAt(Instant now) {
    return new SiteSlot(budget.boundedAt(now));
  }

  String toText() {
    return "site " + FORMAT + "\n" + budget.toLine("budget");
  }

  static SiteSlot read(StateLines lines) {
    lines.requireFormat("site", FORMAT);
    return new SiteSlot(GuessBudget.read(lines, "budget"));
  }
}
