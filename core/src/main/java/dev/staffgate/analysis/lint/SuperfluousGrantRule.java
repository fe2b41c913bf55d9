package dev.staffgate.analysis.lint;

import dev.staffgate.analysis.cells.ComparisonTooLargeException;
import dev.staffgate.analysis.diff.IncludedRoles.IncludedRole;
import dev.staffgate.analysis.lint.LintDraft.RelatedPlace;
import dev.staffgate.model.Grant;
import dev.staffgate.model.Place;
import dev.staffgate.model.Role;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds grants that never permit, and grants that others of the same or an included role make
 * superfluous. All that it reports of one role could be removed together.
 *
 * <p>Whoever reaches a grant of a role reaches the others of that role and of those that it
 * includes, from the same assignment and under the same {@code requires} so far. So what is proven
 * for the paths that begin at the role is true of all longer ones.
 */
final class SuperfluousGrantRule implements LintRule {
  private static final long PROOFS = 2_000_000;
  private static final long PAIRS = 20_000_000;
  private static final int MOST_RELATED = 3;

  /** The steps that a condition of two grants that are compared costs. */
  private static final int STEPS_OF_ONE = 50;

  /** So many grants of one permission are looked at together. */
  private static final int MOST_TOGETHER = 32;

  @Override
  public void check(LintSubject subject, LintReport report) {
    Search search = new Search(subject, report);
    for (String id : subject.document().roles().keySet()) {
      Role role = subject.reach().role(id);
      if (!id.equals(Role.FULL_ADMINISTRATOR) && !role.grants().isEmpty()) {
        try {
          search.check(role);
        } catch (ComparisonTooLargeException tooLarge) {
          search.pairs.skip(tooLarge.why());
        }
      }
    }
  }

  private static final class Search {
    private final LintSubject subject;
    private final LintReport report;
    private final WorkBudget pairs;
    private final ConditionProofs proofs;
    private final BitSet separated;

    Search(LintSubject subject, LintReport report) {
      this.subject = subject;
      this.report = report;
      String what = "grants that others make superfluous are";
      this.pairs = new WorkBudget(report, what, PAIRS);
      this.proofs = new ConditionProofs(new WorkBudget(report, what, PROOFS));
      this.separated = subject.separated();
    }

    void check(Role role) {
      if (proofs.neverHold(subject.tests(role.requires(), subject.defaultRequires()))) {
        return; // told once, for the role
      }
      List<GrantCandidate> all = candidates(role);
      List<GrantCandidate> own =
          all.stream()
              .filter(one -> one.role().equals(role.id()))
              .sorted(
                  Comparator.comparing((GrantCandidate one) -> one.grant().at(), Place.ORDER)
                      .reversed())
              .toList();
      BitSet twice = givenTwice(all);
      for (GrantCandidate one : own) {
        if (isNeverPermitting(one)) {
          if (isSeparatedWithout(one, all)) {
            continue; // it still counts for a rule of separation
          }
          all.remove(one);
          reportNever(one);
        } else if (PatternBits.isWithin(one.bits(), twice)
            && pairs.spend(STEPS_OF_ONE + all.size())
            && isReported(one, all)) {
          all.remove(one);
        }
      }
    }

    private List<GrantCandidate> candidates(Role role) {
      List<GrantCandidate> all = new ArrayList<>();
      for (IncludedRole path : subject.side().included(role.id())) {
        for (Grant grant : path.role().grants()) {
          all.add(new GrantCandidate(subject, path, grant));
        }
      }
      return all;
    }

    private static BitSet givenTwice(List<GrantCandidate> all) {
      BitSet once = new BitSet();
      BitSet twice = new BitSet();
      for (GrantCandidate one : all) {
        if (once.intersects(one.bits())) {
          twice.or(PatternBits.and(once, one.bits()));
        }
        once.or(one.bits());
      }
      return twice;
    }

    private boolean isNeverPermitting(GrantCandidate grant) {
      if (grant.isUnconditional()) {
        return false; // but for `defaults`, which are looked at by themselves
      }
      boolean isPlain = !PatternBits.isWithin(grant.bits(), subject.sensitive());
      return proofs.neverHold(grant.tests(!isPlain));
    }

