package dev.staffgate.policy;

import static dev.staffgate.testing.PolicyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.yaml.PolicyFiles;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Policy reference, section 4, step 1: roles that the policy does not define, and persons. */
class UndefinedRolesTest {
  private static final Policy POLICY =
      PolicyFiles.parse(
          "policy.yaml",
          """
          staffgate: 1
          roles:
            clerk: { formerly: [cashier], grants: [payment.refund] }
            careful: { formerly: [cautious], denies: [payment.refund] }
          staff:
            ann: { roles: [clerk], person: zed }
          """);
  private static final Instant NOW = Instant.parse("2027-02-03T09:00:00Z");

  private static Decision refund(StaffAccount account) {
    return POLICY.decide(
        POLICY.compile(account), AccessRequest.of(account.id(), "payment.refund").at(NOW));
  }

  private static Assignment until(String role, Instant end) {
    return new Assignment(
        NameRef.of(role), Optional.empty(), Optional.of(end), Optional.empty(), Optional.empty());
  }

  @Test
  void account_withARoleThatWasRenamed_keepsItsDenies() {
    assertThat(refund(StaffAccount.of("dan", "clerk", "cautious")))
        .because(ReasonCode.DENIED_BY_ROLE);
    assertThat(refund(StaffAccount.of("dan", "cashier"))).isPermitted().through("clerk");
  }

  @Test
  void account_withARoleThatThePolicyDoesNotDefine_isDeniedWhateverElseItHas() {
    assertThat(refund(StaffAccount.of("dan", "clerk", "prudent")))
        .isDenied()
        .because(ReasonCode.ROLE_UNDEFINED)
        .tellingAdministrators("prudent");
  }

  @Test
  void undefinedRole_countsUntilItsAssignmentEnds() {
    StaffAccount clerk = StaffAccount.of("dan", "clerk");

    assertThat(refund(with(clerk, until("prudent", NOW)))).isPermitted();
    assertThat(refund(with(clerk, until("prudent", NOW.plusNanos(1)))))
        .because(ReasonCode.ROLE_UNDEFINED);
    assertThat(
            POLICY.decide(
                POLICY.compile(with(clerk, until("prudent", NOW.minusSeconds(9)))),
                AccessRequest.of("dan", "payment.refund")))
        .because(ReasonCode.ROLE_UNDEFINED);
  }

  private static StaffAccount with(StaffAccount account, Assignment more) {
    return account.withRoles(List.of(account.roles().get(0), more));
  }

  @Test
  void undefinedRole_keepsTheAccountOutOfQuestions() {
    List<CompiledAccount> accounts =
        List.of(
            POLICY.compile(StaffAccount.of("dan", "clerk", "prudent")),
            POLICY.compile(StaffAccount.of("eve", "cashier")));

    assertThat(POLICY.questions(accounts).whoCan("payment.refund"))
        .extracting(access -> access.staff().id())
        .containsExactly("eve");
  }

  @Test
  void formerName_inActingAs_addsNothing() {
    CompiledAccount dan = POLICY.compile(StaffAccount.of("dan", "cashier"));

    assertThat(
            POLICY.decide(dan, AccessRequest.of("dan", "payment.refund").at(NOW).actingAs("clerk")))
        .isPermitted();
    assertThat(
            POLICY.decide(
                dan, AccessRequest.of("dan", "payment.refund").at(NOW).actingAs("cashier")))
        .because(ReasonCode.NOT_GRANTED);
  }

  @Test
  void account_whosePersonHasAnotherPerson_isUnknown() {
    Map<String, StaffAccount> directory =
        Map.of(
            "dan", StaffAccount.of("dan", "clerk").withPerson("eve"),
            "eve", StaffAccount.of("eve", "clerk").withPerson("fay"),
            "gus", StaffAccount.of("gus", "clerk").withPerson("hal"),
            "hal", StaffAccount.of("hal", "clerk").withPerson("hal"),
            "zed", StaffAccount.of("zed", "clerk").withPerson("fay"));
    Accounts accounts =
        id ->
            POLICY
                .account(id)
                .or(() -> Optional.ofNullable(directory.get(id)).map(POLICY::compile));

    assertThat(decide(accounts, "dan")).because(ReasonCode.ACCOUNT_UNKNOWN);
    assertThat(decide(accounts, "eve")).isPermitted();
    assertThat(decide(accounts, "gus")).isPermitted();
    assertThat(decide(accounts, "ann")).because(ReasonCode.ACCOUNT_UNKNOWN);
  }

  private static Decision decide(Accounts accounts, String staff) {
    return POLICY.decide(accounts, AccessRequest.of(staff, "payment.refund").at(NOW));
  }
}
