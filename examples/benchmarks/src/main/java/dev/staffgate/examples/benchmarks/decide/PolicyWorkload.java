package dev.staffgate.examples.benchmarks.decide;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * Library may do what, told in numbers, for all that are compared to be made of: members of staff
 * have a profile, a profile has roles, a role includes roles and grants permissions.
 *
 * @param permissions their ids; the first is {@link #CONNECT}
 * @param profiles the roles of each, by number
 * @param profileOfStaff by the number of the member of staff
 * @param servers open to whoever holds {@link #CONNECT}, or to the roles listed
 */
public record PolicyWorkload(
    List<String> permissions,
    List<RoleSpec> roles,
    List<List<Integer>> profiles,
    List<Integer> profileOfStaff,
    List<ServerSpec> servers) {
  /** The permission that single sign-on asks for, in a catalogue of the workload's own. */
  public static final String CONNECT = "connect.use";

  /** A role. Only those with lower numbers are included, so that includes have no circle. */
  public record RoleSpec(List<Integer> includes, List<GrantSpec> grants) {}

  /**
   * A grant.
   *
   * @param conditional on network, hours and second factor
   */
  public record GrantSpec(int permission, boolean conditional) {}

  /**
   * A server.
   *
   * @param roles who may enter; empty: whoever holds {@link #CONNECT}
   */
  public record ServerSpec(List<Integer> roles) {}

  /** The id of a member of staff, 12 characters long: a new object each time. */
  public static String staffId(int staff) {
    String digits = Integer.toString(staff);
    return "employee.000".substring(0, 12 - digits.length()) + digits;
  }

  /** The id of a role. */
  public static String roleId(int role) {
    return "role-" + role;
  }

  /** The id of a server: a new object each time. */
  public static String serverId(int server) {
    return "server-" + server;
  }

  /** The roles of a profile with all that they include. */
  public BitSet heldRoles(int profile) {
    BitSet held = new BitSet();
    Deque<Integer> open = new ArrayDeque<>(profiles.get(profile));
    while (!open.isEmpty()) {
      int role = open.pop();
      if (!held.get(role)) {
        held.set(role);
        open.addAll(roles.get(role).includes());
      }
    }
    return held;
  }

  /** The permissions that a profile holds by a grant that is conditional, or by one that is not. */
  public BitSet granted(int profile, boolean conditional) {
    BitSet granted = new BitSet();
    heldRoles(profile).stream()
        .mapToObj(roles::get)
        .flatMap(role -> role.grants().stream())
        .filter(grant -> grant.conditional() == conditional)
        .forEach(grant -> granted.set(grant.permission()));
    return granted;
  }
}
