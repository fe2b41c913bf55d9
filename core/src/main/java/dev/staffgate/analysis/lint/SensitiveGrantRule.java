package dev.staffgate.analysis.lint;

import com.google.common.collect.Iterables;
import dev.staffgate.analysis.cells.ComparisonTooLargeException;
import dev.staffgate.analysis.diff.IncludedRoles.IncludedRole;
import dev.staffgate.analysis.lint.LintDraft.RelatedPlace;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Defaults;
import dev.staffgate.model.Grant;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.Place;
import dev.staffgate.model.Role;
import dev.staffgate.model.StaffAccount;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds sensitive permissions that a wildcard grants, or that need no second factor. */
final class SensitiveGrantRule implements LintRule {
  private static final long STEPS = 20_000_000;

  @Override
  public void check(LintSubject subject, LintReport report) {
    if (subject.sensitive().isEmpty()) {
      return;
    }
    checkWildcards(subject, report);
    Defaults defaults = subject.document().defaults();
    if (!asksForSecondFactor(Iterables.concat(defaults.requires(), defaults.sensitiveRequires()))) {
      checkSecondFactors(subject, report);
    }
  }

  private static boolean asksForSecondFactor(Iterable<Condition> conditions) {
    return Iterables.any(conditions, Condition.SecondFactor.class::isInstance);
  }

  private static void checkWildcards(LintSubject subject, LintReport report) {
    for (String id : subject.document().roles().keySet()) {
      Role role = subject.reach().role(id);
      for (Grant grant : id.equals(Role.FULL_ADMINISTRATOR) ? List.<Grant>of() : role.grants()) {
        for (PermissionPattern pattern : grant.permissions()) {
          if (pattern.isWildcard()) {
            checkWildcard(subject, report, role, pattern);
          }
        }
      }
    }
  }

  private static void checkWildcard(
      LintSubject subject, LintReport report, Role role, PermissionPattern pattern) {
    BitSet given = PatternBits.and(subject.bits().granted(List.of(pattern)), subject.sensitive());
    if (!given.isEmpty()) {
      given.andNot(subject.reach().alwaysDenied(subject.reach().reached(role.id())));
    }
    if (!given.isEmpty()) {
      report.add(
          "wildcard-over-sensitive",
          pattern.at(),
          "`%s` in role `%s` grants %s: %s"
              .formatted(
                  pattern.text(),
                  role.id(),
                  LintText.count(
                      given.cardinality(), "sensitive permission", "sensitive permissions"),
                  subject.bits().inWords(given)),
          "name the permissions that the role needs");
    }
  }

  private static void checkSecondFactors(LintSubject subject, LintReport report) {
    WorkBudget budget = new WorkBudget(report, "sensitive permissions are", STEPS);
    Set<List<Object>> told = new HashSet<>();
    for (String entry : subject.entries()) {
      if (subject.reach().granted(entry).intersects(subject.sensitive())) {
        BitSet denied = subject.reach().alwaysDenied(subject.reach().reached(entry));
        try {
          for (IncludedRole path : subject.side().included(entry)) {
            if (!budget.spend(1 + path.role().grants().size())) {
              return;
            }
            if (!asksForSecondFactor(path.requires())) {
              check(subject, report, entry, path.role(), denied, told);
            }
          }
        } catch (ComparisonTooLargeException tooLarge) {
          budget.skip(tooLarge.why());
        }
      }
    }
  }

  private static void check(
      LintSubject subject,
      LintReport report,
      String entry,
      Role role,
      BitSet denied,
      Set<List<Object>> told) {
    for (int i = 0; i < role.grants().size(); i++) {
      Grant grant = role.grants().get(i);
      BitSet given =
          PatternBits.and(subject.bits().granted(grant.permissions()), subject.sensitive());
      given.andNot(denied);
      if (!given.isEmpty()
          && !asksForSecondFactor(grant.conditions())
          && told.add(List.of(role.id(), i))) {
        report.add(
            "sensitive-without-second-factor",
            role.id().equals(Role.FULL_ADMINISTRATOR) ? placeOfBuiltIn(subject) : grant.at(),
            "%s of role `%s` %s no second factor, and %s sensitive"
                .formatted(
                    subject.bits().inWords(given),
                    role.id(),
                    given.cardinality() == 1 ? "asks for" : "ask for",
                    given.cardinality() == 1 ? "is" : "are"),
            "add `second-factor` to `defaults.sensitive.requires`, to the role's `requires` or to"
                + " the grant",
            entry.equals(role.id())
                ? List.of()
                : List.of(
                    new RelatedPlace(
                        subject.reach().role(entry).at(), "role `" + entry + "` includes it")));
      }
    }
  }

  private static Place placeOfBuiltIn(LintSubject subject) {
    return Optional.ofNullable(subject.document().roles().get(Role.FULL_ADMINISTRATOR))
        .map(Role::at)
        .orElseGet(
            () ->
                Stream.concat(
                        subject.document().staff().values().stream()
                            .map(StaffAccount::roles)
                            .flatMap(List::stream)
                            .map(one -> one.role()),
                        subject.document().emergencies().values().stream().map(one -> one.role()))
                    .filter(role -> role.id().equals(Role.FULL_ADMINISTRATOR))
                    .map(role -> role.at())
                    .min(Comparator.comparing(one -> one, Place.ORDER))
                    .orElse(Place.NONE));
  }
}
