package dev.staffgate.vectors;

import static com.google.common.base.Preconditions.checkState;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.ReasonCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Files of grants, memberships and requests that are to be decided. */
final class GrantVectors {
  private GrantVectors() {}

  static void run(VectorJson file, VectorResults results) {
    GrantFacts facts = new GrantFacts(file);
    List<VectorJson> asked = new ArrayList<>();
    file.objects("checks").forEach(check -> asked.add(check.object("request")));
    GrantPolicy translated =
        new GrantPolicy(
            facts, MentionedNames.of(facts.grants(), facts.memberships(), asked), new LegalNames());
    LoadedPolicy policy = translated.load();
    GrantRequests requests = new GrantRequests(facts, translated);
    for (VectorJson check : file.objects("checks")) {
      results.check(
          check.text("id"),
          expected(check),
          () -> {
            Optional<String> obstacle = translated.obstacles().of(check.object("request"));
            if (obstacle.isPresent()) {
              throw new NotExpressibleException(obstacle.get());
            }
            return answer(policy, requests, check);
          });
    }
  }

  private static List<Object> expected(VectorJson check) {
    List<Object> expected = new ArrayList<>(List.of(check.text("expect")));
    if (check.names().contains("decided_by")) {
      expected.add(Optional.ofNullable(check.raw("decided_by")));
    }
    return expected;
  }

  private static List<Object> answer(
      LoadedPolicy policy, GrantRequests requests, VectorJson check) {
    Decision decision = decision(policy, requests, check);
    List<Object> answer = new ArrayList<>(List.of(decision.permitted() ? "allow" : "deny"));
    if (check.names().contains("decided_by")) {
      answer.add(policy.decidedBy(decision));
    }
    return answer;
  }

  /** Where roles exclude each other, what one can get by acting with one of them at a time. */
  private static Decision decision(LoadedPolicy policy, GrantRequests requests, VectorJson check) {
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
