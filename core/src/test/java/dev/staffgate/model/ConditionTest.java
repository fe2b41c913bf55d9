package dev.staffgate.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.staffgate.network.IpRange;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Policy reference, section 3: what a condition can be, and where it may stand. */
class ConditionTest {
  private static final Condition NETWORKS = networks(true);
  private static final Condition SECOND_FACTOR = secondFactor(Duration.ofMinutes(15));
  private static final Condition APPROVAL = approval(1, Duration.ofHours(1));

  /** In the order in which a policy lists their keys. */
  private static final List<Condition> ALL =
      List.of(
          NETWORKS,
          networks(false),
          new Condition.InSchedule(true, NameRef.of("nights"), Place.NONE),
          new Condition.InSchedule(false, NameRef.of("nights"), Place.NONE),
          SECOND_FACTOR,
          amount(true, "amount", "1"),
          amount(false, "amount", "1"),
          resource(true, "department"),
          resource(false, "department"),
          where("resource.status"),
          new Condition.Same("resource.owner", "staff.id", Place.NONE),
          APPROVAL);

  private static Condition networks(boolean inside) {
    return new Condition.Networks(
        inside,
        List.of(new NetworkTerm.Addresses(IpRange.parse("10.0.0.0/8"), Place.NONE)),
        Place.NONE);
  }

  private static Condition secondFactor(Duration maxAge) {
    return new Condition.SecondFactor(maxAge, Place.NONE);
  }

  private static Condition amount(boolean upTo, String attribute, String limit) {
    return new Condition.Amount(upTo, attribute, new BigDecimal(limit), Place.NONE);
  }

  private static Condition resource(boolean among, String type) {
    return new Condition.Resource(
        among, type, List.of(ResourceTerm.parse("sales", Place.NONE)), Place.NONE);
  }

  private static Condition where(String attribute) {
    return new Condition.Attribute(attribute, List.of("open"), Place.NONE);
  }

  private static Condition approval(int count, Duration within) {
    return new Condition.Approval(NameRef.of("payment.approve"), count, within, Place.NONE);
  }

  @Test
  void key_ofEachCase_isWhatAPolicyWrites() {
    assertThat(ALL)
        .extracting(Condition::key)
        .containsExactly(
            "networks",
            "not-networks",
            "schedule",
            "not-schedule",
            "second-factor",
            "up-to",
            "above",
            "only",
            "except",
            "where",
            "same",
            "approval");
    assertThat(ALL).extracting(Condition::kind).containsOnly(Condition.Kind.values()).isSorted();
  }

  @Test
  void conditions_inAnyOrderOfKeys_areEqual() {
    List<Condition> backwards = new ArrayList<>(ALL);
    Collections.reverse(backwards);

    assertThat(grant(backwards).conditions()).isEqualTo(ALL);
    assertThat(grant(backwards)).isEqualTo(grant(ALL));
    assertThat(grant(List.of(SECOND_FACTOR, NETWORKS)).conditions())
        .containsExactly(NETWORKS, SECOND_FACTOR);
  }

  private static Grant grant(List<Condition> conditions) {
    return new Grant(List.of(PermissionPattern.of("*")), conditions, Place.NONE);
  }

  @Test
  void conditions_ofOneKey_stayAsGiven() {
    Condition ten = amount(true, "amount", "10");
    Condition two = amount(true, "count", "2");

    assertThat(grant(List.of(ten, two)).conditions()).containsExactly(ten, two);
    assertThat(grant(List.of(two, ten)).conditions()).containsExactly(two, ten);
  }

  @Test
  void limit_writtenWithZerosBehind_isTheSameNumber() {
    assertThat(amount(true, "amount", "100.00")).isEqualTo(amount(true, "amount", "100"));
    assertThat(amount(true, "amount", "0.0")).isEqualTo(amount(true, "amount", "0"));
  }

