package dev.staffgate.vectors;

import dev.staffgate.decision.AccessRequest;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Local times of vectors as instants, in UTC. */
final class VectorTimes {
  private VectorTimes() {}

  static Instant instant(String local) {
    return LocalDateTime.parse(local).toInstant(ZoneOffset.UTC);
  }

  /** An assignment of a role, from {@code not_before} to {@code not_after}, both included. */
  static Map<String, Object> assignment(String role, VectorJson limits) {
    return assignment(
        role,
        limits.optional("not_before").map(VectorTimes::instant),
        limits.optional("not_after").map(last -> instant(last).plusNanos(1)));
  }

  /**
   * An assignment of a role. No request comes from before the year 1, so what begins there has
   * begun, and what ends there has ended at the first instant.
   */
  static Map<String, Object> assignment(
      String role, Optional<Instant> from, Optional<Instant> until) {
    Map<String, Object> assignment = new LinkedHashMap<>(Map.of("role", role));
    from.filter(AccessRequest.MIN_INSTANT::isBefore)
        .ifPresent(instant -> assignment.put("from", instant));
    until.ifPresent(
        instant ->
            assignment.put(
                "until",
                instant.isBefore(AccessRequest.MIN_INSTANT) ? AccessRequest.MIN_INSTANT : instant));
    return assignment;
  }
}
