package dev.staffgate.policy;

import static dev.staffgate.testing.PolicyAssertions.assertThat;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.decision.RequiredApproval;
import dev.staffgate.decision.RequiredApproval.Seat;
import dev.staffgate.yaml.PolicyFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Policy reference, section 3: seats, persons and clocks. */
class ApprovalSeatsTest {
  private static final Policy POLICY =
      PolicyFiles.parse(
          "policy.yaml",
          """
          staffgate: 1
          roles:
            payer:
              requires: { approval: { by: invoice.view, within: 2h } }
              grants:
                - permission: payment.refund
                  approval: { all: [{ by: payment.approve-refund, count: 2 }, { by: staff.assign-role }], within: 1h }
            checker: { grants: [payment.approve-refund, invoice.view] }
            chief: { grants: [payment.approve-refund, staff.assign-role] }
            keeper: { grants: [staff.assign-role] }
          staff:
            pat: { roles: [payer], person: pat }
            pats-other: { roles: [checker, keeper], person: pat }
            ann: { roles: [checker] }
            ben: { roles: [checker] }
            bens-other: { roles: [chief], person: ben }
            cleo: { roles: [chief] }
            kim: { roles: [keeper] }
          """);
  private static final Instant NOW = Instant.parse("2027-02-03T09:00:00Z");

  private static Decision decide(String... approvers) {
    return POLICY.decide(
        AccessRequest.of("pat", "payment.refund")
            .at(NOW)
            .approvedBy(
                Stream.of(approvers)
                    .map(by -> GivenApproval.of(by, NOW))
                    .toArray(GivenApproval[]::new)));
  }

  @Test
  void seats_areFilledByDifferentPeople() {
    assertThat(decide("ann", "ben", "kim")).isPermitted();
    assertThat(decide("ann", "cleo", "kim")).isPermitted();
    assertThat(decide("kim", "cleo", "ann")).isPermitted();
  }

  @Test
  void seats_ofWhichOneStaysEmpty_needApproval() {
    assertThat(decide("ann", "ben")).needsApproval();
    assertThat(decide("ann", "cleo")).needsApproval();
    assertThat(decide("ann", "kim")).needsApproval();
    assertThat(decide("ann", "ann", "kim")).needsApproval();
  }

  @Test
  void people_withTwoAccounts_sitOnOneSeat() {
    assertThat(decide("ben", "bens-other", "kim")).needsApproval();
    assertThat(decide("ann", "ben", "bens-other")).needsApproval();
    assertThat(decide("ann", "bens-other", "kim")).isPermitted();
  }

  @Test
  void requester_withAnotherAccount_doesNotApprove() {
    assertThat(decide("ann", "ben", "pats-other")).needsApproval();
    assertThat(decide("ann", "pats-other", "kim")).needsApproval();
  }

  @Test
  void decision_thatApprovalIsMissing_namesEveryConditionWithItsSeats() {
    RequiredApproval seats =
        new RequiredApproval(
            List.of(new Seat("payment.approve-refund", 2), new Seat("staff.assign-role", 1)),
            Duration.ofHours(1));
    RequiredApproval role = RequiredApproval.of("invoice.view", 1, Duration.ofHours(2));

    assertThat(decide()).requiring(seats, role);
    assertThat(decide("ann")).requiring(seats);
    assertThat(decide("cleo", "bens-other", "kim")).requiring(role);
  }

  @Test
  void approval_aMinuteAheadOfTheRequest_isFreshAndNoLater() {
    AccessRequest refund = AccessRequest.of("pat", "payment.refund").at(NOW);
    for (int ahead : new int[] {-3600, 0, 60}) {
      assertThat(POLICY.decide(approved(refund, Duration.ofSeconds(ahead)))).isPermitted();
    }
    assertThat(POLICY.decide(approved(refund, Duration.ofSeconds(60, 1)))).needsApproval();
    assertThat(POLICY.decide(approved(refund, Duration.ofSeconds(-3600, -1)))).needsApproval();
  }

  private static AccessRequest approved(AccessRequest request, Duration ahead) {
    Instant at = NOW.plus(ahead);
    return request.approvedBy(
        GivenApproval.of("ann", at), GivenApproval.of("ben", at), GivenApproval.of("kim", at));
  }
}
