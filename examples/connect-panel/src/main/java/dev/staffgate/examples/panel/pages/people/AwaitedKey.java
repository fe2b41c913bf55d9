package dev.staffgate.examples.panel.pages.people;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.Secret;
import dev.staffgate.signin.SignInResult.EnrolmentNeeded;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;

/**
 * A new key that awaits its first code, as the web session keeps it: in a text of lines, which the
 * store of web sessions seals.
 *
 * @param staff whose key it is
 * @param enrolment the key for the authenticator app
 */
public record AwaitedKey(String staff, EnrolmentNeeded enrolment) {
  private static final String ATTRIBUTE = "link-awaited-key";
  private static final int LINES = 4;

  public AwaitedKey {
    requireNonNull(staff, "staff");
    requireNonNull(enrolment, "enrolment");
  }

  /** Returns what the session keeps; makes no session. */
  public static Optional<AwaitedKey> of(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session != null && session.getAttribute(ATTRIBUTE) instanceof String kept
        ? read(kept.split("\n", -1))
        : Optional.empty();
  }

  private static Optional<AwaitedKey> read(String[] lines) {
    return lines.length == LINES
        ? Optional.of(
            new AwaitedKey(
                lines[0],
                new EnrolmentNeeded(Secret.of(lines[1]), Secret.of(lines[2]), Secret.of(lines[3]))))
        : Optional.empty();
  }

  /** Keeps this in the session, which is made if there is none. */
  public void keepIn(HttpServletRequest request) {
    String text =
        String.join(
            "\n",
            staff,
            enrolment.pending().revealToUse(),
            enrolment.seed().revealToUse(),
            enrolment.uri().revealToUse());
    request.getSession(true).setAttribute(ATTRIBUTE, text);
  }

  /** Forgets what the session keeps. */
  public static void forget(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.removeAttribute(ATTRIBUTE);
    }
  }
}
