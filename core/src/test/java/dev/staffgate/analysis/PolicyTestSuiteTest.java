package dev.staffgate.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTestSuiteTest {
  private static final String POLICY =
      """
      staffgate: 1
      networks: { office: [203.0.113.0/24] }
      permissions:
        note.read: { title: Read, category: note }
        note.own: { title: Own, category: note }
      departments: [billing, sales]
      roles:
        clerk:
          requires: { networks: [office] }
          grants:
            - invoice.*
            - { permission: payment.refund, up-to: { amount: 100 }, second-factor: 15m }
            - { permission: payment.void, approval: { by: invoice.edit, within: 1h } }
            - { permission: ticket.view, only: { department: assigned } }
            - { permission: note.own, same: { resource.owner: staff.id } }
          denies: [invoice.delete]
        reader: { grants: [note.read] }
        enter: { grants: [connect.use] }
        saviour: { grants: [server.restart] }
      server-groups: { eu: [web1, web2] }
      servers:
        web1: { panel: whm, url: "https://web1.example:2087", user: root, token: "env:T1" }
        web2: { panel: whm, url: "https://web2.example:2087", user: root, token: "env:T2" }
        web3: { panel: whm, url: "https://web3.example:2087", user: root, token: "env:T3" }
      emergency: { site-down: { role: saviour, holders: [ann], for: 1h } }
      staff:
        ann: { roles: [clerk, enter], assigned: { department: [billing] } }
        bob: { roles: [clerk] }
        eve: { roles: [reader], disabled: true }
      tests:
      """;

  private static PolicyTestSuite suite(String... tests) {
    return PolicyTestSuite.of(policy(tests));
  }

  private static Policy policy(String... tests) {
    return PolicyFiles.parse(
        "a.yaml",
        POLICY
            + List.of(tests).stream()
                .map(test -> "  - { name: t, at: 2026-11-24T10:00:00Z, " + test + " }\n")
                .collect(Collectors.joining()));
  }

  private static PolicyTestResult one(String test) {
    List<PolicyTestResult> results = suite(test).run();
    assertThat(results).hasSize(1);
    return results.get(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "staff: ann, from: 203.0.113.7, permit: [invoice.view], deny: [invoice.delete, client.delete]",
        "staff: ann, from: 203.0.113.7, because: denied-by-role, deny: [invoice.delete]",
        "staff: ann, because: condition-not-met, deny: [invoice.view]",
        "staff: eve, because: account-disabled, deny: [note.read]",
        "staff: ann, from: 203.0.113.7, challenge: [{ permission: payment.refund, amount: 7 }]",
        "staff: ann, from: 203.0.113.7, second-factor: 15m,"
            + " permit: [{ permission: payment.refund, amount: 100.00 }],"
            + " deny: [payment.refund, { permission: payment.refund, amount: 100.01 }]",
        "staff: ann, from: 203.0.113.7, attributes: { amount: 7 }, second-factor: 16m,"
            + " challenge: [payment.refund]",
        "staff: ann, from: 203.0.113.7, approval: [payment.void]",
        "staff: ann, from: 203.0.113.7, permit: [payment.void],"
            + " approvals: [{ by: bob, at: 2026-11-24T09:30:00Z, from: 203.0.113.8 }]",
        "staff: ann, from: 203.0.113.7, resources: { department: billing }, permit: [ticket.view]",
        "staff: ann, from: 203.0.113.7, deny: [{ permission: ticket.view, resources: {"
            + " department: sales } }]",
        "staff: ann, permit: [server.restart], emergencies: [site-down]",
        "staff: ann, from: 203.0.113.7, acting-as: [enter], deny: [invoice.view]",
        "staff: ann, because: locked, deny: [invoice.view], locks: [{ everybody: true, message: m }]",
        "staff: ann, resources: { server: web1 }, because: locked, deny: [server.sso],"
            + " locks: [{ server-group: eu, message: m }]",
        // an account that holds just these roles: it has no id, and is nobody's emergency holder
        "roles: [clerk], from: 203.0.113.7, permit: [invoice.view], deny: [server.restart]",
        "roles: [clerk], from: 203.0.113.7, emergencies: [site-down], deny: [server.restart]",
        "roles: [clerk], from: 203.0.113.7, deny: [ticket.view, { permission: note.own,"
            + " resource.owner: ann }, { permission: note.own, resource.owner: '' }]",
        "roles: [clerk], assigned: { department: [sales] }, from: 203.0.113.7,"
            + " resources: { department: sales }, permit: [ticket.view]",
        "roles: [clerk], from: 203.0.113.7, permit: [payment.void],"
            + " approvals: [{ by: ann, at: 2026-11-24T09:30:00Z, from: 203.0.113.8 }]",
        "roles: [enter], permit: [{ permission: server.sso, resources: { server: web3 } }]",
        "who-can: note.read, are: []",
        "who-can: invoice.view, from: 203.0.113.7, are: [bob, ann]",
        "who-can: { permission: ticket.view, resources: { department: billing } },"
            + " from: 203.0.113.7, are: [ann]",
        "what-can: bob, are: []",
        "what-can: ann, acting-as: [enter], are: [connect.use]",
        "what-can: ann, emergencies: [site-down], acting-as: [enter], are: [server.restart, connect.*]",
        "servers-of: ann, are: ['@eu', web3]",
        "servers-of: ann, locks: [{ server: web1, message: m }], are: [web2, web3]",
        "servers-of: bob, are: []",
      })
  void run_ofWhatHolds_passes(String test) {
    assertThat(one(test).toText()).startsWith("PASS");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "staff: ann, permit: [invoice.view] | invoice.view: wanted permit, got deny"
            + " [condition-not-met]",
        "staff: ann, from: 203.0.113.7, because: not-granted, deny: [invoice.delete]"
            + " | invoice.delete: wanted deny [not-granted], got deny [denied-by-role]",
        "staff: ann, from: 203.0.113.7, challenge: [invoice.view] | invoice.view: wanted"
            + " second-factor, got permit [granted]",
        "who-can: invoice.view, from: 203.0.113.7, are: [ann, eve] | who-can invoice.view: wanted"
            + " ann, eve, got not eve, also bob",
        "servers-of: ann, are: ['@eu'] | servers-of ann: wanted web1, web2, got also web3",
        "what-can: eve, are: [note.*] | what-can eve: wanted note.read, note.own, got not note.read,"
            + " note.own",
      })
  void run_ofWhatDoesNotHold_failsWithAnExplanation(String test, String headline) {
    PolicyTestResult result = one(test);

    assertThat(result.status()).isEqualTo(PolicyTestResult.Status.FAIL);
    assertThat(result.findings()).hasSize(1);
    assertThat(result.findings().get(0).headline()).endsWith(headline);
    assertThat(result.findings().get(0).explanation()).isPresent();
    assertThat(result.toText()).startsWith("FAIL t (a.yaml:").contains(headline);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "staff: anm, deny: [invoice.view] | the account `anm` is unknown: did you mean `ann`?",
        "staff: zoe, deny: [invoice.view] | the account `zoe` is unknown: name one of the policy, hand"
            + " over the directory that has it, or write `roles: […]` instead of `staff`",
        "staff: ann, deny: [invoice.view], approvals: [{ by: zoe, at: 2026-11-24T09:30:00Z }]"
            + " | the account `zoe` is unknown",
        "who-can: invoice.view, are: [zoe] | the account `zoe` is unknown",
        "what-can: zoe, are: [] | the account `zoe` is unknown",
        "servers-of: zoe, are: [] | the account `zoe` is unknown",
      })
  void run_aboutAnAccountThatNobodyKnows_isAnError(String test, String why) {
    PolicyTestResult result = one(test);

    assertThat(result.status()).isEqualTo(PolicyTestResult.Status.ERROR);
    assertThat(result.error().orElseThrow()).contains(why);
    assertThat(result.passed()).isFalse();
  }

  @Test
  void run_withASecondFactorBeforeAllTime_isAnError() {
    Policy policy =
        PolicyFiles.parse(
            "a.yaml",
            POLICY
                + "  - { name: t, at: 0001-01-01T00:00:00Z, staff: ann, second-factor: 15m, deny:"
                + " [invoice.view] }\n");

    PolicyTestResult result = PolicyTestSuite.of(policy).run().get(0);
    assertThat(result.status()).isEqualTo(PolicyTestResult.Status.ERROR);
    assertThat(result.error().orElseThrow()).startsWith("the test cannot be asked: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "staff: ann, from: 203.0.113.7 | t",
        "staff: [ann], from: 203.0.113.7 | t [ann, 203.0.113.7]",
        "staff: [ann, bob], from: 203.0.113.7 | t [ann, 203.0.113.7]; t [bob, 203.0.113.7]",
        "staff: ann, from: [203.0.113.7, 203.0.113.8] | t [ann, 203.0.113.7]; t [ann, 203.0.113.8]",
        "staff: [ann, bob], from: [203.0.113.7, 203.0.113.8] | t [ann, 203.0.113.7]; t [ann,"
            + " 203.0.113.8]; t [bob, 203.0.113.7]; t [bob, 203.0.113.8]",
        "staff: [ann, bob] | t [ann]; t [bob]",
        "roles: [clerk], from: [203.0.113.7] | t [203.0.113.7]",
      })
  void scenarios_ofLists_areEachWithEach(String test, String names) {
    assertThat(
            suite(test + ", deny: [client.delete]").scenarios().stream()
                .map(PolicyTestScenario::name)
                .collect(Collectors.joining("; ")))
        .isEqualTo(names);
  }

  @Test
  void run_aboutAccountsOfADirectory_findsThemInEveryPlace() {
    Policy policy =
        policy(
            "staff: dan, from: 203.0.113.7, permit: [invoice.view]",
            "staff: ann, from: 203.0.113.7, permit: [payment.void],"
                + " approvals: [{ by: dan, at: 2026-11-24T09:30:00Z, from: 203.0.113.8 }]",
            "who-can: invoice.view, from: 203.0.113.7, are: [ann, bob, dan]",
            "servers-of: dan, are: []");
    List<StaffAccount> directory =
        List.of(StaffAccount.of("dan", "clerk"), StaffAccount.of("bob", "reader"));

    assertThat(PolicyTestSuite.of(policy, directory).run())
        .allSatisfy(result -> assertThat(result.toText()).startsWith("PASS"));
    assertThat(PolicyTestSuite.of(policy).run())
        .allSatisfy(result -> assertThat(result.status()).isEqualTo(PolicyTestResult.Status.ERROR));
  }
}
