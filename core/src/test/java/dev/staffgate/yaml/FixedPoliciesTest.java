package dev.staffgate.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.analysis.DiffVerdict;
import dev.staffgate.analysis.LintCode;
import dev.staffgate.analysis.LintFinding;
import dev.staffgate.analysis.LintFix;
import dev.staffgate.analysis.LintOptions;
import dev.staffgate.analysis.LintRepair;
import dev.staffgate.analysis.PolicyDiff;
import dev.staffgate.analysis.PolicyLint;
import dev.staffgate.generators.PolicyArbitraries;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyOptions;
import dev.staffgate.policy.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Fixes: those that change no decision are made, all others only if somebody agrees. */
class FixedPoliciesTest {
  private static final Instant NOW = Instant.parse("2027-02-03T11:00:00Z");
  private static final LoadOptions OPTIONS =
      LoadOptions.DEFAULT.withPolicy(PolicyArbitraries.OPTIONS);

  /** Finds something about everything that can be removed, right or wrong. */
  private static PolicyLint suspicious(Policy policy) {
    PolicyDocument document = policy.document();
    List<LintFinding> findings = new ArrayList<>();
    document
        .roles()
        .values()
        .forEach(
            role -> {
              role.grants().forEach(one -> findings.add(found(LintCode.GRANT_SHADOWED, one.at())));
              role.denies().forEach(one -> findings.add(found(LintCode.DENY_NEVER_HITS, one.at())));
            });
    document
        .networks()
        .values()
        .forEach(one -> findings.add(found(LintCode.UNUSED_NETWORK, one.at())));
    document
        .schedules()
        .values()
        .forEach(one -> findings.add(found(LintCode.UNUSED_SCHEDULE, one.at())));
    document
        .serverGroups()
        .values()
        .forEach(one -> findings.add(found(LintCode.UNUSED_SERVER_GROUP, one.at())));
    document
        .departments()
        .forEach(one -> findings.add(found(LintCode.UNUSED_DEPARTMENT, one.at())));
    document
        .permissions()
        .values()
        .forEach(one -> findings.add(found(LintCode.UNUSED_PERMISSION, one.at())));
    document
        .staff()
        .values()
        .forEach(
            one ->
                one.roles()
                    .forEach(
                        some ->
                            findings.add(found(LintCode.ASSIGNMENT_EXPIRED, some.role().at()))));
    return PolicyLint.of(policy, LintOptions.at(NOW)).plus(findings);
  }

  private static LintFinding found(LintCode code, Place at) {
    return new LintFinding(code, at, "found", "mend it", List.of());
  }

  private static LintRepair repair(Policy policy, BiPredicate<LintFix, PolicyDiff> consent) {
    return LintRepair.of(policy, OPTIONS.policy(), FixedPoliciesTest::suspicious, consent);
  }

  private static String fixed(String text) {
    CommentedPolicy policy = CommentedPolicy.parse(Map.of("p.yaml", text), OPTIONS);
    LintRepair repair = repair(policy.policy(), (fix, diff) -> false);
    return policy
        .edit()
        .change(any -> repair.document())
        .apply()
        .texts()
        .values()
        .iterator()
        .next();
  }

  @Property(tries = 6)
  void fixOfAFixedPolicy_changesNoByte_andNoDecision(@ForAll("policies") PolicyDocument document) {
    String text = PolicyWriter.write(document);
    String once = fixed(text);
    assertThat(fixed(once)).isEqualTo(once);
    assertThat(
            PolicyDiff.between(
                    PolicyFiles.parse("p.yaml", text, OPTIONS),
                    PolicyFiles.parse("p.yaml", once, OPTIONS))
                .verdict())
        .isEqualTo(DiffVerdict.EQUAL);
  }

  @Provide
  Arbitrary<PolicyDocument> policies() {
    return LoadableDocuments.all();
  }

  private static final String TWICE =
      """
      staffgate: 1
      networks:
        unused: [203.0.113.1] # nobody
        used: [203.0.113.2]
      roles:
        desk:
          grants:
            - client.view # one
            - permission: [client.view, ticket.view] # two
            - ticket.view # three
            - permission: ticket.reply
              networks: [used]
      staff:
        alice: { roles: [desk] }
      """;

