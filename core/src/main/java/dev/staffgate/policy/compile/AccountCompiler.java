package dev.staffgate.policy.compile;

import dev.staffgate.model.Assignment;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.network.NetworkSet;
import dev.staffgate.policy.CompiledAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.policy.engine.RoleSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Cuts the time of an account into stretches in which it has the same roles. */
public final class AccountCompiler {
  private AccountCompiler() {}

  public static CompiledAccount compile(
      Policy policy,
      StaffAccount account,
      Function<List<NetworkTerm>, NetworkSet> networks,
      PolicyCompiler compiler) {
    List<Instant> starts = starts(account);
    List<RoleSet> stretches = new ArrayList<>(starts.size() + 1);
    for (int i = 0; i <= starts.size(); i++) {
      int[] ranks = compiler.assignable(roles(running(account, starts, i)));
      stretches.add(compiler.roleSet(ranks, ranks));
    }
    return new CompiledAccount(
        policy, account, account.networks().map(networks).orElse(null), starts, stretches);
  }

  // A loop, as below: a table does this for all of its accounts whenever the policy changes.
  private static List<String> roles(List<Assignment> running) {
    List<String> roles = new ArrayList<>(running.size());
    for (Assignment one : running) {
      roles.add(one.role().id());
    }
    return roles;
  }

  /** The instants at which a stretch begins before which there is another; ascending. */
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

  /** The assignments that run in a stretch, counted from 0: the one before the first start. */
  static List<Assignment> running(StaffAccount account, List<Instant> starts, int stretch) {
    if (starts.isEmpty()) {
      return account.roles();
    }
    return account.roles().stream()
        .filter(one -> stretch == 0 ? one.from().isEmpty() : one.runsAt(starts.get(stretch - 1)))
        .toList();
  }
}
