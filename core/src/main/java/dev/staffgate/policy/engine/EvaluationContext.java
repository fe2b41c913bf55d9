package dev.staffgate.policy.engine;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.model.StaffAccount;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The request, the account and the approvers that the conditions of one decision are tested
 * against. Not thread-safe: lives while one decision is made.
 */
public final class EvaluationContext {
  /** The request as it was made. */
  public final AccessRequest request;

  /** The requester's account, as it was written. */
  public final StaffAccount account;

  private final Approvers approvers;
  private final @Nullable LockBlame locks;

  // Found once, so that all conditions see the same accounts whatever changes meanwhile.
  private @Nullable List<Optional<Approvers.Approver>> found;

  /**
   * Makes what the conditions of a request are tested against.
   *
   * @param account the requester's
   * @param approvers asked once for each approval, and not before a condition asks for approval
   * @param locks those of the request, or null if it has none
   */
  public EvaluationContext(
      AccessRequest request, StaffAccount account, Approvers approvers, @Nullable LockBlame locks) {
    this.request = request;
    this.account = account;
    this.approvers = approvers;
    this.locks = locks;
  }

  /** Returns the answer where no grant is left: that of a lock, if one took some. */
  Decision orGrantsLocked(Decision otherwise, int[] permissions, int[] held) {
    return locks == null ? otherwise : locks.orGrantsLocked(otherwise, permissions, held);
  }

  /** Returns the answer where no way in is left: that of a lock, if one took some. */
  Decision orPathsLocked(Decision otherwise, BitSet listed, int[] held) {
    return locks == null ? otherwise : locks.orPathsLocked(otherwise, listed, held);
  }

  /**
   * Returns whether the approvals given can be dealt out to the seats of a condition, so that each
   * has approvers of its own (policy reference, section 3).
   */
  boolean isApproved(CompiledCondition.Approval condition) {
    return !request.approvals().isEmpty() && condition.areFilled(seatsByPerson(condition).values());
  }

  /** Returns how many people gave an approval that counts for a seat of a condition. */
  int countingApprovers(CompiledCondition.Approval condition) {
    return seatsByPerson(condition).size();
  }

  // The seats that each person may take, one bit for each; nobody who may take none.
  private Map<String, Integer> seatsByPerson(CompiledCondition.Approval condition) {
    List<GivenApproval> given = request.approvals();
    List<Optional<Approvers.Approver>> approvedBy = approversOf(given);
    Map<String, Integer> seats = new HashMap<>();
    for (int i = 0; i < given.size(); i++) {
      Approvers.Approver approver = approvedBy.get(i).orElse(null);
      if (approver != null && condition.isFresh(given.get(i).at(), request.instantOrNull())) {
        int mask = condition.seats(given.get(i), request, approver);
        if (mask != 0) {
          seats.merge(approver.person(), mask, (one, other) -> one | other);
        }
      }
    }
    return seats;
  }

  private List<Optional<Approvers.Approver>> approversOf(List<GivenApproval> given) {
    List<Optional<Approvers.Approver>> known = found;
    if (known == null) {
      known = given.stream().map(one -> Optional.ofNullable(approvers.find(one.by()))).toList();
      found = known;
    }
    return known;
  }
}
