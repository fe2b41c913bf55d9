package dev.staffgate.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.analysis.CoverageItem.Kind;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every count is worked out by hand. */
class PolicyCoverageTest {
  private static final String BILLING =
      """
      staffgate: 1
      networks: { office: [203.0.113.0/24] }
      roles:
        base:
          grants: [dashboard.view]
        billing:
          includes: [base]
          requires: { networks: [office] }
          grants:
            - permission: [invoice.view, invoice.edit]
            - { permission: payment.refund, up-to: { amount: 100 } }
          denies: [invoice.delete]
        nothing: {}
      staff:
        ann: { roles: [billing] }
        bob: { roles: [base, nothing] }
      """;

  private static final String SERVERS =
      """
      staffgate: 1
      networks: { office: [203.0.113.0/24] }
      roles:
        enter: { grants: [connect.use] }
        setup: { grants: [server.configure], denies: [{ permission: connect.use, networks: [office] }] }
      servers:
        web1: { panel: whm, url: "https://a.example:2087", user: root, token: "env:T", sso: { access: unrestricted, requires: { second-factor: 1h } } }
        web2: { panel: whm, url: "https://b.example:2087", user: root, token: "env:T", sso: { access: restricted } }
      staff:
        ann: { roles: [enter] }
        bob: { roles: [enter, setup] }
      """;

  private static PolicyCoverage coverage(String policy, String... tests) {
    return PolicyCoverage.of(policy(policy, tests));
  }

  private static Policy policy(String policy, String... tests) {
    return PolicyFiles.parse(
        "a.yaml",
        policy
            + (tests.length == 0 ? "" : "tests:\n")
            + List.of(tests).stream()
                .map(test -> "  - { name: t, at: 2026-11-24T10:00:00Z, " + test + " }\n")
                .collect(Collectors.joining()));
  }

  private static List<String> missing(PolicyCoverage coverage) {
    return coverage.missing().stream().map(CoverageItem::toString).toList();
  }

  @Test
  void of_aPolicyWithoutTests_isZeroOfAllThatTestsCouldReach() {
    PolicyCoverage coverage = coverage(BILLING);

    assertThat(coverage.isTested()).isFalse();
    assertThat(coverage.of(Kind.GRANT)).isEqualTo(new PolicyCoverage.Count(0, 4));
    assertThat(coverage.of(Kind.DENY)).isEqualTo(new PolicyCoverage.Count(0, 1));
    assertThat(coverage.of(Kind.CONDITION)).isEqualTo(new PolicyCoverage.Count(0, 6));
    assertThat(coverage.of(Kind.SERVER)).isEqualTo(new PolicyCoverage.Count(0, 0));
    assertThat(coverage.of(Kind.SERVER).percent()).isEqualTo(100);
    // The role that leads to no rule is not counted.
    assertThat(coverage.of(Kind.ROLE)).isEqualTo(new PolicyCoverage.Count(0, 2));
    assertThat(coverage).hasToString("0 % (0 of 13)");
  }

  @Test
  void of_tests_countsWhatTheyReachAndNamesTheRestByPlace() {
    PolicyCoverage coverage =
        coverage(
            BILLING,
            "staff: ann, from: 203.0.113.7, permit: [invoice.view, { permission: payment.refund,"
                + " amount: 100 }], deny: [{ permission: payment.refund, amount: 101 }]");

    // Role billing, invoice.view, payment.refund; the network is true and decides, the amount is
    // true, false, and decides.
    assertThat(coverage).hasToString("61 % (8 of 13)");
    assertThat(missing(coverage))
        .containsExactly(
            "a.yaml:4:3: role `base` is used in no test",
            "a.yaml:5:14: grant `dashboard.view` of role `base` permits in no test",
            "a.yaml:8:27: condition `networks: [office]` of role `billing` is false in no test",
            "a.yaml:10:36: grant `invoice.edit` of role `billing` permits in no test",
            "a.yaml:12:14: deny `invoice.delete` of role `billing` hits in no test");
    assertThat(coverage.byFile()).containsOnlyKeys("a.yaml");
    assertThat(coverage.byFile().get("a.yaml")).isEqualTo(coverage.total());
  }

  @Test
  void of_testsOfEverything_isWhole() {
    PolicyCoverage coverage =
        coverage(
            BILLING,
            "staff: bob, permit: [dashboard.view]",
            "staff: ann, from: 203.0.113.7, permit: [invoice.view, invoice.edit, { permission:"
                + " payment.refund, amount: 100 }], deny: [invoice.delete, { permission:"
                + " payment.refund, amount: 101 }]",
            "staff: ann, from: 198.51.100.1, deny: [invoice.view]");

    assertThat(missing(coverage)).isEmpty();
    assertThat(coverage.total().percent()).isEqualTo(100);
    assertThat(coverage.isTested()).isTrue();
  }

