package dev.staffgate.analysis.lint;

import dev.staffgate.model.Emergency;
import dev.staffgate.model.Role;
import java.util.HashSet;
import java.util.Set;

/** Finds roles that no account has, by no assignment that has not ended, and no emergency gives. */
final class UnheldRoleRule implements LintRule {
  @Override
  public void check(LintSubject subject, LintReport report) {
    if (!subject.knowsAllAccounts()) {
      return;
    }
    Set<String> held = new HashSet<>();
    for (AccountGroups.RoleProfile profile : subject.groups().profiles().keySet()) {
      profile.roles().stream()
          .filter(one -> one.until().map(subject.now()::isBefore).orElse(true))
          .forEach(one -> subject.roleId(one.role().id()).ifPresent(held::add));
    }
    for (Emergency emergency : subject.document().emergencies().values()) {
      held.add(emergency.role().id());
    }
    Set<String> reached = new HashSet<>();
    for (String id : held) {
      if (!reached.contains(id)) {
        reached.addAll(subject.reach().reached(id));
      }
    }
    for (Role role : subject.document().roles().values()) {
      if (!reached.contains(role.id())) {
        report.add(
            "role-unheld",
            role.at(),
            "nobody holds role `" + role.id() + "`, and no role that somebody holds includes it",
            "assign it, or remove it");
      }
    }
  }
}
