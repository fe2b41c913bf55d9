package dev.staffgate.examples.panel.pages.signin;

import dev.staffgate.examples.panel.web.PageAnswer;
import dev.staffgate.examples.panel.web.PageRequest;
import dev.staffgate.examples.panel.web.PanelPaths;
import dev.staffgate.servlet.Caller;
import dev.staffgate.servlet.ReturnPath;
import dev.staffgate.signin.SignInResult;

/** The end of a sign-in or a second factor that succeeded. */
final class SignedIn {
  private SignedIn() {}

  /** Puts the person into the session and leads to the page that was asked for. */
  static PageAnswer goOn(PageRequest request, SignInResult.SignedIn in) {
    Caller.signIn(request.http(), new Caller(in.staff(), in.secondFactorAt()));
    return new PageAnswer.Redirect(ReturnPath.askedFor(request.http()).orElse(PanelPaths.SERVERS));
  }
}
