package dev.staffgate.examples.panel.pages.signin;

import static dev.staffgate.examples.panel.web.Forms.button;
import static dev.staffgate.examples.panel.web.Forms.codeField;
import static dev.staffgate.examples.panel.web.Forms.labelled;
import static dev.staffgate.examples.panel.web.Forms.link;
import static dev.staffgate.examples.panel.web.Forms.problem;
import static dev.staffgate.examples.panel.web.Markup.element;
import static dev.staffgate.examples.panel.web.Markup.text;

import dev.staffgate.examples.panel.web.Markup;
import dev.staffgate.examples.panel.web.Markup.Element;
import dev.staffgate.examples.panel.web.PageAnswer;
import dev.staffgate.examples.panel.web.PageRequest;
import dev.staffgate.examples.panel.web.PanelPaths;
import dev.staffgate.model.Secret;
import dev.staffgate.servlet.ReturnPath;
import dev.staffgate.signin.SignInResult;
import dev.staffgate.state.StateStoreException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages for signing in: name and password, then the code; the first time with a QR code for the
 * authenticator app.
 */
public final class SignInPage {
  private static final Logger log = LoggerFactory.getLogger(SignInPage.class);

  private SignInPage() {}

  /** Shows the form for name and password, or the one for a recovery code. */
  public static PageAnswer show(PageRequest request) {
    if (!is(request, PanelPaths.SIGN_IN_RECOVERY)) {
      return passwordForm(request, 200, Markup.none());
    }
    return awaiting(request).isPresent()
        ? recoveryForm(request, 200, Markup.none())
        : tooLong(request);
  }

  /** Checks name and password, or the code that follows them. */
  public static PageAnswer submit(PageRequest request) {
    return isCode(request) ? confirm(request) : begin(request);
  }

  private static boolean is(PageRequest request, String path) {
    return path.equals(PanelPaths.SIGN_IN + request.segment());
  }

  private static boolean isCode(PageRequest request) {
    return is(request, PanelPaths.SIGN_IN_CODE) || is(request, PanelPaths.SIGN_IN_RECOVERY);
  }

  private static Optional<AwaitedCode> awaiting(PageRequest request) {
    return AwaitedCode.of(request.http()).filter(one -> request.signIn().awaitsCode(one.handle()));
  }

  private static PageAnswer begin(PageRequest request) {
    char[] password = request.parameter("password").toCharArray();
    String name = request.parameter("name").strip();
    return answer(request, request.signIn().begin(name, password, request.origin()));
  }

  private static PageAnswer confirm(PageRequest request) {
    Optional<AwaitedCode> awaited = AwaitedCode.of(request.http());
    if (awaited.isEmpty()) {
      return tooLong(request);
    }
    Secret handle = awaited.get().handle();
    String code = request.parameter("code");
    try {
      return answer(
          request,
          is(request, PanelPaths.SIGN_IN_RECOVERY)
              ? request.signIn().recover(handle, code, request.origin())
              : request.signIn().confirm(handle, code, request.origin()));
    } catch (StateStoreException out) {
      log.error("a sign-in is refused, for its session cannot be kept: {}", out.toString());
      return passwordForm(
          request, 503, problem("Nobody can sign in at the moment. Please try again later."));
    }
  }

  private static PageAnswer tooLong(PageRequest request) {
    return passwordForm(
        request, 403, problem("This sign-in has taken too long. Please start again."));
  }

  private static PageAnswer answer(PageRequest request, SignInResult result) {
    return switch (result.kind()) {
      case REFUSED, WAIT, LOCKED -> again(request, SignInSentences.of(result, request));
      case BUSY ->
          new PageAnswer.RetryLater(
              passwordForm(request, 503, problem(SignInSentences.of(result, request))),
              ((SignInResult.Busy) result).retryAfter());
      case CODE_NEEDED -> codeForm(request, AwaitedCode.of((SignInResult.CodeNeeded) result));
      case ENROLMENT_NEEDED ->
          codeForm(request, AwaitedCode.of((SignInResult.EnrolmentNeeded) result));
      case SIGNED_IN -> {
        AwaitedCode.forget(request.http());
        yield SignedIn.begin(request, (SignInResult.SignedIn) result);
      }
    };
  }

  private static PageAnswer codeForm(PageRequest request, AwaitedCode awaited) {
    awaited.keepIn(request.http());
    return codeForm(request, 200, awaited, Markup.none());
  }

  /**
   * Shows the form again that the person was at: the one for the code as long as the code is still
   * awaited, with the same key for the authenticator app, which may have read it by now.
   */
  private static PageAnswer again(PageRequest request, String sentence) {
    Optional<AwaitedCode> awaited = isCode(request) ? awaiting(request) : Optional.empty();
    Markup above =
        Markup.of(problem(sentence), element("p").add(link(PanelPaths.SIGN_IN, "Start again")));
    if (awaited.isEmpty()) {
      return passwordForm(request, 403, problem(sentence));
    }
    return is(request, PanelPaths.SIGN_IN_RECOVERY)
        ? recoveryForm(request, 403, above)
        : codeForm(request, 403, awaited.get(), above);
  }

  /** Returns what an authenticator app reads, and how to go about it. */
  public static Markup enrolment(SignInResult.EnrolmentNeeded enrolment) {
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
            form(request, PanelPaths.SIGN_IN_CODE).add(codeField(), button("Go on")),
            awaited.enrolment().isPresent() ? Markup.none() : recovery(request)));
  }

  private static Markup recovery(PageRequest request) {
    String path =
        ReturnPath.askedFor(request.http())
            .map(asked -> PanelPaths.before(PanelPaths.SIGN_IN_RECOVERY, asked))
            .orElse(PanelPaths.SIGN_IN_RECOVERY);
    return element("p").add(link(path, "Without your phone? Use a recovery code"));
  }

  private static PageAnswer recoveryForm(PageRequest request, int status, Markup above) {
    return PageAnswer.html(
        status,
        "Enter a recovery code",
        Markup.of(
            above,
            form(request, PanelPaths.SIGN_IN_RECOVERY)
                .add(
                    labelled(
                        "One of your recovery codes",
                        "code",
                        element("input")
                            .with("name", "code")
                            .with("autocomplete", "off")
                            .with("autocapitalize", "characters")
                            .with("required")
                            .with("autofocus")),
                    button("Go on"))));
  }

  private static Element form(PageRequest request, String action) {
    return element("form")
        .ofClass("card narrow")
        .with("method", "post")
        .with("action", action)
        .add(request.csrfField(), request.returnField());
  }
}
