package dev.staffgate.examples.panel.pages.signin;

import dev.staffgate.accounts.SessionEpoch;
import dev.staffgate.examples.panel.web.FormTokens;
import dev.staffgate.examples.panel.web.PageAnswer;
import dev.staffgate.examples.panel.web.PageRequest;
import dev.staffgate.examples.panel.web.PanelPaths;
import dev.staffgate.servlet.Caller;
import dev.staffgate.servlet.ReturnPath;
import dev.staffgate.session.SessionRef;
import dev.staffgate.session.StaffSession;
import dev.staffgate.signin.SignInResult;
import java.util.Optional;

/** The end of a sign-in or a second factor that succeeded. */
final class SignedIn {
  private SignedIn() {}

  /**
   * Begins a session of the person, puts both into the web session, with a new id and a new form
   * token, and leads to the page that was asked for.
   *
   * @param bornIn the epoch of the account before its code was looked at, if that is known
   * @throws dev.staffgate.state.StateStoreException if the session cannot be kept
   */
  static PageAnswer begin(
      PageRequest request, SignInResult.SignedIn in, Optional<SessionEpoch> bornIn) {
    String browser = Optional.ofNullable(request.http().getHeader("User-Agent")).orElse("");
    SessionEpoch epoch =
        bornIn.orElseGet(() -> request.staffgate().sessionEpochs().current(in.staff()));
    StaffSession session =
        request.staffgate().sessions().begin(in.staff(), epoch, request.from(), browser);
    request.endSession(); // of whoever was signed in here before
    FormTokens.renew(request.http());
    Caller.signIn(request.http(), new Caller(in.staff(), in.secondFactorAt(), session.ref()));
    return goOn(request);
  }

  /** Notes the fresh second factor in the session that goes on. */
  static PageAnswer stepUp(PageRequest request, SignInResult.SignedIn in) {
    SessionRef session = request.session().orElse(null);
    Caller.signIn(request.http(), new Caller(in.staff(), in.secondFactorAt(), session));
    return goOn(request);
  }

  // By GET, whatever was asked for before: nothing that was sent is kept, so nothing is sent again.
  private static PageAnswer goOn(PageRequest request) {
    return new PageAnswer.SeeOther(ReturnPath.askedFor(request.http()).orElse(PanelPaths.SERVERS));
  }
}
