package dev.staffgate.examples.panel.pages.signin;

import dev.staffgate.examples.panel.web.PageAnswer;
import dev.staffgate.examples.panel.web.PageRequest;
import dev.staffgate.examples.panel.web.PanelPaths;
import dev.staffgate.servlet.Caller;

/** Signing out. */
public final class SignOutPage {
  private SignOutPage() {}

  /** Ends the session and leads to the sign-in. */
  public static PageAnswer submit(PageRequest request) {
    Caller.signOut(request.http());
    return new PageAnswer.Redirect(PanelPaths.SIGN_IN);
  }
}
