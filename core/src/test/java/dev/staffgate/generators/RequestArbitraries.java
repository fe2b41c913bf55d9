package dev.staffgate.generators;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.decision.Lock;
import dev.staffgate.model.Permission;
import dev.staffgate.network.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Generated requests, at and beside the edges of what {@link PolicyArbitraries} draws. */
public final class RequestArbitraries {
  private static final List<Duration> BESIDE =
      List.of(Duration.ZERO, Duration.ofNanos(1), Duration.ofNanos(-1));

  private RequestArbitraries() {}

  public static Arbitrary<AccessRequest> all() {
    return Combinators.combine(
            staff(), permissions(), resources(), attributes(), addresses(), times(), extras())
        .as(RequestArbitraries::assemble);
  }

  private record Extras(
      List<String> actingAs,
      List<String> emergencies,
      List<ApprovalDraft> approvals,
      List<Lock> locks) {}

  private record ApprovalDraft(
      String by,
      Duration age,
      Optional<String> from,
      Optional<Duration> secondFactor,
      List<String> actingAs) {
    Optional<GivenApproval> assemble(Instant request) {
      return EdgeValues.allowed(request.minus(age))
          .map(
              at ->
                  new GivenApproval(
                      by,
                      at,
                      from.map(IpAddress::parse),
                      secondFactor.flatMap(old -> EdgeValues.allowed(at.minus(old))),
                      actingAs));
    }
  }

