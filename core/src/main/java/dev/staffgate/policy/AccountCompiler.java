package dev.staffgate.policy;

import dev.staffgate.model.Assignment;
import dev.staffgate.model.Ref;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.network.NetworkSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Cuts the time of an account into stretches in which it has the same roles. */
final class AccountCompiler {
  private AccountCompiler() {}

  /**
   * @param roleSets gives the role set of these roles; asked again for the same ones
   */
  static CompiledAccount compile(
      Policy policy, StaffAccount account, Checks checks, Function<Set<String>, RoleSet> roleSets) {
    NetworkSet networks = account.networks().map(checks::networks).orElse(null);
    List<Instant> starts =
        account.roles().stream()
            .flatMap(one -> Stream.concat(one.from().stream(), one.until().stream()))
            .sorted()
            .distinct()
            .toList();
    List<RoleSet> stretches = new ArrayList<>();
    Instant before = starts.isEmpty() ? Instant.MIN : starts.get(0).minusNanos(1);
    stretches.add(roleSets.apply(rolesAt(account, before)));
    for (Instant start : starts) {
      stretches.add(roleSets.apply(rolesAt(account, start)));
    }
    return new CompiledAccount(policy, account, false, networks, starts, stretches);
  }

  private static Set<String> rolesAt(StaffAccount account, Instant instant) {
    return account.roles().stream()
        .filter(assignment -> assignment.runsAt(instant))
        .map(Assignment::role)
        .map(Ref::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
