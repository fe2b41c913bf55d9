package dev.staffgate.examples.panel.pages.signin;

import static dev.staffgate.examples.panel.web.Forms.link;
import static dev.staffgate.examples.panel.web.Markup.element;

import dev.staffgate.accounts.SessionEpoch;
import dev.staffgate.examples.panel.web.FormTokens;
import dev.staffgate.examples.panel.web.Markup;
import dev.staffgate.examples.panel.web.PageAnswer;
import dev.staffgate.examples.panel.web.PageRequest;
import dev.staffgate.examples.panel.web.PanelPaths;
import dev.staffgate.servlet.Caller;
import dev.staffgate.servlet.ReturnPath;
import dev.staffgate.session.SessionRef;
import dev.staffgate.session.StaffSession;
import dev.staffgate.signin.OwnerNotice;
import dev.staffgate.signin.SignInResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The end of a sign-in or a second factor that succeeded. */
public final class SignedIn {
  private SignedIn() {}

  /**
   * Begins a session of the person, puts both into the web session, with a new id and a new form
   * token, and leads to the page that was asked for.
   *
   * @throws dev.staffgate.state.StateStoreException if the session cannot be kept
   */
  public static PageAnswer begin(PageRequest request, SignInResult.SignedIn in) {
    String browser = Optional.ofNullable(request.http().getHeader("User-Agent")).orElse("");
    StaffSession session =
        request.staffgate().sessions().begin(in.staff(), in.bornIn(), request.from(), browser);
    request.endSession(); // of whoever was signed in here before
    FormTokens.renew(request.http());
    Caller.signIn(request.http(), new Caller(in.staff(), in.secondFactorAt(), session.ref()));
    in.browser().ifPresent(request::rememberBrowser);
    return in.notices().isEmpty() ? goOn(request) : notices(request, in.notices());
  }

  /**
   * Begins another session of the person who is signed in, after all sessions of the account were
   * ended by a change of their own.
   *
   * @param bornIn the epoch that began by the change
   * @throws dev.staffgate.state.StateStoreException if the session cannot be kept
   */
  public static void beginAnew(PageRequest request, SessionEpoch bornIn) {
    String browser = Optional.ofNullable(request.http().getHeader("User-Agent")).orElse("");
    StaffSession session =
        request.staffgate().sessions().begin(request.staff(), bornIn, request.from(), browser);
    FormTokens.renew(request.http());
    Instant secondFactorAt = request.secondFactorAt().orElse(null);
    Caller.signIn(request.http(), new Caller(request.staff(), secondFactorAt, session.ref()));
  }

  /** Notes the fresh second factor in the session that goes on. */
  static PageAnswer stepUp(PageRequest request, SignInResult.SignedIn in) {
    SessionRef session = request.session().orElse(null);
    Caller.signIn(request.http(), new Caller(in.staff(), in.secondFactorAt(), session));
    return goOn(request);
  }

  private static PageAnswer notices(PageRequest request, List<OwnerNotice> notices) {
    List<Markup> parts = new ArrayList<>(List.of(sentences(notices)));
    parts.add(element("p").add(link(destination(request), "Go on")));
    return PageAnswer.html(200, "Since your last sign-in", Markup.of(parts));
  }

  /** Returns what the owner of an account is told, once. */
  public static Markup sentences(List<OwnerNotice> notices) {
    return Markup.of(
        notices.stream()
            .map(one -> (Markup) element("p").ofClass("card note").text(one.sentence()))
            .toList());
  }

  private static String destination(PageRequest request) {
    return ReturnPath.askedFor(request.http()).orElse(PanelPaths.SERVERS);
  }

  // By GET, whatever was asked for before: nothing that was sent is kept, so nothing is sent again.
  private static PageAnswer goOn(PageRequest request) {
    return new PageAnswer.SeeOther(destination(request));
  }
}
