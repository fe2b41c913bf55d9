package dev.staffgate.policy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.decision.Way;
import dev.staffgate.fixtures.PolicyParts;
import dev.staffgate.model.Condition;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.ResourceTerm;
import dev.staffgate.model.Schedule;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.network.IpRange;
import dev.staffgate.policy.CompiledAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.policy.compile.ConditionCompiler;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How an explanation tells a condition, and the value that it saw. */
class ConditionExplanationTest {
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
  private static final AccessRequest REQUEST = AccessRequest.of("alice", "payment.refund");
  private static final StaffAccount ALICE = StaffAccount.of("alice", "desk");
  private static final PolicyDocument DOCUMENT =
      PolicyDocument.builder()
          .role(PolicyParts.role("desk", PolicyParts.grant(1, "ticket.view")))
          .schedule(
              new Schedule(
                  "days",
                  ZoneId.of("Europe/Berlin"),
                  List.of(new Schedule.Window(Set.of(DayOfWeek.MONDAY), 480, 1080)),
                  Place.NONE))
          .department(NameRef.of("sales"))
          .staff(ALICE)
          .staff(StaffAccount.of("carol", "desk"))
          .build();
  private static final Policy POLICY = Policy.of(DOCUMENT);

  private static final Condition DAYS =
      new Condition.InSchedule(true, NameRef.of("days"), Place.NONE);
  private static final Condition SALES = resource("department", "sales", "assigned");
  private static final Condition SAME =
      new Condition.Same("resource.owner", "staff.id", Place.NONE);
  private static final Condition APPROVED = PolicyParts.approval("ticket.view", 2, "PT24H");

  private static Condition resource(String type, String... members) {
    return new Condition.Resource(
        true,
        type,
        List.of(members).stream().map(text -> ResourceTerm.parse(text, Place.NONE)).toList(),
        Place.NONE);
  }

  private static Approvers.@Nullable Approver approver(String staff) {
    return POLICY.account(staff).map(ConditionExplanationTest::permittedAs).orElse(null);
  }

  private static Approvers.Approver permittedAs(CompiledAccount account) {
    return new Approvers.Approver() {
      @Override
      public String person() {
        return account.account().id();
      }

      @Override
      public boolean isPermitted(AccessRequest asked) {
        return POLICY.decide(account, asked).permitted();
      }
    };
  }

  private static String saw(Condition condition, AccessRequest request) {
    return new ConditionCompiler(DOCUMENT, DOCUMENT.catalogue())
        .of(List.of(condition))[0].observedValue(
            new EvaluationContext(request, ALICE, ConditionExplanationTest::approver, null));
  }

