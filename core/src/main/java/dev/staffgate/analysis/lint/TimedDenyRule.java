package dev.staffgate.analysis.lint;

import dev.staffgate.analysis.lint.LintDraft.RelatedPlace;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.Deny;
import dev.staffgate.model.StaffAccount;
import java.time.Instant;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Finds assignments that end and take a deny with them, where another assignment that lasts longer
 * grants what was denied.
 */
final class TimedDenyRule implements LintRule {
  @Override
  public void check(LintSubject subject, LintReport report) {
    for (StaffAccount account : subject.document().staff().values()) {
      if (account.roles().size() > 1 && !account.disabled()) {
        for (Assignment one : account.roles()) {
          one.until()
              .filter(subject.now()::isBefore)
              .ifPresent(until -> check(subject, report, account, one, until));
        }
      }
    }
  }

  private static void check(
      LintSubject subject,
      LintReport report,
      StaffAccount account,
      Assignment ending,
      Instant until) {
    List<Assignment> lasting =
        account.roles().stream()
            .filter(one -> one.until().map(until::isBefore).orElse(true))
            .toList();
    for (String id : subject.reach().reached(ending.role().id())) {
      for (Deny deny : subject.reach().role(id).denies()) {
        BitSet denied = left(subject, deny, lasting);
        Optional<Assignment> granting =
            lasting.stream()
                .filter(one -> subject.reach().granted(one.role().id()).intersects(denied))
                .findFirst();
        if (granting.isPresent()) {
          report.add(
              "deny-for-a-time",
              ending.role().at(),
              "`%s` has role `%s` until %s, and its deny of %s ends with it"
                  .formatted(
                      account.id(),
                      ending.role().id(),
                      until,
                      LintText.patterns(deny.permissions())),
              "deny it in a role without end, or end role `"
                  + granting.get().role().id()
                  + "` at the same time",
              new RelatedPlace(deny.at(), "the deny"),
              new RelatedPlace(granting.get().role().at(), "grants it for longer"));
          return;
        }
      }
    }
  }

  // What is denied by it, and not by a role that lasts longer.
  private static BitSet left(LintSubject subject, Deny deny, Collection<Assignment> lasting) {
    BitSet denied = (BitSet) subject.bits().denied(deny.permissions()).clone();
    for (Assignment one : lasting) {
      for (String id : subject.reach().reached(one.role().id())) {
        for (Deny other : subject.reach().role(id).denies()) {
          if (subject.tests(deny.conditions()).containsAll(subject.tests(other.conditions()))) {
            denied.andNot(subject.bits().denied(other.permissions()));
          }
        }
      }
    }
    return denied;
  }
}
