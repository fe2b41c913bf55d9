package dev.staffgate.policy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Explanation;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.decision.Lock;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Accounts;
import dev.staffgate.policy.Policy;
import dev.staffgate.wire.DecisionWriter;
import dev.staffgate.yaml.PolicyFiles;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why an approval counts or does not: policy reference, section 3, "When an approval counts". */
class ApprovalExplainerTest {
  private static final Policy POLICY =
      PolicyFiles.parse(
          "policy.yaml",
          """
          staffgate: 1
          networks: { office: [203.0.113.0/24] }
          roles:
            payers:
              grants:
                - { permission: payment.refund, approval: { by: payment.approve-refund, within: 1h } }
                - permission: payment.void
                  approval: { all: [{ by: payment.approve-refund }, { by: staff.assign-role }], within: 12h }
                - { permission: invoice.edit, approval: { by: payment.approve-refund, count: 2, within: 1h } }
            checkers: { grants: [payment.approve-refund] }
            hr: { grants: [staff.assign-role] }
            careful: { grants: [{ permission: payment.approve-refund, second-factor: 5m }] }
            local: { grants: [{ permission: payment.approve-refund, networks: [office] }] }
          staff:
            nora: { person: n.niemi, roles: [payers, checkers] }
            nora2: { person: n.niemi, roles: [checkers] }
            otto: { roles: [checkers] }
            otto2: { person: otto, roles: [checkers, hr] }
            rita: { roles: [hr, checkers] }
            hanna: { roles: [hr] }
            off: { roles: [checkers], disabled: true }
            olga: { roles: [payers] }
            carl: { roles: [careful] }
            lou: { roles: [local] }
            home: { roles: [checkers], networks: [203.0.113.0/24] }
          """);
  private static final Instant NOW = Instant.parse("2027-02-03T11:00:00Z");
  private static final String EMPTY = "seat `payment.approve-refund`: empty";

  private static Explanation explained(String permission, GivenApproval... given) {
    return POLICY.explain(AccessRequest.of("nora", permission).at(NOW).approvedBy(given));
  }

  private static List<String> details(Explanation explanation) {
    return explanation.candidates().get(0).conditions().get(0).details();
  }

