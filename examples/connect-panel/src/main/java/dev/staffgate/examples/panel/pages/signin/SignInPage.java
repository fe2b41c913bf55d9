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
import dev.staffgate.signin.SignInResult;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The pages for signing in: name and password, then the code; the first time with a QR code for the
 * authenticator app.
 */
public final class SignInPage {
  private static final String PENDING = "sign-in-pending";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private SignInPage() {}

  /** Shows the form for name and password. */
  public static PageAnswer show(PageRequest request) {
    return passwordForm(request, 200, Markup.none());
  }

  /** Checks name and password, or the code that follows them. */
  public static PageAnswer submit(PageRequest request) {
    return PanelPaths.SIGN_IN_CODE.equals(PanelPaths.SIGN_IN + request.segment())
        ? confirm(request)
        : begin(request);
  }

  private static PageAnswer begin(PageRequest request) {
    char[] password = request.parameter("password").toCharArray();
    String name = request.parameter("name").strip();
    return answer(request, request.signIn().begin(name, password, request.from()), false);
  }

  private static PageAnswer confirm(PageRequest request) {
    String handle =
        request.http().getSession(true).getAttribute(PENDING) instanceof String kept
            ? kept
            : "none";
    String code = request.parameter("code");
    return answer(request, request.signIn().confirm(Secret.of(handle), code, request.from()), true);
  }

  private static PageAnswer answer(PageRequest request, SignInResult result, boolean atCode) {
    return switch (result.kind()) {
      case REFUSED -> refused(request, ((SignInResult.Refused) result).sentence(), atCode);
      case WAIT -> {
        String until = TIME.format(((SignInResult.Wait) result).until());
        yield passwordForm(
            request, 403, problem("Too many attempts. Please wait until " + until + "."));
      }
      case CODE_NEEDED -> {
        keep(request, ((SignInResult.CodeNeeded) result).pending());
        yield codeForm(request, 200, Markup.none());
      }
      case ENROLMENT_NEEDED -> {
        SignInResult.EnrolmentNeeded enrolment = (SignInResult.EnrolmentNeeded) result;
        keep(request, enrolment.pending());
        yield codeForm(request, 200, enrolment(enrolment));
      }
      case SIGNED_IN -> {
        request.http().getSession(true).removeAttribute(PENDING);
        yield SignedIn.goOn(request, (SignInResult.SignedIn) result);
      }
    };
  }

  private static PageAnswer refused(PageRequest request, String sentence, boolean atCode) {
    return atCode
        ? codeForm(
            request,
            403,
            Markup.of(problem(sentence), element("p").add(link(PanelPaths.SIGN_IN, "Start again"))))
        : passwordForm(request, 403, problem(sentence));
  }

  private static void keep(PageRequest request, Secret pending) {
    request.http().getSession(true).setAttribute(PENDING, pending.revealToUse());
  }

  private static Markup enrolment(SignInResult.EnrolmentNeeded enrolment) {
    return element("section")
        .ofClass("card note")
        .add(
            element("h2").text("Set up your second factor"),
            element("p")
                .text(
                    "Read this with an authenticator app. It then shows a code of six digits, a new one every half"
                        + " minute."),
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

  private static PageAnswer codeForm(PageRequest request, int status, Markup above) {
    return PageAnswer.html(
        status,
        "Enter the code",
        Markup.of(above, form(request, PanelPaths.SIGN_IN_CODE).add(codeField(), button("Go on"))));
  }

  private static Element form(PageRequest request, String action) {
    return element("form")
        .ofClass("card narrow")
        .with("method", "post")
        .with("action", action)
        .add(request.csrfField(), request.returnField());
  }
}
