package dev.staffgate.decision;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.Condition;
import dev.staffgate.model.Place;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One way in which somebody can do something: a grant, the roles that lead to it, and the
 * conditions that remain when it is asked. Conditions that the account and the resources of the
 * question settle do not remain.
 *
 * @param permissions what the grant names
 * @param path from the assigned role, or that of an emergency, to the one that has the grant
 * @param at where the grant was written
 * @param conditions all of which must hold
 * @param unless the denies that close this way if they hit
 * @param when the time and the emergencies of the roles
 * @param server the server that it enters, for single sign-on and logging in to an account
 * @param ssoUser for single sign-on, the panel user
 */
public record Way(
    List<String> permissions,
    List<String> path,
    Place at,
    List<Condition> conditions,
    List<Unless> unless,
    When when,
    Optional<String> server,
    Optional<String> ssoUser) {
  public Way {
    permissions = List.copyOf(permissions);
    path = List.copyOf(path);
    requireNonNull(at, "at");
    conditions = List.copyOf(conditions);
    unless = List.copyOf(unless);
    requireNonNull(when, "when");
    requireNonNull(server, "server");
    requireNonNull(ssoUser, "ssoUser");
  }

  /**
   * A deny, which hits if none of its conditions is false.
   *
   * @param permissions what it names
   * @param path from the assigned role to the one that has it
   * @param at where it was written
   * @param conditions those that may be false, at least one
   */
  public record Unless(
      List<String> permissions, List<String> path, Place at, List<Condition> conditions) {
    public Unless {
      permissions = List.copyOf(permissions);
      path = List.copyOf(path);
      requireNonNull(at, "at");
      conditions = List.copyOf(conditions);
    }
  }

  /**
   * The circumstances in which the roles of a way count.
   *
   * @param from the first instant; unbounded if absent
   * @param until the first instant after; unbounded if absent
   * @param emergencies the ids of those that must be active
   * @param fewerRoles whether the account must act with fewer roles than it has, as all of them
   *     together break a rule of separation within a session
   */
  public record When(
      Optional<Instant> from,
      Optional<Instant> until,
      List<String> emergencies,
      boolean fewerRoles) {
    /** At all times, in no emergency, with all roles. */
    public static final When ALWAYS =
        new When(Optional.empty(), Optional.empty(), List.of(), false);

    public When {
      requireNonNull(from, "from");
      requireNonNull(until, "until");
      emergencies = List.copyOf(emergencies);
    }
  }

  /** Returns whether the way is open to every request. */
  public boolean isUnconditional() {
    return conditions.isEmpty() && unless.isEmpty() && when.equals(When.ALWAYS);
  }

  /** Returns a condition as a policy writes it, such as {@code networks: [office]}. */
  public static String text(Condition condition) {
    return ConditionText.of(condition);
  }

  /** Returns this way for another time. */
  public Way during(Optional<Instant> from, Optional<Instant> until) {
    return new Way(
        permissions,
        path,
        at,
        conditions,
        unless,
        new When(from, until, when.emergencies, when.fewerRoles),
        server,
        ssoUser);
  }

  /** Returns the way as text of one line or more, each indented by two. */
  String toText() {
    StringBuilder text = new StringBuilder();
    text.append("  grant ").append(String.join(", ", permissions));
    server.ifPresent(id -> text.append(" into ").append(id));
    ssoUser.ifPresent(user -> text.append(" as ").append(user));
    text.append(by(path, at)).append('\n');
    when.from.ifPresent(first -> text.append("    from ").append(first).append('\n'));
    when.until.ifPresent(end -> text.append("    until ").append(end).append('\n'));
    when.emergencies.forEach(id -> text.append("    in emergency ").append(id).append('\n'));
    if (when.fewerRoles) {
      text.append("    acting with fewer roles\n");
    }
    for (Condition one : conditions) {
      text.append("    ").append(text(one)).append(place(one.at())).append('\n');
    }
    for (Unless deny : unless) {
      text.append("    unless denied ").append(String.join(", ", deny.permissions));
      text.append(by(deny.path, deny.at)).append(": ");
      text.append(deny.conditions.stream().map(Way::text).collect(Collectors.joining("; ")));
      text.append('\n');
    }
    return text.toString();
  }

  private static String by(List<String> path, Place at) {
    return " of " + String.join(" > ", path) + (at.line() > 0 ? ", " + at.fileAndLine() : "");
  }

  private static String place(Place at) {
    return at.line() > 0 ? "  (" + at.fileAndLine() + ")" : "";
  }
}
