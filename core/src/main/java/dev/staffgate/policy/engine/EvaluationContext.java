package dev.staffgate.policy.engine;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.model.StaffAccount;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
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

  // Found once, so that all conditions see the same accounts whatever changes meanwhile.
  private @Nullable List<Optional<Approvers.Approver>> found;

  /**
   * Makes what the conditions of a request are tested against.
   *
   * @param account the requester's
   * @param approvers asked once for each approval, and not before a condition asks for approval
   */
  public EvaluationContext(AccessRequest request, StaffAccount account, Approvers approvers) {
    this.request = request;
    this.account = account;
    this.approvers = approvers;
  }

  /**
   * Returns how many of the approvals given count for a condition (policy reference, section 3).
   */
  long countingApprovals(CompiledCondition.Approval condition) {
    List<GivenApproval> given = request.approvals();
    if (given.isEmpty()) {
      return 0;
    }
    List<Optional<Approvers.Approver>> approvedBy = approversOf(given);
    return IntStream.range(0, given.size())
        .filter(i -> counts(given.get(i), approvedBy.get(i), condition))
        .mapToObj(i -> given.get(i).by())
        .distinct()
        .count();
  }

  private List<Optional<Approvers.Approver>> approversOf(List<GivenApproval> given) {
    List<Optional<Approvers.Approver>> known = found;
    if (known == null) {
      known = given.stream().map(one -> Optional.ofNullable(approvers.find(one.by()))).toList();
      found = known;
    }
    return known;
  }

  private boolean counts(
      GivenApproval approval,
      Optional<Approvers.Approver> approver,
      CompiledCondition.Approval condition) {
    return approver.isPresent()
        && !approval.by().equals(request.staff())
        && condition.isFresh(approval.at(), request.instantOrNull())
        && approver.get().isPermitted(request.askedOf(approval, condition.by()));
  }
}
