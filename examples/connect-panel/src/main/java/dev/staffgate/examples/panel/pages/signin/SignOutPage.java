package dev.staffgate.examples.panel.pages.signin;

import dev.staffgate.audit.AuditEvent;
import dev.staffgate.audit.AuditException;
import dev.staffgate.examples.panel.web.PageAnswer;
import dev.staffgate.examples.panel.web.PageRequest;
import dev.staffgate.examples.panel.web.PanelPaths;
import dev.staffgate.servlet.Caller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signing out. */
public final class SignOutPage {
  private static final Logger log = LoggerFactory.getLogger(SignOutPage.class);

  private SignOutPage() {}

  /** Ends the session and leads to the sign-in; a session ends even if that cannot be recorded. */
  public static PageAnswer submit(PageRequest request) {
    request.endSession();
    Caller.signOut(request.http());
    try {
      request.record(AuditEvent.Type.SIGN_OUT);
    } catch (AuditException e) {
      log.error("a sign-out could not be recorded", e);
    }
    return new PageAnswer.Redirect(PanelPaths.SIGN_IN);
  }
}
