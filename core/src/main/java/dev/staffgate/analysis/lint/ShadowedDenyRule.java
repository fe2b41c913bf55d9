package dev.staffgate.analysis.lint;

import com.google.common.collect.ImmutableSet;
import dev.staffgate.analysis.cells.ConditionTest;
import dev.staffgate.analysis.lint.LintDraft.RelatedPlace;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Place;
import dev.staffgate.model.Role;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds denies that another deny of the same or an included role makes superfluous: whoever is
 * assigned the one is assigned the other.
 */
final class ShadowedDenyRule implements LintRule {
  private static final long PROOFS = 500_000;
  private static final long PAIRS = 5_000_000;

  @Override
  public void check(LintSubject subject, LintReport report) {
    Search search = new Search(subject, report);
    subject.document().roles().keySet().stream()
        .map(subject.reach()::role)
        .filter(role -> !role.denies().isEmpty())
        .forEach(search::check);
  }

  private static final class Search {
    private final LintSubject subject;
    private final LintReport report;
    private final WorkBudget pairs;
    private final ConditionProofs proofs;

    Search(LintSubject subject, LintReport report) {
      this.subject = subject;
      this.report = report;
      this.pairs = new WorkBudget(report, "shadowed denies are", PAIRS);
      this.proofs = new ConditionProofs(new WorkBudget(report, "shadowed denies are", PROOFS));
    }

    void check(Role role) {
      List<Deny> all = new ArrayList<>();
      for (String id : subject.reach().reached(role.id())) {
        all.addAll(subject.reach().role(id).denies());
      }
      if (all.size() < 2) {
        return;
      }
      List<Deny> own = new ArrayList<>(role.denies());
      own.sort(Comparator.comparing(Deny::at, Place.ORDER).reversed());
      for (Deny one : own) {
        if (pairs.spend(all.size())) {
          shadowing(one, all)
              .ifPresent(
                  other -> {
                    all.removeIf(some -> isSame(some, one));
                    report(role, one, other);
                  });
        }
      }
    }

    private Optional<Deny> shadowing(Deny one, List<Deny> all) {
      BitSet bits = subject.bits().denied(one.permissions());
      ImmutableSet<ConditionTest> tests = subject.tests(one.conditions());
      return all.stream()
          .filter(other -> !isSame(other, one))
          .filter(other -> PatternBits.isWithin(bits, subject.bits().denied(other.permissions())))
          .filter(other -> proofs.hitsWhenever(subject.tests(other.conditions()), tests))
          .findFirst();
    }

    @SuppressWarnings("ReferenceEquality") // equal denies of two roles are two
    private static boolean isSame(Deny left, Deny right) {
      return left == right;
    }

    private void report(Role role, Deny one, Deny other) {
      report.add(
          "deny-shadowed",
          one.at(),
          "the deny of %s in role `%s` is shadowed: another deny hits whenever it does"
              .formatted(LintText.patterns(one.permissions()), role.id()),
          "remove it, or lay conditions on the other deny",
          new RelatedPlace(other.at(), "hits whenever it does"));
    }
  }
}
