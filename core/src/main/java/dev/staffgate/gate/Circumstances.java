package dev.staffgate.gate;

import static java.util.Objects.requireNonNull;

import dev.staffgate.decision.AccessRequest;
import java.time.InstantSource;

/**
 * The circumstances that the library itself knows, added to what the program says of a request.
 * Thread-safe.
 *
 * <p>Every decision, explanation and question is completed here and nowhere else. Today that is the
 * clock's instant. Locks, approvals, emergencies and session epochs belong here as well, once the
 * library keeps them.
 */
final class Circumstances {
  private final InstantSource clock;

  Circumstances(InstantSource clock) {
    this.clock = requireNonNull(clock, "clock");
  }

  /** Returns the request with all that is known of its circumstances; its own instant counts. */
  AccessRequest complete(AccessRequest request) {
    return request.hasInstant() ? request : request.at(clock.instant());
  }

  InstantSource clock() {
    return clock;
  }
}
