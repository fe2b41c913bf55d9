package dev.staffgate.proof;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.network.IpAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What a condition of the small scope looks at, with every value that it tells apart: missing,
 * good, bad, and at the edge between the two.
 */
enum SmallFact {
  /** First of all, since ages are measured from it. */
  INSTANT,
  ADDRESS,
  SECOND_FACTOR,
  AMOUNT,
  DEPARTMENT,
  STATUS,
  OWNER,
  APPROVALS;

  /** The values, as what they add to a request; the last one adds nothing. */
  private List<UnaryOperator<AccessRequest>> given() {
    return switch (this) {
      case INSTANT ->
          List.of(
              request -> request.at(SmallPolicy.OPENING),
              request -> request.at(SmallPolicy.OPENING.minusNanos(1)),
              request -> request);
      case ADDRESS ->
          List.of(
              request -> request.from("203.0.113.7"),
              request -> request.from("203.0.114.0"),
              request -> request);
      case SECOND_FACTOR ->
          List.of(
              request -> verified(request, Duration.ofMinutes(15)),
              request -> verified(request, Duration.ofMinutes(15).plusNanos(1)),
              request -> verified(request, Duration.ofHours(13)),
              request -> verified(request, Duration.ofMinutes(-1)),
              request -> verified(request, Duration.ofMinutes(-1).minusNanos(1)),
              request -> request);
      case AMOUNT ->
          List.of(
              request -> request.with("amount", "100.0"),
              request -> request.with("amount", "100.01"),
              request -> request.with("amount", "1e2"),
              request -> request);
      case DEPARTMENT ->
          List.of(
              request -> request.on("department", "sales"),
              request -> request.on("department", "abuse"),
              request -> request.on("department", "nowhere"),
              request -> request);
      case STATUS ->
          List.of(
              request -> request.with("resource.status", "open"),
              request -> request.with("resource.status", "shut"),
              request -> request);
      case OWNER ->
          List.of(
              request -> request.with("resource.owner", request.staff()),
              request -> request.with("resource.owner", "nobody"),
              request -> request);
      case APPROVALS ->
          List.of(
              request -> request.approvedBy(by("boss", request, Duration.ZERO)),
              request -> request.approvedBy(by("boss", request, Duration.ofDays(1).plusNanos(1))),
              request -> request.approvedBy(by(request.staff(), request, Duration.ZERO)),
              request ->
                  request.approvedBy(
                      by("boss", request, Duration.ofDays(1)), by("boss", request, Duration.ZERO)),
              request ->
                  request.approvedBy(
                      by("boss", request, Duration.ZERO), by("deputy", request, Duration.ZERO)),
              request ->
                  request.approvedBy(
                      by("boss", request, Duration.ZERO), by("chief", request, Duration.ZERO)),
              request ->
                  request.approvedBy(
                      by("chief", request, Duration.ofMinutes(-1)),
                      by("deputy", request, Duration.ofMinutes(-1).minusNanos(1))),
              request -> request);
    };
  }

  // From the right place, with a fresh second factor.
  private static GivenApproval by(String staff, AccessRequest request, Duration age) {
    Instant at = request.at().orElse(SmallPolicy.OPENING).minus(age);
    return GivenApproval.of(staff, at)
        .withFrom(IpAddress.parse("203.0.113.7"))
        .withSecondFactorAt(at);
  }

  private static AccessRequest verified(AccessRequest request, Duration age) {
    return request.secondFactorAt(request.at().orElse(SmallPolicy.OPENING).minus(age));
  }

  /**
   * Every combination of the values of some facts; what is not among them is left out of the
   * request, but for the instant.
   */
  static List<UnaryOperator<AccessRequest>> combinations(Set<SmallFact> facts) {
    List<UnaryOperator<AccessRequest>> all = List.of(UnaryOperator.identity());
    for (SmallFact fact : values()) {
      if (facts.contains(fact)) {
        all = product(all, fact.given());
      } else if (fact == INSTANT) {
        all = product(all, fact.given().subList(0, 1));
      }
    }
    return all;
  }

  /** Every fact with its first value: nothing is left out. */
  static UnaryOperator<AccessRequest> everythingGiven() {
    UnaryOperator<AccessRequest> all = UnaryOperator.identity();
    for (SmallFact fact : values()) {
      UnaryOperator<AccessRequest> before = all;
      all = request -> fact.given().get(0).apply(before.apply(request));
    }
    return all;
  }

  private static List<UnaryOperator<AccessRequest>> product(
      List<UnaryOperator<AccessRequest>> befores, List<UnaryOperator<AccessRequest>> afters) {
    List<UnaryOperator<AccessRequest>> product = new ArrayList<>();
    for (UnaryOperator<AccessRequest> before : befores) {
      for (UnaryOperator<AccessRequest> after : afters) {
        product.add(request -> after.apply(before.apply(request)));
      }
    }
    return product;
  }
}
