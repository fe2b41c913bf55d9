package dev.staffgate.policy.compile;

import dev.staffgate.decision.SeparationBreach;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.SeparationRule;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.engine.CompiledRoles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds accounts that break a rule of {@code separate} within an account at some instant. */
final class SeparationBreachFinder {
  private SeparationBreachFinder() {}

  /** Returns the first breach of each rule that an account breaks. */
  static List<SeparationBreach> of(StaffAccount account, CompiledRoles roles) {
    if (roles.separation().isEmpty()) {
      return List.of();
    }
    List<SeparationBreach> breaches = new ArrayList<>();
    Set<SeparationRule> seen = new HashSet<>();
    AssignmentPeriods periods = AssignmentPeriods.of(account);
    for (int i = 0; i < periods.running().size(); i++) {
      List<Assignment> running = periods.running().get(i);
      int[] assigned =
          roles.ranks(running.stream().map(assignment -> assignment.role().id()).toList());
      for (SeparationRule rule : roles.separation().brokenByAccount(assigned)) {
        if (seen.add(rule)) {
          Optional<Instant> from =
              i == 0 ? Optional.empty() : Optional.of(periods.starts().get(i - 1));
          breaches.add(breach(account, rule, from, running, roles));
        }
      }
    }
    return breaches;
  }

  private static SeparationBreach breach(
      StaffAccount account,
      SeparationRule rule,
      Optional<Instant> from,
      List<Assignment> running,
      CompiledRoles roles) {
    List<Assignment> giving = new ArrayList<>();
    Set<String> held = new HashSet<>();
    for (Assignment assignment : running) {
      for (int rank : roles.ranks(List.of(assignment.role().id()))) {
        List<String> members = roles.separation().membersHeldBy(rank, rule);
        held.addAll(members);
        if (!members.isEmpty()) {
          giving.add(assignment);
        }
      }
    }
    return new SeparationBreach(account.id(), rule, from, giving, held.stream().sorted().toList());
  }
}
