package dev.staffgate.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.wire.PolicyDiffWriter;
import dev.staffgate.yaml.PolicyFiles;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One change each, and all that it does. */
class PolicyDiffTest {
  private static final String BASE =
      """
      staffgate: 1
      networks:
        office: [203.0.113.0/24]
      schedules:
        hours: { zone: Europe/Berlin, windows: ["mon-fri 08:00-18:00"] }
        abroad: { zone: America/New_York, windows: ["mon-fri 09:00-17:00"] }
      departments: [sales, abuse]
      server-groups:
        eu: [web1]
      roles:
        support:
          grants: [client.view]
        billing:
          includes: [support]
          grants: [invoice.view]
        connector:
          grants: [connect.use]
        checker:
          grants: [payment.approve-refund]
      servers:
        web1: { panel: whm, url: "https://web1.example.net:2087", user: root, token: env:T }
        web2: { panel: whm, url: "https://web2.example.net:2087", user: root, token: env:T }
      staff:
        alice: { roles: [support] }
        bob: { roles: [billing, connector] }
        carol: { roles: [checker] }
      """;

  private static PolicyDiff diff(String from, String to) {
    return diff(BASE, from, to);
  }

  private static PolicyDiff diff(String base, String from, String to) {
    assertThat(base).contains(from);
    return PolicyDiff.between(policy(base), policy(base.replace(from, to)));
  }

  private static Policy policy(String text) {
    return PolicyFiles.parse("policy.yaml", text);
  }

  @Test
  void notes_ofARoleThatNoAccountHas_nameIt() {
    PolicyDiff diff = diff("  connector:\n", "  desk: { grants: [client.delete] }\n  connector:\n");

    assertThat(diff.verdict()).isEqualTo(DiffVerdict.EQUAL);
    assertThat(diff.toText()).contains("no account of the policies has").contains("desk");
    assertThat(diff("    grants: [invoice.view]", "    grants: [invoice.edit]").notes()).isEmpty();
  }

