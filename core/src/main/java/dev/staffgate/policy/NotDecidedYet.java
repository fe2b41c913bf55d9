package dev.staffgate.policy;

import com.google.common.collect.Iterables;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyProblem;
import dev.staffgate.model.PolicyTest;
import dev.staffgate.model.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Refuses what can be written and is not decided yet: a policy must never mean less than it says.
 */
final class NotDecidedYet {
  private NotDecidedYet() {}

  static List<PolicyProblem> in(PolicyDocument document) {
    List<PolicyProblem> problems = new ArrayList<>();
    for (Role role : document.roles().values()) {
      conditions(role.requires(), problems);
      role.grants().forEach(grant -> conditions(grant.conditions(), problems));
    }
    document
        .servers()
        .values()
        .forEach(server -> server.sso().ifPresent(sso -> conditions(sso.requires(), problems)));
    document.separate().forEach(rule -> problems.add(problem(rule.at(), "a rule of `separate`")));
    document.emergencies().values().forEach(one -> problems.add(problem(one.at(), "an emergency")));
    for (PolicyTest test : document.tests()) {
      if (!Iterables.isEmpty(
          Iterables.concat(test.approvals(), test.emergencies(), test.actingAs()))) {
        problems.add(problem(test.at(), "a test with `approvals`, `emergencies` or `acting-as`"));
      }
    }
    return problems;
  }

  private static void conditions(Collection<Condition> conditions, List<PolicyProblem> problems) {
    for (Condition condition : conditions) {
      if (condition.kind() == Condition.Kind.APPROVAL) {
        problems.add(problem(condition.at(), "`approval`"));
      }
    }
  }

  private static PolicyProblem problem(Place at, String what) {
    return PolicyProblem.of(
        at,
        "not-decided-yet",
        what + " is not decided by this release",
        "it would have to be passed over, and the policy would mean less than it says",
        "take it out until a release that decides it");
  }
}
