package dev.staffgate.examples.panel.pages.signin;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.Secret;
import dev.staffgate.signin.SignInResult;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;

/**
 * A sign-in that awaits its code, as the session keeps it in memory.
 *
 * @param handle what the code is confirmed with
 * @param enrolment the key for the authenticator app, where one is enrolled on the way
 */
record AwaitedCode(Secret handle, Optional<SignInResult.EnrolmentNeeded> enrolment) {
  private static final String ATTRIBUTE = "sign-in-awaited-code";

  AwaitedCode {
    requireNonNull(handle, "handle");
    requireNonNull(enrolment, "enrolment");
  }

  static AwaitedCode of(SignInResult.CodeNeeded needed) {
    return new AwaitedCode(needed.pending(), Optional.empty());
  }

  static AwaitedCode of(SignInResult.EnrolmentNeeded needed) {
    return new AwaitedCode(needed.pending(), Optional.of(needed));
  }

  /** Returns what the session keeps; makes no session. */
  static Optional<AwaitedCode> of(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session != null && session.getAttribute(ATTRIBUTE) instanceof AwaitedCode kept
        ? Optional.of(kept)
        : Optional.empty();
  }

  /** Keeps this in the session, which is made if there is none: the password was right. */
  void keepIn(HttpServletRequest request) {
    request.getSession(true).setAttribute(ATTRIBUTE, this);
  }

  static void forget(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.removeAttribute(ATTRIBUTE);
    }
  }
}
