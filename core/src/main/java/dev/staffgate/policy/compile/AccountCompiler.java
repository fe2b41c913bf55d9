package dev.staffgate.policy.compile;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.network.NetworkSet;
import dev.staffgate.policy.engine.CompiledRoles;
import dev.staffgate.policy.engine.EngineAccount;
import dev.staffgate.policy.engine.RoleSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Makes accounts ready: their time is cut into periods in which they have the same roles. */
final class AccountCompiler {
  private final CompiledRoles roles;
  private final IncludePathLimit limit;

  AccountCompiler(CompiledRoles roles, IncludePathLimit limit) {
    this.roles = roles;
    this.limit = limit;
  }

  /**
   * Makes an account ready.
   *
   * @param networks finds the addresses of terms
   * @param mayBelongToNobody whether the account that it names as its person is still to be looked
   *     at when it is decided
   * @throws PolicyException if a role has too many include paths
   */
  EngineAccount compile(
      StaffAccount account,
      Function<List<NetworkTerm>, NetworkSet> networks,
      boolean mayBelongToNobody) {
    AssignmentPeriods periods = AssignmentPeriods.of(account);
    List<RoleSet> roleSets = new ArrayList<>(periods.running().size());
    for (List<Assignment> running : periods.running()) {
      int[] ranks = requireAssignable(roles(running));
      roleSets.add(roles.roleSet(ranks, ranks));
    }
    return new EngineAccount(
        account,
        account.networks().map(networks).orElse(null),
        periods.starts(),
        roleSets,
        undefinedRoles(account),
        mayBelongToNobody);
  }

  /**
   * Returns the ranks of roles that may be assigned.
   *
   * @throws PolicyException if one of them has too many include paths
   */
  @CanIgnoreReturnValue
  int[] requireAssignable(List<String> ids) {
    int[] ranks = roles.ranksByAnyName(ids);
    limit.requireAssignable(ranks);
    return ranks;
  }

  // A loop, as below: a table does this for all of its accounts whenever the policy changes.
  private static List<String> roles(List<Assignment> running) {
    List<String> roles = new ArrayList<>(running.size());
    for (Assignment one : running) {
      roles.add(one.role().id());
    }
    return roles;
  }

  private List<Assignment> undefinedRoles(StaffAccount account) {
    List<Assignment> undefined = List.of();
    for (Assignment one : account.roles()) {
      if (!roles.isDefined(one.role().id())) {
        undefined = undefined.isEmpty() ? new ArrayList<>() : undefined;
        undefined.add(one);
      }
    }
    return undefined.isEmpty() ? undefined : List.copyOf(undefined);
  }
}