  @Test
  void grantsThatReplaceEachOther_doNotAllGo() {
    assertThat(fixed(TWICE))
        .isEqualTo(
            TWICE
                .replace("  unused: [203.0.113.1] # nobody\n", "")
                .replace("      - client.view # one\n", "")
                .replace("      - ticket.view # three\n", ""));
  }

  @Test
  void fixThatChangesDecisions_isMadeOnlyIfSomebodyAgrees() {
    Policy policy = PolicyFiles.parse("p.yaml", TWICE);
    List<String> asked = new ArrayList<>();
    LintRepair repair =
        LintRepair.of(
            policy,
            PolicyOptions.DEFAULT,
            FixedPoliciesTest::suspicious,
            (fix, diff) -> {
              asked.add(fix.finding().at() + " " + fix.what() + " " + diff.verdict());
              return fix.finding().code() == LintCode.ASSIGNMENT_EXPIRED;
            });
    assertThat(asked)
        .containsExactly(
            "p.yaml:9:9 removes the grant tighter",
            "p.yaml:11:9 removes the grant tighter",
            "p.yaml:14:20 removes the assignment tighter");
    // No account of the policy has the role any longer, and one of a directory may.
    assertThat(repair.declined())
        .extracting(fix -> fix.finding().at().line())
        .containsExactly(9, 11);
    assertThat(repair.made())
        .extracting(fix -> fix.finding().at().line())
        .containsExactly(3, 8, 10, 14);
  }

  private static LintRepair repaired(String text) {
    return LintRepair.of(
        PolicyFiles.parse("p.yaml", text),
        PolicyOptions.DEFAULT,
        policy -> PolicyLint.of(policy, LintOptions.at(NOW)),
        (fix, diff) -> false);
  }

  @Test
  void denyThatHitsNobodyToday_staysUnlessSomebodyAgrees() {
    LintRepair repair =
        repaired(
            """
            staffgate: 1
            roles:
              desk: { grants: [client.view], denies: [invoice.delete] }
              billing: { grants: [invoice.delete, invoice.view] }
            staff:
              alice: { roles: [desk] }
              bob: { roles: [billing] }
            """);

    assertThat(repair.made()).isEmpty();
    assertThat(repair.declined())
        .extracting(fix -> fix.finding().code())
        .containsExactly(LintCode.DENY_NEVER_HITS);
  }

  @Test
  void fixAfterWhichATestDoesNotPass_isMadeOnlyIfSomebodyAgrees() {
    String policy =
        """
        staffgate: 1
        roles:
          desk:
            grants: [client.view]
            denies:
              - invoice.delete
              - { permission: invoice.delete, networks: [203.0.113.1] }
          billing: { grants: [invoice.delete] }
        staff:
          alice: { roles: [desk, billing] }
        """;
    String test =
        """
        tests:
          - { name: by the role, staff: alice, at: 2026-11-24T10:00:00Z, because: PLACE, deny: [invoice.delete] }
        """;

    assertThat(repaired(policy + test.replace("PLACE", "denied-by-role")).made()).hasSize(1);
    assertThat(repaired(policy + test.replace("PLACE", "not-granted")).made()).isEmpty();
  }

  @Test
  void neededGrant_isAddedOnlyIfSomebodyAgrees_evenWhereNobodyHasTheRole() {
    Policy policy =
        PolicyFiles.parse(
            "p.yaml",
            """
            staffgate: 1
            permissions:
              a.one: { title: One, category: own }
              a.two: { title: Two, category: own, needs: [a.one] }
            roles:
              desk:
                grants: [{ permission: a.two, networks: [203.0.113.1] }]
            staff:
              alice: { roles: [full-administrator] }
            """);
    LintFinding finding =
        found(LintCode.NEEDS_UNMET, policy.document().roles().get("desk").grants().get(0).at());
    PolicyLint lint = PolicyLint.of(policy, LintOptions.at(NOW)).plus(List.of(finding));

    assertThat(
            LintRepair.of(policy, PolicyOptions.DEFAULT, any -> lint, (fix, diff) -> false)
                .document())
        .isEqualTo(policy.document());
    assertThat(
            PolicyWriter.write(
                LintRepair.of(policy, PolicyOptions.DEFAULT, any -> lint, (fix, diff) -> true)
                    .document()))
        .contains("- { permission: a.one, networks: [203.0.113.1] }");
  }
}
