package dev.staffgate.analysis.lint;

import dev.staffgate.model.Grant;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.Place;
import dev.staffgate.model.Role;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds sensitive permissions that a role grants and no test of the policy names. A policy without
 * tests is told of once.
 */
final class UntestedPermissionRule implements LintRule {
  @Override
  public void check(LintSubject subject, LintReport report) {
    if (subject.sensitive().isEmpty()) {
      return;
    }
    Map<Integer, PermissionPattern> granted = new TreeMap<>();
    for (String id : subject.document().roles().keySet()) {
      Role role = subject.reach().role(id);
      for (Grant grant : id.equals(Role.FULL_ADMINISTRATOR) ? List.<Grant>of() : role.grants()) {
        for (PermissionPattern pattern : grant.permissions()) {
          BitSet some =
              PatternBits.and(subject.bits().granted(List.of(pattern)), subject.sensitive());
          some.stream()
              .forEach(
                  one ->
                      granted.merge(
                          one,
                          pattern,
                          (known, other) ->
                              Place.ORDER.compare(known.at(), other.at()) <= 0 ? known : other));
        }
      }
    }
    if (granted.isEmpty()) {
      return;
    }
    if (subject.document().tests().isEmpty()) {
      reportNone(report, granted);
      return;
    }
    Set<String> tested = TestedPermissions.of(subject.document());
    granted.forEach(
        (index, pattern) -> {
          String id = subject.bits().permission(index).id();
          if (!tested.contains(id)) {
            report.add(
                "sensitive-untested",
                pattern.at(),
                "no test asks about `" + id + "`, which is sensitive",
                "add a test that it is permitted to those who need it, and denied to others");
          }
        });
  }

  private static void reportNone(LintReport report, Map<Integer, PermissionPattern> granted) {
    report.add(
        "sensitive-untested",
        granted.values().stream()
            .map(PermissionPattern::at)
            .min(Comparator.comparing(one -> one, Place.ORDER))
            .orElse(Place.NONE),
        "the policy has no tests, and its roles grant %s"
            .formatted(
                LintText.count(granted.size(), "sensitive permission", "sensitive permissions")),
        "add `tests`; `policy-tool test` runs them");
  }
}
