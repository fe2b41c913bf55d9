package dev.staffgate.signin;

import static java.util.Objects.requireNonNull;

import dev.staffgate.accounts.SessionEpoch;
import dev.staffgate.model.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The state of a sign-in after one of its steps. */
public sealed interface SignInResult {
  /** The cases of results. */
  enum Kind {
    /** No; which of all is wrong is not told. */
    REFUSED,
    /** Not before an instant. */
    WAIT,
    /** Not now: too many passwords are checked already. */
    BUSY,
    /** The password was right, and a second factor has to be enrolled. */
    ENROLMENT_NEEDED,
    /** The password was right, and a code is needed. */
    CODE_NEEDED,
    /** Not from here until an administrator has unlocked the account. */
    LOCKED,
    /** Signed in, with both factors. */
    SIGNED_IN
  }

  /** Returns the case, to switch over. */
  Kind kind();

  /**
   * No. The sentence is for the person and the same whatever is wrong; but after a right password,
   * and two codes that are off by the same time, it hints at the clock of the authenticator app.
   */
  record Refused(String sentence) implements SignInResult {
    public Refused {
      requireNonNull(sentence, "sentence");
    }

    @Override
    public Kind kind() {
      return Kind.REFUSED;
    }
  }

  /** Not before this instant; an attempt before it is not looked at and does not prolong it. */
  record Wait(Instant until) implements SignInResult {
    public Wait {
      requireNonNull(until, "until");
    }

    /**
     * Returns a sentence for the person, such as {@code Please try again in 24 seconds.}
     *
     * @param now the instant at which it is read
     */
    public String sentence(Instant now) {
      return "There were too many wrong attempts. Please try again in "
          + WaitText.of(Duration.between(now, until))
          + ".";
    }

    @Override
    public Kind kind() {
      return Kind.WAIT;
    }
  }

  /**
   * Not now: too many passwords are checked already. Nothing was looked at, and nothing counts as a
   * failure. A web program answers 503 with {@code Retry-After}.
   *
   * @param retryAfter after what time another try is worth while
   */
  record Busy(Duration retryAfter) implements SignInResult {
    public Busy {
      requireNonNull(retryAfter, "retryAfter");
    }

    @Override
    public Kind kind() {
      return Kind.BUSY;
    }
  }

  /**
   * A second factor has to be enrolled: the person's app reads the URI, and the code that it then
   * shows confirms it.
   *
   * @param pending what to confirm with
   * @param seed in Base32, to be typed where no QR code can be read
   * @param uri {@code otpauth://totp/…}
   */
  record EnrolmentNeeded(Secret pending, Secret seed, Secret uri) implements SignInResult {
    public EnrolmentNeeded {
      requireNonNull(pending, "pending");
      requireNonNull(seed, "seed");
      requireNonNull(uri, "uri");
    }

    @Override
    public Kind kind() {
      return Kind.ENROLMENT_NEEDED;
    }
  }

  /**
   * A code is needed.
   *
   * @param pending what to confirm with
   */
  record CodeNeeded(Secret pending) implements SignInResult {
    public CodeNeeded {
      requireNonNull(pending, "pending");
    }

    @Override
    public Kind kind() {
      return Kind.CODE_NEEDED;
    }
  }

  /**
   * Not from here until an administrator has unlocked the account: there were too many wrong codes.
   * The sentence is for the person, whose password was right.
   */
  record Locked(String sentence) implements SignInResult {
    public Locked {
      requireNonNull(sentence, "sentence");
    }

    @Override
    public Kind kind() {
      return Kind.LOCKED;
    }
  }

  /**
   * Signed in.
   *
   * @param staff who
   * @param secondFactorAt when the second factor was proved
   * @param bornIn the epoch of the account before the code was looked at, which the session has to
   *     hold: what ended all sessions meanwhile ends this one, too
   * @param browser what the browser is given to keep, and brings in {@link SignInOrigin#browser}
   *     the next time: a cookie that scripts cannot read, for 90 days. It opens nothing; with it,
   *     what others try does not make this browser wait. Empty after a fresh second factor
   * @param notices what the owner has to be told
   */
  record SignedIn(
      String staff,
      Instant secondFactorAt,
      SessionEpoch bornIn,
      Optional<Secret> browser,
      List<OwnerNotice> notices)
      implements SignInResult {
    public SignedIn {
      requireNonNull(staff, "staff");
      requireNonNull(secondFactorAt, "secondFactorAt");
      requireNonNull(bornIn, "bornIn");
      requireNonNull(browser, "browser");
      notices = List.copyOf(notices);
    }

    @Override
    public Kind kind() {
      return Kind.SIGNED_IN;
    }
  }
}