  @Test
  void condition_ofEachKind_isToldAsAPolicyWritesIt() {
    NetworkTerm office = new NetworkTerm.Named(NameRef.of("office"));
    NetworkTerm block = new NetworkTerm.Addresses(IpRange.parse("10.0.0.0/8"), Place.NONE);

    assertThat(
            List.of(
                new Condition.Networks(false, List.of(office, block), Place.NONE),
                DAYS,
                new Condition.Amount(true, "amount", new BigDecimal("1e3"), Place.NONE),
                SALES,
                PolicyParts.where("resource.status", "open", "new"),
                SAME,
                APPROVED))
        .extracting(Way::text)
        .containsExactly(
            "not-networks: [office, 10.0.0.0/8]",
            "schedule: days",
            "up-to: { amount: 1000 }",
            "only: { department: [sales, assigned] }",
            "where: { resource.status: [open, new] }",
            "same: { resource.owner: staff.id }",
            "approval: { by: ticket.view, count: 2, within: 1d }");
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0s",
    "PT1S, 1s",
    "PT59S, 59s",
    "PT60S, 1m",
    "PT90S, 90s",
    "PT15M, 15m",
    "PT60M, 1h",
    "PT90M, 90m",
    "PT12H, 12h",
    "PT24H, 1d",
    "PT36H, 36h",
    "PT48H, 2d",
    "P3650D, 3650d"
  })
  void duration_inWholeUnits_isToldInTheLargest(String duration, String text) {
    assertThat(Way.text(PolicyParts.secondFactor(duration))).isEqualTo("second-factor: " + text);
  }

  @Test
  void value_thatIsNotGiven_isToldAsThat() {
    assertThat(saw(PolicyParts.networks("10.0.0.0/8"), REQUEST)).isEqualTo("not given");
    assertThat(saw(DAYS, REQUEST)).isEqualTo("not given");
    assertThat(saw(PolicyParts.secondFactor("PT15M"), REQUEST)).isEqualTo("none verified");
    assertThat(saw(PolicyParts.secondFactor("PT15M"), REQUEST.at(NOW))).isEqualTo("none verified");
    assertThat(saw(PolicyParts.secondFactor("PT15M"), REQUEST.secondFactorAt(NOW)))
        .isEqualTo("verified, but the request has no instant");
    assertThat(saw(PolicyParts.upTo("100"), REQUEST)).isEqualTo("not given");
    assertThat(saw(SALES, REQUEST)).isEqualTo("not given");
    assertThat(saw(SAME, REQUEST)).isEqualTo("not given and alice");
    assertThat(saw(APPROVED, REQUEST)).isEqualTo("no approval");
  }

  @Test
  void value_thatIsGiven_isToldAsItWasSeen() {
    AccessRequest request = REQUEST.at(NOW);
    GivenApproval carol = GivenApproval.of("carol", NOW);
    GivenApproval nobody = GivenApproval.of("nobody", NOW);

    assertThat(saw(PolicyParts.networks("10.0.0.0/8"), request.from("::ffff:10.0.0.1")))
        .isEqualTo("10.0.0.1");
    assertThat(saw(DAYS, request)).isEqualTo("2026-11-23T10:00+01:00[Europe/Berlin]");
    assertThat(saw(PolicyParts.secondFactor("PT15M"), request.secondFactorAt(NOW.minusSeconds(60))))
        .isEqualTo("verified 1 min ago");
    assertThat(saw(PolicyParts.where("amount", "1"), request.with("amount", "1.0")))
        .isEqualTo("1.0");
    assertThat(saw(SALES, request.on("department", "sales"))).isEqualTo("sales");
    assertThat(saw(SALES, request.on("department", "none"))).isEqualTo("none, not defined");
    assertThat(saw(resource("client", "1"), request.on("client", "2"))).isEqualTo("2");
    assertThat(saw(SAME, request.with("resource.owner", "bob"))).isEqualTo("bob and alice");
    assertThat(saw(APPROVED, request.approvedBy(carol, nobody)))
        .isEqualTo("1 that count, of 2 given");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,50", "1e2", "-1", "100.00 EUR", "", "1."})
  void amount_thatIsNotANumber_isToldAsThat(String amount) {
    assertThat(saw(PolicyParts.upTo("100"), REQUEST.with("amount", amount)))
        .isEqualTo(amount + ", not a number");
    assertThat(saw(PolicyParts.where("amount", "1"), REQUEST.with("amount", amount)))
        .isEqualTo(amount);
  }

  @Test
  void amount_ofMoreDigitsThanANumberHas_isNotANumber() {
    assertThat(saw(PolicyParts.upTo("100"), REQUEST.with("amount", "1".repeat(64))))
        .isEqualTo("1".repeat(64));
    assertThat(saw(PolicyParts.upTo("100"), REQUEST.with("amount", "1".repeat(65))))
        .isEqualTo("1".repeat(65) + ", not a number");
  }

  @Test
  void value_longerThan128Characters_isCutOffThere() {
    String longest = "x".repeat(128);

    assertThat(saw(PolicyParts.where("note", "1"), REQUEST.with("note", longest)))
        .isEqualTo(longest);
    assertThat(saw(PolicyParts.where("note", "1"), REQUEST.with("note", longest + "y")))
        .isEqualTo(longest + "…");
  }
}
