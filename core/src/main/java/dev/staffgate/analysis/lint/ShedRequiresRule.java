package dev.staffgate.analysis.lint;

import com.google.common.collect.ImmutableSet;
import dev.staffgate.analysis.cells.ComparisonTooLargeException;
import dev.staffgate.analysis.cells.ConditionTest;
import dev.staffgate.analysis.diff.IncludedRoles.IncludedRole;
import dev.staffgate.analysis.lint.LintDraft.RelatedPlace;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Place;
import dev.staffgate.model.Role;
import dev.staffgate.model.StaffAccount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds {@code requires} that bind nobody's grants of an included role, because whoever reaches
 * them through the role reaches them by another path as well, on which less is required: within one
 * role, or for an account that has two.
 */
final class ShedRequiresRule implements LintRule {
  private static final long PROOFS = 500_000;
  private static final long STEPS = 20_000_000;

  /** The steps that a condition of two that are compared costs. */
  private static final int STEPS_OF_ONE = 50;

  @Override
  public void check(LintSubject subject, LintReport report) {
    if (subject.document().roles().values().stream().allMatch(one -> one.requires().isEmpty())) {
      return;
    }
    new Search(subject, report).check();
  }

  /** A path that begins at one of the roles that somebody has. */
  private record RootedPath(String root, IncludedRole path) {}

  private static final class Search {
    private final LintSubject subject;
    private final LintReport report;
    private final WorkBudget budget;
    private final ConditionProofs proofs;
    private final Set<List<Object>> told = new HashSet<>();

    Search(LintSubject subject, LintReport report) {
      this.subject = subject;
      this.report = report;
      String what = "`requires` that are shed are";
      this.budget = new WorkBudget(report, what, STEPS);
      this.proofs = new ConditionProofs(new WorkBudget(report, what, PROOFS));
    }

    void check() {
      for (String id : subject.document().roles().keySet()) {
        check(List.of(id), Optional.empty());
      }
      subject
          .groups()
          .by(who -> !who.disabled(), Assignment::forGood, false)
          .forEach(
              (roots, account) -> {
                if (roots.size() > 1 && hasRequires(roots)) {
                  check(roots.asList(), Optional.of(account));
                }
              });
    }

    private boolean hasRequires(Set<String> roots) {
      return budget.spend(roots.size())
          && roots.stream()
              .flatMap(root -> subject.reach().reached(root).stream())
              .anyMatch(id -> !subject.reach().role(id).requires().isEmpty());
    }

    private void check(List<String> roots, Optional<StaffAccount> whose) {
      Map<String, List<RootedPath>> byRole = new HashMap<>();
      try {
        for (String root : roots) {
          List<IncludedRole> paths = subject.side().included(root);
          if (!budget.spend(paths.size())) {
            return;
          }
          for (IncludedRole path : paths) {
            if (!path.role().grants().isEmpty()) {
              byRole
                  .computeIfAbsent(path.role().id(), unseen -> new ArrayList<>())
                  .add(new RootedPath(root, path));
            }
          }
        }
      } catch (ComparisonTooLargeException tooLarge) {
        budget.skip(tooLarge.why());
        return;
      }
      byRole.values().stream()
          .filter(paths -> paths.size() > 1)
          .forEach(paths -> compare(paths, whose));
    }

    private void compare(List<RootedPath> paths, Optional<StaffAccount> whose) {
      for (RootedPath bound : paths) {
        for (RootedPath other : paths) {
          if (!bound.equals(other)
              && !bound.path.requires().isEmpty()
              && budget.spend(cost(bound, other))) {
            compare(bound, other, whose);
          }
        }
      }
    }

    private static long cost(RootedPath bound, RootedPath other) {
      return (long) STEPS_OF_ONE
          * (1 + bound.path.requires().size() + other.path.requires().size());
    }

    private void compare(RootedPath bound, RootedPath other, Optional<StaffAccount> whose) {
      ImmutableSet<ConditionTest> some = subject.tests(bound.path.requires());
      ImmutableSet<ConditionTest> fewer = subject.tests(other.path.requires());
      if (some.equals(fewer)
          || !proofs.givesAsMuch(List.of(fewer), some)
          || proofs.givesAsMuch(List.of(some), fewer)) {
        return;
      }
      for (Condition condition : bound.path.requires()) {
        if (!proofs.givesAsMuch(List.of(subject.tests(List.of(condition))), fewer)) {
          report(condition, bound, other, whose);
          return;
        }
      }
    }

    private void report(
        Condition condition, RootedPath bound, RootedPath other, Optional<StaffAccount> whose) {
      Role role = bound.path.role();
      if (!told.add(List.of(condition, condition.at().toString(), role.id()))) {
        return;
      }
      String who =
          whose.map(account -> "`" + account.id() + "`").orElse("role `" + bound.root + "`");
      Place elsewhere =
          whose
              .flatMap(account -> placeOf(account, other.root))
              .orElse(subject.reach().role(other.root).at());
      report.add(
          "requires-shed",
          condition.at(),
          "`%s` in `requires` does not bind the grants of role `%s` for %s: another path leads there"
              .formatted(condition.key(), role.id(), who),
          "take the other path away, or require the same of it",
          new RelatedPlace(elsewhere, "the other path begins here, at role `" + other.root + "`"));
    }

    private static Optional<Place> placeOf(StaffAccount account, String root) {
      return account.roles().stream()
          .filter(one -> one.role().id().equals(root))
          .map(one -> one.role().at())
          .findFirst();
    }
  }
}
