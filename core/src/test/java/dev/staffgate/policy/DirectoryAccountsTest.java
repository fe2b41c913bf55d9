package dev.staffgate.policy;

import static dev.staffgate.testing.PolicyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.decision.Reason;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.decision.Scope;
import dev.staffgate.decision.SeparationBreach;
import dev.staffgate.fixtures.PolicyParts;
import dev.staffgate.fixtures.PolicyVariants;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.SeparationRule;
import dev.staffgate.model.StaffAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Policy reference, sections 3 and 4, for accounts that the policy document does not have. */
class DirectoryAccountsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
  private static final Policy POLICY = policy();

  private final Map<String, CompiledAccount> directory = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final Accounts accounts =
      id -> {
        asked.add(id);
        return Optional.ofNullable(directory.get(id));
      };

  private static Policy policy() {
    return Policy.of(
        PolicyDocument.builder()
            .role(
                PolicyParts.role(
                    "maker",
                    PolicyParts.grant(
                        3, "payment.refund", PolicyParts.approval("payment.void", 1, "PT1H")),
                    PolicyParts.grant(
                        4, "payment.refund", PolicyParts.approval("client.view", 1, "PT1H"))))
            .role(PolicyParts.role("checker", PolicyParts.grant(5, "payment.void")))
            .separate(
                new SeparationRule(
                    "makers and checkers",
                    SeparationRule.Of.ROLES,
                    NameRef.listOf("maker", "checker"),
                    1,
                    SeparationRule.Within.ACCOUNT,
                    PolicyParts.line(7)))
            .staff(StaffAccount.of("carol", "checker"))
            .build());
  }

  @BeforeEach
  void fill() {
    put(StaffAccount.of("mona", "maker"));
    put(StaffAccount.of("chet", "checker"));
    put(StaffAccount.of("both", "maker", "checker"));
  }

  private void put(StaffAccount account) {
    directory.put(account.id(), POLICY.compile(account));
  }

  private static AccessRequest refund(String... approvers) {
    return AccessRequest.of("mona", "payment.refund")
        .at(NOW)
        .approvedBy(
            List.of(approvers).stream()
                .map(by -> GivenApproval.of(by, NOW))
                .toArray(GivenApproval[]::new));
  }

  @Test
  void approver_inTheDirectory_counts() {
    assertThat(POLICY.decide(accounts, refund("chet"))).isPermitted();
  }

  @Test
  void approver_inTheDocumentAlone_doesNotCountForADirectory() {
    assertThat(POLICY.decide(accounts, refund("carol"))).needsApproval();
  }

  @Test
  void approver_inTheDocument_countsWhereNoDirectoryIsGiven() {
    CompiledAccount mona = POLICY.compile(StaffAccount.of("mona", "maker"));

    assertThat(POLICY.decide(mona, refund("carol"))).isPermitted();
    assertThat(POLICY.decide(mona, refund("chet"))).isNotPermitted();
  }

  @Test
  void approver_whoIsDisabled_doesNotCount() {
    directory.computeIfPresent(
        "chet", (id, account) -> POLICY.compile(PolicyVariants.disabled(account.account())));

    assertThat(POLICY.decide(accounts, refund("chet"))).isNotPermitted();
  }

  @Test
  void approver_whoBreaksAnAccountRule_doesNotCount() {
    assertThat(POLICY.decide(accounts, refund("both"))).isNotPermitted();
  }

  @Test
  void approvers_ofSeveralConditions_areLookedUpOnce() {
    Decision decision = POLICY.decide(accounts, refund("nobody", "mona", "nobody"));

    assertThat(decision).needsApproval();
    assertThat(asked).containsExactly("mona", "nobody", "mona", "nobody");
  }

  @Test
  void lookUp_thatFails_passesThrough() {
    Accounts broken =
        id -> {
          throw new IllegalStateException("the directory is out");
        };

    assertThatThrownBy(() -> POLICY.decide(broken, refund()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the directory is out");
  }

  @Test
  void account_thatIsNotThere_isDenied() {
    assertThat(POLICY.decide(accounts, AccessRequest.of("zoe", "client.view")))
        .because(ReasonCode.ACCOUNT_UNKNOWN);
  }

  @Test
  void account_thatBreaksAnAccountRule_isDeniedWithTheRulesPlace() {
    Reason reason = POLICY.decide(accounts, AccessRequest.of("both", "payment.void")).reason();

    assertThat(reason.code()).isEqualTo(ReasonCode.SEPARATION_OF_DUTIES);
    assertThat(reason.place().fileAndLine()).isEqualTo("policy.yaml:7");
    assertThat(reason.forAdministrator()).contains("`makers and checkers`");
  }

  @Test
  void account_ofAnotherPolicy_isRefused() {
    CompiledAccount foreign = policy().compile(StaffAccount.of("mona", "maker"));

    assertThatIllegalArgumentException().isThrownBy(() -> POLICY.decide(foreign, refund()));
  }

  @Test
  void breaches_ofAssignmentsThatOverlap_nameTheFirstInstant() {
    StaffAccount account =
        PolicyParts.account(
            "late",
            9,
            PolicyParts.assignment("maker", "2026-01-01T00:00:00Z", "2026-07-01T00:00:00Z"),
            PolicyParts.assignment("checker", "2026-06-30T23:59:59Z", "2027-01-01T00:00:00Z"));

    SeparationBreach breach = POLICY.breaches(account).get(0);

    assertThat(POLICY.breaches(account)).hasSize(1);
    assertThat(breach.from()).contains(Instant.parse("2026-06-30T23:59:59Z"));
    assertThat(breach.rule().name()).isEqualTo("makers and checkers");
    assertThat(breach.held()).containsExactly("checker", "maker");
    assertThat(breach.text())
        .isEqualTo(
            "staff `late` breaks the rule `makers and checkers` of `separate` from"
                + " 2026-06-30T23:59:59Z on: it holds `checker` and `maker` by roles `maker` and"
                + " `checker`");
  }

  @Test
  void breach_ofAnAccountWrittenNowhere_isAProblemAtTheRule() {
    StaffAccount account = StaffAccount.of("both", "maker", "checker");

    assertThat(POLICY.breaches(account).get(0).problem().at()).hasToString("policy.yaml:7:1");
  }

  @Test
  void compile_ofAnAccountWithANetworkThatNobodyDefines_isRefused() {
    StaffAccount account =
        PolicyParts.account(
            "odd", 9, Optional.of(List.of(new NetworkTerm.Named(NameRef.of("ghost")))), false);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> POLICY.compile(account))
        .withMessage("`ghost` is not defined");
  }

  @Test
  void breaches_ofAssignmentsThatFollowEachOther_areNone() {
    StaffAccount account =
        PolicyParts.account(
            "late",
            9,
            PolicyParts.assignment("maker", "2026-01-01T00:00:00Z", "2026-07-01T00:00:00Z"),
            PolicyParts.assignment("checker", "2026-07-01T00:00:00Z", "2027-01-01T00:00:00Z"));

    assertThat(POLICY.breaches(account)).isEmpty();
  }

  @Test
  void breaches_ofARoleThatNobodyDefines_areNone() {
    StaffAccount account =
        new StaffAccount(
            "odd",
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            List.of(Assignment.of("maker"), Assignment.of("ghost")),
            Optional.empty(),
            Map.of(),
            Map.of(),
            false,
            Place.NONE);

    assertThat(POLICY.breaches(account)).isEmpty();
  }

  /** Policy reference, section 3, when an approval counts; decision 0038. */
  @Test
  void approver_whoIsTheRequesterButForLetterCase_doesNotCount() {
    put(StaffAccount.of("MONA", "checker"));
    put(StaffAccount.of("mona2", "checker").withPerson("Mona"));
    put(StaffAccount.of("mona3", "checker").withPerson("mona"));

    assertThat(POLICY.decide(accounts, refund("MONA"))).needsApproval();
    assertThat(POLICY.decide(accounts, refund("mona2"))).needsApproval();
    assertThat(POLICY.decide(accounts, refund("mona3", "MONA", "mona2"))).needsApproval();
    assertThat(POLICY.decide(accounts, refund("mona2", "chet"))).isPermitted();

    put(StaffAccount.of("mona", "maker").withPerson("Chet"));
    assertThat(POLICY.decide(accounts, refund("chet"))).needsApproval();
  }

  @Test
  void approvers_whoDifferInLetterCaseAlone_countOnce() {
    Policy two =
        Policy.of(
            PolicyDocument.builder()
                .role(
                    PolicyParts.role(
                        "maker",
                        PolicyParts.grant(
                            3, "payment.refund", PolicyParts.approval("payment.void", 2, "PT1H"))))
                .role(PolicyParts.role("checker", PolicyParts.grant(5, "payment.void")))
                .build());
    directory.clear();
    for (StaffAccount account :
        List.of(
            StaffAccount.of("mona", "maker"),
            StaffAccount.of("chet", "checker"),
            StaffAccount.of("CHET", "checker"),
            StaffAccount.of("chet2", "checker").withPerson("Chet"),
            StaffAccount.of("dora", "checker"))) {
      directory.put(account.id(), two.compile(account));
    }

    assertThat(two.decide(accounts, refund("chet", "CHET", "chet2"))).needsApproval();
    assertThat(two.decide(accounts, refund("chet", "dora"))).isPermitted();
    assertThat(
            two.questions(List.copyOf(directory.values()))
                .scopeOf(refund("chet", "CHET", "chet2"), "client")
                .kind())
        .isEqualTo(Scope.Kind.NONE);
  }
}
