package dev.staffgate.analysis.diff;

import dev.staffgate.model.Emergency;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.Role;
import dev.staffgate.model.StaffAccount;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds roles that a change touches and that lead to no account of either policy. */
final class UnheldRoles {
  private UnheldRoles() {}

  /** Returns the ids of these roles. */
  static Set<String> changed(PolicySide old, PolicySide now, TouchedPermissions touched) {
    Set<String> held = held(old);
    held.addAll(held(now));
    Set<String> found = new TreeSet<>();
    for (PolicySide side : List.of(old, now)) {
      for (String role : side.roles().keySet()) {
        if (!held.contains(role) && touched.isTouched(role)) {
          found.add(role);
        }
      }
    }
    return found;
  }

  private static Set<String> held(PolicySide side) {
    Deque<String> open = new ArrayDeque<>();
    for (StaffAccount account : side.document().staff().values()) {
      account.roles().forEach(one -> open.add(one.role().id()));
    }
    for (Emergency emergency : side.document().emergencies().values()) {
      open.add(emergency.role().id());
    }
    Set<String> held = new HashSet<>();
    while (!open.isEmpty()) {
      String id = open.pop();
      Role role = side.roles().get(id);
      if (held.add(id) && role != null) {
        role.includes().stream().map(NameRef::id).forEach(open::add);
      }
    }
    return held;
  }
}
