package dev.staffgate.analysis;

import java.util.List;

/** Examples of the rules of lint that look at servers. */
final class LintServerExamples {
  private static final String SERVERS =
      """
      staffgate: 1
      roles:
        desk: { grants: [client.view] }
        platform: { includes: [desk], grants: [connect.use] }
        other: { grants: [client.view] }
      servers:
        web1:
          panel: whm
          url: https://web1.example.net:2087
          user: root
          token: env:T
          sso: { access: restricted, roles: [platform], as: ops }
      staff:
        alice: { roles: [platform] }
        bob: { roles: [platform] }
        carol: { roles: [platform, full-administrator] }
      """;

  private LintServerExamples() {}

  static List<LintExample> all() {
    return List.of(asRoot(), withoutRoles(), byNobody(), byEverybody());
  }

  private static LintExample asRoot() {
    return LintExample.of(
            LintCode.SESSION_AS_ROOT,
            SERVERS.replace(", as: ops", ""),
            "policy.yaml:12:40: warning: sessions in server `web1` are opened as `root` for role"
                + " `platform` [session-as-root]")
        .miss("another user for all", "restricted,", "restricted, as: ops,")
        .miss(
            "another user for the role",
            "restricted, roles: [platform]",
            "restricted, roles: [{ role: platform, as: ops }]")
        .miss("nobody enters", "restricted, roles: [platform]", "restricted")
        .miss("the token is another user's", "user: root", "user: ops");
  }

  private static LintExample withoutRoles() {
    return LintExample.of(
            LintCode.RESTRICTED_WITHOUT_ROLES,
            SERVERS.replace(", roles: [platform]", ""),
            "policy.yaml:12:10: warning: server `web1` is restricted and lists no roles: nobody enters"
                + " [restricted-without-roles]")
        .miss("a role", "restricted,", "restricted, roles: [desk],")
        .miss("unrestricted", "access: restricted", "access: unrestricted")
        .miss(
            "by default",
            "    sso: { access: restricted, as: ops }\n",
            "defaults: { sso: restricted }\n");
  }

  private static LintExample byNobody() {
    return LintExample.of(
            LintCode.SERVER_ENTERED_BY_NOBODY,
            SERVERS.replace("roles: [platform], as", "roles: [other], as"),
            "policy.yaml:12:10: warning: nobody can enter server `web1`: nobody has `other` together with"
                + " `connect.use` or `server.configure` [server-entered-by-nobody]")
        .miss("an included role is listed", "roles: [other], as", "roles: [desk], as")
        .miss(
            "somebody has it some day",
            "bob: { roles: [platform]",
            "bob: { roles: [platform, { role: other, from: 2030-01-01T00:00Z }]")
        .miss(
            "an emergency gives it",
            "staff:",
            "emergency:\n  fire: { role: other, holders: [alice], for: 1h }\nstaff:")
        .miss("unrestricted", "access: restricted, roles: [other]", "access: unrestricted");
  }

  private static LintExample byEverybody() {
    return LintExample.of(
            LintCode.SERVER_ENTERED_BY_EVERYBODY,
            SERVERS,
            "policy.yaml:12:10: note: every account can enter server `web1`: each has one of `platform`"
                + " [server-entered-by-everybody]")
        .miss("one cannot", "bob: { roles: [platform]", "bob: { roles: [desk]")
        .miss(
            "some may be denied",
            "grants: [connect.use]",
            "grants: [connect.use], denies: [{ permission: server.sso, up-to: { amount: 1 } }]")
        .miss(
            "one cannot yet",
            "bob: { roles: [platform]",
            "bob: { roles: [{ role: platform, from: 2030-01-01T00:00Z }]")
        .miss("two people are not everybody", "  bob: { roles: [platform] }\n", "");
  }
}
