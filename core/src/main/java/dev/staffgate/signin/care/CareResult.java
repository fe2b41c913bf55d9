package dev.staffgate.signin.care;

import static java.util.Objects.requireNonNull;

import dev.staffgate.accounts.SessionEpoch;
import dev.staffgate.model.Secret;
import dev.staffgate.signin.PasswordProblem;
import dev.staffgate.signin.SignInResult;
import java.util.List;
import java.util.Optional;

/** The result of something that was asked for an account. Secrets in it print as such. */
public sealed interface CareResult {
  /** The cases of results. */
  enum Kind {
    /** No, or not now. */
    NOT_DONE,
    /** No: a code of the second factor has to be given first. */
    FRESH_CODE_NEEDED,
    /** The new password is refused by the rules. */
    PASSWORD_REFUSED,
    /** A link was made. */
    LINK_MADE,
    /** A new second factor awaits its first code. */
    CODE_NEEDED,
    /** The password is set. */
    PASSWORD_SET,
    /** The second factor is set. */
    SECOND_FACTOR_SET,
    /** Recovery codes were made. */
    RECOVERY_CODES_MADE,
    /** Done, and there is nothing to tell. */
    DONE
  }

  /** Returns the case, to switch over. */
  Kind kind();

  /**
   * No, or not now. Nothing is kept, unless the sentence says that it is not known.
   *
   * @param why refused with a sentence for the person, wait, busy, or locked
   */
  record NotDone(SignInResult why) implements CareResult {
    public NotDone {
      requireNonNull(why, "why");
    }

    static NotDone saying(String sentence) {
      return new NotDone(new SignInResult.Refused(sentence));
    }

    @Override
    public Kind kind() {
      return Kind.NOT_DONE;
    }
  }

  /** No: the second factor has to be confirmed again first, with a code. */
  record FreshCodeNeeded() implements CareResult {
    @Override
    public Kind kind() {
      return Kind.FRESH_CODE_NEEDED;
    }
  }

  /** The new password is refused by the rules; a link is not used up by it. */
  record PasswordRefused(List<PasswordProblem> problems) implements CareResult {
    public PasswordRefused {
      problems = List.copyOf(problems);
    }

    @Override
    public Kind kind() {
      return Kind.PASSWORD_REFUSED;
    }
  }

  /**
   * A link was made.
   *
   * @param token what opens it, for the owner alone: shown once, and kept nowhere
   */
  record LinkMade(AccountLink link, Secret token) implements CareResult {
    public LinkMade {
      requireNonNull(link, "link");
      requireNonNull(token, "token");
    }

    @Override
    public Kind kind() {
      return Kind.LINK_MADE;
    }
  }

  /** A new second factor awaits its first code, for half an hour. */
  record CodeNeeded(SignInResult.EnrolmentNeeded enrolment) implements CareResult {
    public CodeNeeded {
      requireNonNull(enrolment, "enrolment");
    }

    @Override
    public Kind kind() {
      return Kind.CODE_NEEDED;
    }
  }

  /**
   * The password is set, and all sessions are ended.
   *
   * @param goesOnIn the epoch in which the person who has just changed a password of their own may
   *     go on, by another session; empty if nobody is signed in, or something else has ended the
   *     sessions of the account meanwhile: then who goes on signs in again
   */
  record PasswordSet(Optional<SessionEpoch> goesOnIn) implements CareResult {
    public PasswordSet {
      requireNonNull(goesOnIn, "goesOnIn");
    }

    @Override
    public Kind kind() {
      return Kind.PASSWORD_SET;
    }
  }

  /**
   * The second factor is set, and all sessions are ended.
   *
   * @param signedIn for the session that begins now
   * @param recoveryCodes to be shown once; none if those of before are still good
   */
  record SecondFactorSet(SignInResult.SignedIn signedIn, List<Secret> recoveryCodes)
      implements CareResult {
    public SecondFactorSet {
      requireNonNull(signedIn, "signedIn");
      recoveryCodes = List.copyOf(recoveryCodes);
    }

    @Override
    public Kind kind() {
      return Kind.SECOND_FACTOR_SET;
    }
  }

  /** Recovery codes were made, to be shown once; those of before are void. */
  record RecoveryCodesMade(List<Secret> recoveryCodes) implements CareResult {
    public RecoveryCodesMade {
      recoveryCodes = List.copyOf(recoveryCodes);
    }

    @Override
    public Kind kind() {
      return Kind.RECOVERY_CODES_MADE;
    }
  }

  /** Done, and there is nothing to tell. */
  record Done() implements CareResult {
    @Override
    public Kind kind() {
      return Kind.DONE;
    }
  }
}
