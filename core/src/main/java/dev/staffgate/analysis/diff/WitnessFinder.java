package dev.staffgate.analysis.diff;

import dev.staffgate.analysis.cells.ConditionTest.Approved;
import dev.staffgate.analysis.cells.SpaceCell;
import dev.staffgate.analysis.diff.RegionDraft.Witness;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.model.Emergency;
import dev.staffgate.model.StaffAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds a request in a region, and asks both policies before it is believed. */
final class WitnessFinder {
  private static final int MAX_APPROVERS = 64;

  private final PolicySide old;
  private final PolicySide now;
  private final AskedPolicies asked;
  private final Approvals approvals;

  WitnessFinder(PolicySide old, PolicySide now, Approvals approvals) {
    this.old = old;
    this.now = now;
    this.asked = new AskedPolicies(old, now);
    this.approvals = approvals;
  }

  /**
   * Finds a witness of a change.
   *
   * @param cell of the region
   * @return empty if nobody was found who would have to approve, or to ask in a directory
   * @throws IllegalStateException if the policies do not answer as was found
   */
  Optional<Witness> find(Subject subject, String permission, AnswerChange change, SpaceCell cell) {
    if (subject.isOfDirectory()) {
      return ofDirectory(permission, change, cell);
    }
    Witness plain =
        new Witness(cell.request(AccessRequest.of(subject.id(), permission)), List.of());
    if (asked.answers(plain).equals(change)) {
      return Optional.of(plain);
    }
    if (cell.approvals().isEmpty()) {
      throw new IllegalStateException(
          "%s: expected %s, but the policies answer %s"
              .formatted(plain.request(), change, asked.answers(plain)));
    }
    return plain.request().hasInstant() ? approved(plain, change, cell) : Optional.empty();
  }

  // The id may be one that conditions ask for, or one of the holders of an emergency.
  private Optional<Witness> ofDirectory(String permission, AnswerChange change, SpaceCell cell) {
    AccessRequest request = cell.request(AccessRequest.of("somebody", permission));
    Set<String> ids = new TreeSet<>();
    ids.add("somebody");
    for (String emergency : request.emergencies()) {
      for (PolicySide side : List.of(old, now)) {
        Emergency one = side.document().emergencies().get(emergency);
        ids.addAll(one == null ? List.of() : one.holders());
      }
    }
    List<Witness> plain = new ArrayList<>();
    for (String id : ids) {
      StaffAccount account = WitnessAccount.of(id, cell);
      plain.add(new Witness(request.by(account.id()), List.of(account)));
    }
    return plain.stream()
        .filter(witness -> asked.answers(witness).equals(change))
        .findFirst()
        .or(
            () ->
                cell.approvals().isEmpty() || !request.hasInstant()
                    ? Optional.empty()
                    : plain.stream()
                        .flatMap(witness -> approved(witness, change, cell).stream())
                        .findFirst());
  }

  private Optional<Witness> approved(Witness plain, AnswerChange change, SpaceCell cell) {
    for (AccessRequest request : atTimesOfApprovers(plain, cell)) {
      for (Duration age : ages(cell)) {
        for (int who = 3; who >= ApprovalSearch.BY_TEST; who--) {
          Optional<Witness> found =
              new ApprovalSearch(
                      asked, approvals, new Witness(request, plain.accounts()), cell, age, who)
                  .find(change);
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return Optional.empty();
  }

  // Just now, and as old as each condition still allows.
  private static Set<Duration> ages(SpaceCell cell) {
    Set<Duration> ages = new TreeSet<>();
    ages.add(Duration.ZERO);
    cell.approvals().keySet().forEach(one -> ages.add(one.within()));
    return ages;
  }

  // An approver may be on duty at other times than the first that was found for the request.
  private List<AccessRequest> atTimesOfApprovers(Witness plain, SpaceCell cell) {
    AccessRequest request = plain.request();
    List<AccessRequest> requests = new ArrayList<>();
    requests.add(request);
    cell.approvals().keySet().stream()
        .flatMap(test -> test.seats().stream())
        .map(Approved.Seat::permission)
        .distinct()
        .forEach(
            permission ->
                candidates(permission, plain).stream()
                    .limit(MAX_APPROVERS)
                    .flatMap(
                        id ->
                            ApprovalSearch.cellOf(
                                approvals, request, cell, id, permission, Optional.empty(), 3)
                                .stream())
                    .flatMap(one -> one.instant().stream())
                    .map(at -> moved(request, at))
                    .filter(cell::isAt)
                    .forEach(requests::add));
    return requests;
  }

  // Anybody may be in a directory.
  private Set<String> candidates(String permission, Witness plain) {
    return plain.accounts().isEmpty() ? approvals.approvers(permission) : Set.of("");
  }

  private static AccessRequest moved(AccessRequest request, Instant at) {
    Instant before = request.at().orElseThrow();
    AccessRequest moved = request.at(at);
    return request
        .secondFactorAt()
        .map(verified -> moved.secondFactorAt(at.minus(Duration.between(verified, before))))
        .orElse(moved);
  }
}
