package dev.staffgate.decision;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * The answer to one request; never null, never a boolean. What was not decided is a {@link Deny}.
 *
 * <p>Immutable. One instance may answer many requests.
 */
public sealed interface Decision {
  /** The four answers. */
  enum Outcome {
    /** Yes. */
    PERMIT("permit"),
    /** Yes, after a fresh second factor. */
    SECOND_FACTOR("second-factor"),
    /** Yes, after approval. */
    APPROVAL("approval"),
    /** No. */
    DENY("deny");

    private final String text;

    Outcome(String text) {
      this.text = text;
    }

    /** The word as in policy reference, section 6. */
    public String text() {
      return text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Which answer, to switch over. */
  Outcome outcome();

  /** Why. */
  Reason reason();

  /** Whether it is a {@link Permit}. */
  boolean permitted();

  /**
   * Yes.
   *
   * @param ssoUser for single sign-on, the panel user whose session is to be opened; empty for all
   *     else
   */
  record Permit(Reason reason, Optional<String> ssoUser) implements Decision {
    public Permit {
      requireNonNull(reason, "reason");
      requireNonNull(ssoUser, "ssoUser");
    }

    @Override
    public Outcome outcome() {
      return Outcome.PERMIT;
    }

    @Override
    public boolean permitted() {
      return true;
    }
  }

  /**
   * Yes, after a second factor.
   *
   * @param maxAge how old it may be at most
   */
  record SecondFactor(Reason reason, Duration maxAge) implements Decision {
    public SecondFactor {
      requireNonNull(reason, "reason");
      requireNonNull(maxAge, "maxAge");
    }

    @Override
    public Outcome outcome() {
      return Outcome.SECOND_FACTOR;
    }

    @Override
    public boolean permitted() {
      return false;
    }
  }

  /**
   * Yes, after approval.
   *
   * @param by the id of the permission that who approves must have
   * @param count how many must
   * @param within how old an approval may be
   */
  record Approval(Reason reason, String by, int count, Duration within) implements Decision {
    public Approval {
      requireNonNull(reason, "reason");
      requireNonNull(by, "by");
      requireNonNull(within, "within");
    }

    @Override
    public Outcome outcome() {
      return Outcome.APPROVAL;
    }

    @Override
    public boolean permitted() {
      return false;
    }
  }

  /** No. */
  record Deny(Reason reason) implements Decision {
    public Deny {
      requireNonNull(reason, "reason");
    }

    @Override
    public Outcome outcome() {
      return Outcome.DENY;
    }

    @Override
    public boolean permitted() {
      return false;
    }
  }
}
