package dev.staffgate.analysis;

import java.util.List;

/** Examples of the rules of lint that look at denies, and at conditions that exclude. */
final class LintDenyExamples {
  private LintDenyExamples() {}

  static List<LintExample> all() {
    return List.of(
        neverHits(),
        shadowed(),
        shed(),
        requiresShed(),
        forATime(),
        ipv4(),
        letterCase(),
        connect());
  }

  private static LintExample neverHits() {
    return LintExample.of(
            LintCode.DENY_NEVER_HITS,
            """
            staffgate: 1
            roles:
              desk: { grants: [client.view], denies: [invoice.delete] }
              billing: { grants: [invoice.delete] }
            staff:
              alice: { roles: [desk] }
              bob: { roles: [billing] }
            """,
            "policy.yaml:3:43: note: nobody who has role `desk` is granted `invoice.delete`, which it"
                + " denies [deny-never-hits]")
        .miss("somebody has both", "alice: { roles: [desk]", "alice: { roles: [desk, billing]")
        .miss(
            "some day somebody has both",
            "alice: { roles: [desk]",
            "alice: { roles: [desk, { role: billing, from: 2030-01-01T00:00Z }]")
        .miss(
            "an emergency gives it",
            "staff:",
            "emergency:\n  fire: { role: billing, holders: [alice], for: 1h }\nstaff:")
        .miss(
            "the accounts are not known",
            "staff:\n  alice: { roles: [desk] }\n  bob: { roles: [billing] }",
            "departments: [a]")
        .miss(
            "part of it",
            "denies: [invoice.delete]",
            "denies: [{ permission: [invoice.delete, client.view] }]");
  }

  private static LintExample shadowed() {
    return LintExample.of(
            LintCode.DENY_SHADOWED,
            """
            staffgate: 1
            networks:
              office: [203.0.113.0/24]
              floor: [203.0.113.0/28]
            roles:
              desk: { grants: ["client.*"], denies: [{ permission: client.delete, not-networks: [floor] }] }
              lead:
                includes: [desk]
                denies: [{ permission: client.delete, not-networks: [office], up-to: { amount: 5 } }]
            """,
            "policy.yaml:9:14: warning: the deny of `client.delete` in role `lead` is shadowed: another"
                + " deny hits whenever it does [deny-shadowed]")
        .miss("it hits at one address more", "[203.0.113.0/24]", "[203.0.113.1-203.0.113.255]")
        .miss(
            "the other has a condition more",
            "not-networks: [floor] }",
            "not-networks: [floor], where: { a: b } }")
        .miss(
            "it denies more",
            "permission: client.delete, not-networks: [office]",
            "permission: [client.delete, client.view], not-networks: [office]")
        .miss("the other role is not included", "includes: [desk]", "grants: [client.view]");
  }

  private static LintExample shed() {
    return LintExample.of(
            LintCode.DENY_SHED,
            """
            staffgate: 1
            networks:
              office: [203.0.113.0/24]
            roles:
              refunds: { grants: [payment.refund, client.view] }
              accounts:
                includes: [refunds]
                denies: [{ permission: payment.refund, not-networks: [office] }]
              lead:
                includes: [refunds]
            staff:
              alice: { roles: [accounts] }
              bob: { roles: [lead] }
            """,
            "policy.yaml:8:14: note: the deny of `payment.refund` in role `accounts` guards grants of"
                + " role `refunds`, which role `lead` includes without it [deny-shed]")
        .miss(
            "without conditions it is for one role",
            "{ permission: payment.refund, not-networks: [office] }",
            "payment.refund")
        .miss(
            "the other role has the same guard",
            "  lead:\n",
            "  lead:\n    denies: [{ permission: payment.refund, not-networks: [office] }]\n")
        .miss(
            "the other role includes the guard",
            "lead:\n    includes: [refunds]",
            "lead:\n    includes: [accounts]")
        .miss(
            "the included role is held by itself",
            "bob: { roles: [lead]",
            "bob: { roles: [lead, refunds]")
        .miss(
            "another permission is guarded",
            "permission: payment.refund,",
            "permission: payment.void,");
  }

