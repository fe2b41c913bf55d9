package dev.staffgate.analysis.diff;

import dev.staffgate.analysis.cells.ConditionTest.Approved;
import dev.staffgate.analysis.cells.SpaceCell;
import dev.staffgate.analysis.diff.RegionDraft.Witness;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Accounts;
import dev.staffgate.policy.CompiledAccount;
import dev.staffgate.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
   * @return empty if nobody was found who would have to approve
   * @throws IllegalStateException if the policies do not answer as was found
   */
  Optional<Witness> find(Subject subject, String permission, AnswerChange change, SpaceCell cell) {
    List<StaffAccount> accounts =
        subject.isOfDirectory() ? List.of(DirectoryAccount.of("somebody", cell)) : List.of();
    String staff = accounts.isEmpty() ? subject.id() : accounts.get(0).id();
    AccessRequest request = cell.request(AccessRequest.of(staff, permission));
    Witness plain = new Witness(request, accounts);
    if (answers(plain).equals(change)) {
      return Optional.of(plain);
    }
    if (cell.approvals().isEmpty()) {
      throw new IllegalStateException(
          "%s: expected %s, but the policies answer %s".formatted(request, change, answers(plain)));
    }
    return subject.isOfDirectory() || !request.hasInstant()
        ? Optional.empty()
        : approved(plain, change, cell);
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
    for (Duration age : ages(cell)) {
      for (int who = 3; who > 0; who--) {
        Optional<Witness> found = approved(plain, change, cell, age, who);
        if (found.isPresent()) {
          return found;
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

  private Optional<Witness> approved(
      Witness plain, AnswerChange change, SpaceCell cell, Duration age, int who) {
    Map<String, GivenApproval> seated = new LinkedHashMap<>();
    cell.approvals()
        .forEach(
            (test, given) -> {
              if (given) {
                test.seats().forEach(seat -> seat(plain.request(), seat, age, who, seated));
              }
            });
    List<GivenApproval> all = new ArrayList<>(seated.values());
    for (int count = 1; count <= all.size(); count++) {
      Witness witness =
          new Witness(
              plain.request().approvedBy(all.subList(0, count).toArray(GivenApproval[]::new)),
              plain.accounts());
      if (answers(witness).equals(change)) {
        return Optional.of(witness);
      }
    }
    return Optional.empty();
  }

  private void seat(
      AccessRequest request,
      Approved.Seat seat,
      Duration age,
      int who,
      Map<String, GivenApproval> seated) {
    Set<String> people = new HashSet<>();
    people.add(person(request.staff()));
    seated.keySet().forEach(id -> people.add(person(id)));
    int left = seat.count();
    int tried = 0;
    for (String id : approvals.approvers(seat.permission())) {
      if (left > 0 && ++tried <= MAX_APPROVERS && !people.contains(person(id))) {
        Optional<GivenApproval> given = approval(request, id, seat.permission(), age, who);
        if (given.isPresent()) {
          seated.put(id, given.get());
          people.add(person(id));
          left--;
        }
      }
    }
  }

  private String person(String id) {
    StaffAccount account = now.document().staff().get(id);
    StaffAccount known = account == null ? old.document().staff().get(id) : account;
    return known == null ? id : known.personId();
  }

  /** Returns an approval that counts under some of the policies: 1 the old, 2 the new, 3 both. */
  private Optional<GivenApproval> approval(
      AccessRequest request, String id, String permission, Duration age, int who) {
    Instant at = request.at().orElseThrow().minus(age);
    if (at.isBefore(AccessRequest.MIN_INSTANT)) {
      return Optional.empty();
    }
    PairDifference asked = approvals.asked(id, permission);
    return SpaceCell.about(
            asked.space(),
            asked.diagram(),
            request,
            at,
            code ->
                asked.matches(
                    code,
                    change ->
                        PairDifference.isPermit(change.before()) == ((who & 1) != 0)
                            && PairDifference.isPermit(change.after()) == ((who & 2) != 0)))
        .map(cell -> approval(cell.circumstances(AccessRequest.of(id, permission).at(at)), at));
  }

  private static GivenApproval approval(AccessRequest asked, Instant at) {
    return new GivenApproval(
        asked.staff(), at, asked.from(), asked.secondFactorAt(), asked.actingAs());
  }
}
