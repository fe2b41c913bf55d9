package dev.staffgate.analysis.lint;

import dev.staffgate.model.Emergency;
import dev.staffgate.model.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The roles where include paths begin: those that somebody is assigned or may get in an emergency,
 * and those that no other role includes.
 */
final class EntryRoles {
  private EntryRoles() {}

  /** Returns them in the order of the document, the built-in one last if it has no entry there. */
  static List<String> of(LintSubject subject) {
    Set<String> given = given(subject);
    Map<String, Set<String>> includedBy = subject.reach().includedBy();
    List<String> entries = new ArrayList<>();
    for (Role role : subject.document().roles().values()) {
      if (given.contains(role.id()) || !includedBy.containsKey(role.id())) {
        entries.add(role.id());
      }
    }
    if (given.contains(Role.FULL_ADMINISTRATOR) && !entries.contains(Role.FULL_ADMINISTRATOR)) {
      entries.add(Role.FULL_ADMINISTRATOR);
    }
    return entries;
  }

  /** Returns the roles that an assignment or an emergency gives. */
  static Set<String> given(LintSubject subject) {
    Set<String> given = new HashSet<>();
    for (AccountGroups.RoleProfile profile : subject.groups().profiles().keySet()) {
      profile.roles().forEach(one -> subject.roleId(one.role().id()).ifPresent(given::add));
    }
    for (Emergency emergency : subject.document().emergencies().values()) {
      given.add(emergency.role().id());
    }
    return given;
  }
}