  private static GivenApproval[] by(String... accounts) {
    return List.of(accounts).stream()
        .map(one -> GivenApproval.of(one, NOW))
        .toArray(GivenApproval[]::new);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nora | nobody approves what they ask for themselves",
        "nora2 | the account belongs to `n.niemi`, as the requester's does",
        "off | the account is disabled",
        "zed | no account has this id",
        "olga | `payment.approve-refund` is not permitted, no role that is held now grants it"
            + " [not-granted]",
        "carl | `payment.approve-refund` is not permitted, role `careful` grants it, but a fresh"
            + " second factor is missing [second-factor-needed]",
        "lou | `payment.approve-refund` is not permitted, role `local` grants it, but what it"
            + " requires does not hold: networks: [office] [condition-not-met]",
        "home | `payment.approve-refund` is not permitted, the account may act from its own"
            + " networks alone, and the address is in none of them or not given [account-network]"
      })
  void approval_thatDoesNotCount_isToldWithItsReason(String by, String why) {
    assertThat(details(explained("payment.refund", by(by))))
        .containsExactly(by + ": does not count: " + why, EMPTY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3600 | counts for `payment.approve-refund`",
        "3601 | does not count: given 1 h 1 s ago, and it is good for 1h",
        "-60 | counts for `payment.approve-refund`",
        "-61 | does not count: given 1 min 1 s ahead of the request; clocks may differ by 60 s"
      })
  void approval_ofAnAge_isToldWithIt(long seconds, String verdict) {
    GivenApproval given = GivenApproval.of("otto", NOW.minusSeconds(seconds));

    assertThat(details(explained("payment.refund", given))).first().isEqualTo("otto: " + verdict);
  }

  @Test
  void approval_ofARequestWithoutAnInstant_hasNoKnownAge() {
    assertThat(
            details(
                POLICY.explain(AccessRequest.of("nora", "payment.refund").approvedBy(by("otto")))))
        .first()
        .isEqualTo("otto: does not count: the request has no instant, so that its age is unknown");
  }

  @Test
  void approval_ofALockedApprover_namesTheLock() {
    AccessRequest asked =
        AccessRequest.of("nora", "payment.refund")
            .at(NOW)
            .approvedBy(by("otto"))
            .underLocks(List.of(Lock.onStaff("otto", "stop")));

    assertThat(details(POLICY.explain(asked)))
        .first()
        .isEqualTo(
            "otto: does not count: `payment.approve-refund` is not permitted, a lock is in force on"
                + " staff `otto` [locked]");
  }

  @Test
  void seats_thatOnePersonCouldTakeBoth_leaveOneEmpty() {
    assertThat(details(explained("payment.void", by("rita"))))
        .containsExactly(
            "rita: counts for `payment.approve-refund` and `staff.assign-role`",
            "seat `payment.approve-refund`: taken by rita",
            "seat `staff.assign-role`: empty; rita sits on `payment.approve-refund`, and nobody"
                + " sits on two");
  }

  @Test
  void seats_thatPeopleHaveToMoveFor_areTakenAsTheDecisionSays() {
    Explanation explanation = explained("payment.void", by("rita", "otto"));

    assertThat(explanation.decision().permitted()).isTrue();
    assertThat(details(explanation))
        .containsExactly(
            "rita: counts for `payment.approve-refund` and `staff.assign-role`",
            "otto: counts for `payment.approve-refund`; `staff.assign-role` is not permitted, no"
                + " role that is held now grants it [not-granted]",
            "seat `payment.approve-refund`: taken by otto",
            "seat `staff.assign-role`: taken by rita");
  }

  @Test
  void seats_approvedByTwoAccountsOfAPerson_areOnePersons() {
    assertThat(details(explained("payment.void", by("otto", "otto2"))))
        .contains(
            "otto2: counts for `payment.approve-refund` and `staff.assign-role`; `otto` is the same"
                + " person, who counts once",
            "seat `payment.approve-refund`: taken by otto")
        .last()
        .asString()
        .startsWith("seat `staff.assign-role`: empty; otto sits on");
  }

  @Test
  void approvals_ofADirectorysAccountsThatDifferInCaseAlone_areToldAsTheDecisionTakesThem() {
    Accounts accounts =
        id ->
            switch (id) {
              case "NORA" -> Optional.of(POLICY.compile(StaffAccount.of("NORA", "checkers")));
              case "OTTO" ->
                  Optional.of(
                      POLICY.compile(StaffAccount.of("OTTO", "checkers").withPerson("Otto")));
              default -> POLICY.account(id);
            };
    AccessRequest refund = AccessRequest.of("nora", "payment.refund").at(NOW);
    Explanation byHerself = POLICY.explain(accounts, refund.approvedBy(by("NORA")));

    assertThat(byHerself.decision().permitted()).isFalse();
    assertThat(details(byHerself))
        .containsExactly(
            "NORA: does not count: its id or person is the requester's but for letter case", EMPTY);
    assertThat(
            details(
                POLICY.explain(
                    accounts,
                    AccessRequest.of("nora", "invoice.edit")
                        .at(NOW)
                        .approvedBy(by("otto", "OTTO")))))
        .contains(
            "OTTO: counts for `payment.approve-refund`; `otto` is the same person, who counts once");
  }

  @Test
  void seat_forTwo_tellsHowManyAreThere() {
    assertThat(details(explained("invoice.edit", by("otto"))))
        .last()
        .isEqualTo("seat `payment.approve-refund`: 1 of 2, taken by otto");
    assertThat(details(explained("invoice.edit", by("otto", "rita"))))
        .last()
        .isEqualTo("seat `payment.approve-refund`: taken by otto, rita");
  }

  @Test
  void details_standInTextAndJson_andNowhereWithoutAnApproval() {
    Explanation explanation = explained("payment.refund", by("off"));

    assertThat(explanation.toText())
        .contains(
            """
                no      approval: { by: payment.approve-refund, count: 1, within: 1h }  (0 that count, of 1 given; policy.yaml:6)
                          off: does not count: the account is disabled
                          seat `payment.approve-refund`: empty
            """);
    assertThat(DecisionWriter.write(explanation))
        .contains(
            "\"details\":[\"off: does not count: the account is disabled\",\"" + EMPTY + "\"]");
    assertThat(DecisionWriter.write(explained("payment.refund"))).doesNotContain("details");
    assertThat(details(explained("payment.refund"))).isEmpty();
  }
}
