package dev.staffgate.examples.panel.pages.signin;

import static dev.staffgate.examples.panel.web.Forms.button;
import static dev.staffgate.examples.panel.web.Forms.codeField;
import static dev.staffgate.examples.panel.web.Forms.labelled;
import static dev.staffgate.examples.panel.web.Forms.link;
import static dev.staffgate.examples.panel.web.Forms.problem;
import static dev.staffgate.examples.panel.web.Markup.element;
import static dev.staffgate.examples.panel.web.Markup.text;

import dev.staffgate.accounts.SessionEpoch;
import dev.staffgate.examples.panel.web.Markup;
import dev.staffgate.examples.panel.web.Markup.Element;
import dev.staffgate.examples.panel.web.PageAnswer;
import dev.staffgate.examples.panel.web.PageRequest;
import dev.staffgate.examples.panel.web.PanelPaths;
import dev.staffgate.signin.SignInResult;
import dev.staffgate.state.StateStoreException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages for signing in: name and password, then the code; the first time with a QR code for the
 * authenticator app.
 */
public final class SignInPage {
  private static final Logger log = LoggerFactory.getLogger(SignInPage.class);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private SignInPage() {}

  /** Shows the form for name and password. */
  public static PageAnswer show(PageRequest request) {
    return passwordForm(request, 200, Markup.none());
  }

  /** Checks name and password, or the code that follows them. */
  public static PageAnswer submit(PageRequest request) {
    return isCode(request) ? confirm(request) : begin(request);
  }

  private static boolean isCode(PageRequest request) {
    return PanelPaths.SIGN_IN_CODE.equals(PanelPaths.SIGN_IN + request.segment());
  }

  private static PageAnswer begin(PageRequest request) {
    char[] password = request.parameter("password").toCharArray();
    String name = request.parameter("name").strip();
    return answer(
        request, name, Optional.empty(), request.signIn().begin(name, password, request.from()));
  }

  private static PageAnswer confirm(PageRequest request) {
    Optional<AwaitedCode> awaited = AwaitedCode.of(request.http());
    if (awaited.isEmpty()) {
      return passwordForm(
          request, 403, problem("This sign-in has taken too long. Please start again."));
    }
    String code = request.parameter("code");
    String name = awaited.get().name();
    try {
      // Before the code is looked at: what ends all sessions meanwhile ends this one, too.
      SessionEpoch before = request.staffgate().sessionEpochs().current(name);
      SignInResult result = request.signIn().confirm(awaited.get().handle(), code, request.from());
      boolean sameName = result instanceof SignInResult.SignedIn in && in.staff().equals(name);
      return answer(request, name, sameName ? Optional.of(before) : Optional.empty(), result);
    } catch (StateStoreException out) {
      log.error("a sign-in is refused, for its session cannot be kept: {}", out.toString());
      return passwordForm(
          request, 503, problem("Nobody can sign in at the moment. Please try again later."));
    }
  }

  private static PageAnswer answer(
      PageRequest request, String name, Optional<SessionEpoch> before, SignInResult result) {
    return switch (result.kind()) {
      case REFUSED -> again(request, ((SignInResult.Refused) result).sentence());
      case WAIT -> {
        String until = TIME.format(((SignInResult.Wait) result).until());
        yield again(request, "Too many attempts. Please wait until " + until + ".");
      }
      case LOCKED -> again(request, ((SignInResult.Locked) result).sentence());
      case BUSY ->
          new PageAnswer.RetryLater(
              passwordForm(
                  request,
                  503,
                  problem(
                      "Too many people are signing in at once. Your password was not looked at;"
                          + " please try again in a few seconds.")),
              ((SignInResult.Busy) result).retryAfter());
      case CODE_NEEDED -> {
        AwaitedCode awaited = AwaitedCode.of(name, (SignInResult.CodeNeeded) result);
        awaited.keepIn(request.http());
        yield codeForm(request, 200, awaited, Markup.none());
      }
      case ENROLMENT_NEEDED -> {
        AwaitedCode awaited = AwaitedCode.of(name, (SignInResult.EnrolmentNeeded) result);
        awaited.keepIn(request.http());
        yield codeForm(request, 200, awaited, Markup.none());
      }
      case SIGNED_IN -> {
        AwaitedCode.forget(request.http());
        yield SignedIn.begin(request, (SignInResult.SignedIn) result, before);
      }
    };
  }

  /**
   * Shows the form again that the person was at: the one for the code as long as the code is still
   * awaited, with the same key for the authenticator app, which may have read it by now.
   */
  private static PageAnswer again(PageRequest request, String sentence) {
    Optional<AwaitedCode> awaited =
        isCode(request)
            ? AwaitedCode.of(request.http())
                .filter(one -> request.signIn().awaitsCode(one.handle()))
            : Optional.empty();
    return awaited
        .map(
            one ->
                codeForm(
                    request,
                    403,
                    one,
                    Markup.of(
                        problem(sentence),
                        element("p").add(link(PanelPaths.SIGN_IN, "Start again")))))
        .orElseGet(() -> passwordForm(request, 403, problem(sentence)));
  }

  private static Markup enrolment(SignInResult.EnrolmentNeeded enrolment) {
    return element("section")
        .ofClass("card note")
        .add(
            element("h2").text("Set up your second factor"),
            element("p")
                .text(
                    "Read this with an authenticator app. It then shows a code of six digits, a new"
                        + " one every half minute."),
            QrSvg.of(enrolment.uri()),
            element("p")
                .ofClass("quiet")
                .text("No camera? ")
                .add(
                    link(enrolment.uri().revealToUse(), "Open the app with this link"),
                    text(", or type this key:"),
                    element("br"),
                    element("code").with("id", "seed").text(enrolment.seed().revealToUse())));
  }

  private static PageAnswer passwordForm(PageRequest request, int status, Markup above) {
    return request.answer(
        status,
        Markup.of(
            above,
            form(request, PanelPaths.SIGN_IN)
                .add(
                    labelled(
                        "Name",
                        "name",
                        element("input")
                            .with("name", "name")
                            .with("autocomplete", "username")
                            .with("autocapitalize", "none")
                            .with("required")
                            .with("autofocus")),
                    labelled(
                        "Password",
                        "password",
                        element("input")
                            .with("name", "password")
                            .with("type", "password")
                            .with("autocomplete", "current-password")
                            .with("required")),
                    button("Sign in"))));
  }

  private static PageAnswer codeForm(
      PageRequest request, int status, AwaitedCode awaited, Markup above) {
    return PageAnswer.html(
        status,
        "Enter the code",
        Markup.of(
            above,
            awaited.enrolment().map(SignInPage::enrolment).orElse(Markup.none()),
            form(request, PanelPaths.SIGN_IN_CODE).add(codeField(), button("Go on"))));
  }

  private static Element form(PageRequest request, String action) {
    return element("form")
        .ofClass("card narrow")
        .with("method", "post")
        .with("action", action)
        .add(request.csrfField(), request.returnField());
  }
}
