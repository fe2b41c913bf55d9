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
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Generated conditions of every kind, over the names in {@link PolicyArbitraries}. */
public final class ConditionArbitraries {
  private static final Arbitrary<Boolean> EITHER = Arbitraries.of(true, false);

  private ConditionArbitraries() {}

  /** For all that may not be a deny. */
  public static Arbitrary<Condition> required() {
    return Arbitraries.frequencyOf(Tuple.of(3, secondFactor()), Tuple.of(10, denying()));
  }

  /** For grants, {@code requires} of roles and of servers, where approvals may stand. */
  static Arbitrary<Condition> granting() {
    return Arbitraries.frequencyOf(Tuple.of(5, required()), Tuple.of(1, approval()));
  }

  private static Arbitrary<Condition> approval() {
    return Combinators.combine(
            Arbitraries.of(EdgeValues.APPROVING).set().ofMinSize(1).ofMaxSize(3),
            Arbitraries.frequency(Tuple.of(4, 1), Tuple.of(1, 2)).list().ofSize(3),
            Arbitraries.of(EdgeValues.WITHIN))
        .as(
            (by, counts, within) -> {
              List<ApprovalSeat> seats = new ArrayList<>();
              for (String permission : by) {
                seats.add(ApprovalSeat.of(permission, counts.get(seats.size())));
              }
              return new Condition.Approval(seats, within, Place.NONE);
            });
  }

  /** For denies, in which no second factor may stand. */
  public static Arbitrary<Condition> denying() {
    return Arbitraries.oneOf(networks(), schedule(), amount(), resource(), attribute(), same());
  }

  static Arbitrary<List<NetworkTerm>> networkTerms() {
    Arbitrary<NetworkTerm> addresses =
        Arbitraries.of(EdgeValues.RANGES)
            .map(range -> new NetworkTerm.Addresses(range, Place.NONE));
    Arbitrary<NetworkTerm> named =
        Arbitraries.of(PolicyArbitraries.NETWORKS).map(id -> new NetworkTerm.Named(NameRef.of(id)));
    return Arbitraries.oneOf(addresses, named).list().ofMinSize(1).ofMaxSize(3);
  }

  private static Arbitrary<Condition> networks() {
    return Combinators.combine(EITHER, networkTerms())
        .as((inside, terms) -> new Condition.Networks(inside, terms, Place.NONE));
  }

  private static Arbitrary<Condition> schedule() {
    return Combinators.combine(EITHER, Arbitraries.of(PolicyArbitraries.SCHEDULES))
        .as((inside, id) -> new Condition.InSchedule(inside, NameRef.of(id), Place.NONE));
  }

  private static Arbitrary<Condition> secondFactor() {
    return Arbitraries.of(EdgeValues.AGES).map(age -> new Condition.SecondFactor(age, Place.NONE));
  }

  private static Arbitrary<Condition> amount() {
    return Combinators.combine(
            EITHER,
            Arbitraries.of("amount", "amount", "staff.limit"),
            Arbitraries.of(EdgeValues.LIMITS))
        .as(
            (upTo, attribute, limit) ->
                new Condition.Amount(upTo, attribute, new BigDecimal(limit), Place.NONE));
  }

  private static Arbitrary<Condition> resource() {
    return Arbitraries.oneOf(
        resource("department", ids(EdgeValues.DEPARTMENTS)),
        resource(
            "server",
            Stream.concat(
                    ids(EdgeValues.SERVERS).stream(),
                    PolicyArbitraries.GROUPS.stream().map(id -> "@" + id))
                .toList()),
        resource("client-group", ids(EdgeValues.CLIENT_GROUPS)));
  }

  private static List<String> ids(List<String> defined) {
    List<String> all = new ArrayList<>(defined);
    all.add("assigned");
    return all;
  }

  private static Arbitrary<Condition> resource(String type, List<String> terms) {
    return Combinators.combine(EITHER, Arbitraries.of(terms).set().ofMinSize(1).ofMaxSize(3))
        .as(
            (among, members) ->
                new Condition.Resource(
                    among,
                    type,
                    members.stream().map(term -> ResourceTerm.parse(term, Place.NONE)).toList(),
                    Place.NONE));
  }

  private static Arbitrary<Condition> attribute() {
    Arbitrary<String> value =
        Arbitraries.oneOf(
            Arbitraries.of("open", "true", "night", "1", "-1.0"),
            Arbitraries.of(EdgeValues.NUMBERS));
    return Combinators.combine(
            Arbitraries.of("resource.status", "amount", "staff.team", "subject.claim"),
            value.list().ofMinSize(1).ofMaxSize(3))
        .as((name, values) -> new Condition.Attribute(name, values, Place.NONE));
  }

  private static Arbitrary<Condition> same() {
    Arbitrary<String> name =
        Arbitraries.of(
            "resource.owner", "staff.id", "staff.name", "staff.team", "resource.status", "amount");
    return Combinators.combine(name, name)
        .as((left, right) -> new Condition.Same(left, right, Place.NONE));
  }
}
