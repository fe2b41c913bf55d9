package dev.staffgate.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * The assignment of a role to an account, without end or for a period.
 *
 * @param role the role
 * @param from the first instant; unbounded if absent
 * @param until the first instant after its end; unbounded if absent
 * @param approvedBy a staff id; the policy need not define it
 * @param reason a remark for people
 */
public record Assignment(
    NameRef role,
    Optional<Instant> from,
    Optional<Instant> until,
    Optional<String> approvedBy,
    Optional<String> reason) {
  public Assignment {
    requireNonNull(role, "role");
    requireNonNull(approvedBy, "approvedBy");
    requireNonNull(reason, "reason");
    if (from.isPresent() && until.isPresent()) {
      checkArgument(from.get().isBefore(until.get()), "an assignment ends after it starts");
    }
  }

  /**
   * Returns an assignment without start or end.
   *
   * @throws IllegalArgumentException if {@code role} does not have the form of an id
   */
  public static Assignment of(String role) {
    NameSyntax.requireId(role);
    return new Assignment(
        NameRef.of(role), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Returns whether it has neither a start nor an end. */
  public boolean forGood() {
    return from.isEmpty() && until.isEmpty();
  }

  /** Returns whether it runs at {@code instant}: {@code from ≤ instant < until}. */
  public boolean runsAt(Instant instant) {
    return (from.isEmpty() || !instant.isBefore(from.get()))
        && (until.isEmpty() || instant.isBefore(until.get()));
  }
}
