package dev.staffgate.analysis;

import java.util.List;

/** Examples of the rules of lint that look at grants. */
final class LintGrantExamples {
  private LintGrantExamples() {}

  static List<LintExample> all() {
    return List.of(
        unsatisfiable(),
        requiresUnsatisfiable(),
        scheduleNeverOpen(),
        shadowed(),
        redundant(),
        needsUnmet(),
        wildcard(),
        secondFactor(),
        untested());
  }

  private static LintExample unsatisfiable() {
    return LintExample.of(
            LintCode.GRANT_UNSATISFIABLE,
            """
            staffgate: 1
            networks:
              office: [203.0.113.0/24]
              tunnel: [198.51.100.0/24]
            separate:
              - { name: two, permissions: [invoice.view, ticket.view] }
            roles:
              desk:
                requires: { networks: [office] }
                grants:
                  - { permission: client.view, networks: [tunnel] }
            """,
            "policy.yaml:11:9: warning: the conditions of the grant of `client.view` in role `desk` can"
                + " never all hold [grant-unsatisfiable]")
        .miss("one address is in both", "198.51.100.0/24", "203.0.113.255-203.0.114.7")
        .miss("all but the tunnel", "networks: [tunnel] }", "not-networks: [tunnel] }")
        .miss("it still counts for separation", "[invoice.view, ", "[client.view, ")
        .miss("another condition", "networks: [tunnel]", "up-to: { amount: 0 }");
  }

  private static LintExample requiresUnsatisfiable() {
    return LintExample.of(
            LintCode.REQUIRES_UNSATISFIABLE,
            """
            staffgate: 1
            departments: [sales, abuse]
            defaults:
              requires: { only: { department: [sales] } }
            roles:
              desk:
                requires: { only: { department: [abuse] } }
                grants: [client.view, ticket.view]
            """,
            "policy.yaml:7:25: warning: the conditions in `requires` of role `desk` can never all hold"
                + " [requires-unsatisfiable]")
        .miss("one department is in both", "[abuse] }", "[abuse, sales] }")
        .miss("other resources", "department: [abuse]", "client: [abuse]")
        .miss("what is assigned may be it", "[abuse] }", "assigned }")
        .miss("all others", "only: { department: [abuse]", "except: { department: [abuse]");
  }

  private static LintExample scheduleNeverOpen() {
    return LintExample.of(
            LintCode.SCHEDULE_NEVER_OPEN,
            """
            staffgate: 1
            schedules:
              day: { zone: Europe/Helsinki, windows: ["mon-fri 09:00-17:00"] }
              night: { zone: Europe/Helsinki, windows: ["mon-fri 17:00-09:00"] }
            defaults:
              requires: { schedule: day }
            roles:
              desk:
                requires: { schedule: night, second-factor: 8h }
                grants: [client.view]
            """,
            "policy.yaml:9:27: warning: the schedules in `requires` of role `desk` are never open"
                + " together [schedule-never-open]")
        .miss("a minute in both", "17:00-09:00", "16:59-09:00")
        .miss(
            "clocks of another zone",
            "night: { zone: Europe/Helsinki",
            "night: { zone: America/New_York")
        .miss("outside of the night", "schedule: night", "not-schedule: night")
        .miss("none by default", "requires: { schedule: day }", "sso: restricted");
  }

  private static LintExample shadowed() {
    return LintExample.of(
            LintCode.GRANT_SHADOWED,
            """
            staffgate: 1
            networks:
              office: [203.0.113.0/24]
              floor: [203.0.113.0/28]
            separate:
              - { name: two, permissions: [invoice.view, ticket.view] }
            roles:
              desk:
                grants: [{ permission: "client.*", networks: [office], second-factor: 8h }]
              lead:
                includes: [desk]
                grants:
                  - { permission: client.view, networks: [floor], second-factor: 4h, up-to: { amount: 5 } }
            """,
            "policy.yaml:13:9: warning: the grant of `client.view` in role `lead` is shadowed: the"
                + " included role `desk` gives at least as much [grant-shadowed]")
        .miss("one address more", "203.0.113.0/28", "203.0.113.0-203.0.114.0")
        .miss("an older second factor is enough", "second-factor: 4h", "second-factor: 9h")
        .miss(
            "the role in between requires more",
            "desk:\n",
            "desk:\n    requires: { same: { a: b } }\n")
        .miss("something else", "client.view", "ticket.view")
        .miss(
            "the other asks for approval",
            "second-factor: 8h",
            "approval: { by: client.view, within: 1h }")
        .miss("the other role is not included", "includes: [desk]", "includes: []");
  }

