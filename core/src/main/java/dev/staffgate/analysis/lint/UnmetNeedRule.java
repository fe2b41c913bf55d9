package dev.staffgate.analysis.lint;

import dev.staffgate.model.Grant;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.Role;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds permissions that a role grants without one that they need. A role that is only included by
 * others is looked at as a part of these.
 */
final class UnmetNeedRule implements LintRule {
  private static final long STEPS = 30_000_000;

  @Override
  public void check(LintSubject subject, LintReport report) {
    WorkBudget budget = new WorkBudget(report, "permissions without what they need are", STEPS);
    BitSet needing = subject.bits().where(one -> !one.needs().isEmpty());
    if (needing.isEmpty()) {
      return;
    }
    Set<List<Object>> told = new HashSet<>();
    for (String entry : subject.entries()) {
      BitSet granted = subject.reach().granted(entry);
      BitSet some = PatternBits.and(granted, needing);
      if (!budget.spend(1 + some.cardinality())) {
        return;
      }
      if (!some.isEmpty()) {
        some.andNot(subject.reach().alwaysDenied(subject.reach().reached(entry)));
      }
      some.stream()
          .mapToObj(subject.bits()::permission)
          .forEach(
              one -> {
                for (String need : one.needs()) {
                  if (!granted.get(subject.policy().catalogue().indexOf(need))) {
                    report(subject, report, entry, one, need, told);
                  }
                }
              });
    }
  }

  private static void report(
      LintSubject subject,
      LintReport report,
      String entry,
      Permission granted,
      String need,
      Set<List<Object>> told) {
    for (String id : subject.reach().reached(entry)) {
      Role role = subject.reach().role(id);
      for (int i = 0; i < role.grants().size(); i++) {
        Grant grant = role.grants().get(i);
        for (PermissionPattern pattern : grant.permissions()) {
          if (pattern.matches(granted.id()) && told.add(List.of(id, i, pattern.text(), need))) {
            report.add(
                "needs-unmet",
                pattern.at(),
                "role `%s` grants `%s` without `%s`, which it needs"
                    .formatted(entry, granted.id(), need),
                "grant `%s` to role `%s`, too".formatted(need, entry));
          }
        }
      }
    }
  }
}
