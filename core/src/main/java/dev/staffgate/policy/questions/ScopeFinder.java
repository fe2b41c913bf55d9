package dev.staffgate.policy.questions;

import static java.util.stream.Collectors.groupingBy;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.decision.TruthValue;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Accounts;
import dev.staffgate.policy.CompiledAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.policy.engine.CompiledCondition;
import dev.staffgate.policy.engine.EmergenciesByHolder;
import dev.staffgate.policy.engine.EvaluationContext;
import dev.staffgate.policy.engine.IdSet;
import dev.staffgate.policy.engine.RoleSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the resources of one type with which a request would be permitted. */
public final class ScopeFinder {
  private final Policy policy;
  private final CandidateLookup offers;
  private final EmergenciesByHolder emergencies;

  public ScopeFinder(Policy policy, CandidateLookup offers, EmergenciesByHolder emergencies) {
    this.policy = policy;
    this.offers = offers;
    this.emergencies = emergencies;
  }

  /** The ids with which this request would be permitted, each for itself. */
  public IdSet of(CompiledAccount account, Accounts accounts, AccessRequest request, String type) {
    int permission = policy.catalogue().indexOf(policy.permission(request.permissionId()));
    if (offers.entersServers(permission) && type.equals("server")) {
      return IdSet.only(
          offers.servers().stream()
              .filter(id -> policy.decide(account, accounts, request.on(type, id)).permitted())
              .toList());
    }
    RoleSet roles = roles(account, request);
    return roles == null
        ? IdSet.NONE
        : view(account.account(), accounts, request, type)
            .of(offered(permission, roles, request.resourceOrNull("server")));
  }

  /** The roles that count for a request, or null if steps 1 to 4 deny it. */
  private @Nullable RoleSet roles(CompiledAccount account, AccessRequest request) {
    if (account.account().disabled()
        || account.locked()
        || !policy.mayActFrom(account, request.addressOrNull())) {
      return null;
    }
    RoleSet assigned = account.roleSetAt(request.instantOrNull());
    if (assigned == null) {
      return null;
    }
    RoleSet roles =
        assigned.narrowed(
            request.actingAs(), emergencies.roles(request.staff(), request.emergencies()));
    return roles.broken() == null ? roles : null;
  }

  private List<CandidateGroup> offered(int permission, RoleSet roles, @Nullable String server) {
    if (!offers.entersServers(permission)) {
      return offers.of(permission, roles);
    }
    return server == null ? List.of() : offers.into(server, permission, roles);
  }

  private ScopeEvaluation view(
      StaffAccount account, Accounts accounts, AccessRequest request, String type) {
    EvaluationContext situation = new EvaluationContext(request, account, policy, accounts);
    return new ScopeEvaluation(
        check -> {
          if (check instanceof CompiledCondition.Resource resource && resource.isOf(type)) {
            return resource.where(TruthValue.TRUE, account);
          }
          return check instanceof CompiledCondition.Approval approval
              ? approved(approval, accounts, request, type)
              : IdSet.allIf(check.test(situation) == TruthValue.TRUE);
        },
        check ->
            check instanceof CompiledCondition.Resource resource && resource.isOf(type)
                ? resource.where(TruthValue.FALSE, account).complement()
                : IdSet.allIf(check.test(situation) != TruthValue.FALSE));
  }

  // Whether an approver may approve depends on the resource as well. Found as in Situation.
  private IdSet approved(
      CompiledCondition.Approval condition, Accounts accounts, AccessRequest request, String type) {
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
    return IdSet.inAtLeast(condition.approval().count(), byApprover);
  }

  private IdSet approves(
      GivenApproval given,
      CompiledCondition.Approval condition,
      Accounts accounts,
      AccessRequest request,
      String type) {
    AccessRequest asked = request.askedOf(given, condition.by());
    return accounts
        .find(given.by())
        .map(approver -> of(approver, policy.staff(), asked, type))
        .orElse(IdSet.NONE);
  }
}
