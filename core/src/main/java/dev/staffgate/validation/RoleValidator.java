package dev.staffgate.validation;

import dev.staffgate.model.Deny;
import dev.staffgate.model.Grant;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.Role;
import java.util.HashSet;
import java.util.Set;

/** Validates roles: their includes, grants and denies. Not thread-safe. */
final class RoleValidator {
  private final ReferenceChecker references;
  private final ConditionValidator conditions;

  // Wildcards that are known to match something: most policies have few, and many times.
  private final Set<String> granting = new HashSet<>();
  private final Set<String> denying = new HashSet<>();

  RoleValidator(ReferenceChecker references, ConditionValidator conditions) {
    this.references = references;
    this.conditions = conditions;
  }

  void role(Role role) {
    Subject of = Subject.named("role", role.id());
    if (role.id().equalsIgnoreCase(Role.FULL_ADMINISTRATOR)
        && !role.id().equals(Role.FULL_ADMINISTRATOR)) {
      references.report(
          role.at(),
          "differs-in-case-alone",
          "role `" + role.id() + "` and the built-in `full-administrator` differ in case alone",
          "ids are case-sensitive, and nobody would see which of the two is meant",
          "write `full-administrator`, or give the role another id");
    }
    if (role.id().equals(Role.FULL_ADMINISTRATOR)
        && !(role.formerly().isEmpty()
            && role.includes().isEmpty()
            && role.grants().isEmpty()
            && role.denies().isEmpty())) {
      references.report(
          role.at(),
          "built-in-role",
          "`full-administrator` has more than `title` and `requires`",
          "it is built in and grants `*`; a policy may say how it is called and what it requires",
          "put grants, denies and includes into a role of another name");
    }
    for (NameRef included : role.includes()) {
      references.requireRole(included, of.key("in", "includes"));
    }
    conditions.validate(role.requires(), of.key("", "requires"));
    for (Grant grant : role.grants()) {
      for (PermissionPattern pattern : grant.permissions()) {
        pattern(pattern, of.part("in a grant"), true);
      }
      conditions.validate(grant.conditions(), of.part("a grant"));
    }
    for (Deny deny : role.denies()) {
      for (PermissionPattern pattern : deny.permissions()) {
        pattern(pattern, of.part("in a deny"), false);
      }
      conditions.validate(deny.conditions(), of.part("a deny"));
    }
  }

  /** Validates a permission or a wildcard that is neither granted nor denied. */
  void pattern(PermissionPattern pattern, Subject where) {
    pattern(pattern, where, false);
  }

  private void pattern(PermissionPattern pattern, Subject where, boolean grant) {
    if (grant && pattern.text().equals(Permission.SERVER_SSO)) {
      references.report(
          pattern.at(),
          "sso-not-grantable",
          "`server.sso` " + where,
          "single sign-on follows from `connect.use` or `server.configure` and the server's `sso`",
          "grant `connect.use`; a deny may name `server.sso`");
    } else if (pattern.isWildcard()) {
      wildcard(pattern, where, grant);
    } else {
      references.requireDefined(
          Section.PERMISSIONS,
          new NameRef(pattern.text(), pattern.at()),
          where,
          grant
              ? "a grant names a permission of the catalogue; a misspelt one would grant nothing,"
                  + " and nobody would notice"
              : "a deny names a permission of the catalogue; a misspelt one would deny nothing, and"
                  + " nobody would notice");
    }
  }

  private void wildcard(PermissionPattern pattern, Subject where, boolean grant) {
    Set<String> known = grant ? granting : denying;
    if (known.contains(pattern.text())) {
      return;
    }
    for (String id : references.declared(Section.PERMISSIONS)) {
      if (!(grant && id.equals(Permission.SERVER_SSO)) && pattern.matches(id)) {
        known.add(pattern.text());
        return;
      }
    }
    references.report(
        pattern.at(),
        "wildcard-matches-nothing",
        "wildcard `" + pattern.text() + "` " + where + " matches no permission",
        "`a.b.*` stands for every permission of the catalogue below `a.b.`, and not for `a.b`"
            + " itself",
        "look for the right beginning in the catalogue, or declare the permissions under"
            + " `permissions:`");
  }
}
