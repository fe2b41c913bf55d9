package dev.staffgate.policy.questions;

import dev.staffgate.decision.Scope;
import dev.staffgate.decision.TruthValue;
import dev.staffgate.model.Permission;
import dev.staffgate.policy.engine.CompiledCondition;
import dev.staffgate.policy.engine.CompiledPolicy;
import dev.staffgate.policy.engine.EngineAccount;
import dev.staffgate.policy.engine.IdSet;
import dev.staffgate.policy.engine.RoleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The resources of one type with which every request of an account is permitted, and those with
 * which some request may be; for requests that act with all roles, outside of emergencies.
 *
 * @param least within {@code most}
 * @param most or more than that
 */
public record ScopeBounds(IdSet least, IdSet most) {
  public static final ScopeBounds NONE = new ScopeBounds(IdSet.NONE, IdSet.NONE);

  /** Returns the scope if both bounds are the same; else a conditional one. */
  public Scope scope() {
    return most.equals(least) ? most.toScope() : Scope.CONDITIONAL;
  }

  public static ScopeBounds of(
      CompiledPolicy policy,
      CandidateLookup lookup,
      EngineAccount account,
      Permission permission,
      String type) {
    if (!account.isActive()) {
      return NONE;
    }
    Asked asked = new Asked(policy, lookup, account, permission, type);
    List<EngineAccount.RolePeriod> periods = account.rolePeriods();
    List<ScopeBounds> bounds =
        periods.stream()
            .map(EngineAccount.RolePeriod::roles)
            .filter(roles -> roles.separationDenial() == null)
            .map(asked::bounds)
            .toList();
    // A request without an instant, or an address, is denied to such an account.
    boolean depends = !account.hasRolesForGood() || !account.actsFromAnywhere();
    return new ScopeBounds(
        depends || bounds.isEmpty() ? IdSet.NONE : bounds.get(0).least,
        IdSet.anyOf(bounds.stream().map(ScopeBounds::most).toList()));
  }

  private record Asked(
      CompiledPolicy policy,
      CandidateLookup lookup,
      EngineAccount account,
      Permission permission,
      String type) {
    ScopeBounds bounds(RoleSet roles) {
      int position = policy.catalogue().indexOf(permission);
      if (!lookup.entersServers(position)) {
        return bounds(Map.of(), lookup.candidates(position, roles));
      }
      List<String> least = new ArrayList<>();
      List<String> most = new ArrayList<>();
      List<IdSet> onOne = new ArrayList<>();
      for (String server : lookup.servers()) {
        ScopeBounds one =
            bounds(Map.of("server", server), lookup.candidatesInto(server, position, roles));
        if (one.least.contains(server)) {
          least.add(server);
        }
        if (one.most.contains(server)) {
          most.add(server);
        }
        onOne.add(one.most);
      }
      return type.equals("server")
          ? new ScopeBounds(IdSet.only(least), IdSet.only(most))
          : new ScopeBounds(IdSet.NONE, IdSet.anyOf(onOne)); // a server has to be named besides
    }

    private ScopeBounds bounds(Map<String, String> resources, List<CandidateGroup> offered) {
      PossibleOutcomes outcomes = new PossibleOutcomes(account.account(), resources);
      ScopeEvaluation least =
          new ScopeEvaluation(
              condition -> where(condition, TruthValue.TRUE, outcomes, outcomes::surelyHolds),
              condition ->
                  where(condition, TruthValue.FALSE, outcomes, outcomes::isSurelyFalse)
                      .complement());
      ScopeEvaluation most =
          new ScopeEvaluation(
              condition -> where(condition, TruthValue.TRUE, outcomes, outcomes::mayHold),
              condition ->
                  where(condition, TruthValue.FALSE, outcomes, outcomes::mayBeFalse).complement());
      return new ScopeBounds(least.of(offered), most.of(offered));
    }

    private IdSet where(
        CompiledCondition condition,
        TruthValue truth,
        PossibleOutcomes outcomes,
        Predicate<CompiledCondition> otherwise) {
      return condition instanceof CompiledCondition.Resource resource && resource.isOf(type)
          ? resource.idsWithTruth(truth, outcomes.account())
          : IdSet.allIf(otherwise.test(condition));
    }
  }
}
