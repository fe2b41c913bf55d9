package dev.staffgate.proof;

import dev.staffgate.fixtures.PolicyParts;
import dev.staffgate.model.ApprovalSeat;
import dev.staffgate.model.Condition;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.Place;
import dev.staffgate.model.ResourceTerm;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The conditions of the small scope: each key of the policy reference, section 3, in each sense.
 */
enum SmallCondition {
  NETWORKS(SmallFact.ADDRESS),
  NOT_NETWORKS(SmallFact.ADDRESS),
  SCHEDULE(SmallFact.INSTANT),
  NOT_SCHEDULE(SmallFact.INSTANT),
  QUARTER_HOUR(SmallFact.SECOND_FACTOR),
  HALF_DAY(SmallFact.SECOND_FACTOR),
  UP_TO(SmallFact.AMOUNT),
  ABOVE(SmallFact.AMOUNT),
  ONLY(SmallFact.DEPARTMENT),
  ONLY_ASSIGNED(SmallFact.DEPARTMENT),
  EXCEPT(SmallFact.DEPARTMENT),
  WHERE(SmallFact.STATUS),
  SAME(SmallFact.OWNER),
  APPROVAL(SmallFact.APPROVALS),
  APPROVAL_OF_TWO(SmallFact.APPROVALS),
  APPROVAL_OF_EACH(SmallFact.APPROVALS);

  /** What it looks at. */
  final SmallFact fact;

  SmallCondition(SmallFact fact) {
    this.fact = fact;
  }

  /** The condition itself. */
  Condition condition() {
    return switch (this) {
      case NETWORKS -> networks(true);
      case NOT_NETWORKS -> networks(false);
      case SCHEDULE -> new Condition.InSchedule(true, NameRef.of("hours"), Place.NONE);
      case NOT_SCHEDULE -> new Condition.InSchedule(false, NameRef.of("hours"), Place.NONE);
      case QUARTER_HOUR -> new Condition.SecondFactor(Duration.ofMinutes(15), Place.NONE);
      case HALF_DAY -> new Condition.SecondFactor(Duration.ofHours(12), Place.NONE);
      case UP_TO -> amount(true);
      case ABOVE -> amount(false);
      case ONLY -> department(true, "sales");
      case ONLY_ASSIGNED -> department(true, "assigned");
      case EXCEPT -> department(false, "sales");
      case WHERE -> PolicyParts.where("resource.status", "open");
      case SAME -> new Condition.Same("resource.owner", "staff.id", Place.NONE);
      case APPROVAL -> PolicyParts.approval(SmallPolicy.CONFIGURE, 1, "P1D");
      case APPROVAL_OF_TWO -> PolicyParts.approval(SmallPolicy.CONNECT, 2, "P1D");
      case APPROVAL_OF_EACH ->
          new Condition.Approval(
              List.of(
                  ApprovalSeat.of(SmallPolicy.CONNECT, 1),
                  ApprovalSeat.of(SmallPolicy.CONFIGURE, 1)),
              Duration.ofDays(1),
              Place.NONE);
    };
  }

  private static Condition networks(boolean inside) {
    return new Condition.Networks(inside, PolicyParts.addresses("203.0.113.0/24"), Place.NONE);
  }

  private static Condition amount(boolean upTo) {
    return new Condition.Amount(upTo, "amount", new BigDecimal("100.00"), Place.NONE);
  }

  private static Condition department(boolean among, String... members) {
    return new Condition.Resource(
        among,
        "department",
        Stream.of(members).map(text -> ResourceTerm.parse(text, Place.NONE)).toList(),
        Place.NONE);
  }

  /** The places of a policy where a condition may stand. */
  enum Position {
    FIRST_GRANT,
    SECOND_GRANT,
    FIRST_REQUIRES,
    SECOND_REQUIRES,
    DEFAULTS,
    SENSITIVE,
    SERVER,
    DENY
  }

  /** Whether the policy reference allows it there. */
  boolean mayStandIn(Position position) {
    boolean secondFactor = fact == SmallFact.SECOND_FACTOR;
    boolean approval = fact == SmallFact.APPROVALS;
    return switch (position) {
      case DENY -> !secondFactor && !approval;
      case DEFAULTS, SENSITIVE -> !approval;
      case FIRST_GRANT, SECOND_GRANT, FIRST_REQUIRES, SECOND_REQUIRES, SERVER -> true;
    };
  }

  /** A condition at one of the places. */
  record Placed(SmallCondition condition, Position position) {}

  /** Every condition among these at every place among those. */
  static List<Placed> placed(List<SmallCondition> conditions, List<Position> positions) {
    return positions.stream()
        .flatMap(
            position ->
                conditions.stream()
                    .filter(condition -> condition.mayStandIn(position))
                    .map(condition -> new Placed(condition, position)))
        .toList();
  }
}
