package dev.staffgate.policy.questions;

import static java.util.stream.Collectors.groupingBy;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.decision.TruthValue;
import dev.staffgate.policy.engine.CompiledCondition;
import dev.staffgate.policy.engine.CompiledPolicy;
import dev.staffgate.policy.engine.DecisionEngine;
import dev.staffgate.policy.engine.EngineAccount;
import dev.staffgate.policy.engine.EvaluationContext;
import dev.staffgate.policy.engine.IdSet;
import dev.staffgate.policy.engine.RoleSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the resources of one type with which a request would be permitted.
 *
 * @param <A> where the caller keeps accounts, to look up approvers
 */
public final class ScopeFinder<A> {
  private final CompiledPolicy policy;
  private final DecisionEngine<A> engine;
  private final CandidateLookup lookup;

  /** Makes a finder for one policy. */
  public ScopeFinder(CompiledPolicy policy, DecisionEngine<A> engine, CandidateLookup lookup) {
    this.policy = policy;
    this.engine = engine;
    this.lookup = lookup;
  }

  /**
   * Returns the ids with which this request would be permitted, each for itself.
   *
   * @param request for a permission of the catalogue
   */
  public IdSet scopeOf(EngineAccount account, A accounts, AccessRequest request, String type) {
    int permission = policy.catalogue().indexOf(request.permissionId());
    if (lookup.entersServers(permission) && type.equals("server")) {
      return IdSet.only(
          lookup.servers().stream()
              .filter(id -> engine.decide(account, accounts, request.on(type, id)).permitted())
              .toList());
    }
    RoleSet roles = engine.standing(account, request).rolesIfPermitted();
    return roles == null
        ? IdSet.NONE
        : evaluation(account, accounts, request, type)
            .of(candidates(permission, roles, request.resourceOrNull("server")));
  }

  private List<CandidateGroup> candidates(int permission, RoleSet roles, @Nullable String server) {
    if (!lookup.entersServers(permission)) {
      return lookup.candidates(permission, roles);
    }
    return server == null ? List.of() : lookup.candidatesInto(server, permission, roles);
  }

  private ScopeEvaluation evaluation(
      EngineAccount account, A accounts, AccessRequest request, String type) {
    EvaluationContext context = engine.context(account, accounts, request);
    return new ScopeEvaluation(
        condition -> {
          if (condition instanceof CompiledCondition.Resource resource && resource.isOf(type)) {
            return resource.idsWithTruth(TruthValue.TRUE, account.account());
          }
          return condition instanceof CompiledCondition.Approval approval
              ? approved(approval, accounts, request, type)
              : IdSet.allIf(condition.test(context) == TruthValue.TRUE);
        },
        condition ->
            condition instanceof CompiledCondition.Resource resource && resource.isOf(type)
                ? resource.idsWithTruth(TruthValue.FALSE, account.account()).complement()
                : IdSet.allIf(condition.test(context) != TruthValue.FALSE));
  }

  // Whether an approver may approve depends on the resource as well. Found as in EvaluationContext.
  private IdSet approved(
      CompiledCondition.Approval condition, A accounts, AccessRequest request, String type) {
    List<IdSet> byApprover =
        request.approvals().stream()
            .filter(given -> !given.by().equals(request.staff()))
            .filter(given -> condition.isFresh(given.at(), request.instantOrNull()))
            .collect(groupingBy(GivenApproval::by))
            .values()
            .stream()
            .map(
                given ->
                    IdSet.anyOf(
                        given.stream()
                            .map(one -> approves(one, condition, accounts, request, type))
                            .toList()))
            .toList();
    return IdSet.inAtLeast(condition.required(), byApprover);
  }

  private IdSet approves(
      GivenApproval given,
      CompiledCondition.Approval condition,
      A accounts,
      AccessRequest request,
      String type) {
    AccessRequest asked = request.askedOf(given, condition.by());
    EngineAccount approver = engine.find(accounts, given.by());
    return approver == null ? IdSet.NONE : scopeOf(approver, accounts, asked, type);
  }
}
