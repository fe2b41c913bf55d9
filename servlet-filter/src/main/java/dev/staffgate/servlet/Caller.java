package dev.staffgate.servlet;

import static java.util.Objects.requireNonNull;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.network.IpAddress;
import dev.staffgate.session.SessionRef;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The person behind a request, as the program's sign-in put them into the session.
 *
 * <p>With a reference to a session of {@link dev.staffgate.session.StaffSessions}, the filter
 * refuses a caller whose session is over. Without one it cannot know: a new password or "sign out
 * everywhere" ends nothing, and a caller whose account was disabled and is enabled again goes on.
 *
 * @param staff the staff id
 * @param secondFactorAt when the second factor was last proved; null if it was not
 * @param session what the sign-in began; null if it keeps no sessions
 */
public record Caller(String staff, @Nullable Instant secondFactorAt, @Nullable SessionRef session)
    implements Serializable {
  /** The session attribute that holds it. */
  public static final String ATTRIBUTE = "dev.staffgate.caller";

  public Caller {
    requireNonNull(staff, "staff");
  }

  /** Makes a caller without a reference to a session. */
  public Caller(String staff, @Nullable Instant secondFactorAt) {
    this(staff, secondFactorAt, null);
  }

  /**
   * Puts a caller into the session, and gives the session another id: one that was known before the
   * sign-in is worth nothing after it.
   */
  public static void signIn(HttpServletRequest request, Caller caller) {
    HttpSession session = request.getSession(true);
    String unused = request.changeSessionId();
    session.setAttribute(ATTRIBUTE, requireNonNull(caller, "caller"));
  }

  /** A question, as this caller asks it. */
  AccessRequest asking(
      AccessRequest question, @Nullable IpAddress from, @Nullable Instant instant) {
    return question.by(staff, from, instant, secondFactorAt);
  }

  /** Ends the session. */
  public static void signOut(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
  }
}
