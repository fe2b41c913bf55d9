package dev.staffgate.policy.questions;

import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.decision.TruthValue;
import dev.staffgate.model.Permission;
import dev.staffgate.policy.engine.CompiledCondition;
import dev.staffgate.policy.engine.CompiledPolicy;
import dev.staffgate.policy.engine.DecisionEngine;
import dev.staffgate.policy.engine.EngineAccount;
import dev.staffgate.policy.engine.EvaluationContext;
import dev.staffgate.policy.engine.IdSet;
import dev.staffgate.policy.engine.RoleSet;
import java.util.Collection;
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
    // The id that the request may have of this type is not looked at; no lock is on an empty one.
    RoleSet roles = engine.standing(account, accounts, request.on(type, "")).rolesIfPermitted();
    if (roles == null) {
      return IdSet.NONE;
    }
    IdSet permitted =
        evaluation(account, accounts, request, type)
            .of(candidates(permission, roles, request.resourceOrNull("server")));
    return type.equals("server") ? permitted.minus(engine.serversLockedFor(request)) : permitted;
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
              ? approved(approval, account, accounts, request, type)
              : IdSet.allIf(condition.test(context) == TruthValue.TRUE);
        },
        condition ->
            condition instanceof CompiledCondition.Resource resource && resource.isOf(type)
                ? resource.idsWithTruth(TruthValue.FALSE, account.account()).complement()
                : IdSet.allIf(condition.test(context) != TruthValue.FALSE));
  }

  // Whether an approver may approve depends on the resource as well. Dealt out to the seats as in
  // CompiledCondition.Approval, for all ids at once.
  private IdSet approved(
      CompiledCondition.Approval condition,
      EngineAccount requester,
      A accounts,
      AccessRequest request,
      String type) {
    ListMultimap<String, GivenApproval> byPerson =
        MultimapBuilder.hashKeys().arrayListValues().build();
    for (GivenApproval given : request.approvals()) {
      EngineAccount approver = engine.find(accounts, given.by());
      if (approver != null
          && engine.mayApprove(requester, approver, accounts, request)
          && condition.isFresh(given.at(), request.instantOrNull())) {
        byPerson.put(approver.personInLowerCase(), given);
      }
    }
    IdSet approved = IdSet.ALL;
    for (int group = 1; group < 1 << condition.seats().size(); group++) {
      List<Permission> seats = condition.permissionsOf(group);
      List<IdSet> people =
          byPerson.asMap().values().stream()
              .map(given -> anySeat(given, seats, accounts, request, type))
              .toList();
      approved = approved.and(IdSet.inAtLeast(condition.needed(group), people));
    }
    return approved;
  }

  private IdSet anySeat(
      Collection<GivenApproval> given,
      List<Permission> seats,
      A accounts,
      AccessRequest request,
      String type) {
    return IdSet.anyOf(
        given.stream()
            .flatMap(one -> seats.stream().map(by -> approves(one, by, accounts, request, type)))
            .toList());
  }

  private IdSet approves(
      GivenApproval given, Permission by, A accounts, AccessRequest request, String type) {
    AccessRequest asked = request.askedOf(given, by);
    EngineAccount approver = engine.find(accounts, given.by());
    return approver == null ? IdSet.NONE : scopeOf(approver, accounts, asked, type);
  }
}