  private static List<String> regions(PolicyDiff diff) {
    return diff.regions().stream().map(DiffRegion::toString).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [client.view] | [client.view, ticket.view] | wider
          [client.view] | [{ permission: client.view, networks: [office] }] | tighter
          [client.view] | [{ permission: client.view, networks: ["0.0.0.0/0", "::/0"] }] | tighter
          [client.view] | [{ permission: client.view, schedule: hours }] | tighter
          [client.view] | [{ permission: client.view, schedule: abroad }, { permission: client.view, schedule: hours }] | tighter
          [client.view] | [{ permission: client.view, second-factor: 15m }] | tighter
          [client.view] | [{ permission: client.view, up-to: { amount: 100.00 } }] | tighter
          [client.view] | [{ permission: client.view, where: { resource.status: [open, 1] } }] | tighter
          [client.view] | [{ permission: client.view, same: { resource.owner: staff.id } }] | tighter
          [client.view] | [{ permission: client.view, only: { department: [sales] } }] | tighter
          [client.view] | [{ permission: client.view, approval: { by: payment.approve-refund, within: 1h } }] | tighter
          [client.view] | [client.edit] | both
          [invoice.view] | [invoice.view, client.view] | equal
          [connect.use] | [{ permission: connect.use, only: { server: ["@eu"] } }] | tighter
          alice: { roles: [support] } | alice: { roles: [support], networks: [office] } | tighter
          alice: { roles: [support] } | alice: { roles: [support], disabled: true } | tighter
          alice: { roles: [support] } | alice: { roles: [{ role: support, until: 2026-12-01T00:00Z }] } | tighter
          alice: { roles: [support] } | alice: { roles: [checker] } | both
          carol: { roles: [checker] } | carol: { roles: [checker] }\\n  dave: { roles: [support] } | wider
          user: root, token: env:T }\\n  web2 | user: admin, token: env:T }\\n  web2 | both
          user: root, token: env:T }\\n  web2 | user: root, token: env:T, sso: { access: restricted } }\\n  web2 | tighter
          departments: | defaults: { requires: { second-factor: 1h } }\\ndepartments: | tighter
          departments: | emergency: { fire: { role: billing, holders: [alice], for: 1h } }\\ndepartments: | wider
          departments: | separate: [{ name: apart, roles: [billing, connector], in: session }]\\ndepartments: | tighter
          """)
  void between_oneChange_hasTheVerdict(String from, String to, String verdict) {
    PolicyDiff diff = diff(lines(from), lines(to));
    assertThat(diff.verdict().text()).as("%s", diff.toText()).isEqualTo(verdict);
    assertThat(diff.regions().isEmpty()).isEqualTo(verdict.equals("equal"));
  }

  private static String lines(String text) {
    return text.replace("\\n", "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [client.view] | [client.view, ticket.view] | alice: ticket.view; acting as support: deny → permit
          [client.view] | [{ permission: client.view, schedule: hours }] | alice: client.view; mon-fri 00:00-08:00, mon-fri 18:00-24:00, sat-sun 00:00-24:00, no instant given (Europe/Berlin); acting as support: permit → deny
          [client.view] | [{ permission: client.view, networks: [office] }] | alice: client.view; from 0.0.0.0-203.0.112.255, 203.0.114.0-255.255.255.255, ::/0, no address; acting as support: permit → deny
          [client.view] | [{ permission: client.view, up-to: { amount: 100.00 } }] | alice: client.view; amount: above 100, another text, not given; acting as support: permit → deny
          [client.view] | [{ permission: client.view, second-factor: 15m }] | alice: client.view; second factor older than 15m or none; acting as support: permit → second-factor
          [client.view] | [{ permission: client.view, only: { department: [sales] } }] | alice: client.view; on department any but sales, none named; acting as support: permit → deny
          [client.view] | [{ permission: client.view, approval: { by: payment.approve-refund, within: 1h } }] | alice: client.view; payment.approve-refund within 1h: not given; acting as support: permit → approval
          [client.view] | [{ permission: client.view, same: { resource.owner: staff.id } }] | alice: client.view; resource.owner: any text but "alice", not given; acting as support: permit → deny
          """)
  void regions_ofOneChange_sayWhatItDoes(String from, String to, String expected) {
    assertThat(regions(diff(from, to))).contains(expected);
  }

  @Test
  void regions_reachedByAnInclude_nameWhoHasIt() {
    assertThat(regions(diff("[client.view]", "[client.view, ticket.view]")))
        .containsExactly(
            "alice: ticket.view; acting as support: deny → permit",
            "bob: ticket.view; acting as billing: deny → permit");
  }

  @Test
  void regions_ofAccountsThatNameDifferentTexts_areNotOne() {
    String base =
        """
        staffgate: 1
        roles:
          desk: { grants: [{ permission: client.view, same: { resource.owner: resource.status } }] }
          own: { grants: [{ permission: client.view, where: { resource.owner: [mine, "1", "2.0"] } }] }
        staff: { ann: { roles: [desk, own] }, bob: { roles: [desk] } }
        """;
    PolicyDiff diff =
        diff(
            base,
            "[{ permission: client.view, same: { resource.owner: resource.status } }]",
            "[client.view]");
    assertThat(diff.verdict()).isEqualTo(DiffVerdict.WIDER);
    for (String owner : List.of("mine", "1", "1.0", "2", "2.0", "3", "-1", "theirs")) {
      for (String who : List.of("ann", "bob")) {
        AccessRequest request =
            AccessRequest.of(who, "client.view")
                .with(Map.of("resource.owner", owner, "resource.status", "open"));
        boolean rises =
            who.equals("bob") || !List.of("mine", "1", "1.0", "2", "2.0").contains(owner);
        assertThat(diff.regions().stream().filter(region -> region.covers(request)))
            .as("%s %s %s", who, owner, diff.toText())
            .hasSize(rises ? 1 : 0);
      }
    }
    assertThat(regions(diff))
        .contains(
            "bob: client.view; resource.owner: any text; resource.status: not given;"
                + " acting as desk: deny → permit",
            "ann, bob: client.view; resource.owner: not given; acting as desk: deny → permit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0001-01-01T00:00:01Z",
        "0001-01-08T00:00:00Z",
        "0009-06-01T00:00:00Z",
        "0011-06-01T00:00:00Z"
      })
  void between_secondFactorsOlderThanTime_isExact(String until) {
    String base =
        """
        staffgate: 1
        schedules: { hours: { zone: Europe/Berlin, windows: ["mon-fri 08:00-18:00"] } }
        roles:
          desk: { grants: [{ permission: client.view, second-factor: 3650d, schedule: hours }] }
        staff:
          ann: { roles: [{ role: desk, until: "%s" }] }
          bob: { roles: [{ role: desk, from: "%s" }] }
        """
            .formatted(until, until);
    PolicyDiff diff = diff(base, "second-factor: 3650d", "second-factor: 1h");
    assertThat(diff.verdict()).isEqualTo(DiffVerdict.TIGHTER);
    assertThat(diff.toText()).contains("bob: client.view");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          { a: b, b: c }                   | { a: b, b: c, c: a }             | equal
          { a: b, b: c, c: a }             | { a: b, c: a }                   | equal
          { a: b, b: c, c: d }             | { a: b, b: c, c: d, d: a } | equal
          { a: b, b: c, c: d, d: a }       | { a: b, c: d }                   | wider
          { a: b }                         | { a: b, b: c, c: a }             | tighter
          """)
  void between_textsComparedInACircle_isExact(String from, String to, String verdict) {
    String base =
        """
        staffgate: 1
        roles: { r: { grants: [{ permission: payment.refund, same: { a: b } }] } }
        staff: { ann: { roles: [r] } }
        """
            .replace("{ a: b }", from);
    PolicyDiff diff = diff(base, from, to);
    assertThat(diff.verdict().text()).as("%s", diff.toText()).isEqualTo(verdict);
  }

  @Test
  void between_moreTextsThatDifferThanThereAre_namesWhatIsNotExact() {
    String base =
        """
        staffgate: 1
        roles:
          r:
            grants: [{ permission: payment.refund, where: { a: [x, y], b: [x, y], c: [x, y] } }]
            denies:
              - { permission: payment.refund, same: { a: b } }
              - { permission: payment.refund, same: { b: c } }
              - { permission: payment.refund, same: { c: a } }
        staff: { ann: { roles: [r] } }
        """;
    PolicyDiff diff = diff(base, "where: { a: [x, y], b", "where: { a: [x], b");
    assertThat(diff.verdict()).isIn(DiffVerdict.EQUAL, DiffVerdict.UNKNOWN);
  }

  @Test
  void regions_ofTwoClocks_areDimensionsOfTheirOwn() {
    DiffRegion region =
        diff(
                "[client.view]",
                "[{ permission: client.view, schedule: abroad },"
                    + " { permission: client.view, schedule: hours }]")
            .regions()
            .get(0);
    assertThat(region.size().minutesAWeek())
        .containsEntry("America/New_York", BigInteger.valueOf(7 * 1440 - 5 * 480))
        .containsEntry("Europe/Berlin", BigInteger.valueOf(7 * 1440 - 5 * 600));
  }

  @Test
  void size_ofAddresses_countsBothFamilies() {
    PolicyDiff diff = diff("[client.view]", "[{ permission: client.view, networks: [office] }]");
    assertThat(diff.regions().get(0).size().addresses())
        .isEqualTo(DiffSize.ALL_ADDRESSES.subtract(BigInteger.valueOf(256)));
  }

  @Test
  void pairs_thatTheChangeDoesNotTouch_areNotAnalysed() {
    PolicyDiff diff = diff("grants: [invoice.view]", "grants: [invoice.view, invoice.edit]");
    assertThat(diff.analysedPairs()).isEqualTo(1);
    assertThat(diff.pairs()).isGreaterThan(100);
  }

  @Test
  void between_accountsOfADirectory_namesRoles() {
    String base = BASE.substring(0, BASE.indexOf("staff:"));
    assertThat(regions(diff(base, "[client.view]", "[client.view, ticket.view]")))
        .isNotEmpty()
        .allSatisfy(
            region ->
                assertThat(region)
                    .startsWith("any account: ticket.view; ")
                    .contains("with the role "));
  }

  // Who names the roles to act with has to name them as they are called now.
  @Test
  void between_aRenamedRole_differsForADirectoryOnlyByActing() {
    String base = BASE.substring(0, BASE.indexOf("staff:"));
    PolicyDiff diff = diff(base, "  checker:\n", "  approvers:\n    formerly: [checker]\n");
    assertThat(diff.regions())
        .isNotEmpty()
        .allSatisfy(
            region ->
                assertThat(region.limits())
                    .anyMatch(
                        limit ->
                            limit.kind() == DiffLimit.Kind.ACTING_AS
                                && limit.values().equals(List.of("no"))));
    assertThat(diff.notes())
        .extracting(DiffRemark::toString)
        .containsExactly("roles that the new policy alone knows: approvers");
  }

  @Test
  void between_approversWhoChange_isExactWhereAWitnessIsFound() {
    String base =
        BASE.replace(
            "grants: [invoice.view]",
            "grants: [{ permission: invoice.view,"
                + " approval: { by: payment.approve-refund, within: 1h } }]");
    PolicyDiff diff =
        diff(base, "alice: { roles: [support] }", "alice: { roles: [support, checker] }");
    assertThat(diff.verdict()).as("%s", diff.toText()).isEqualTo(DiffVerdict.WIDER);
  }

  // Anybody may be in a directory, so whoever has to approve is made up.
  @Test
  void between_approvalsInADirectory_isExact() {
    String base =
        BASE.substring(0, BASE.indexOf("staff:"))
            .replace(
                "grants: [invoice.view]",
                "grants: [{ permission: invoice.view,"
                    + " approval: { by: payment.approve-refund, count: 2, within: 1h } }]");
    PolicyDiff diff = diff(base, "{ permission: invoice.view,", "{ permission: invoice.*,");
    assertThat(diff.gaps()).isEmpty();
    assertThat(diff.verdict()).isEqualTo(DiffVerdict.WIDER);
    assertThat(diff.regions())
        .filteredOn(region -> region.after().outcome() == Decision.Outcome.PERMIT)
        .isNotEmpty()
        .allSatisfy(
            region ->
                assertThat(region.witness().accounts())
                    .extracting(StaffAccount::id)
                    .containsExactly("somebody", "approver1", "approver2"));
  }

  @Test
  void toText_ofADiff_isTheSameEachTime() {
    PolicyDiff diff = diff("[client.view]", "[client.view, ticket.view]");
    assertThat(diff.toText())
        .isEqualTo(diff("[client.view]", "[client.view, ticket.view]").toText())
        .startsWith("wider\n  alice: ticket.view; acting as support: deny → permit\n");
  }

  @Test
  void write_ofADiff_isJson() {
    assertThat(PolicyDiffWriter.write(diff("[client.view]", "[client.view, ticket.view]")))
        .startsWith(
            "{\"verdict\":\"wider\",\"regions\":[{\"accounts\":[\"alice\"],"
                + "\"permissions\":[\"ticket.view\"],\"limits\":[{\"dimension\":\"acting-as\",")
        .contains("\"witness\":{\"staff\":\"alice\",\"permission\":\"ticket.view\"");
  }
}
