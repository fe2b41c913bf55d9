package dev.staffgate.vectors;

import dev.staffgate.decision.AccessRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Instants, durations, and roles for a time. */
final class TimeVectors {
  private static final String DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}";

  private TimeVectors() {}

  /** Whether a text is an instant, and which. */
  static Object instant(VectorJson vector) {
    String text = vector.text("text");
    if (vector.flag("valid") && text.matches(DAY + "|" + DAY + "T.*[+-][0-9]{4}")) {
      throw new NotExpressibleException("an instant without time, or with an offset without colon");
    }
    if (!vector.flag("valid") && text.matches(".*T..:..:..\\.[0-9]{4,9}Z")) {
      throw new NotExpressibleException("at most three digits of a second: here up to nine");
    }
    PolicyTextBuilder policy = new PolicyTextBuilder();
    policy.permission("act.it");
    policy.role("r").grant("it", "act.it", Map.of());
    policy.staff("somebody", "roles", List.of(Map.of("role", "r", "from", text)));
    boolean loads = Refusals.loads(policy::load, "bad-instant");
    if (!loads || !vector.flag("valid")) {
      return String.valueOf(loads);
    }
    LoadedPolicy loaded = policy.load();
    Instant instant = Instant.ofEpochMilli(Long.parseLong(vector.text("epoch_ms")));
    return String.valueOf(permits(loaded, instant) && !permits(loaded, instant.minusNanos(1)));
  }

  private static boolean permits(LoadedPolicy policy, Instant instant) {
    return policy.permits(AccessRequest.of("somebody", "act.it").at(instant));
  }

  /** The one instant asks, the other bounds the role. */
  static Object compared(VectorJson vector) {
    Instant a = read(vector.text("a"));
    Instant b = read(vector.text("b"));
    Optional<Instant> none = Optional.empty();
    Instant after = b.plusNanos(1);
    Map<String, Object> assignment =
        switch (vector.text("op")) {
          case "ge" -> VectorTimes.assignment("r", Optional.of(b), none);
          case "gt" -> VectorTimes.assignment("r", Optional.of(after), none);
          case "lt" -> VectorTimes.assignment("r", none, Optional.of(b));
          case "le" -> VectorTimes.assignment("r", none, Optional.of(after));
          case "eq" -> VectorTimes.assignment("r", Optional.of(b), Optional.of(after));
          default -> throw new AssertionError(vector);
        };
    return String.valueOf(permits(assigned(List.of(assignment)), a));
  }

  /** The notations of the vectors: offsets without colon, days without time. */
  private static Instant read(String text) {
    return text.contains("T")
        ? OffsetDateTime.parse(text.replaceFirst("([+-]..)(..)$", "$1:$2")).toInstant()
        : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static LoadedPolicy assigned(List<?> assignments) {
    PolicyTextBuilder text = new PolicyTextBuilder();
    text.permission("act.it");
    text.role("r").grant("it", "act.it", Map.of());
    text.staff("somebody", "roles", assignments);
    return text.load();
  }

  static Object validity(VectorJson vector) {
    LoadedPolicy policy = assigned(List.of(VectorTimes.assignment("r", vector)));
    return String.valueOf(permits(policy, VectorTimes.instant(vector.text("now"))));
  }

  /** Whether a text is a duration, and how long. */
  static Object duration(VectorJson vector) {
    String text = vector.text("text");
    if (vector.flag("valid") && text.startsWith("-")) {
      throw new NotExpressibleException("a duration below zero");
    }
    if (vector.flag("valid") && text.matches("([0-9]+[dhms])*[0-9]+ms")) {
      throw new NotExpressibleException("a duration of milliseconds: the least is a second");
    }
    Map<String, ?> fresh = Map.of("second-factor", text);
    boolean loads = Refusals.loads(() -> OneGrantPolicy.policy(fresh), "bad-duration");
    if (!loads || !vector.flag("valid")) {
      return String.valueOf(loads);
    }
    LoadedPolicy loaded = OneGrantPolicy.policy(fresh);
    Duration duration = Duration.ofMillis(Long.parseLong(vector.text("millis")));
    return String.valueOf(isFresh(loaded, duration) && !isFresh(loaded, duration.plusNanos(1)));
  }

  private static boolean isFresh(LoadedPolicy policy, Duration age) {
    AccessRequest request = OneGrantPolicy.request();
    return policy.permits(request.secondFactorAt(request.at().orElseThrow().minus(age)));
  }

  /** Roles by date, clock and weekday. */
  static Object temporal(VectorJson vector) {
    VectorJson limits = vector.object("constraint");
    Instant now =
        vector
            .optional("now")
            .map(local -> VectorTimes.instant(local + ":00"))
            .orElse(Instant.EPOCH);
    return String.valueOf(
        switch (vector.text("kind")) {
          case "date" ->
              permits(
                  assigned(
                      List.of(
                          VectorTimes.assignment(
                              "r",
                              limits.optional("begin_date").map(TimeVectors::startOf),
                              limits.optional("end_date").map(TimeVectors::endOf)))),
                  now);
          case "blocked-dates" -> permits(assigned(around(limits)), now);
          case "clock" ->
              isInWindow(
                  "mon-sun "
                      + limits.text("begin_time")
                      + "-"
                      + LocalTime.parse(limits.text("end_time")).plusMinutes(1),
                  now);
          case "weekday" ->
              limits.has("days")
                  ? isInWindow(String.join(",", limits.texts("days")) + " 00:00-24:00", now)
                  : permits(assigned(List.of("r")), now);
          case "idle-timeout" ->
              throw new NotExpressibleException(
                  "how long a session was idle: sessions are the program's");
          default -> throw new AssertionError(vector);
        });
  }

  private static Instant startOf(String day) {
    return LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static Instant endOf(String day) {
    return LocalDate.parse(day).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** The role before the blocked days, and again after them. */
  private static List<?> around(VectorJson limits) {
    if (!limits.has("begin_lock") || !limits.has("end_lock")) {
      return List.of("r");
    }
    List<Object> assignments = new ArrayList<>();
    assignments.add(
        VectorTimes.assignment(
            "r", Optional.empty(), Optional.of(startOf(limits.text("begin_lock")))));
    assignments.add(
        VectorTimes.assignment("r", Optional.of(endOf(limits.text("end_lock"))), Optional.empty()));
    return assignments;
  }

  private static boolean isInWindow(String window, Instant now) {
    PolicyTextBuilder text = OneGrantPolicy.text();
    text.section("schedules: { s: {zone: UTC, windows: [" + YamlFlowText.of(window) + "]} }");
    text.role("r").grant("it", "act.it", Map.of("schedule", "s"));
    return permits(text.load(), now);
  }
}
