package dev.staffgate.generators;

import dev.staffgate.model.ApprovalSeat;
import dev.staffgate.model.Condition;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.Place;
import dev.staffgate.model.ResourceTerm;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Conditions of every kind, over the names and at the edges that {@link EdgeValues} lists. */
final class RandomConditions {
  private static final List<String> GROUPS =
      PolicyArbitraries.GROUPS.stream().map(id -> "@" + id).toList();
  private static final List<String> VALUES = List.of("open", "true", "night", "1", "-1.0");
  private static final List<String> SAME =
      List.of("resource.owner", "staff.id", "staff.name", "staff.team", "resource.status");

  private final RandomChoices dice;

  RandomConditions(RandomChoices dice) {
    this.dice = dice;
  }

  /** For grants, {@code requires} of roles and of servers. */
  Condition required() {
    return dice.oneIn(4) ? approval() : ofDefaults();
  }

  /** For {@code defaults}, in which no approval may stand. */
  Condition ofDefaults() {
    return dice.oneIn(4) ? secondFactor() : denying();
  }

  /** For denies, in which no second factor may stand either. */
  Condition denying() {
    return switch (dice.below(6)) {
      case 0 -> new Condition.Networks(dice.either(), terms(), Place.NONE);
      case 1 ->
          new Condition.InSchedule(
              dice.either(), NameRef.of(dice.of(PolicyArbitraries.SCHEDULES)), Place.NONE);
      case 2 -> amount();
      case 3 -> resource();
      case 4 ->
          new Condition.Attribute(
              dice.of(List.of("resource.status", "amount", "staff.team", "subject.claim")),
              dice.times(1, 3, () -> dice.of(dice.either() ? VALUES : EdgeValues.NUMBERS)),
              Place.NONE);
      default -> new Condition.Same(dice.of(SAME), dice.of(SAME), Place.NONE);
    };
  }

  List<NetworkTerm> terms() {
    return dice.times(
        1,
        2,
        () ->
            dice.oneIn(3)
                ? new NetworkTerm.Named(NameRef.of(dice.of(PolicyArbitraries.NETWORKS)))
                : new NetworkTerm.Addresses(dice.of(EdgeValues.RANGES), Place.NONE));
  }

  private Condition secondFactor() {
    return new Condition.SecondFactor(dice.of(EdgeValues.AGES), Place.NONE);
  }

  private Condition amount() {
    return new Condition.Amount(
        dice.either(),
        dice.oneIn(4) ? "staff.limit" : "amount",
        new BigDecimal(dice.of(EdgeValues.LIMITS)),
        Place.NONE);
  }

  private Condition resource() {
    return switch (dice.below(3)) {
      case 0 -> resource("department", EdgeValues.DEPARTMENTS, List.of());
      case 1 -> resource("server", EdgeValues.SERVERS, GROUPS);
      default -> resource("client-group", EdgeValues.CLIENT_GROUPS, List.of());
    };
  }

  private Condition resource(String type, List<String> ids, List<String> groups) {
    List<String> all = new ArrayList<>(ids);
    all.addAll(groups);
    all.add("assigned");
    return new Condition.Resource(
        dice.either(),
        type,
        dice.some(all, 1, 3).stream().map(term -> ResourceTerm.parse(term, Place.NONE)).toList(),
        Place.NONE);
  }

  private Condition approval() {
    List<String> permissions =
        dice.either()
            ? dice.some(EdgeValues.APPROVING.stream().distinct().toList(), 2, 3)
            : List.of(dice.of(EdgeValues.APPROVING));
    return new Condition.Approval(
        permissions.stream().map(by -> ApprovalSeat.of(by, 1 + (dice.oneIn(3) ? 1 : 0))).toList(),
        dice.of(EdgeValues.WITHIN),
        Place.NONE);
  }
}
