package dev.staffgate.vectors;

import static com.google.common.base.Preconditions.checkState;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.ReasonCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Files of grants, memberships and requests that are to be decided. */
final class GrantChecks {
  private GrantChecks() {}

  static void run(Json file, Tally tally) {
    Facts facts = new Facts(file);
    List<Json> asked = new ArrayList<>();
    file.objects("checks").forEach(check -> asked.add(check.object("request")));
    GrantPolicy translated =
        new GrantPolicy(
            facts, Universe.of(facts.grants(), facts.memberships(), asked), new Names());
    LoadedPolicy policy = translated.load();
    GrantRequests requests = new GrantRequests(facts, translated);
    for (Json check : file.objects("checks")) {
      tally.check(
          check.text("id"),
          expected(check),
          () -> {
            Optional<String> obstacle = translated.obstacles().of(check.object("request"));
            if (obstacle.isPresent()) {
              throw new NotExpressible(obstacle.get());
            }
            return answer(policy, requests, check);
          });
    }
  }

  private static List<Object> expected(Json check) {
    List<Object> expected = new ArrayList<>(List.of(check.text("expect")));
    if (check.names().contains("decided_by")) {
      expected.add(Optional.ofNullable(check.raw("decided_by")));
    }
    return expected;
  }

  private static List<Object> answer(LoadedPolicy policy, GrantRequests requests, Json check) {
    Decision decision = decision(policy, requests, check);
    List<Object> answer = new ArrayList<>(List.of(decision.permitted() ? "allow" : "deny"));
    if (check.names().contains("decided_by")) {
      answer.add(policy.decidedBy(decision));
    }
    return answer;
  }

  /** Where roles exclude each other, what one can get by acting with one of them at a time. */
  private static Decision decision(LoadedPolicy policy, GrantRequests requests, Json check) {
    AccessRequest request = requests.of(check.object("request"));
    List<AccessRequest> sessions = requests.sessions(request);
    if (sessions.isEmpty()) {
      return policy.decide(request);
    }
    Decision atOnce = policy.decide(request);
    checkState(
        atOnce.reason().code() == ReasonCode.SEPARATION_OF_DUTIES, "%s with all roles", request);
    return sessions.stream()
        .map(policy::decide)
        .filter(Decision::permitted)
        .findFirst()
        .orElse(atOnce);
  }
}
