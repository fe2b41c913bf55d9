package dev.staffgate.signin;

import dev.staffgate.signin.SignInResult.Locked;
import dev.staffgate.signin.SignInResult.Refused;
import dev.staffgate.signin.SignInResult.Wait;
import dev.staffgate.signin.attempts.AttemptVerdict;

/** The sentences of sign-ins, which tell nobody what was wrong. */
final class SignInAnswers {
  static final Refused WRONG =
      new Refused("Name, password or code is wrong, or the account may not be used here and now.");
  static final Refused WRONG_CODE =
      new Refused("This code does not count, or the account may not be used here and now.");
  static final Refused WRONG_PASSWORD =
      new Refused("The password is wrong, or the account may not be used here and now.");
  static final Refused CLOCK =
      new Refused(
          "This code does not count. If it is the one that your app shows, the clock of your phone"
              + " is wrong: let it set its time by itself, then try again.");
  static final Refused OVER = new Refused("This sign-in has taken too long. Please start again.");
  static final Refused UNAVAILABLE =
      new Refused("Nobody can sign in at the moment. Please try again later.");
  static final Refused NOT_ENROLLED =
      new Refused(
          "This account has no second factor yet. Ask an administrator for a link to set one up.");
  private static final Locked LOCKED =
      new Locked(
          "There were too many wrong codes. Sign in with a browser that you have used before, or"
              + " ask an administrator to unlock your account.");

  private SignInAnswers() {}

  /** Returns the answer to an attempt that is not looked at. */
  static SignInResult to(AttemptVerdict verdict) {
    return verdict.until().<SignInResult>map(Wait::new).orElse(LOCKED);
  }
}
