package dev.staffgate.reference;

import dev.staffgate.model.Condition;
import dev.staffgate.model.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * An include path: from a role that is assigned, or an active emergency's, down to one that it
 * includes (policy reference, section 4, step 6).
 *
 * @param roles at least one, the first being the one where the path starts
 */
record ReferencePath(List<Role> roles) {
  static ReferencePath of(Role start) {
    return new ReferencePath(List.of(start));
  }

  ReferencePath to(Role included) {
    List<Role> longer = new ArrayList<>(roles);
    longer.add(included);
    return new ReferencePath(longer);
  }

  /** The role that this path leads to. */
  Role last() {
    return roles.get(roles.size() - 1);
  }

  /** "The requires of every role on that path", from its first role down. */
  List<Condition> requires() {
    List<Condition> all = new ArrayList<>();
    for (Role role : roles) {
      all.addAll(role.requires());
    }
    return all;
  }

  /** As a decision names it. */
  List<String> ids() {
    List<String> ids = new ArrayList<>();
    for (Role role : roles) {
      ids.add(role.id());
    }
    return ids;
  }
}
