package dev.staffgate.vectors;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.ReasonCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Roles that one may have, and not act with at once. To activate a role is to act with it besides
 * those that are active.
 */
final class SessionVectors {
  private final LegalNames names = new LegalNames();
  private final LoadedPolicy policy;

  private SessionVectors(VectorJson vector) {
    PolicyTextBuilder text = new PolicyTextBuilder();
    for (String role : vector.texts("assigned")) {
      text.permission(marker(role));
      text.role(role).grant(role, marker(role), Map.of());
    }
    for (VectorJson set : vector.objects("sets")) {
      set.texts("roles").forEach(text::role);
      text.separate(
          Map.of(
              "name",
              "set",
              "roles",
              set.texts("roles"),
              "at-most",
              set.number("n") - 1,
              "in",
              "session"));
    }
    text.staff("somebody", "roles", vector.texts("assigned"));
    policy = text.load();
  }

  /** What a role permits, so that it shows that it is active. */
  private String marker(String role) {
    return "role." + names.word(role);
  }

  /** What each activation gives, and how many roles can be active if one takes all that one can. */
  static Object activations(VectorJson vector) {
    SessionVectors sessions = new SessionVectors(vector);
    List<Object> answers = new ArrayList<>();
    List<String> active = new ArrayList<>();
    for (VectorJson step : vector.objects("steps")) {
      answers.add(sessions.activate(active, step.text("activate")) ? "ok" : "violation");
    }
    List<String> all = new ArrayList<>();
    vector.texts("assigned").forEach(role -> sessions.activate(all, role));
    answers.add(all.size());
    return answers;
  }

  static Object expected(VectorJson vector) {
    List<Object> expected = new ArrayList<>();
    vector.objects("steps").forEach(step -> expected.add(step.text("expect")));
    expected.add(vector.object("all_at_once").number("active_count"));
    return expected;
  }

  private boolean activate(List<String> active, String role) {
    active.add(role);
    Decision decision =
        policy.decide(
            AccessRequest.of("somebody", marker(role)).actingAs(active.toArray(String[]::new)));
    if (!decision.permitted()) {
      if (decision.reason().code() != ReasonCode.SEPARATION_OF_DUTIES) {
        throw new AssertionError(decision);
      }
      active.remove(role);
    }
    return decision.permitted();
  }
}
