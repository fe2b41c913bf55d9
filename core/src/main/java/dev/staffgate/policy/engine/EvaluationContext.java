package dev.staffgate.policy.engine;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Accounts;
import dev.staffgate.policy.CompiledAccount;
import dev.staffgate.policy.Policy;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the conditions of one decision are tested against. Not thread-safe: lives while one decision
 * is taken.
 */
public final class EvaluationContext {
  public final AccessRequest request;

  /** The requester's account, as it was written. */
  public final StaffAccount account;

  private final Policy policy;
  private final Accounts accounts;

  // Found once, so that all conditions see the same accounts whatever changes meanwhile.
  private @Nullable List<Optional<CompiledAccount>> approvers;

  public EvaluationContext(
      AccessRequest request, StaffAccount account, Policy policy, Accounts accounts) {
    this.request = request;
    this.account = account;
    this.policy = policy;
    this.accounts = accounts;
  }

  /** How many of the approvals given count for a condition (policy reference, section 3). */
  long approvals(CompiledCondition.Approval condition) {
    List<GivenApproval> given = request.approvals();
    if (given.isEmpty()) {
      return 0;
    }
    List<Optional<CompiledAccount>> found = approversOf(given);
    return IntStream.range(0, given.size())
        .filter(i -> counts(given.get(i), found.get(i), condition))
        .mapToObj(i -> given.get(i).by())
        .distinct()
        .count();
  }

  private List<Optional<CompiledAccount>> approversOf(List<GivenApproval> given) {
    List<Optional<CompiledAccount>> found = approvers;
    if (found == null) {
      found = given.stream().map(one -> accounts.find(one.by())).toList();
      approvers = found;
    }
    return found;
  }

  private boolean counts(
      GivenApproval approval,
      Optional<CompiledAccount> approver,
      CompiledCondition.Approval condition) {
    return approver.isPresent()
        && !approval.by().equals(request.staff())
        && condition.isFresh(approval.at(), request.instantOrNull())
        && policy.decide(approver.get(), request.askedOf(approval, condition.by())).permitted();
  }
}
