package dev.staffgate.validation;

import dev.staffgate.model.Condition;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Grant;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.ResourceTerm;
import dev.staffgate.model.Role;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Validates roles, and conditions wherever they stand. Not thread-safe. */
final class RoleValidator {
  private final ReferenceChecker mentions;

  // Wildcards that are known to match something: most policies have few, and many times.
  private final Set<String> granting = new HashSet<>();
  private final Set<String> denying = new HashSet<>();

  RoleValidator(ReferenceChecker mentions) {
    this.mentions = mentions;
  }

  void role(Role role) {
    Subject of = Subject.named("role", role.id());
    if (role.id().equals(Role.FULL_ADMINISTRATOR)
        && !(role.includes().isEmpty() && role.grants().isEmpty() && role.denies().isEmpty())) {
      mentions.report(
          role.at(),
          "built-in-role",
          "`full-administrator` has more than `title` and `requires`",
          "it is built in and grants `*`; a policy may say how it is called and what it requires",
          "put grants, denies and includes into a role of another name");
    }
    for (NameRef included : role.includes()) {
      mentions.requireRole(included, of.key("in", "includes"));
    }
    conditions(role.requires(), of.key("", "requires"));
    for (Grant grant : role.grants()) {
      for (PermissionPattern pattern : grant.permissions()) {
        pattern(pattern, of.part("in a grant"), true);
      }
      conditions(grant.conditions(), of.part("a grant"));
    }
    for (Deny deny : role.denies()) {
      for (PermissionPattern pattern : deny.permissions()) {
        pattern(pattern, of.part("in a deny"), false);
      }
      conditions(deny.conditions(), of.part("a deny"));
    }
  }

  private void pattern(PermissionPattern pattern, Subject where, boolean grant) {
    if (grant && pattern.text().equals(Permission.SERVER_SSO)) {
      mentions.report(
          pattern.at(),
          "sso-not-grantable",
          "`server.sso` " + where,
          "single sign-on follows from `connect.use` or `server.configure` and the server's `sso`",
          "grant `connect.use`; a deny may name `server.sso`");
    } else if (pattern.isWildcard()) {
      wildcard(pattern, where, grant);
    } else {
      mentions.requireDefined(
          Section.PERMISSIONS,
          new NameRef(pattern.text(), pattern.at()),
          where,
          grant
              ? "a grant names a permission of the catalogue; a misspelt one would grant nothing, and nobody would notice"
              : "a deny names a permission of the catalogue; a misspelt one would deny nothing, and nobody would notice");
    }
  }

  private void wildcard(PermissionPattern pattern, Subject where, boolean grant) {
    Set<String> known = grant ? granting : denying;
    if (known.contains(pattern.text())) {
      return;
    }
    for (String id : mentions.declared(Section.PERMISSIONS)) {
      if (!(grant && id.equals(Permission.SERVER_SSO)) && pattern.matches(id)) {
        known.add(pattern.text());
        return;
      }
    }
    mentions.report(
        pattern.at(),
        "wildcard-matches-nothing",
        "wildcard `" + pattern.text() + "` " + where + " matches no permission",
        "`a.b.*` stands for every permission of the catalogue below `a.b.`, and not for `a.b` itself",
        "look for the right beginning in the catalogue, or declare the permissions under `permissions:`");
  }

  /**
   * @param of what they are conditions of
   */
  void conditions(Collection<Condition> conditions, Subject of) {
    for (Condition condition : conditions) {
      Subject where = of.key("in", condition.key());
      switch (condition.kind()) {
        case NETWORKS -> mentions.requireNetworks(((Condition.Networks) condition).terms(), where);
        case SCHEDULE ->
            mentions.requireDefined(
                Section.SCHEDULES,
                ((Condition.InSchedule) condition).schedule(),
                where,
                "a condition on time names a schedule of this policy");
        case RESOURCE -> resources((Condition.Resource) condition, where);
        case APPROVAL -> mentions.requirePermission(((Condition.Approval) condition).by(), where);
        case SECOND_FACTOR, AMOUNT, ATTRIBUTE, SAME -> {}
      }
    }
  }

  private void resources(Condition.Resource condition, Subject where) {
    for (ResourceTerm term : condition.members()) {
      NameRef ref = new NameRef(term.id(), term.at());
      switch (term.kind()) {
        case ASSIGNED -> {}
        case ID -> mentions.requireResource(condition.type(), ref, where);
        case GROUP -> {
          if (condition.type().equals("server")) {
            mentions.requireDefined(
                Section.SERVER_GROUPS,
                ref,
                where,
                "`@` stands before the name of a group of servers");
          } else {
            mentions.report(
                term.at(),
                "group-of-no-servers",
                "group `@" + term.id() + "` under `" + condition.type() + "` " + where,
                "there are groups of servers alone",
                "list the ids one by one, or put the group under `server`");
          }
        }
      }
    }
  }
}
