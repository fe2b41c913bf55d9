package dev.staffgate.analysis.lint;

import com.google.common.collect.ImmutableSet;
import dev.staffgate.analysis.lint.LintDraft.RelatedPlace;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Grant;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.Place;
import dev.staffgate.model.Role;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds roles that have the same includes, {@code requires} and denies, and grants that differ by
 * one permission at most. Roles of a few permissions are like others by chance.
 */
final class AlikeRolesRule implements LintRule {
  private static final int LEAST = 4;
  private static final long STEPS = 10_000_000;
  private static final int MOST_ALIKE = 20;

  /** A permission with its conditions. */
  private record Given(int permission, ImmutableSet<Condition> conditions) {}

  private record Frame(Set<NameRef> includes, Set<Condition> requires, Set<Deny> denies) {}

  /** A set of grants by the sum of hash codes, which one grant more or less changes by its own. */
  private record Key(Frame frame, long sum, int size) {}

  private record Described(Role role, Frame frame, Set<Given> given, long sum) {}

  @Override
  public void check(LintSubject subject, LintReport report) {
    WorkBudget budget = new WorkBudget(report, "roles that are nearly the same are", STEPS);
    Map<Key, List<Described>> bySize = new HashMap<>();
    List<Described> all = new ArrayList<>();
    for (Role role : subject.document().roles().values()) {
      if (!role.id().equals(Role.FULL_ADMINISTRATOR)) {
        Set<Given> given = given(subject, role, budget);
        if (given.size() >= LEAST) {
          Frame frame =
              new Frame(
                  Set.copyOf(role.includes()),
                  Set.copyOf(role.requires()),
                  Set.copyOf(role.denies()));
          all.add(new Described(role, frame, given, sum(given)));
        }
      }
    }
    all.sort(Comparator.comparing(one -> one.role.at(), Place.ORDER));
    for (Described one : all) {
      bySize
          .computeIfAbsent(
              new Key(one.frame, one.sum, one.given.size()), unseen -> new ArrayList<>())
          .add(one);
    }
    for (Described one : all) {
      compare(one, bySize, budget, report);
    }
  }

  private static Set<Given> given(LintSubject subject, Role role, WorkBudget budget) {
    Set<Given> given = new HashSet<>();
    for (Grant grant : role.grants()) {
      BitSet bits = subject.bits().granted(grant.permissions());
      if (!budget.spend(bits.cardinality())) {
        return Set.of();
      }
      ImmutableSet<Condition> conditions = ImmutableSet.copyOf(grant.conditions());
      bits.stream().forEach(one -> given.add(new Given(one, conditions)));
    }
    return given;
  }

  private static long sum(Set<Given> given) {
    return given.stream().mapToLong(AlikeRolesRule::hash).sum();
  }

  private static long hash(Given given) {
    long mixed = given.hashCode() * 0x9E3779B97F4A7C15L;
    return (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
  }

  // Each pair is found once: equal ones at the later role, others at the one that has more.
  private static void compare(
      Described one, Map<Key, List<Described>> bySize, WorkBudget budget, LintReport report) {
    List<Described> candidates =
        new ArrayList<>(
            bySize.getOrDefault(new Key(one.frame, one.sum, one.given.size()), List.of()));
    candidates.removeIf(other -> Place.ORDER.compare(other.role.at(), one.role.at()) >= 0);
    for (Given left : one.given) {
      if (!budget.spend(1)) {
        return;
      }
      candidates.addAll(
          bySize.getOrDefault(
              new Key(one.frame, one.sum - hash(left), one.given.size() - 1), List.of()));
    }
    int found = 0;
    for (Described other : candidates) {
      if (found < MOST_ALIKE
          && budget.spend(other.given.size())
          && one.given.containsAll(other.given)) {
        found++;
        report(one, other, report);
      }
    }
  }

  private static void report(Described one, Described other, LintReport report) {
    report.add(
        "roles-alike",
        one.role.at(),
        "role `%s` grants the same as role `%s`%s"
            .formatted(
                one.role.id(),
                other.role.id(),
                one.given.size() == other.given.size() ? "" : " and one permission more"),
        "make one of them, or let one include the other",
        new RelatedPlace(other.role.at(), "role `" + other.role.id() + "`"));
  }
}
