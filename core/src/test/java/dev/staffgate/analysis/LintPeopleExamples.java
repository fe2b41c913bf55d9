package dev.staffgate.analysis;

import java.util.List;

/** Examples of the rules of lint that look at people, their roles, and names. */
final class LintPeopleExamples {
  private static final String PEOPLE =
      """
      staffgate: 1
      roles:
        desk: { grants: [client.view] }
        boss: { includes: [full-administrator] }
      staff:
        alice: { roles: [full-administrator] }
        bob: { roles: [desk] }
        carol: { roles: [desk] }
      """;

  private LintPeopleExamples() {}

  static List<LintExample> all() {
    return List.of(
        few(),
        many(),
        unheld(),
        alike(),
        expired(),
        emergency(),
        separation(),
        network(),
        schedule(),
        group(),
        department(),
        permission());
  }

  private static LintExample few() {
    return LintExample.of(
            LintCode.FEW_FULL_ADMINISTRATORS,
            PEOPLE,
            "policy.yaml:6:3: warning: `alice` is the only full administrator"
                + " [few-full-administrators]")
        .miss("a second one", "bob: { roles: [desk]", "bob: { roles: [full-administrator]")
        .miss("a role that includes it", "bob: { roles: [desk]", "bob: { roles: [boss]")
        .miss(
            "the accounts are not known",
            PEOPLE.substring(PEOPLE.indexOf("staff:\n")),
            "departments: [a]\n");
  }

  private static LintExample many() {
    return LintExample.of(
            LintCode.MANY_FULL_ADMINISTRATORS,
            PEOPLE.replace("[desk]", "[full-administrator]"),
            "policy.yaml:8:3: warning: 3 people are full administrators, more than 2"
                + " [many-full-administrators]")
        .with(options -> options.withMostFullAdministrators(2))
        .miss("as many as may be", "carol: { roles: [full-administrator]", "carol: { roles: [desk]")
        .miss("two accounts of one person", "carol: { roles", "carol: { person: bob, roles")
        .miss("one is disabled", "carol: { roles", "carol: { disabled: true, roles")
        .miss(
            "one is over",
            "carol: { roles: [full-administrator]",
            "carol: { roles: [{ role: full-administrator, until: 2020-01-01T00:00Z }]");
  }

  private static LintExample unheld() {
    return LintExample.of(
            LintCode.ROLE_UNHELD,
            PEOPLE,
            "policy.yaml:4:3: note: nobody holds role `boss`, and no role that somebody holds includes it"
                + " [role-unheld]")
        .miss("included by one that is held", "desk: { grants", "desk: { includes: [boss], grants")
        .miss(
            "an emergency gives it",
            "staff:",
            "emergency:\n  fire: { role: boss, holders: [bob], for: 1h }\nstaff:")
        .miss(
            "held from some day on",
            "bob: { roles: [desk]",
            "bob: { roles: [{ role: boss, from: 2030-01-01T00:00Z }]")
        .miss(
            "the accounts are not known",
            PEOPLE.substring(PEOPLE.indexOf("staff:\n")),
            "departments: [a]\n");
  }

  private static LintExample alike() {
    return LintExample.of(
            LintCode.ROLES_ALIKE,
            """
            staffgate: 1
            roles:
              one: { grants: [client.view, client.edit, ticket.view, ticket.reply] }
              two: { grants: [client.view, client.edit, ticket.view, ticket.reply, invoice.view] }
            """,
            "policy.yaml:4:3: note: role `two` grants the same as role `one` and one permission more"
                + " [roles-alike]")
        .miss("two more", "invoice.view]", "invoice.view, order.view]")
        .miss(
            "another condition",
            "two: { grants: [client.view,",
            "two: { grants: [{ permission: client.view, second-factor: 1h },")
        .miss("other requires", "two: { grants", "two: { requires: { second-factor: 1h }, grants")
        .miss(
            "few permissions",
            "client.view, client.edit, ticket.view, ticket.reply]",
            "client.view, ticket.view]");
  }

  private static LintExample expired() {
    return LintExample.of(
            LintCode.ASSIGNMENT_EXPIRED,
            """
            staffgate: 1
            roles:
              desk: { grants: [client.view] }
            staff:
              alice: { roles: [{ role: desk, until: 2027-02-03T11:00:00Z }] }
            """,
            "policy.yaml:5:28: note: `alice` had role `desk` until 2027-02-03T11:00:00Z"
                + " [assignment-expired]")
        .miss("it ends with the next second", "11:00:00Z", "11:00:01Z")
        .miss("it is for good", "{ role: desk, until: 2027-02-03T11:00:00Z }", "desk")
        .miss("it has not begun", "until: 2027-02-03T11:00:00Z", "from: 2027-03-01T00:00Z");
  }

  private static LintExample emergency() {
    return LintExample.of(
            LintCode.EMERGENCY_UNREACHABLE,
            """
            staffgate: 1
            roles:
              desk: { grants: [client.view] }
              fix: { grants: [server.view] }
            separate:
              - { name: apart, roles: [desk, fix] }
            staff:
              alice: { roles: [desk] }
              bob: { disabled: true, roles: [] }
              carol: { roles: [] }
            emergency:
              fire: { role: fix, holders: [alice, bob], for: 1h }
            """,
            "policy.yaml:12:3: warning: nobody can use emergency `fire`: with its role `alice` breaks a"
                + " rule of separation, `bob` is disabled [emergency-unreachable]")
        .miss("one more holder", "holders: [alice, bob]", "holders: [alice, bob, carol]")
        .miss("somebody of a directory", "holders: [alice, bob]", "holders: [alice, bob, dave]")
        .miss(
            "the rule is about sessions",
            "roles: [desk, fix] }",
            "roles: [desk, fix], in: session }")
        .miss(
            "an assignment that ends",
            "alice: { roles: [desk]",
            "alice: { roles: [{ role: desk, until: 2030-01-01T00:00Z }]");
  }