  @Test
  void numbersAndTimes_belowTheLeast_areRefused() {
    assertThat(secondFactor(Duration.ZERO).key()).isEqualTo("second-factor");
    assertThatIllegalArgumentException().isThrownBy(() -> secondFactor(Duration.ofNanos(-1)));
    assertThatIllegalArgumentException().isThrownBy(() -> amount(true, "amount", "-0.01"));
    assertThatIllegalArgumentException().isThrownBy(() -> approval(0, Duration.ofHours(1)));
    assertThatIllegalArgumentException().isThrownBy(() -> approval(1, Duration.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> approval(1, Duration.ofSeconds(-1)));
  }

  @Test
  void names_ofAnotherForm_areRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> amount(true, "other.amount", "1"));
    assertThatIllegalArgumentException().isThrownBy(() -> where("staff."));
    assertThatIllegalArgumentException().isThrownBy(() -> resource(true, "assigned"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Condition.Same("", "staff.id", Place.NONE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Condition.Same("staff.id", "", Place.NONE));
  }

  @Test
  void members_noneAtAll_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Condition.Networks(true, List.of(), Place.NONE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Condition.Resource(true, "server", List.of(), Place.NONE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Condition.Attribute("amount", List.of(), Place.NONE));
  }

  @Test
  void deny_withWhatTheRequesterCanFulfil_isRefused() {
    List<PermissionPattern> all = List.of(PermissionPattern.of("*"));

    assertThat(new Deny(all, List.of(NETWORKS), Place.NONE).conditions()).containsExactly(NETWORKS);
    for (Condition condition : List.of(SECOND_FACTOR, APPROVAL)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Deny(all, List.of(NETWORKS, condition), Place.NONE))
          .withMessage(condition.key() + " has no place in a deny: put it into requires");
    }
  }

  @Test
  void defaults_withApproval_areRefused() {
    List<Condition> none = List.of();

    assertThat(new Defaults(List.of(SECOND_FACTOR), List.of(NETWORKS), true).requires())
        .containsExactly(SECOND_FACTOR);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Defaults(List.of(APPROVAL), none, false));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Defaults(none, List.of(SECOND_FACTOR, APPROVAL), false));
  }

  @Test
  void grantAndDeny_madeInCode_haveNoConditions() {
    List<PermissionPattern> tickets = List.of(PermissionPattern.of("ticket.*"));

    assertThat(Grant.of("ticket.*")).isEqualTo(new Grant(tickets, List.of(), Place.NONE));
    assertThat(Deny.of("ticket.*")).isEqualTo(new Deny(tickets, List.of(), Place.NONE));
  }

  @Test
  void grantAndDeny_ofNoPermission_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Grant(List.of(), List.of(), Place.NONE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Deny(List.of(), List.of(), Place.NONE));
  }

  @Test
  void approval_ofOneSeat_isEqualInBothForms() {
    Duration hour = Duration.ofHours(1);
    assertThat(
            new Condition.Approval(
                List.of(ApprovalSeat.of("payment.approve", 2)), hour, Place.NONE))
        .isEqualTo(approval(2, hour));
  }

  @Test
  void approval_ofNoSeatOfSixOrOfTwoAlike_isRefused() {
    assertThat(seats("a.a", "a.b", "a.c", "a.d", "a.e").seats()).hasSize(5);
    assertThatIllegalArgumentException().isThrownBy(() -> seats());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> seats("a.a", "a.b", "a.c", "a.d", "a.e", "a.f"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> seats("a.a", "a.a"))
        .withMessage("two seats ask for the same permission");
    assertThatIllegalArgumentException().isThrownBy(() -> ApprovalSeat.of("a.a", 0));
  }

  private static Condition.Approval seats(String... by) {
    return new Condition.Approval(
        Stream.of(by).map(one -> ApprovalSeat.of(one, 1)).toList(),
        Duration.ofHours(1),
        Place.NONE);
  }
}
