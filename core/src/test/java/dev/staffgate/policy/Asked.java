package dev.staffgate.policy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the reference evaluator is asked: a request, and what the policy reference, section 4, lets
 * a request have besides.
 *
 * @param request who, what, on what, from where, when
 * @param approvals unused approvals of this very request
 * @param emergencies ids of the emergencies that are active
 * @param actingAs the roles acted with; none means all
 * @param locked whether the sign-in state has the account locked
 */
record Asked(
    AccessRequest request,
    List<GivenApproval> approvals,
    Set<String> emergencies,
    Set<String> actingAs,
    boolean locked) {
  Asked {
    approvals = List.copyOf(approvals);
    emergencies = Set.copyOf(emergencies);
    actingAs = Set.copyOf(actingAs);
  }

  /** A request with what it says itself, and nothing besides. */
  static Asked plainly(AccessRequest request) {
    return new Asked(
        request,
        request.approvals(),
        new HashSet<>(request.emergencies()),
        new HashSet<>(request.actingAs()),
        false);
  }

  Asked approvedBy(GivenApproval... given) {
    return new Asked(request, List.of(given), emergencies, actingAs, locked);
  }

  Asked inEmergency(String... active) {
    return new Asked(request, approvals, Set.of(active), actingAs, locked);
  }

  Asked actingAs(String... roles) {
    return new Asked(request, approvals, emergencies, Set.of(roles), locked);
  }

  Asked whileLocked() {
    return new Asked(request, approvals, emergencies, actingAs, true);
  }
}
