package dev.staffgate.vectors;

import dev.staffgate.decision.AccessRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The requests of a file, as they are asked of its policy. */
final class GrantRequests {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  private final GrantFacts facts;
  private final GrantPolicy policy;

  GrantRequests(GrantFacts facts, GrantPolicy policy) {
    this.facts = facts;
    this.policy = policy;
  }

  AccessRequest of(VectorJson asked) {
    String subject = asked.optional("subject").orElse(GrantPolicy.ANYBODY);
    AccessRequest request =
        AccessRequest.of(policy.staff(subject), policy.permission(asked.text("action"))).at(now());
    request = on(request, "object", asked.optional("object"));
    request = on(request, "place", asked.optional("place"));
    request = on(request, "domain", policy.domain(asked));
    request = on(request, "type", asked.optional("object").flatMap(facts::typeOf));
    request = with(request, "subject.", asked.object("subject_properties"), "subject.");
    request = with(request, "object.", asked.object("object_properties"), "resource.");
    return asked.has("ip") ? request.from(asked.text("ip")) : request;
  }

  /** Whether a subject has a role, in the domain that is named if one is. */
  AccessRequest ofRole(String subject, String role, Optional<String> domain) {
    AccessRequest request = AccessRequest.of(policy.staff(subject), policy.marker(role)).at(now());
    return on(request, "domain", domain);
  }

  /**
   * The same request, once for each way to act with roles that exclude each other: leaving out all
   * of them but one. None if no roles do.
   */
  List<AccessRequest> sessions(AccessRequest request) {
    List<AccessRequest> sessions = new ArrayList<>();
    for (List<String> exclusive : facts.mutuallyExclusive()) {
      for (String kept : exclusive) {
        List<String> others = exclusive.stream().filter(one -> !one.equals(kept)).toList();
        sessions.add(request.actingAs(policy.assignedWithout(request.staff(), others)));
      }
    }
    return sessions;
  }

  private Instant now() {
    return facts.now().map(VectorTimes::instant).orElse(NOON);
  }

  private static AccessRequest on(AccessRequest request, String type, Optional<String> id) {
    return id.map(one -> request.on(type, one)).orElse(request);
  }

  private AccessRequest with(
      AccessRequest request, String path, VectorJson properties, String attribute) {
    AccessRequest result = request;
    for (String name : properties.names()) {
      result = result.with(attribute + name, policy.value(path + name, properties.text(name)));
    }
    return result;
  }
}