  private static LintExample requiresShed() {
    return LintExample.of(
            LintCode.REQUIRES_SHED,
            """
            staffgate: 1
            networks:
              office: [203.0.113.0/24]
            roles:
              desk: { grants: [client.view] }
              late: { includes: [desk], requires: { second-factor: 1h } }
              accounts:
                includes: [desk]
                requires: { networks: [office] }
                grants: [invoice.view]
            staff:
              alice: { roles: [accounts, desk] }
            """,
            "policy.yaml:9:27: warning: `networks` in `requires` does not bind the grants of role `desk`"
                + " for `alice`: another path leads there [requires-shed]")
        .miss("one path alone", "roles: [accounts, desk]", "roles: [accounts]")
        .miss(
            "for a time",
            "[accounts, desk]",
            "[accounts, { role: desk, until: 2030-01-01T00:00Z }]")
        .miss(
            "the other path requires as much",
            "desk: { grants",
            "desk: { requires: { networks: [office] }, grants")
        .miss("the other path requires something else", "[accounts, desk]", "[accounts, late]")
        .miss("nothing is included", "    includes: [desk]\n", "");
  }

  private static LintExample forATime() {
    return LintExample.of(
            LintCode.DENY_FOR_A_TIME,
            """
            staffgate: 1
            roles:
              trial: { grants: [client.view], denies: [invoice.delete] }
              billing: { grants: [invoice.delete] }
              other: { grants: [client.view] }
            staff:
              alice: { roles: [{ role: trial, until: 2027-03-01T00:00Z }, billing] }
            """,
            "policy.yaml:7:28: warning: `alice` has role `trial` until 2027-03-01T00:00:00Z, and its deny"
                + " of `invoice.delete` ends with it [deny-for-a-time]")
        .miss("it does not end", "{ role: trial, until: 2027-03-01T00:00Z }", "trial")
        .miss("it has ended", "2027-03-01", "2027-01-01")
        .miss("all ends with it", "}, billing]", "}, { role: billing, until: 2027-03-01T00:00Z }]")
        .miss("nothing else grants it", "}, billing]", "}, other]")
        .miss(
            "another role denies it",
            "billing: { grants: [invoice.delete]",
            "billing: { grants: [invoice.delete], denies: [\"invoice.*\"]");
  }

  private static LintExample ipv4() {
    return LintExample.of(
            LintCode.IPV4_WALKED_ROUND,
            """
            staffgate: 1
            networks:
              hotel: [198.51.100.0/24]
              office: [203.0.113.0/24, "2001:db8::/48"]
            roles:
              desk:
                grants: [client.view]
                denies: [{ permission: client.view, networks: [hotel] }]
            """,
            "policy.yaml:8:51: warning: `networks` of role `desk` shuts IPv4 addresses out, and not the"
                + " IPv6 addresses that stand for them, such as 64:ff9b::c633:6400 [ipv4-walked-round]")
        .miss(
            "both are shut out",
            "[198.51.100.0/24]",
            "[198.51.100.0/24, \"2002::/16\", \"64:ff9b::/96\"]")
        .miss("all but some is denied", "networks: [hotel]", "not-networks: [hotel]")
        .miss("private addresses alone", "198.51.100.0/24", "10.0.0.0/8")
        .miss(
            "the grant lets other addresses in alone",
            "[client.view]\n",
            "[{ permission: client.view, networks: [office] }]\n")
        .miss("IPv6 alone", "[198.51.100.0/24]", "[\"2001:db8:1::/48\"]");
  }

  private static LintExample letterCase() {
    return LintExample.of(
            LintCode.ID_LETTER_CASE,
            """
            staffgate: 1
            departments: [acme]
            roles:
              desk:
                grants: [{ permission: client.view, except: { client: [acme, "4711"] } }]
            """,
            "policy.yaml:5:60: note: `acme` of type `client` in `except` of role `desk` excludes this very"
                + " spelling alone [id-letter-case]")
        .miss("digits alone", "[acme, \"4711\"]", "[\"4711\"]")
        .miss("permitted by it", "except:", "only:")
        .miss("the policy knows the ids", "client: [acme, \"4711\"]", "department: [acme]")
        .miss(
            "a deny of all others",
            "grants: [{ permission: client.view, except",
            "grants: [client.view]\n    denies: [{ permission: client.view, except");
  }

  private static LintExample connect() {
    return LintExample.of(
            LintCode.CONNECT_WALKED_ROUND,
            """
            staffgate: 1
            roles:
              visitor: { grants: [client.view], denies: [connect.use] }
              platform: { grants: [connect.use, server.configure, server.view] }
            staff:
              alice: { roles: [visitor, platform] }
            """,
            "policy.yaml:3:46: warning: the deny of `connect.use` in role `visitor` leaves"
                + " `server.configure`, which leads into servers, too [connect-walked-round]")
        .miss("both are denied", "denies: [connect.use]", "denies: [connect.use, server.configure]")
        .miss("entering is denied", "denies: [connect.use]", "denies: [connect.use, server.sso]")
        .miss("nobody with it has the other", "[visitor, platform]", "[visitor]")
        .miss("all is denied", "denies: [connect.use]", "denies: [\"*\"]");
  }
}
