package dev.staffgate.policy;

import dev.staffgate.model.Assignment;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyProblem;
import dev.staffgate.model.SeparationRule;
import dev.staffgate.model.StaffAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds accounts that break a rule of {@code separate} within an account at some instant. */
final class Breaches {
  private Breaches() {}

  /** The first breach of each rule that an account breaks. */
  static List<SeparationBreach> of(StaffAccount account, Compiler compiler) {
    List<SeparationBreach> breaches = new ArrayList<>();
    Set<SeparationRule> seen = new HashSet<>();
    List<Instant> starts = AccountCompiler.starts(account);
    for (int i = 0; i <= starts.size(); i++) {
      List<Assignment> running = AccountCompiler.running(account, starts, i);
      int[] assigned =
          compiler.ranks(running.stream().map(assignment -> assignment.role().id()).toList());
      for (SeparationRule rule : compiler.duties().brokenByAccount(assigned)) {
        if (seen.add(rule)) {
          Optional<Instant> from = i == 0 ? Optional.empty() : Optional.of(starts.get(i - 1));
          breaches.add(breach(account, rule, from, running, compiler));
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
      Compiler compiler) {
    List<Assignment> giving = new ArrayList<>();
    Set<String> held = new HashSet<>();
    for (Assignment assignment : running) {
      for (int rank : compiler.ranks(List.of(assignment.role().id()))) {
        List<String> members = compiler.duties().heldBy(rank, rule);
        held.addAll(members);
        if (!members.isEmpty()) {
          giving.add(assignment);
        }
      }
    }
    return new SeparationBreach(account.id(), rule, from, giving, held.stream().sorted().toList());
  }

  /** What the loader says of one. */
  static PolicyProblem problem(SeparationBreach breach) {
    SeparationRule rule = breach.rule();
    Place last =
        breach.assignments().stream()
            .map(assignment -> assignment.role().at())
            .max(Place.ORDER)
            .orElse(rule.at());
    return PolicyProblem.of(
        last,
        "separation-of-duties",
        breach.text(),
        "nobody may hold more than "
            + rule.atMost()
            + " of what the rule at "
            + rule.at()
            + " lists, what roles include and assignments that overlap in time counted",
        "take a role away, let the assignments follow each other, or give the rule `in: session`");
  }
}
