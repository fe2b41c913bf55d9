package dev.staffgate.reference;

import static java.util.Comparator.comparing;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.Emergency;
import dev.staffgate.model.Grant;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import dev.staffgate.model.SeparationRule;
import dev.staffgate.model.StaffAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Policy reference, section 4, step 4, written down plainly: which roles an account is assigned and
 * holds, and by which include paths it reaches others.
 */
public final class ReferenceRoles {
  private final PolicyDocument document;
  private final Map<String, Role> byId = new HashMap<>();

  public ReferenceRoles(PolicyDocument document) {
    this.document = document;
    byId.put(Role.FULL_ADMINISTRATOR, Role.fullAdministrator());
    for (Role written : document.roles().values()) {
      byId.put(written.id(), asMeant(written));
    }
  }

  // The built-in role grants * whatever an entry for it says, which may add requires. Includes are
  // put in the order of their ids, in which paths are walked.
  private static Role asMeant(Role written) {
    boolean builtIn = written.id().equals(Role.FULL_ADMINISTRATOR);
    return new Role(
        written.id(),
        written.title(),
        written.formerly(),
        builtIn ? List.of() : written.includes().stream().sorted(comparing(NameRef::id)).toList(),
        written.requires(),
        builtIn ? Role.fullAdministrator().grants() : written.grants(),
        builtIn ? List.of() : written.denies(),
        written.at());
  }

  /** The id of the role that a directory or a lock means: its id, or what it was called. */
  Optional<String> named(String name) {
    if (byId.containsKey(name)) {
      return Optional.of(name);
    }
    for (Role role : byId.values()) {
      for (NameRef former : role.formerly()) {
        if (former.id().equals(name)) {
          return Optional.of(role.id());
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Step 1: "has an assignment that has not ended (instant &lt; until) of a role that the policy
   * does not define by its name or a {@code formerly}". Without an instant none is known to have
   * ended.
   */
  boolean hasUndefined(AccessRequest asked, StaffAccount account) {
    for (Assignment assignment : account.roles()) {
      boolean ended =
          asked.at().isPresent()
              && assignment.until().isPresent()
              && asked.at().get().compareTo(assignment.until().get()) >= 0;
      if (!ended && named(assignment.role().id()).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /**
   * "Roles assigned now (from ≤ instant &lt; until; held while any of its assignments runs) and the
   * roles of emergencies that are active for this account, with all that these include": every path
   * to one of them.
   */
  List<ReferencePath> assigned(AccessRequest asked, StaffAccount account) {
    Set<String> starts = assignedNow(asked, account);
    starts.addAll(ofEmergencies(asked, account));
    return pathsFrom(starts);
  }

  /**
   * "The same, but if the request names roles that it acts with, only those of the assigned-now
   * roles that it names; emergencies are not narrowed away"; naming none is not naming any.
   */
  List<ReferencePath> held(AccessRequest asked, StaffAccount account) {
    Set<String> starts = assignedNow(asked, account);
    if (!asked.actingAs().isEmpty()) {
      starts.retainAll(asked.actingAs());
    }
    starts.addAll(ofEmergencies(asked, account));
    return pathsFrom(starts);
  }

  /** Every path from every role that an account is ever assigned, as if all ran at once. */
  public List<ReferencePath> everAssigned(StaffAccount account) {
    Set<String> starts = new TreeSet<>();
    for (Assignment assignment : account.roles()) {
      named(assignment.role().id()).ifPresent(starts::add);
    }
    return pathsFrom(starts);
  }

  // A former name, which a directory may still use, is the role of today.
  private Set<String> assignedNow(AccessRequest asked, StaffAccount account) {
    Set<String> roles = new TreeSet<>();
    for (Assignment assignment : account.roles()) {
      if (runs(assignment, asked.at())) {
        named(assignment.role().id()).ifPresent(roles::add);
      }
    }
    return roles;
  }

  // from ≤ instant < until. Without an instant only what runs for good does: step 4 has refused
  // all other accounts before.
  private static boolean runs(Assignment assignment, Optional<Instant> at) {
    boolean begun =
        assignment.from().isEmpty()
            || (at.isPresent() && at.get().compareTo(assignment.from().get()) >= 0);
    boolean ended =
        assignment.until().isPresent()
            && (at.isEmpty() || at.get().compareTo(assignment.until().get()) >= 0);
    return begun && !ended;
  }

  private Set<String> ofEmergencies(AccessRequest asked, StaffAccount account) {
    Set<String> roles = new TreeSet<>();
    for (Emergency emergency : document.emergencies().values()) {
      if (asked.emergencies().contains(emergency.id())
          && emergency.holders().contains(account.id())) {
        roles.add(emergency.role().id());
      }
    }
    return roles;
  }

  /**
   * Every include path that begins at one of {@code starts}, in the order of paths: element by
   * element, a prefix first. A role that the policy does not define adds nothing.
   */
  private List<ReferencePath> pathsFrom(Set<String> starts) {
    List<ReferencePath> found = new ArrayList<>();
    for (String start : starts) {
      if (byId.containsKey(start)) {
        walk(ReferencePath.of(byId.get(start)), found);
      }
    }
    return found;
  }

  private void walk(ReferencePath path, List<ReferencePath> found) {
    found.add(path);
    for (NameRef included : path.last().includes()) {
      walk(path.to(byId.get(included.id())), found);
    }
  }

  /** Whether more of a rule's members are held by the roles at the end of these paths than may. */
  public static boolean breaks(SeparationRule rule, List<ReferencePath> paths) {
    int held = 0;
    for (NameRef member : rule.members()) {
      boolean holds =
          switch (rule.of()) {
            case ROLES -> leadsTo(paths, member.id());
            case PERMISSIONS -> countsAsHolding(paths, member.id());
          };
      held += holds ? 1 : 0;
    }
    return held > rule.atMost();
  }

  private static boolean leadsTo(List<ReferencePath> paths, String role) {
    for (ReferencePath path : paths) {
      if (path.last().id().equals(role)) {
        return true;
      }
    }
    return false;
  }

  /**
   * "An account holds a listed permission when any grant of those roles matches it, by name or
   * wildcard, whatever its conditions and whatever is denied; only the * of the built-in
   * full-administrator does not count."
   */
  private static boolean countsAsHolding(List<ReferencePath> paths, String permission) {
    for (ReferencePath path : paths) {
      if (!path.last().id().equals(Role.FULL_ADMINISTRATOR) && grants(path.last(), permission)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a grant of this very role matches, whatever its conditions. */
  static boolean grants(Role role, String permission) {
    for (Grant grant : role.grants()) {
      if (matches(grant, permission)) {
        return true;
      }
    }
    return false;
  }

  /** {@code server.sso} "cannot be granted or reached by a grant's wildcard". */
  static boolean matches(Grant grant, String permission) {
    return !permission.equals(Permission.SERVER_SSO) && names(grant.permissions(), permission);
  }

  /** {@code a.b.*} is every permission below {@code a.b.}; {@code *} is all of them. */
  public static boolean names(List<PermissionPattern> patterns, String permission) {
    for (PermissionPattern pattern : patterns) {
      if (matches(pattern.text(), permission)) {
        return true;
      }
    }
    return false;
  }

  /** Whether one pattern is or matches a permission; a star stands for something, not nothing. */
  static boolean matches(String pattern, String permission) {
    if (pattern.equals("*")) {
      return true;
    }
    return pattern.equals(permission)
        || (pattern.endsWith(".*")
            && permission.length() >= pattern.length()
            && permission.regionMatches(0, pattern, 0, pattern.length() - 1));
  }
}
