package dev.staffgate.examples.panel.pages.signin;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.Secret;
import dev.staffgate.signin.SignInResult;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Optional;

/**
 * A sign-in that awaits its code, as the web session keeps it: in a text of lines, which the store
 * of web sessions seals.
 *
 * @param handle what the code is confirmed with
 * @param enrolment the key for the authenticator app, where one is enrolled on the way
 */
record AwaitedCode(Secret handle, Optional<SignInResult.EnrolmentNeeded> enrolment) {
  private static final String ATTRIBUTE = "sign-in-awaited-code";
  private static final int WITHOUT_ENROLMENT = 1;
  private static final int WITH_ENROLMENT = 3;

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
    return session != null && session.getAttribute(ATTRIBUTE) instanceof String kept
        ? read(kept.split("\n", -1))
        : Optional.empty();
  }

  private static Optional<AwaitedCode> read(String[] lines) {
    if (lines.length != WITHOUT_ENROLMENT && lines.length != WITH_ENROLMENT) {
      return Optional.empty();
    }
    Secret handle = Secret.of(lines[0]);
    return Optional.of(
        new AwaitedCode(
            handle,
            lines.length == WITHOUT_ENROLMENT
                ? Optional.empty()
                : Optional.of(
                    new SignInResult.EnrolmentNeeded(
                        handle, Secret.of(lines[1]), Secret.of(lines[2])))));
  }

  /** Keeps this in the session, which is made if there is none: the password was right. */
  void keepIn(HttpServletRequest request) {
    List<String> lines =
        enrolment
            .map(
                needed ->
                    List.of(
                        handle.revealToUse(),
                        needed.seed().revealToUse(),
                        needed.uri().revealToUse()))
            .orElseGet(() -> List.of(handle.revealToUse()));
    request.getSession(true).setAttribute(ATTRIBUTE, String.join("\n", lines));
  }

  static void forget(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.removeAttribute(ATTRIBUTE);
    }
  }
}
