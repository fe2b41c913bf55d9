package dev.staffgate.analysis.lint;

import com.google.common.collect.ImmutableSet;
import dev.staffgate.analysis.cells.ConditionTest;
import dev.staffgate.analysis.lint.LintDraft.RelatedPlace;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Role;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds conditional denies that guard the grants of an included role, where another role includes
 * the same one without the guard. A deny without conditions takes something away from one role and
 * means no other; an included role that somebody is assigned is meant to be had without the guard.
 */
final class ShedDenyRule implements LintRule {
  private static final long STEPS = 5_000_000;

  @Override
  public void check(LintSubject subject, LintReport report) {
    boolean isAnyGuard =
        subject.document().roles().values().stream()
            .flatMap(role -> role.denies().stream())
            .anyMatch(deny -> !deny.conditions().isEmpty());
    if (!isAnyGuard) {
      return;
    }
    Set<String> given = EntryRoles.given(subject);
    Map<String, Set<String>> includedBy = subject.reach().includedBy();
    Set<String> entries = new HashSet<>(subject.entries());
    WorkBudget budget = new WorkBudget(report, "denies that are shed are", STEPS);
    for (String id : subject.document().roles().keySet()) {
      Role role = subject.reach().role(id);
      for (Deny deny : role.denies()) {
        BitSet guarded = subject.bits().denied(deny.permissions());
        if (!deny.conditions().isEmpty() && !guarded.intersects(subject.reach().grantedHere(id))) {
          for (String inner : subject.reach().reached(id)) {
            if (!budget.spend(1)) {
              return;
            }
            if (!inner.equals(id)
                && !given.contains(inner)
                && !inner.equals(Role.FULL_ADMINISTRATOR)
                && subject.reach().grantedHere(inner).intersects(guarded)) {
              shedding(subject, id, inner, deny, including(inner, includedBy, entries, budget))
                  .ifPresent(other -> report(report, subject, role, deny, inner, other));
            }
          }
        }
      }
    }
  }

  private static Set<String> including(
      String inner, Map<String, Set<String>> includedBy, Set<String> entries, WorkBudget budget) {
    Set<String> found = new TreeSet<>(List.of(inner));
    Deque<String> open = new ArrayDeque<>(found);
    while (!open.isEmpty() && budget.spend(1)) {
      for (String outer : includedBy.getOrDefault(open.pop(), Set.of())) {
        if (found.add(outer)) {
          open.push(outer);
        }
      }
    }
    found.retainAll(entries);
    return found;
  }

  private static Optional<String> shedding(
      LintSubject subject, String guarding, String inner, Deny guard, Set<String> others) {
    BitSet guarded =
        PatternBits.and(
            subject.bits().denied(guard.permissions()), subject.reach().grantedHere(inner));
    ImmutableSet<ConditionTest> tests = subject.tests(guard.conditions());
    return others.stream()
        .filter(other -> !subject.reach().reached(other).contains(guarding))
        .filter(other -> !isGuarded(subject, other, guarded, tests))
        .findFirst();
  }

  private static boolean isGuarded(
      LintSubject subject, String other, BitSet guarded, ImmutableSet<ConditionTest> tests) {
    BitSet open = (BitSet) guarded.clone();
    for (String id : subject.reach().reached(other)) {
      for (Deny deny : subject.reach().role(id).denies()) {
        if (tests.containsAll(subject.tests(deny.conditions()))) {
          open.andNot(subject.bits().denied(deny.permissions()));
        }
      }
    }
    return open.isEmpty();
  }

  private static void report(
      LintReport report, LintSubject subject, Role role, Deny deny, String inner, String other) {
    report.add(
        "deny-shed",
        deny.at(),
        "the deny of %s in role `%s` guards grants of role `%s`, which role `%s` includes without it"
            .formatted(LintText.patterns(deny.permissions()), role.id(), inner, other),
        "move the deny to role `" + inner + "`, or repeat it in role `" + other + "`",
        new RelatedPlace(subject.reach().role(other).at(), "has the grants without the deny"));
  }
}
