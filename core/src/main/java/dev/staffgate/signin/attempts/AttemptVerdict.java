package dev.staffgate.signin.attempts;

import java.time.Instant;
import java.util.Optional;

/**
 * The answer whether an attempt may be looked at.
 *
 * @param kind the case
 * @param until the end of the wait, if that is the case
 */
public record AttemptVerdict(Kind kind, Optional<Instant> until) {
  /** It may be looked at; or, of one that failed, the next one may be. */
  public static final AttemptVerdict FREE = new AttemptVerdict(Kind.FREE, Optional.empty());

  /** No attempt from there is looked at until an administrator has unlocked the account. */
  public static final AttemptVerdict LOCKED = new AttemptVerdict(Kind.LOCKED, Optional.empty());

  /** The cases. */
  public enum Kind {
    FREE,
    WAIT,
    LOCKED
  }

  /** Returns a wait, or none. */
  static AttemptVerdict of(Optional<Instant> until) {
    return until.map(one -> new AttemptVerdict(Kind.WAIT, Optional.of(one))).orElse(FREE);
  }

  /** Returns whether the attempt may be looked at. */
  public boolean isFree() {
    return kind == Kind.FREE;
  }
}
