package dev.staffgate.reference;

import static dev.staffgate.fixtures.PolicyParts.account;
import static dev.staffgate.fixtures.PolicyParts.assignment;
import static dev.staffgate.fixtures.PolicyParts.grant;
import static dev.staffgate.fixtures.PolicyParts.line;
import static dev.staffgate.fixtures.PolicyParts.role;
import static dev.staffgate.reference.BothEvaluators.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.decision.Lock;
import dev.staffgate.model.ApprovalSeat;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Emergency;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.StaffAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Policy reference, section 3, "seats" and whose approvals count, as both evaluators decide. */
class ReferenceSeatsTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final AccessRequest REFUND = AccessRequest.of("alice", "payment.refund").at(NOON);
  private static final String GRANTED = "permit granted at policy.yaml:1:1 by maker";

  /** Each of these holds what the letters say: views tickets, edits clients, or both. */
  private static PolicyDocument.Builder policy(ApprovalSeat... seats) {
    return PolicyDocument.builder()
        .role(
            role(
                "maker",
                grant(
                    1,
                    "payment.refund",
                    new Condition.Approval(List.of(seats), Duration.ofHours(1), Place.NONE))))
        .role(role("t", grant(2, "ticket.view")))
        .role(role("c", grant(3, "client.edit")))
        .staff(StaffAccount.of("alice", "maker", "t", "c"))
        .staff(StaffAccount.of("ted", "t"))
        .staff(StaffAccount.of("tom", "t"))
        .staff(StaffAccount.of("cid", "c"))
        .staff(StaffAccount.of("both", "t", "c"));
  }

  private static PolicyDocument.Builder oneOfEach() {
    return policy(ApprovalSeat.of("ticket.view", 1), ApprovalSeat.of("client.edit", 1));
  }

  @Test
  void seats_eachWithAnApproverOfItsOwn_areFilledWhoeverComesFirst() {
    PolicyDocument.Builder policy = oneOfEach();
    String needed =
        "approval approval-needed at policy.yaml:1:1 by maker of 1 ticket.view 1 client.edit within"
            + " PT1H";
    for (String[] enough :
        List.of(
            new String[] {"ted", "cid"},
            new String[] {"cid", "ted"},
            // The one who may sit on either has to leave the other's seat.
            new String[] {"both", "ted"},
            new String[] {"ted", "both"},
            new String[] {"both", "cid"},
            new String[] {"ted", "tom", "cid"})) {
      assertThat(answer(policy, approvedBy(enough))).isEqualTo(GRANTED);
    }
    for (String[] few :
        List.of(
            new String[] {},
            new String[] {"both"},
            new String[] {"both", "both"},
            new String[] {"ted", "tom"},
            new String[] {"cid", "alice"})) {
      assertThat(answer(policy, approvedBy(few))).isEqualTo(needed);
    }
  }

  @Test
  void seats_thatAskForSeveral_areFilledByAsMany() {
    PolicyDocument.Builder policy =
        policy(ApprovalSeat.of("ticket.view", 2), ApprovalSeat.of("client.edit", 1));
    assertThat(answer(policy, approvedBy("both", "ted", "cid"))).isEqualTo(GRANTED);
    assertThat(answer(policy, approvedBy("both", "ted", "tom"))).isEqualTo(GRANTED);
    assertThat(answer(policy, approvedBy("both", "ted")))
        .isEqualTo(
            "approval approval-needed at policy.yaml:1:1 by maker of 2 ticket.view 1 client.edit"
                + " within PT1H");
  }

  @Test
  void person_withTwoAccounts_countsOnceAndNeverForTheirOwnRequest() {
    PolicyDocument.Builder policy =
        oneOfEach()
            .staff(StaffAccount.of("ted2", "c").withPerson("ted"))
            .staff(StaffAccount.of("x1", "t").withPerson("nobody"))
            .staff(StaffAccount.of("x2", "c").withPerson("nobody"))
            .staff(StaffAccount.of("alice2", "t").withPerson("alice"));
    for (String[] one :
        List.of(
            new String[] {"ted", "ted2"},
            new String[] {"x1", "x2"},
            new String[] {"alice2", "cid"})) {
      assertThat(answer(policy, approvedBy(one))).startsWith("approval approval-needed ");
    }
    assertThat(answer(policy, approvedBy("ted2", "x1"))).isEqualTo(GRANTED);
    // The requester may be the second account as well.
    assertThat(
            answer(
                policy.staff(StaffAccount.of("maker2", "maker").withPerson("ted")),
                approvedBy("ted", "cid").by("maker2")))
        .startsWith("approval approval-needed ");
  }

  @Test
  void approver_whoseAccountDoesNotPassStep1_doesNotCount() {
    Instant later = NOON.plusSeconds(30);
    PolicyDocument.Builder policy =
        policy(ApprovalSeat.of("ticket.view", 1))
            .staff(StaffAccount.of("odd", "t").withPerson("other"))
            .staff(StaffAccount.of("other", "t").withPerson("third"))
            .staff(
                account(
                    "until",
                    9,
                    Assignment.of("t"),
                    assignment("gone", "2026-01-01T00:00:00Z", later.toString())));
    assertThat(answer(policy, approvedBy("odd"))).startsWith("approval approval-needed ");
    assertThat(answer(policy, approvedBy("other"))).isEqualTo(GRANTED);
    // At the approval's instant the undefined role has ended, at the request's it has not.
    AccessRequest ahead = REFUND.approvedBy(GivenApproval.of("until", later));
    assertThat(answer(policy, ahead)).startsWith("approval approval-needed ");
    assertThat(answer(policy, ahead.at(later))).isEqualTo(GRANTED);
  }

  @Test
  void approver_underALockThatSparesEmergencies_doesNotCount() {
    PolicyDocument.Builder policy =
        policy(ApprovalSeat.of("ticket.view", 1))
            .emergency(
                new Emergency(
                    "down",
                    NameRef.of("c"),
                    List.of("alice", "ted"),
                    Duration.ofHours(1),
                    line(9)));
    AccessRequest spared = approvedBy("ted").inEmergencies("down");
    assertThat(answer(policy, spared)).isEqualTo(GRANTED);
    assertThat(
            answer(policy, spared.underLocks(List.of(Lock.onEverybodySparingEmergencies("stop")))))
        .startsWith("approval approval-needed ");
  }

  @Test
  void approver_ofLockLift_isNotStoppedByALockOnEverybody() {
    PolicyDocument.Builder policy =
        policy(ApprovalSeat.of("lock.lift", 1))
            .role(role("lifts", grant(4, "lock.lift")))
            .staff(StaffAccount.of("lea", "lifts"))
            .role(
                role(
                    "lifter",
                    grant(
                        5,
                        "lock.lift",
                        new Condition.Approval(
                            List.of(ApprovalSeat.of("lock.lift", 1)),
                            Duration.ofHours(1),
                            Place.NONE))))
            .staff(StaffAccount.of("lou", "lifter"));
    assertThat(
            answer(
                policy,
                AccessRequest.of("lou", "lock.lift")
                    .at(NOON)
                    .approvedBy(GivenApproval.of("lea", NOON))
                    .underLocks(List.of(Lock.onEverybody("stop")))))
        .isEqualTo("permit granted at policy.yaml:5:1 by lifter");
  }

  private static AccessRequest approvedBy(String... staff) {
    return REFUND.approvedBy(
        Stream.of(staff).map(id -> GivenApproval.of(id, NOON)).toArray(GivenApproval[]::new));
  }
}
