package dev.staffgate.vectors;

import dev.staffgate.decision.AccessRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A policy in which somebody may do one thing under conditions. */
final class OneGrantPolicy {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  private OneGrantPolicy() {}

  static PolicyTextBuilder text() {
    PolicyTextBuilder text = new PolicyTextBuilder();
    text.permission("act.it");
    text.staff("somebody", "roles", List.of("r"));
    text.role("r");
    return text;
  }

  /** One grant for each of the alternatives. */
  @SafeVarargs
  static LoadedPolicy policy(Map<String, ?>... alternatives) {
    PolicyTextBuilder text = text();
    for (Map<String, ?> conditions : alternatives) {
      text.role("r").grant("it", "act.it", conditions);
    }
    return text.load();
  }

  static AccessRequest request() {
    return AccessRequest.of("somebody", "act.it").at(NOON);
  }
}
