package dev.staffgate.policy;

import static dev.staffgate.testing.PolicyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.decision.UnknownPermissionException;
import dev.staffgate.fixtures.PolicyParts;
import dev.staffgate.model.Grant;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PermissionDefinition;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.StaffAccount;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a program or a requester gets wrong: an exception for the one, a denial for the other. */
class WrongInputTest {
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
  private static final Policy POLICY =
      Policy.of(
          PolicyDocument.builder()
              .role(
                  PolicyParts.role(
                      "desk",
                      PolicyParts.grant(3, "ticket.view"),
                      PolicyParts.grant(4, "payment.refund", PolicyParts.upTo("100")),
                      PolicyParts.grant(5, "client.view", PolicyParts.secondFactor("PT15M")),
                      PolicyParts.grant(6, "connect.use")))
              .staff(StaffAccount.of("alice", "desk"))
              .build());

  static List<String> strangeIds() {
    return List.of(
        "",
        " ",
        "Alice",
        "alice ",
        "alice\u0000",
        "аlice", // begins with a Cyrillic letter
        "ａｌｉｃｅ",
        "al\u00adice",
        "\ud800",
        "*",
        "x".repeat(10_000));
  }

  @ParameterizedTest
  @MethodSource("strangeIds")
  void staffId_thatNobodyHas_isDenied(String id) {
    assertThat(POLICY.decide(AccessRequest.of(id, "ticket.view")))
        .because(ReasonCode.ACCOUNT_UNKNOWN);
    assertThat(POLICY.decide(id, "ticket.view")).because(ReasonCode.ACCOUNT_UNKNOWN);
  }

  @ParameterizedTest
  @MethodSource("strangeIds")
  void serverId_thatNoServerHas_isDenied(String id) {
    assertThat(POLICY.decide(AccessRequest.sso("alice", id))).because(ReasonCode.SERVER_UNKNOWN);
  }

  @ParameterizedTest
  @MethodSource("strangeIds")
  void permission_thatNobodyKnows_isAnErrorOfTheProgram(String id) {
    assertThatExceptionOfType(UnknownPermissionException.class)
        .isThrownBy(() -> POLICY.decide(AccessRequest.of("alice", id)));
    assertThatExceptionOfType(UnknownPermissionException.class)
        .isThrownBy(() -> POLICY.decide("alice", id));
    assertThatExceptionOfType(UnknownPermissionException.class)
        .isThrownBy(() -> POLICY.explain(AccessRequest.of("alice", id)));
  }

  @Test
  void permission_thatNobodyKnows_isQuotedInPart() {
    String longest = "x".repeat(64);

    assertThatExceptionOfType(UnknownPermissionException.class)
        .isThrownBy(() -> POLICY.permission(longest))
        .withMessageContaining("`" + longest + "`")
        .satisfies(one -> assertThat(one.permission()).isEqualTo(longest));
    assertThatExceptionOfType(UnknownPermissionException.class)
        .isThrownBy(() -> POLICY.permission(longest + "y"))
        .withMessageContaining("`" + longest + "…`");
  }

  @Test
  void permission_ofAnotherCatalogue_isFoundByIdOrAnError() {
    Policy other =
        Policy.of(
            PolicyDocument.builder()
                .hosting(false)
                .permission(
                    new PermissionDefinition(
                        "ticket.view", "View", "own", false, List.of(), Place.NONE))
                .permission(
                    new PermissionDefinition(
                        "own.only", "Own", "own", false, List.of(), Place.NONE))
                .build());
    Permission same = other.permission("ticket.view");
    Permission foreign = other.permission("own.only");

    assertThat(POLICY.decide("alice", same)).isPermitted();
    assertThat(POLICY.decide(AccessRequest.of("alice", same))).isPermitted();
    assertThatExceptionOfType(UnknownPermissionException.class)
        .isThrownBy(() -> POLICY.decide("alice", foreign));
    assertThatExceptionOfType(UnknownPermissionException.class)
        .isThrownBy(() -> POLICY.decide(AccessRequest.of("alice", foreign)));
  }

