package dev.staffgate.analysis;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.staffgate.model.Catalogue;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Grant;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import dev.staffgate.model.StaffAccount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A change of a document that mends a finding: something is removed, or a permission that is needed
 * is added. Whether requests are decided differently then is for {@link PolicyDiff} to say.
 *
 * @param finding what it mends
 * @param what what it does, in a few words
 * @param after the document with the change; all else is as it was, places included
 */
public record LintFix(LintFinding finding, String what, PolicyDocument after) {
  public LintFix {
    requireNonNull(finding, "finding");
    requireNonNull(what, "what");
    requireNonNull(after, "after");
  }

  /**
   * Returns the fix of a finding; empty if people have to mend it.
   *
   * @param document the one in which it was found, other fixes made or not
   */
  public static Optional<LintFix> of(LintFinding finding, PolicyDocument document) {
    Place at = finding.at();
    return switch (finding.code()) {
      case GRANT_UNSATISFIABLE, GRANT_SHADOWED, GRANT_REDUNDANT ->
          fix(
              finding,
              document,
              "removes the grant",
              withRoles(document, one -> withoutGrant(one, at)));
      case DENY_NEVER_HITS, DENY_SHADOWED ->
          fix(
              finding,
              document,
              "removes the deny",
              withRoles(document, one -> withoutDeny(one, at)));
      case NEEDS_UNMET ->
          fix(
              finding,
              document,
              "grants what is needed",
              withRoles(document, one -> withNeeds(one, at, document)));
      case ASSIGNMENT_EXPIRED ->
          fix(finding, document, "removes the assignment", withoutAssignment(document, at));
      case UNUSED_NETWORK,
          UNUSED_SCHEDULE,
          UNUSED_SERVER_GROUP,
          UNUSED_DEPARTMENT,
          UNUSED_PERMISSION ->
          fix(finding, document, "removes the name", withoutName(document, at));
      case REQUIRES_UNSATISFIABLE,
          WILDCARD_OVER_SENSITIVE,
          SENSITIVE_WITHOUT_SECOND_FACTOR,
          DENY_SHED,
          REQUIRES_SHED,
          DENY_FOR_A_TIME,
          IPV4_WALKED_ROUND,
          ID_LETTER_CASE,
          SESSION_AS_ROOT,
          RESTRICTED_WITHOUT_ROLES,
          SERVER_ENTERED_BY_NOBODY,
          SERVER_ENTERED_BY_EVERYBODY,
          CONNECT_WALKED_ROUND,
          FEW_FULL_ADMINISTRATORS,
          MANY_FULL_ADMINISTRATORS,
          ROLE_UNHELD,
          ROLES_ALIKE,
          EMERGENCY_UNREACHABLE,
          SEPARATION_UNBREAKABLE,
          SCHEDULE_NEVER_OPEN,
          ROUTE_WARNING,
          SENSITIVE_UNTESTED,
          SUPPRESSION_UNUSED,
          SUPPRESSION_EXPIRED,
          SUPPRESSION_INVALID ->
          Optional.empty();
    };
  }

  private static Optional<LintFix> fix(
      LintFinding finding, PolicyDocument before, String what, PolicyDocument after) {
    return after.equals(before) ? Optional.empty() : Optional.of(new LintFix(finding, what, after));
  }

  private static boolean isAt(Place one, Place other) {
    return one.line() > 0 && Place.ORDER.compare(one, other) == 0;
  }

  private static Role withoutGrant(Role role, Place at) {
    ImmutableList.Builder<Grant> rest = ImmutableList.builder();
    for (Grant grant : role.grants()) {
      List<PermissionPattern> patterns = without(grant.permissions(), grant.at(), at);
      if (!patterns.isEmpty()) {
        rest.add(new Grant(patterns, grant.conditions(), grant.at()));
      }
    }
    return role.with(rest.build(), role.denies());
  }

  private static Role withoutDeny(Role role, Place at) {
    ImmutableList.Builder<Deny> rest = ImmutableList.builder();
    for (Deny deny : role.denies()) {
      List<PermissionPattern> patterns = without(deny.permissions(), deny.at(), at);
      if (!patterns.isEmpty()) {
        rest.add(new Deny(patterns, deny.conditions(), deny.at()));
      }
    }
    return role.with(role.grants(), rest.build());
  }

  /** Returns the patterns but for the one at a place; none if the place is that of them all. */
  private static List<PermissionPattern> without(
      List<PermissionPattern> patterns, Place ofAll, Place at) {
    List<PermissionPattern> rest = patterns.stream().filter(one -> !isAt(one.at(), at)).toList();
    return rest.size() == patterns.size() && isAt(ofAll, at) ? List.of() : rest;
  }

  /** Returns a role that grants what a grant of it needs, under the same conditions. */
  private static Role withNeeds(Role role, Place at, PolicyDocument document) {
    List<Grant> grants = new ArrayList<>(role.grants());
    Catalogue catalogue = document.catalogue();
    for (Grant grant : role.grants()) {
      for (PermissionPattern pattern : grant.permissions()) {
        if (isAt(pattern.at(), at) || isAt(grant.at(), at)) {
          List<String> needs =
              catalogue.find(pattern.text()).map(Permission::needs).orElse(List.of());
          for (String need : needs) {
            if (grants.stream().noneMatch(one -> grantsAsMuch(one, need, grant))) {
              grants.add(
                  new Grant(List.of(PermissionPattern.of(need)), grant.conditions(), Place.NONE));
            }
          }
        }
      }
    }
    return role.with(grants, role.denies());
  }

  private static boolean grantsAsMuch(Grant grant, String permission, Grant asMuchAs) {
    return grant.permissions().stream().anyMatch(one -> one.matches(permission))
        && asMuchAs.conditions().containsAll(grant.conditions());
  }

  private static PolicyDocument withRoles(PolicyDocument old, Function<Role, Role> change) {
    Map<String, Role> roles = mapped(old.roles(), change);
    return old.toBuilder().roles(roles).build();
  }

  private static PolicyDocument withoutAssignment(PolicyDocument old, Place at) {
    Map<String, StaffAccount> staff =
        mapped(
            old.staff(),
            account ->
                account.withRoles(
                    account.roles().stream().filter(one -> !isAt(one.role().at(), at)).toList()));
    return old.toBuilder().staff(staff).build();
  }

  private static PolicyDocument withoutName(PolicyDocument old, Place at) {
    return old.toBuilder()
        .permissions(rest(old.permissions(), one -> isAt(one.at(), at)))
        .networks(rest(old.networks(), one -> isAt(one.at(), at)))
        .schedules(rest(old.schedules(), one -> isAt(one.at(), at)))
        .serverGroups(rest(old.serverGroups(), one -> isAt(one.at(), at)))
        .departments(withoutRef(old.departments(), at))
        .build();
  }

  private static List<NameRef> withoutRef(List<NameRef> names, Place at) {
    return names.stream().filter(one -> !isAt(one.at(), at)).toList();
  }

  private static <T> Map<String, T> mapped(Map<String, T> things, Function<T, T> change) {
    ImmutableMap.Builder<String, T> changed = ImmutableMap.builder();
    things.forEach((id, thing) -> changed.put(id, change.apply(thing)));
    return changed.buildOrThrow();
  }

  private static <T> Map<String, T> rest(Map<String, T> things, Predicate<T> removed) {
    ImmutableMap.Builder<String, T> rest = ImmutableMap.builder();
    things.forEach(
        (id, thing) -> {
          if (!removed.test(thing)) {
            rest.put(id, thing);
          }
        });
    return rest.buildOrThrow();
  }
}
