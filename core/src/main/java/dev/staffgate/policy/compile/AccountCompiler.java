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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

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
    List<Instant> starts = starts(account);
    List<RoleSet> periods = new ArrayList<>(starts.size() + 1);
    for (int i = 0; i <= starts.size(); i++) {
      int[] ranks = requireAssignable(roles(running(account, starts, i)));
      periods.add(roles.roleSet(ranks, ranks));
    }
    return new EngineAccount(
        account,
        account.networks().map(networks).orElse(null),
        starts,
        periods,
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

  /** Returns the instants at which each period but the first begins; ascending. */
  static List<Instant> starts(StaffAccount account) {
    if (isForGood(account)) {
      return List.of();
    }
    return account.roles().stream()
        .flatMap(one -> Stream.concat(one.from().stream(), one.until().stream()))
        .sorted()
        .distinct()
        .toList();
  }

  // A loop: it is asked of each account when a policy is loaded.
  private static boolean isForGood(StaffAccount account) {
    for (Assignment one : account.roles()) {
      if (!one.forGood()) {
        return false;
      }
    }
    return true;
  }

  /** Returns the assignments that run in a period; period 0 ends at the first start. */
  static List<Assignment> running(StaffAccount account, List<Instant> starts, int period) {
    if (starts.isEmpty()) {
      return account.roles();
    }
    return account.roles().stream()
        .filter(one -> period == 0 ? one.from().isEmpty() : one.runsAt(starts.get(period - 1)))
        .toList();
  }
}