  private static Arbitrary<Extras> extras() {
    return Combinators.combine(
            actingAs(),
            Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just(List.<String>of())),
                Tuple.of(
                    1,
                    Arbitraries.of("down", "fire", "Down").set().ofMinSize(1).map(List::copyOf))),
            Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.just(List.<ApprovalDraft>of())),
                Tuple.of(1, approval().list().ofMinSize(1).ofMaxSize(3))),
            Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(List.<Lock>of())),
                Tuple.of(1, locks().list().ofMinSize(1).ofMaxSize(2))))
        .as(Extras::new);
  }

  /** Locks of every target; one of a hundred cannot be read by any policy. */
  public static Arbitrary<Lock> locks() {
    List<String> roles = new ArrayList<>(RoleArbitraries.IDS);
    roles.add("full-administrator");
    return Arbitraries.frequencyOf(
        Tuple.of(5, Arbitraries.just(Lock.onEverybody("stop"))),
        Tuple.of(10, Arbitraries.just(Lock.onEverybodySparingEmergencies("halt"))),
        Tuple.of(10, Arbitraries.of(EdgeValues.STAFF).map(id -> Lock.onStaff(id, "home"))),
        Tuple.of(
            30,
            Arbitraries.of("own.one", "own.*", "ticket.view", "server.sso", "connect.use", "*")
                .map(id -> Lock.onPermission(id, "not this"))),
        Tuple.of(10, Arbitraries.of(EdgeValues.SERVERS).map(id -> Lock.onServer(id, "repair"))),
        Tuple.of(
            10,
            Arbitraries.of(PolicyArbitraries.GROUPS).map(id -> Lock.onServerGroup(id, "repair"))),
        Tuple.of(40, Arbitraries.of(roles).map(id -> Lock.onRole(id, "not as this"))),
        Tuple.of(1, Arbitraries.just(Lock.onRole("Gone", "what"))));
  }

  private static Arbitrary<List<String>> actingAs() {
    List<String> roles = new ArrayList<>(RoleArbitraries.IDS);
    roles.add("full-administrator");
    roles.add("A");
    return Arbitraries.frequencyOf(
        Tuple.of(4, Arbitraries.just(List.<String>of())),
        Tuple.of(1, Arbitraries.of(roles).set().ofMinSize(1).ofMaxSize(4).map(List::copyOf)));
  }

  private static Arbitrary<ApprovalDraft> approval() {
    return Combinators.combine(
            Arbitraries.frequency(
                Tuple.of(2, "alice"), Tuple.of(6, "bob"), Tuple.of(6, "carol"), Tuple.of(1, "")),
            age(),
            addresses(),
            mostlyGiven(age()),
            actingAs())
        .as(ApprovalDraft::new);
  }

  private static AccessRequest assemble(
      String staff,
      String permission,
      Map<String, String> resources,
      Map<String, String> attributes,
      Optional<String> from,
      Times times,
      Extras extras) {
    AccessRequest request = AccessRequest.of(staff, permission);
    for (var resource : resources.entrySet()) {
      request = request.on(resource.getKey(), resource.getValue());
    }
    for (var attribute : attributes.entrySet()) {
      request = request.with(attribute.getKey(), attribute.getValue());
    }
    if (from.isPresent()) {
      request = request.from(from.get());
    }
    if (times.at().isPresent()) {
      request = request.at(times.at().get());
    }
    if (times.secondFactor().isPresent()) {
      request = request.secondFactorAt(times.secondFactor().get());
    }
    Instant at = times.at().orElse(AccessRequest.MAX_INSTANT);
    return request
        .actingAs(extras.actingAs().toArray(String[]::new))
        .inEmergencies(extras.emergencies().toArray(String[]::new))
        .underLocks(extras.locks())
        .approvedBy(
            extras.approvals().stream()
                .flatMap(draft -> draft.assemble(at).stream())
                .toArray(GivenApproval[]::new));
  }

  private static Arbitrary<String> staff() {
    return Arbitraries.frequency(
        Tuple.of(30, "alice"),
        Tuple.of(10, "bob"),
        Tuple.of(5, "carol"),
        Tuple.of(1, "Alice"),
        Tuple.of(1, ""));
  }

  private static Arbitrary<String> permissions() {
    return Arbitraries.frequencyOf(
        Tuple.of(12, Arbitraries.of(RoleArbitraries.PERMISSIONS)),
        Tuple.of(8, Arbitraries.just(Permission.SERVER_SSO)),
        Tuple.of(1, Arbitraries.of("ticket", "ticket.*", "*", "own.three", "Ticket.view", "")));
  }

  private static Arbitrary<Map<String, String>> resources() {
    return Combinators.combine(
            mostly(EdgeValues.DEPARTMENTS, "nowhere", "assigned", ""),
            mostly(EdgeValues.SERVERS, "web9", "@eu", "Web1", "assigned"),
            mostly(EdgeValues.CLIENT_GROUPS, "other", "assigned", "@eu"))
        .as(
            (department, server, group) ->
                present(Map.of("department", department, "server", server, "client-group", group)));
  }

  private static Arbitrary<Map<String, String>> attributes() {
    return Combinators.combine(
            mostly(EdgeValues.NUMBERS, "open"),
            mostly(List.of("open", "1.0", "-1", "true"), "Open", "night"),
            mostly(List.of("alice", "open"), "100.0", ""),
            mostly(List.of("night", "-1"), "x"))
        .as(
            (amount, status, owner, claim) ->
                present(
                    Map.of(
                        "amount", amount,
                        "resource.status", status,
                        "resource.owner", owner,
                        "subject.claim", claim)));
  }

  private static Map<String, String> present(Map<String, Optional<String>> drawn) {
    Map<String, String> given = new java.util.TreeMap<>();
    drawn.forEach((name, value) -> value.ifPresent(text -> given.put(name, text)));
    return given;
  }

  private static Arbitrary<Optional<String>> addresses() {
    return mostly(EdgeValues.ADDRESSES);
  }

  // One of the usual ones, rarely one of the others, and now and then none.
  private static Arbitrary<Optional<String>> mostly(List<String> usual, String... others) {
    List<Tuple.Tuple2<Integer, Arbitrary<Optional<String>>>> choices = new ArrayList<>();
    choices.add(Tuple.of(12, Arbitraries.of(usual).map(Optional::of)));
    choices.add(Tuple.of(2, Arbitraries.just(Optional.empty())));
    if (others.length > 0) {
      choices.add(Tuple.of(2, Arbitraries.of(others).map(Optional::of)));
    }
    return Arbitraries.frequencyOf(choices);
  }

  // Or in the future, as much as clocks may differ.
  private static Arbitrary<Duration> age() {
    return Arbitraries.frequencyOf(
        Tuple.of(
            8,
            Combinators.combine(Arbitraries.of(EdgeValues.AGES), Arbitraries.of(BESIDE))
                .as(Duration::plus)),
        Tuple.of(1, Arbitraries.of(EdgeValues.AHEAD).map(Duration::negated)));
  }

  private static Arbitrary<Optional<Duration>> mostlyGiven(Arbitrary<Duration> age) {
    return Arbitraries.frequencyOf(
        Tuple.of(5, age.map(Optional::of)), Tuple.of(1, Arbitraries.just(Optional.empty())));
  }

  private record Times(Optional<Instant> at, Optional<Instant> secondFactor) {}

  // The age of the second factor is one that policies ask for, a nanosecond more or less; so it
  // lies in the future too.
  private static Arbitrary<Times> times() {
    return Combinators.combine(
            Arbitraries.frequencyOf(
                Tuple.of(12, EdgeValues.atOrBeside(EdgeValues.instants()).map(Optional::of)),
                Tuple.of(1, Arbitraries.just(Optional.<Instant>empty()))),
            mostlyGiven(age()))
        .as(
            (at, old) ->
                new Times(
                    at,
                    old.flatMap(
                        length ->
                            EdgeValues.allowed(
                                at.orElse(AccessRequest.MAX_INSTANT).minus(length)))));
  }
}
