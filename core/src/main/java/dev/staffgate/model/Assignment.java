package dev.staffgate.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * That an account has a role, for good or for a time.
 *
 * @param role the role
 * @param from the first instant; without it, since ever
 * @param until the first instant at which it has ended; without it, for good
 * @param approvedBy a staff id, which need not be defined in the policy
 * @param reason for people
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

  /** Returns an assignment for good. */
  public static Assignment of(String role) {
    return new Assignment(
        NameRef.of(role), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Whether it has neither a first nor a last instant. */
  public boolean forGood() {
    return from.isEmpty() && until.isEmpty();
  }

  /** Whether it runs at {@code instant}: {@code from ≤ instant < until}. */
  public boolean runsAt(Instant instant) {
    return (from.isEmpty() || !instant.isBefore(from.get()))
        && (until.isEmpty() || instant.isBefore(until.get()));
  }
}