  private static LintExample redundant() {
    return LintExample.of(
            LintCode.GRANT_REDUNDANT,
            """
            staffgate: 1
            roles:
              desk:
                grants:
                  - { permission: client.view, up-to: { amount: 100 } }
                  - { permission: client.view, above: { amount: 50 } }
                  - { permission: client.view, up-to: { amount: 500 }, above: { amount: 0 } }
            """,
            "policy.yaml:7:9: warning: the grant of `client.view` in role `desk` is redundant: others"
                + " give at least as much together [grant-redundant]")
        .miss(
            "the amount may be missing",
            "up-to: { amount: 500 }, above: { amount: 0 }",
            "second-factor: 8h")
        .miss("there is a gap", "above: { amount: 50 } }", "above: { amount: 101 } }")
        .miss(
            "one asks for more",
            "above: { amount: 50 } }",
            "above: { amount: 50 }, second-factor: 8h }")
        .miss("one alone is enough", "above: { amount: 50 } }", "above: { amount: 0 } }");
  }

  private static LintExample needsUnmet() {
    return LintExample.of(
            LintCode.NEEDS_UNMET,
            """
            staffgate: 1
            permissions:
              vault.see: { title: See, category: product }
              vault.purge: { title: Purge, category: product, needs: [vault.see] }
            roles:
              desk: { grants: [client.view] }
              store:
                includes: [desk]
                grants: [vault.purge]
            """,
            "policy.yaml:9:14: error: role `store` grants `vault.purge` without `vault.see`, which it"
                + " needs [needs-unmet]")
        .miss("an included role grants it", "[client.view]", "[client.view, vault.see]")
        .miss("a wildcard grants it", "grants: [vault.purge]", "grants: [\"vault.*\"]")
        .miss(
            "it is denied anyhow",
            "grants: [vault.purge]",
            "grants: [vault.purge]\n    denies: [vault.purge]")
        .miss(
            "only a part of a role that has it",
            "  store:",
            "  whole: { includes: [store], grants: [vault.see] }\n  store:");
  }

  private static LintExample wildcard() {
    return LintExample.of(
            LintCode.WILDCARD_OVER_SENSITIVE,
            """
            staffgate: 1
            permissions:
              vault.see: { title: See, category: product }
              vault.purge: { title: Purge, category: product, sensitive: true }
            roles:
              store:
                grants: ["vault.*"]
                denies: [client.view]
              boss:
                includes: [full-administrator]
            """,
            "policy.yaml:7:14: warning: `vault.*` in role `store` grants 1 sensitive permission:"
                + " `vault.purge` [wildcard-over-sensitive]")
        .miss("named", "[\"vault.*\"]", "[vault.purge]")
        .miss("not sensitive", ", sensitive: true", "")
        .miss("denied always", "denies: [client.view]", "denies: [vault.purge]");
  }

  private static LintExample secondFactor() {
    return LintExample.of(
            LintCode.SENSITIVE_WITHOUT_SECOND_FACTOR,
            """
            staffgate: 1
            defaults: { sso: restricted }
            permissions:
              vault.see: { title: See, category: product }
              vault.purge: { title: Purge, category: product, sensitive: true }
            roles:
              store:
                grants: [vault.purge]
              keeper:
                includes: [store]
            """,
            "policy.yaml:8:14: warning: `vault.purge` of role `store` asks for no second factor, and is"
                + " sensitive [sensitive-without-second-factor]")
        .miss(
            "by default",
            "{ sso: restricted }",
            "{ sensitive: { requires: { second-factor: 10m } } }")
        .miss(
            "in the role that is held",
            "includes: [store]",
            "includes: [store]\n    requires: { second-factor: 1h }")
        .miss("in the grant", "[vault.purge]", "[{ permission: vault.purge, second-factor: 1h }]")
        .miss("not sensitive", ", sensitive: true", "");
  }

  private static LintExample untested() {
    return LintExample.of(
            LintCode.SENSITIVE_UNTESTED,
            """
            staffgate: 1
            permissions:
              vault.see: { title: See, category: product }
              vault.purge: { title: Purge, category: product, sensitive: true }
            roles:
              store:
                grants: ["vault.*"]
            tests:
              - { name: a, roles: [store], at: 2027-02-03T11:00:00Z, permit: [vault.see] }
            """,
            "policy.yaml:7:14: note: no test asks about `vault.purge`, which is sensitive"
                + " [sensitive-untested]")
        .miss("a test that denies it", "permit: [vault.see]", "deny: [vault.purge]")
        .miss(
            "a question in reverse",
            "roles: [store], at: 2027-02-03T11:00:00Z, permit: [vault.see]",
            "who-can: vault.purge, at: 2027-02-03T11:00:00Z, are: []")
        .miss("no role grants it", "[\"vault.*\"]", "[vault.see]");
  }
}
