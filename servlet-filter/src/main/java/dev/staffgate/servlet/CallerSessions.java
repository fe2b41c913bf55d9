package dev.staffgate.servlet;

import dev.staffgate.Staffgate;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Reason;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.session.SessionRef;
import dev.staffgate.state.StateStoreException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sessions that callers refer to. Stateless. */
final class CallerSessions {
  private static final Logger log = LoggerFactory.getLogger(CallerSessions.class);
  private static final Set<String> NOT_ACTIVE =
      Set.of(ReasonCode.ACCOUNT_DISABLED.text(), ReasonCode.ACCOUNT_UNKNOWN.text());
  private static final Decision NOT_SIGNED_IN =
      deny(ReasonCode.NOT_SIGNED_IN, "nobody is signed in");
  private static final Decision UNKNOWN =
      deny(ReasonCode.STATE_UNAVAILABLE, "the store of sessions could not be read or written");

  private CallerSessions() {}

  /**
   * Returns the answer to what takes a caller, if there is none or their session is over; then the
   * web session ends, too. Returns null if the caller counts.
   */
  static @Nullable Decision denial(
      Staffgate staffgate, HttpServletRequest request, @Nullable Caller caller) {
    if (caller == null) {
      return NOT_SIGNED_IN;
    }
    SessionRef session = caller.session();
    try {
      if (session == null || staffgate.sessions().check(caller.staff(), session)) {
        return null;
      }
    } catch (StateStoreException out) {
      log.error("denied, for it is not known whether a session is over: {}", out.toString());
      return UNKNOWN;
    }
    endWebSession(request, caller);
    return NOT_SIGNED_IN;
  }

  /**
   * Notes that an account was found disabled or gone, which nobody may have told of: the session
   * stays over when the account is enabled again.
   */
  static void noteStanding(Staffgate staffgate, @Nullable Caller caller, FilterOutcome outcome) {
    if (caller != null
        && caller.session() != null
        && outcome instanceof Refusal refusal
        && NOT_ACTIVE.contains(refusal.code())) {
      staffgate.sessionEpochs().accountSeen(caller.staff(), true);
    }
  }

  private static void endWebSession(HttpServletRequest request, Caller caller) {
    HttpSession session = request.getSession(false);
    if (session != null && caller.equals(session.getAttribute(Caller.ATTRIBUTE))) {
      try {
        session.invalidate();
      } catch (IllegalStateException ended) {
        log.debug("another request has ended the web session", ended);
      }
    }
  }

  private static Decision deny(ReasonCode code, String forAdministrator) {
    return new Decision.Deny(Reason.outsidePolicy(code, forAdministrator));
  }
}
