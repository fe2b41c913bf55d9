package dev.staffgate.decision;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The answer to one request; never null, never a boolean. What was not decided is a {@link Deny}.
 *
 * <p>Immutable. One instance may answer many requests.
 */
public sealed interface Decision {
  /** The four answers. */
  enum Outcome {
    /** The request is permitted. */
    PERMIT("permit"),
    /** The request is permitted after a fresh second factor. */
    SECOND_FACTOR("second-factor"),
    /** The request is permitted after approval. */
    APPROVAL("approval"),
    /** The request is denied. */
    DENY("deny");

    private final String text;

    Outcome(String text) {
      this.text = text;
    }

    /** Returns the word of policy reference, section 6. */
    public String text() {
      return text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** Returns which of the four answers it is, to switch over. */
  Outcome outcome();

  /** Returns the reason. */
  Reason reason();

  /** Returns whether it is a {@link Permit}. */
  boolean permitted();

  /**
   * The request is permitted.
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
   * The request is permitted after a second factor.
   *
   * @param maxAge the greatest age of the second factor
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
   * The request is permitted after approval.
   *
   * @param required every approval that is missing, at least one
   */
  record Approval(Reason reason, List<RequiredApproval> required) implements Decision {
    public Approval {
      requireNonNull(reason, "reason");
      required = List.copyOf(required);
      checkArgument(!required.isEmpty(), "no approval is missing");
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

  /** The request is denied. */
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
