package dev.staffgate.analysis.diff;

import dev.staffgate.analysis.cells.ConditionTest.Approved;
import dev.staffgate.analysis.cells.SpaceCell;
import dev.staffgate.analysis.diff.RegionDraft.Witness;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.model.Emergency;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Accounts;
import dev.staffgate.policy.CompiledAccount;
import dev.staffgate.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds a request in a region, and asks both policies before it is believed. */
final class WitnessFinder {
  private static final int MAX_APPROVERS = 64;

  private final PolicySide old;
  private final PolicySide now;
  private final Approvals approvals;

  WitnessFinder(PolicySide old, PolicySide now, Approvals approvals) {
    this.old = old;
    this.now = now;
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
    if (answers(plain).equals(change)) {
      return Optional.of(plain);
    }
    if (cell.approvals().isEmpty()) {
      throw new IllegalStateException(
          "%s: expected %s, but the policies answer %s"
              .formatted(plain.request(), change, answers(plain)));
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
    for (String id : ids) {
      StaffAccount account = WitnessAccount.of(id, cell);
      Witness witness = new Witness(request.by(account.id()), List.of(account));
      if (answers(witness).equals(change)) {
        return Optional.of(witness);
      }
    }
    return Optional.empty();
  }

  private AnswerChange answers(Witness witness) {
    return new AnswerChange(ask(old.policy(), witness), ask(now.policy(), witness));
  }

  private static Answer ask(Policy policy, Witness witness) {
    if (witness.accounts().isEmpty()) {
      return Answer.of(policy::decide, witness.request());
    }
    Map<String, CompiledAccount> compiled = new HashMap<>();
    witness.accounts().forEach(one -> compiled.put(one.id(), policy.compile(one)));
    Accounts accounts = id -> Optional.ofNullable(compiled.get(id));
    return Answer.of(request -> policy.decide(accounts, request), witness.request());
  }

  private Optional<Witness> approved(Witness plain, AnswerChange change, SpaceCell cell) {
    for (AccessRequest request : atTimesOfApprovers(plain.request(), cell)) {
      for (Duration age : ages(cell)) {
        for (int who = 3; who > 0; who--) {
          Optional<AccessRequest> found =
              new ApprovalSearch(request, cell, age, who).find(plain, change);
          if (found.isPresent()) {
            return Optional.of(new Witness(found.get(), plain.accounts()));
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
  private List<AccessRequest> atTimesOfApprovers(AccessRequest request, SpaceCell cell) {
    List<AccessRequest> requests = new ArrayList<>();
    requests.add(request);
    cell.approvals().keySet().stream()
        .flatMap(test -> test.seats().stream())
        .map(Approved.Seat::permission)
        .distinct()
        .forEach(
            permission ->
                approvals.approvers(permission).stream()
                    .limit(MAX_APPROVERS)
                    .flatMap(
                        id -> cellOf(request, cell, id, permission, Optional.empty(), 3).stream())
                    .flatMap(one -> one.instant().stream())
                    .map(at -> moved(request, at))
                    .filter(cell::isAt)
                    .forEach(requests::add));
    return requests;
  }

  private static AccessRequest moved(AccessRequest request, Instant at) {
    Instant before = request.at().orElseThrow();
    AccessRequest moved = request.at(at);
    return request
        .secondFactorAt()
        .map(verified -> moved.secondFactorAt(at.minus(Duration.between(verified, before))))
        .orElse(moved);
  }

  /** Finds where an approver is permitted by some of the policies: 1 the old, 2 the new, 3 both. */
  private Optional<SpaceCell> cellOf(
      AccessRequest request,
      SpaceCell cell,
      String id,
      String permission,
      Optional<Instant> at,
      int who) {
    PairDifference asked = approvals.asked(id, permission);
    return asked
        .space()
        .cellAbout(
            request,
            cell.settled(),
            at,
            asked.diagram(),
            code ->
                asked.matches(
                    code,
                    change ->
                        PairDifference.isPermit(change.before()) == ((who & 1) != 0)
                            && PairDifference.isPermit(change.after()) == ((who & 2) != 0)));
  }

  /** A search for approvals of one age by people who may approve under the same policies. */
  private final class ApprovalSearch {
    private final SpaceCell cell;
    private final Duration age;
    private final int who;
    private final Map<String, GivenApproval> seated = new LinkedHashMap<>();
    private AccessRequest request;

    ApprovalSearch(AccessRequest request, SpaceCell cell, Duration age, int who) {
      this.request = request;
      this.cell = cell;
      this.age = age;
      this.who = who;
    }

    Optional<AccessRequest> find(Witness plain, AnswerChange change) {
      cell.approvals().entrySet().stream()
          .filter(Map.Entry::getValue)
          .flatMap(test -> test.getKey().seats().stream())
          .sorted(Comparator.comparing(Approved.Seat::permission))
          .forEach(this::fill);
      List<GivenApproval> all = new ArrayList<>(seated.values());
      for (int count = 0; count <= all.size(); count++) {
        AccessRequest approved =
            request.approvedBy(all.subList(0, count).toArray(GivenApproval[]::new));
        if (answers(new Witness(approved, plain.accounts())).equals(change)) {
          return Optional.of(approved);
        }
      }
      return Optional.empty();
    }

    private void fill(Approved.Seat seat) {
      Set<String> people = new HashSet<>();
      people.add(person(request.staff()));
      seated.keySet().forEach(id -> people.add(person(id)));
      int left = seat.count();
      int tried = 0;
      for (String id : approvals.approvers(seat.permission())) {
        if (left > 0
            && ++tried <= MAX_APPROVERS
            && !people.contains(person(id))
            && approves(id, seat.permission())) {
          people.add(person(id));
          left--;
        }
      }
    }

    private boolean approves(String id, String permission) {
      Instant at = request.at().orElseThrow().minus(age);
      if (at.isBefore(AccessRequest.MIN_INSTANT)) {
        return false;
      }
      Optional<SpaceCell> found = cellOf(request, cell, id, permission, Optional.of(at), who);
      found.ifPresent(
          one -> {
            request = one.completed(request);
            AccessRequest asked = one.circumstances(AccessRequest.of(id, permission).at(at));
            seated.put(
                id,
                new GivenApproval(id, at, asked.from(), asked.secondFactorAt(), asked.actingAs()));
          });
      return found.isPresent();
    }
  }

  private String person(String id) {
    StaffAccount account = now.document().staff().get(id);
    StaffAccount known = account == null ? old.document().staff().get(id) : account;
    return known == null ? id : known.personId();
  }
}