    private boolean isSeparatedWithout(GrantCandidate grant, List<GrantCandidate> all) {
      BitSet alone = PatternBits.and(grant.bits(), separated);
      all.stream().filter(other -> other != grant).forEach(other -> alone.andNot(standIn(other)));
      return !alone.isEmpty();
    }

    // The * of the built-in role does not count for separation.
    private BitSet standIn(GrantCandidate other) {
      return other.isBuiltIn() ? PatternBits.without(other.bits(), separated) : other.bits();
    }

    private boolean isReported(GrantCandidate grant, List<GrantCandidate> all) {
      List<GrantCandidate> others =
          all.stream()
              .filter(other -> other != grant && standIn(other).intersects(grant.bits()))
              .toList();
      List<GrantAspect> aspects = GrantAspect.of(subject, grant);
      for (GrantCandidate other : others) {
        if (!pairs.spend((long) STEPS_OF_ONE * (1 + other.conditionCount()))) {
          return false;
        }
        if (aspects.stream().allMatch(aspect -> isShadowed(grant, aspect, other))) {
          reportShadowed(grant, other);
          return true;
        }
      }
      Set<GrantCandidate> together = new LinkedHashSet<>();
      if (!aspects.stream().allMatch(aspect -> isCovered(grant, aspect, others, together))) {
        return false;
      }
      reportRedundant(grant, together);
      return true;
    }

    private boolean isShadowed(GrantCandidate grant, GrantAspect aspect, GrantCandidate other) {
      return PatternBits.isWithin(aspect.permissions(), standIn(other))
          && proofs.givesAsMuch(List.of(aspect.tests(other)), aspect.tests(grant));
    }

    private boolean isCovered(
        GrantCandidate grant,
        GrantAspect aspect,
        List<GrantCandidate> others,
        Set<GrantCandidate> together) {
      return aspect.permissions().stream()
          .allMatch(
              permission -> {
                List<GrantCandidate> some =
                    others.stream()
                        .filter(other -> standIn(other).get(permission))
                        .limit(MOST_TOGETHER)
                        .toList();
                together.addAll(some);
                return !some.isEmpty()
                    && pairs.spend((long) STEPS_OF_ONE * some.size())
                    && proofs.givesAsMuch(
                        some.stream()
                            .map(aspect::tests)
                            .<Set<dev.staffgate.analysis.cells.ConditionTest>>map(one -> one)
                            .toList(),
                        aspect.tests(grant));
              });
    }

    private void reportNever(GrantCandidate grant) {
      report.add(
          "grant-unsatisfiable",
          grant.grant().at(),
          "the conditions of the grant of %s in role `%s` can never all hold"
              .formatted(inWords(grant), grant.role()),
          "remove the grant, or one of the conditions that rule each other out; those of the role's"
              + " `requires` and of `defaults` count, too");
    }

    private void reportShadowed(GrantCandidate grant, GrantCandidate other) {
      report.add(
          "grant-shadowed",
          grant.grant().at(),
          "the grant of %s in role `%s` is shadowed: %s gives at least as much"
              .formatted(inWords(grant), grant.role(), source(grant, other)),
          "remove it, or lay conditions on the other grant",
          new RelatedPlace(other.grant().at(), "gives at least as much"));
    }

    private void reportRedundant(GrantCandidate grant, Set<GrantCandidate> together) {
      report.add(
          "grant-redundant",
          grant.grant().at(),
          "the grant of %s in role `%s` is redundant: others give at least as much together"
              .formatted(inWords(grant), grant.role()),
          "remove it, or lay conditions on the other grants",
          together.stream()
              .map(one -> one.grant().at())
              .sorted(Place.ORDER)
              .flatMap(place -> Stream.of(new RelatedPlace(place, "gives a part of it")))
              .limit(MOST_RELATED)
              .toList());
    }

    private static String source(GrantCandidate grant, GrantCandidate other) {
      return other.role().equals(grant.role())
          ? "another grant of the role"
          : "the included role `" + other.role() + "`";
    }

    private static String inWords(GrantCandidate grant) {
      return LintText.patterns(grant.grant().permissions());
    }
  }
}
