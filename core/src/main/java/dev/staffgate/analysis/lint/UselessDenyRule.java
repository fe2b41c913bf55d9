package dev.staffgate.analysis.lint;

import com.google.common.collect.ImmutableSortedSet;
import dev.staffgate.analysis.diff.PolicySide;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Permission;
import dev.staffgate.model.Role;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Finds denies of roles that somebody has, of which nobody who has the role is granted anything by
 * any of their roles, at any time and in any emergency.
 */
final class UselessDenyRule implements LintRule {
  private static final long STEPS = 20_000_000;

  @Override
  public void check(LintSubject subject, LintReport report) {
    if (!subject.knowsAllAccounts()) {
      return; // somebody of the directory may be granted anything
    }
    Map<String, BitSet> granted = grantedToHolders(subject, report);
    for (Role role : subject.document().roles().values()) {
      BitSet ofHolders = granted.get(role.id());
      if (ofHolders != null) {
        for (Deny deny : subject.reach().role(role.id()).denies()) {
          if (!subject.bits().denied(deny.permissions()).intersects(ofHolders)) {
            report.add(
                "deny-never-hits",
                deny.at(),
                "nobody who has role `%s` is granted %s, which it denies"
                    .formatted(role.id(), LintText.patterns(deny.permissions())),
                "remove the deny, or allow it as a guard against later grants");
          }
        }
      }
    }
  }

  /** Returns for each role with denies what those who have it are granted by all of their roles. */
  private static Map<String, BitSet> grantedToHolders(LintSubject subject, LintReport report) {
    WorkBudget budget = new WorkBudget(report, "denies that never hit are", STEPS);
    Map<String, BitSet> granted = new HashMap<>();
    BitSet sources = subject.bits().of(PolicySide.SSO_SOURCES);
    BitSet sso = subject.bits().of(Set.of(Permission.SERVER_SSO));
    Set<String> denying = new HashSet<>();
    subject.document().roles().values().stream()
        .filter(role -> !role.denies().isEmpty())
        .forEach(role -> denying.add(role.id()));
    if (denying.isEmpty()) {
      return granted;
    }
    for (ImmutableSortedSet<String> roots : subject.groups().everRoots()) {
      Set<String> reached = subject.reach().reached(roots);
      if (!budget.spend(reached.size())) {
        return Map.of();
      }
      BitSet all = subject.reach().granted(roots);
      if (all.intersects(sources)) {
        all.or(sso);
      }
      reached.stream()
          .filter(denying::contains)
          .forEach(role -> granted.computeIfAbsent(role, unseen -> new BitSet()).or(all));
    }
    return granted;
  }
}