  private static LintExample separation() {
    return LintExample.of(
            LintCode.SEPARATION_UNBREAKABLE,
            """
            staffgate: 1
            roles:
              desk: { grants: [client.view, order.accept] }
              boss: { includes: [full-administrator] }
            separate:
              - { name: apart, permissions: [order.accept, product.configure] }
            """,
            "policy.yaml:6:5: warning: nobody can break `apart`: no role grants `product.configure`"
                + " [separation-unbreakable]")
        .miss(
            "another role grants it",
            "boss: { includes: [full-administrator]",
            "boss: { grants: [product.configure]")
        .miss("a wildcard grants it", "client.view, order", "\"product.*\", order")
        .miss(
            "roles can always be given",
            "permissions: [order.accept, product.configure]",
            "roles: [desk, boss]");
  }

  private static LintExample network() {
    return LintExample.of(
            LintCode.UNUSED_NETWORK,
            """
            staffgate: 1
            networks:
              office: [203.0.113.0/24]
              ours: [198.51.100.0/24]
            roles:
              desk: { grants: [{ permission: client.view, networks: [ours] }] }
            staff:
              alice: { roles: [desk] }
            """,
            "policy.yaml:3:3: note: nothing names network `office` [unused-network]")
        .miss("a network names it", "[198.51.100.0/24]", "[198.51.100.0/24, office]")
        .miss("an account names it", "alice: { roles", "alice: { networks: [office], roles")
        .miss(
            "a server names it",
            "staff:",
            "servers:\n  a: { panel: whm, url: \"https://a.example.net\", user: u, token: env:T, sso: { access: unrestricted, requires: { networks: [office] } } }\nstaff:")
        .miss("accounts of a directory may", "staff:\n  alice: { roles: [desk] }\n", "");
  }

  private static LintExample schedule() {
    return LintExample.of(
            LintCode.UNUSED_SCHEDULE,
            """
            staffgate: 1
            schedules:
              day: { zone: Europe/Helsinki, windows: ["mon-fri 09:00-17:00"] }
            defaults: { sso: restricted }
            roles:
              desk:
                grants: [client.view]
            """,
            "policy.yaml:3:3: note: nothing names schedule `day` [unused-schedule]")
        .miss("by default", "{ sso: restricted }", "{ requires: { schedule: day } }")
        .miss(
            "in a deny",
            "    grants: [client.view]\n",
            "    grants: [client.view]\n    denies: [{ permission: client.view, not-schedule: day }]\n")
        .miss("in a role", "    grants:", "    requires: { not-schedule: day }\n    grants:");
  }

  private static LintExample group() {
    return LintExample.of(
            LintCode.UNUSED_SERVER_GROUP,
            """
            staffgate: 1
            server-groups: { nordic: [] }
            roles:
              desk:
                grants: [client.view]
            tests:
              - { name: a, servers-of: alice, at: 2027-02-03T11:00:00Z, are: [] }
            """,
            "policy.yaml:2:18: note: nothing names server group `nordic` [unused-server-group]")
        .miss(
            "in a grant",
            "[client.view]",
            "[{ permission: client.view, only: { server: [\"@nordic\"] } }]")
        .miss(
            "in a deny",
            "[client.view]",
            "[client.view]\n    denies: [{ permission: client.view, except: { server: [\"@nordic\"] } }]")
        .miss("in a test", "are: []", "are: [\"@nordic\"]")
        .miss(
            "in a lock of a test",
            "are: []",
            "are: [], locks: [{ server-group: nordic, message: closed }]");
  }

  private static LintExample department() {
    return LintExample.of(
            LintCode.UNUSED_DEPARTMENT,
            """
            staffgate: 1
            departments: [sales, abuse]
            roles:
              desk: { grants: [{ permission: ticket.view, only: { department: [sales] } }] }
            staff:
              alice: { roles: [desk] }
            """,
            "policy.yaml:2:22: note: nothing names department `abuse` [unused-department]")
        .miss(
            "assigned to somebody",
            "alice: { roles",
            "alice: { assigned: { department: [abuse] }, roles")
        .miss(
            "in a route",
            "staff:",
            "routes:\n  - { path: /a, permission: ticket.view, resource: { department: abuse } }\nstaff:")
        .miss(
            "in a test",
            "staff:",
            "tests:\n  - { name: a, staff: alice, at: 2027-02-03T11:00:00Z, deny: [{ permission: ticket.view, resources: { department: abuse } }] }\nstaff:")
        .miss("accounts of a directory may", "staff:\n  alice: { roles: [desk] }\n", "");
  }

  private static LintExample permission() {
    return LintExample.of(
            LintCode.UNUSED_PERMISSION,
            """
            staffgate: 1
            permissions:
              snapshot.purge: { title: Purge, category: product }
            roles:
              desk: { grants: [client.view] }
            """,
            "policy.yaml:3:3: note: nothing names permission `snapshot.purge` [unused-permission]")
        .miss("a wildcard grants it", "[client.view]", "[client.view, \"snapshot.*\"]")
        .miss(
            "an approver needs it",
            "[client.view]",
            "[{ permission: client.view, approval: { by: snapshot.purge, within: 1h } }]")
        .miss(
            "another one needs it",
            "roles:",
            "  snapshot.view: { title: View, category: product, needs: [snapshot.purge] }\nroles:\n  all: { grants: [snapshot.view] }")
        .miss(
            "a route asks for it",
            "roles:",
            "routes:\n  - { path: /a, permission: snapshot.purge }\nroles:");
  }
}
