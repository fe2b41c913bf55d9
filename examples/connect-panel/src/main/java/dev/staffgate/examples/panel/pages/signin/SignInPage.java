package dev.staffgate.examples.panel.pages.signin;

import static dev.staffgate.examples.panel.web.Forms.button;
import static dev.staffgate.examples.panel.web.Forms.codeField;
import static dev.staffgate.examples.panel.web.Forms.labelled;
import static dev.staffgate.examples.panel.web.Forms.link;
import static dev.staffgate.examples.panel.web.Forms.problem;
import static dev.staffgate.examples.panel.web.Markup.element;
import static dev.staffgate.examples.panel.web.Markup.text;

import dev.staffgate.examples.panel.web.Csrf;
import dev.staffgate.examples.panel.web.FormServlet;
import dev.staffgate.examples.panel.web.Markup;
import dev.staffgate.examples.panel.web.Markup.Element;
import dev.staffgate.examples.panel.web.PageFrame;
import dev.staffgate.model.Secret;
import dev.staffgate.servlet.Caller;
import dev.staffgate.servlet.ReturnPath;
import dev.staffgate.servlet.StaffgateRequest;
import dev.staffgate.signin.SignIn;
import dev.staffgate.signin.SignInResult;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Signing in: name and password, then the code; the first time with a QR code for the app. */
public final class SignInPage extends FormServlet {
  private static final long serialVersionUID = 1L;
  private static final String PENDING = "sign-in-pending";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private final transient SignIn signIn;

  public SignInPage(SignIn signIn) {
    this.signIn = signIn;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    passwordPage(request, response, 200, Markup.NONE);
  }

  @Override
  protected void onSubmit(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var from = StaffgateRequest.of(request).from();
    if ("/code".equals(request.getPathInfo())) {
      String handle =
          request.getSession(true).getAttribute(PENDING) instanceof String kept ? kept : "none";
      show(
          request,
          response,
          signIn.confirm(Secret.of(handle), parameter(request, "code"), from),
          true);
    } else {
      char[] password = parameter(request, "password").toCharArray();
      show(
          request,
          response,
          signIn.begin(parameter(request, "name").strip(), password, from),
          false);
    }
  }

  private void show(
      HttpServletRequest request, HttpServletResponse response, SignInResult result, boolean atCode)
      throws IOException {
    switch (result.kind()) {
      case REFUSED -> {
        String sentence = ((SignInResult.Refused) result).sentence();
        if (atCode) {
          codePage(
              request,
              response,
              403,
              Markup.of(problem(sentence), element("p").add(link("/sign-in/", "Start again"))));
        } else {
          passwordPage(request, response, 403, problem(sentence));
        }
      }
      case WAIT ->
          passwordPage(
              request,
              response,
              403,
              problem(
                  "Too many attempts. Please wait until "
                      + TIME.format(((SignInResult.Wait) result).until())
                      + "."));
      case CODE_NEEDED -> {
        keep(request, ((SignInResult.CodeNeeded) result).pending());
        codePage(request, response, 200, Markup.NONE);
      }
      case ENROLMENT_NEEDED -> {
        SignInResult.EnrolmentNeeded enrolment = (SignInResult.EnrolmentNeeded) result;
        keep(request, enrolment.pending());
        codePage(request, response, 200, enrolment(enrolment));
      }
      case SIGNED_IN -> {
        SignInResult.SignedIn in = (SignInResult.SignedIn) result;
        request.getSession(true).removeAttribute(PENDING);
        Caller.signIn(request, new Caller(in.staff(), in.secondFactorAt()));
        response.sendRedirect(ReturnPath.askedFor(request).orElse("/servers/"));
      }
    }
  }

  private static void keep(HttpServletRequest request, Secret pending) {
    request.getSession(true).setAttribute(PENDING, pending.revealToUse());
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

  private static void passwordPage(
      HttpServletRequest request, HttpServletResponse response, int status, Markup above)
      throws IOException {
    PageFrame.writeAnonymousPage(
        response,
        status,
        "Sign in",
        Markup.of(
            above,
            form(request, "/sign-in/")
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

  private static void codePage(
      HttpServletRequest request, HttpServletResponse response, int status, Markup above)
      throws IOException {
    PageFrame.writeAnonymousPage(
        response,
        status,
        "Enter the code",
        Markup.of(above, form(request, "/sign-in/code").add(codeField(), button("Go on"))));
  }

  private static Element form(HttpServletRequest request, String action) {
    return element("form")
        .ofClass("card narrow")
        .with("method", "post")
        .with("action", action)
        .add(Csrf.field(request), returnField(request));
  }
}