  @Test
  @SuppressWarnings({"DataFlowIssue", "NullAway"}) // what a program without NullAway can do
  void null_anywhere_isAnErrorOfTheProgram() {
    AccessRequest request = AccessRequest.of("alice", "ticket.view");
    String none = null;

    assertThatNullPointerException().isThrownBy(() -> AccessRequest.of(none, "ticket.view"));
    assertThatNullPointerException().isThrownBy(() -> AccessRequest.of("alice", none));
    assertThatNullPointerException().isThrownBy(() -> AccessRequest.sso("alice", none));
    assertThatNullPointerException().isThrownBy(() -> request.at(null));
    assertThatNullPointerException().isThrownBy(() -> request.secondFactorAt(null));
    assertThatNullPointerException().isThrownBy(() -> request.from(none));
    assertThatNullPointerException().isThrownBy(() -> request.on(none, "web1"));
    assertThatNullPointerException().isThrownBy(() -> request.with("amount", none));
    assertThatNullPointerException().isThrownBy(() -> request.actingAs(none));
    assertThatNullPointerException().isThrownBy(() -> request.inEmergencies(none));
    assertThatNullPointerException().isThrownBy(() -> request.approvedBy((GivenApproval) null));
    assertThatNullPointerException().isThrownBy(() -> GivenApproval.of(none, NOW));
    assertThatNullPointerException().isThrownBy(() -> POLICY.decide((AccessRequest) null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NaN",
        "Infinity",
        "-Infinity",
        "1e999999999",
        "1E2",
        "-1",
        "-0",
        "+1",
        "0x10",
        "1_0",
        "1,0",
        " 1",
        "1 ",
        "",
        ".5",
        "5.",
        "１",
        "٣",
        "1.0.0"
      })
  void amount_thatIsNoNumber_isDenied(String amount) {
    assertThat(refund(amount)).isEqualTo(ReasonCode.CONDITION_NOT_MET);
  }

  @Test
  void amount_ofHundredsOfDigits_isDeniedWithoutBeingRead() {
    assertThat(refund("0".repeat(400))).isEqualTo(ReasonCode.CONDITION_NOT_MET);
    assertThat(refund("1." + "0".repeat(400))).isEqualTo(ReasonCode.CONDITION_NOT_MET);
    assertThat(refund("9".repeat(1_000_000))).isEqualTo(ReasonCode.CONDITION_NOT_MET);
    assertThat(refund("0".repeat(62) + "99." + "9".repeat(64))).isEqualTo(ReasonCode.GRANTED);
  }

  private static ReasonCode refund(String amount) {
    return POLICY
        .decide(AccessRequest.of("alice", "payment.refund").with("amount", amount))
        .reason()
        .code();
  }

  @Test
  void instant_outOfTheCalendar_isAnErrorOfTheProgram() {
    AccessRequest request = AccessRequest.of("alice", "ticket.view");

    for (Instant instant :
        List.of(
            Instant.MIN,
            Instant.MAX,
            AccessRequest.MIN_INSTANT.minusNanos(1),
            AccessRequest.MAX_INSTANT.plusNanos(1))) {
      assertThatIllegalArgumentException().isThrownBy(() -> request.at(instant));
      assertThatIllegalArgumentException().isThrownBy(() -> request.secondFactorAt(instant));
    }
    assertThat(POLICY.decide(request.at(AccessRequest.MIN_INSTANT))).isPermitted();
    assertThat(POLICY.decide(request.at(AccessRequest.MAX_INSTANT))).isPermitted();
  }

  @Test
  void secondFactor_furtherInTheFutureThanClocksDiffer_countsAsNone() {
    AccessRequest request = AccessRequest.of("alice", "client.view").at(NOW);

    assertThat(POLICY.decide(request.secondFactorAt(NOW.plusSeconds(60)))).isPermitted();
    assertThat(POLICY.decide(request.secondFactorAt(NOW.plusSeconds(60).plusNanos(1))))
        .needsSecondFactor();
    assertThat(
            POLICY.decide(
                AccessRequest.of("alice", "client.view")
                    .at(AccessRequest.MIN_INSTANT)
                    .secondFactorAt(AccessRequest.MAX_INSTANT)))
        .needsSecondFactor();
  }

  @Test
  void resources_moreThanARequestMayHave_areAnErrorOfTheProgram() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> {
              AccessRequest request = AccessRequest.of("alice", "ticket.view");
              for (int i = 0; i < 10_000; i++) {
                request = request.on("type" + i, "id");
              }
            })
        .withMessageContaining("256");
  }

  @Test
  void attribute_ofTheDirectory_isAnErrorOfTheProgram() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AccessRequest.of("alice", "ticket.view").with("staff.id", "carol"));
  }

  @Test
  void grant_ofTheStar_doesNotReachWhatIsAskedWithAStar() {
    Policy all =
        Policy.of(
            PolicyDocument.builder()
                .role(PolicyParts.role("all", Grant.of("*")))
                .staff(StaffAccount.of("alice", "all"))
                .build());

    assertThatExceptionOfType(UnknownPermissionException.class)
        .isThrownBy(() -> all.decide(AccessRequest.of("alice", "*")));
  }
}