  @Test
  void of_aTestThatFailsOrCannotBeRun_reachesNothing() {
    PolicyCoverage coverage =
        coverage(
            BILLING,
            "staff: bob, permit: [dashboard.view], deny: [dashboard.view]",
            "staff: zoe, permit: [dashboard.view]");

    assertThat(coverage.total().reached()).isZero();
    assertThat(coverage.isTested()).isFalse();
    assertThat(coverage.results())
        .extracting(PolicyTestResult::passed)
        .containsExactly(false, false);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Neither account, nor network, nor lock, nor separation is a rule that was looked at.
        "staff: ann, locks: [{ everybody: true, message: m }], from: 203.0.113.7, deny:"
            + " [invoice.view] | 0",
        // A network that nobody knows is neither true nor false, but it decides.
        "staff: ann, deny: [invoice.view] | 1",
        // Both conditions fail, so that neither alone makes the difference.
        "staff: ann, from: 198.51.100.1, deny: [{ permission: payment.refund, amount: 101 }] | 2",
        // The deny is in front of everything else: deny and role, no condition.
        "staff: ann, from: 203.0.113.7, deny: [invoice.delete] | 2",
        // Nobody has the permission.
        "staff: bob, deny: [client.delete] | 0",
        // Two accounts: bob lacks it; of ann grant, role, and the network, true and deciding.
        "who-can: invoice.view, from: 203.0.113.7, are: [ann] | 4",
        // Three permits with their roles, and the network; the amount is not given, and decides.
        "what-can: ann, from: 203.0.113.7, are: [dashboard.view, invoice.view, invoice.edit] | 9",
      })
  void of_oneTest_reachesWhatItsDecisionsLookedAt(String test, int reached) {
    PolicyCoverage coverage = coverage(BILLING, test);

    assertThat(coverage.results()).allMatch(PolicyTestResult::passed);
    assertThat(coverage.total().reached()).as("%s", coverage.items()).isEqualTo(reached);
  }

  @Test
  void of_servers_countsThoseThatAreEnteredOrClosedToEverybody() {
    PolicyCoverage coverage =
        coverage(
            SERVERS,
            "staff: ann, second-factor: 5m, permit: [{ permission: server.sso, resources: { server:"
                + " web1 } }], deny: [{ permission: server.sso, resources: { server: web2 } }]");

    assertThat(coverage.of(Kind.SERVER)).isEqualTo(new PolicyCoverage.Count(2, 2));
    assertThat(coverage.of(Kind.GRANT)).isEqualTo(new PolicyCoverage.Count(1, 2));
    // True and deciding.
    assertThat(coverage.of(Kind.CONDITION)).isEqualTo(new PolicyCoverage.Count(2, 6));
  }

  @Test
  void of_aServerThatIsRefused_isNotEntered() {
    PolicyCoverage coverage = coverage(SERVERS, "servers-of: ann, are: []");

    assertThat(missing(coverage))
        .contains("a.yaml:7:3: server `web1` is entered in no test")
        .doesNotContain("a.yaml:8:3: server `web2` is entered in no test");
  }

  @Test
  void of_aDenyOfWhatSingleSignOnFollowsFrom_countsWhereItMakesTheDifference() {
    String asked =
        "staff: bob, second-factor: 5m, %s: [{ permission: server.sso, resources: { server: web1 }"
            + " }]";
    String inOffice = "from: 203.0.113.7, " + asked.formatted("permit");
    PolicyCoverage both = coverage(SERVERS, inOffice);

    // server.configure is left, so the deny of connect.use changes nothing.
    assertThat(both.of(Kind.DENY)).isEqualTo(new PolicyCoverage.Count(1, 1));
    assertThat(missing(both))
        .contains(
            "a.yaml:5:86: condition `networks: [office]` of deny `connect.use` of role `setup` is"
                + " false in no test, alone makes the difference in no test");

    PolicyCoverage one =
        coverage(
            SERVERS.replace("grants: [server.configure], ", ""),
            "from: 203.0.113.7, " + asked.formatted("deny"));
    assertThat(missing(one))
        .contains(
            "a.yaml:5:58: condition `networks: [office]` of deny `connect.use` of role `setup` is"
                + " false in no test");
  }

  @Test
  void of_aQuestionInReverse_decidesByPermitAlone() {
    String policy =
        """
        staffgate: 1
        roles: { a: { grants: [{ permission: client.view, second-factor: 1h, where: { x: y } }] } }
        staff: { ann: { roles: [a] } }
        """;
    // Without the second factor the answer would be another denial: a test of a denial looks at it,
    // a question in reverse does not.
    assertThat(coverage(policy, "staff: ann, attributes: { x: z }, deny: [client.view]").items())
        .filteredOn(item -> item.reached().contains(CoverageItem.Goal.DECIDES))
        .extracting(CoverageItem::what)
        .containsExactly("condition `where: { x: [y] }` of grant `client.view` of role `a`");
    assertThat(coverage(policy, "who-can: client.view, attributes: { x: z }, are: []").items())
        .noneMatch(item -> item.reached().contains(CoverageItem.Goal.DECIDES));
  }

  @Test
  void toString_ofAConditionThatNoTestLooksAt_saysSoOnce() {
    assertThat(missing(coverage(BILLING, "staff: bob, permit: [dashboard.view]")))
        .contains(
            "a.yaml:8:27: condition `networks: [office]` of role `billing` is looked at in no test");
  }

  @Test
  void percent_isRoundedDown() {
    assertThat(new PolicyCoverage.Count(199, 200).percent()).isEqualTo(99);
    assertThat(new PolicyCoverage.Count(200, 200).percent()).isEqualTo(100);
    assertThat(new PolicyCoverage.Count(Integer.MAX_VALUE - 1, Integer.MAX_VALUE).percent())
        .isEqualTo(99);
  }
}
