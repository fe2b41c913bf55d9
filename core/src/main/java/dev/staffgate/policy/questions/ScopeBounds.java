package dev.staffgate.policy.questions;

import dev.staffgate.decision.Scope;
import dev.staffgate.decision.TruthValue;
import dev.staffgate.model.Permission;
import dev.staffgate.policy.CompiledAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.policy.engine.CompiledCondition;
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

  /** What is known: both, if they are the same. */
  public Scope scope() {
    return most.equals(least) ? most.toScope() : Scope.CONDITIONAL;
  }

  public static ScopeBounds of(
      Policy policy,
      CandidateLookup offers,
      CompiledAccount account,
      Permission permission,
      String type) {
    if (account.account().disabled() || account.locked()) {
      return NONE;
    }
    Asked asked = new Asked(policy, offers, account, permission, type);
    List<CompiledAccount.Stretch> stretches = account.stretches();
    List<ScopeBounds> bounds =
        stretches.stream()
            .map(CompiledAccount.Stretch::roles)
            .filter(roles -> roles.broken() == null)
            .map(asked::bounds)
            .toList();
    // A request without an instant, or an address, is denied to such an account.
    boolean depends = stretches.size() > 1 || account.networksOrNull() != null;
    return new ScopeBounds(
        depends || bounds.isEmpty() ? IdSet.NONE : bounds.get(0).least,
        IdSet.anyOf(bounds.stream().map(ScopeBounds::most).toList()));
  }

  private record Asked(
      Policy policy,
      CandidateLookup offers,
      CompiledAccount account,
      Permission permission,
      String type) {
    ScopeBounds bounds(RoleSet roles) {
      int position = policy.catalogue().indexOf(permission);
      if (!offers.entersServers(position)) {
        return bounds(Map.of(), offers.of(position, roles));
      }
      List<String> least = new ArrayList<>();
      List<String> most = new ArrayList<>();
      List<IdSet> onOne = new ArrayList<>();
      for (String server : offers.servers()) {
        ScopeBounds one = bounds(Map.of("server", server), offers.into(server, position, roles));
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
      PossibleOutcomes outlook = new PossibleOutcomes(policy, account.account(), resources);
      ScopeEvaluation least =
          new ScopeEvaluation(
              check -> where(check, TruthValue.TRUE, outlook, outlook::surelyHolds),
              check ->
                  where(check, TruthValue.FALSE, outlook, outlook::isSurelyFalse).complement());
      ScopeEvaluation most =
          new ScopeEvaluation(
              check -> where(check, TruthValue.TRUE, outlook, outlook::mayHold),
              check -> where(check, TruthValue.FALSE, outlook, outlook::mayBeFalse).complement());
      return new ScopeBounds(least.of(offered), most.of(offered));
    }

    private IdSet where(
        CompiledCondition check,
        TruthValue truth,
        PossibleOutcomes outlook,
        Predicate<CompiledCondition> otherwise) {
      return check instanceof CompiledCondition.Resource resource && resource.isOf(type)
          ? resource.where(truth, outlook.account())
          : IdSet.allIf(otherwise.test(check));
    }
  }
}
