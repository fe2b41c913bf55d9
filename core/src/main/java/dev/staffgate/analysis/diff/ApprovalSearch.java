package dev.staffgate.analysis.diff;

import dev.staffgate.analysis.cells.ConditionTest.Approved;
import dev.staffgate.analysis.cells.SpaceCell;
import dev.staffgate.analysis.diff.RegionDraft.Witness;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.model.StaffAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A search for approvals of one age by people who may approve under the same policies. */
final class ApprovalSearch {
  /** Each test by those who may under the policies that count it. */
  static final int BY_TEST = 0;

  private static final int MAX_APPROVERS = 64;

  private final AskedPolicies policies;
  private final Approvals approvals;
  private final SpaceCell cell;
  private final Duration age;
  private final int who;
  private final boolean inDirectory;
  private final List<StaffAccount> accounts;
  private final Map<String, GivenApproval> seated = new LinkedHashMap<>();
  private AccessRequest request;

  /**
   * @param plain the request without approvals
   * @param age of each approval
   * @param who may approve: under the old policy (1), the new one (2), both (3), or {@link
   *     #BY_TEST}
   */
  ApprovalSearch(
      AskedPolicies policies,
      Approvals approvals,
      Witness plain,
      SpaceCell cell,
      Duration age,
      int who) {
    this.policies = policies;
    this.approvals = approvals;
    this.request = plain.request();
    this.accounts = new ArrayList<>(plain.accounts());
    this.inDirectory = !accounts.isEmpty();
    this.cell = cell;
    this.age = age;
    this.who = who;
  }

  Optional<Witness> find(AnswerChange change) {
    cell.approvals().entrySet().stream()
        .filter(Map.Entry::getValue)
        .map(Map.Entry::getKey)
        .flatMap(test -> test.seats().stream().map(seat -> new Wanted(seat, who(test))))
        .distinct()
        .sorted(Comparator.comparing((Wanted one) -> one.seat.permission()))
        .forEach(this::fill);
    List<GivenApproval> all = new ArrayList<>(seated.values());
    for (int count = 0; count <= all.size(); count++) {
      AccessRequest approved =
          request.approvedBy(all.subList(0, count).toArray(GivenApproval[]::new));
      Witness witness = new Witness(approved, accounts);
      if (policies.answers(witness).equals(change)) {
        return Optional.of(witness);
      }
    }
    return Optional.empty();
  }

  // By test: those who may under the policies that count it as given.
  private int who(Approved test) {
    if (who != BY_TEST) {
      return who;
    }
    boolean byOther =
        cell.approvals().entrySet().stream()
            .filter(Map.Entry::getValue)
            .map(Map.Entry::getKey)
            .anyMatch(
                one ->
                    one.seats().equals(test.seats())
                        && one.within().equals(test.within())
                        && !one.side().equals(test.side()));
    return test.side().isEmpty() || byOther ? 3 : test.side().equals("old") ? 1 : 2;
  }

  private void fill(Wanted wanted) {
    String permission = wanted.seat.permission();
    if (inDirectory) {
      int missing = wanted.seat.count();
      while (missing > 0 && approves("", permission, wanted.who)) {
        missing--;
      }
      return;
    }
    Set<String> people = new HashSet<>();
    people.add(policies.person(request.staff()));
    seated.keySet().forEach(id -> people.add(policies.person(id)));
    int left = wanted.seat.count();
    int tried = 0;
    for (String id : approvals.approvers(permission)) {
      if (left > 0
          && ++tried <= MAX_APPROVERS
          && !people.contains(policies.person(id))
          && approves(id, permission, wanted.who)) {
        people.add(policies.person(id));
        left--;
      }
    }
  }

  private boolean approves(String id, String permission, int under) {
    Instant at = request.at().orElseThrow().minus(age);
    if (at.isBefore(AccessRequest.MIN_INSTANT)) {
      return false;
    }
    Optional<SpaceCell> found =
        cellOf(approvals, request, cell, id, permission, Optional.of(at), under);
    found.ifPresent(
        one -> {
          request = one.completed(request);
          String by = inDirectory ? added(one) : id;
          AccessRequest asked = one.circumstances(AccessRequest.of(by, permission).at(at));
          seated.put(
              by,
              new GivenApproval(by, at, asked.from(), asked.secondFactorAt(), asked.actingAs()));
        });
    return found.isPresent();
  }

  private String added(SpaceCell approver) {
    StaffAccount account = WitnessAccount.of("approver" + accounts.size(), approver);
    accounts.add(account);
    return account.id();
  }

  /** Finds where an approver is permitted by some of the policies: 1 the old, 2 the new, 3 both. */
  static Optional<SpaceCell> cellOf(
      Approvals approvals,
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

  /** A seat, and under which policies whoever takes it may approve. */
  private record Wanted(Approved.Seat seat, int who) {}
}
