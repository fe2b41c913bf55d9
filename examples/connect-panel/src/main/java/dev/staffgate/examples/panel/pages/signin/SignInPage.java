package dev.staffgate.examples.panel.pages.signin;

import dev.staffgate.examples.panel.web.Csrf;
import dev.staffgate.examples.panel.web.FormServlet;
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
    passwordPage(request, response, 200, "");
  }

  @Override
  protected void submitted(HttpServletRequest request, HttpServletResponse response)
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
              problem(sentence) + "<p><a href=\"/sign-in/\">Start again</a></p>");
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
        codePage(request, response, 200, "");
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

  private static String problem(String sentence) {
    return "<p class=\"card bad\" role=\"alert\">" + PageFrame.escape(sentence) + "</p>";
  }

  private static String enrolment(SignInResult.EnrolmentNeeded enrolment) {
    return """
        <section class="card note"><h2>Set up your second factor</h2>
        <p>Read this with an authenticator app. It then shows a code of six digits, a new one every half minute.</p>
        %s
        <p class="quiet">No camera? <a href="%s">Open the app with this link</a>, or type this key:<br>
        <code id="seed">%s</code></p></section>
        """
        .formatted(
            QrSvg.of(enrolment.uri()),
            PageFrame.escape(enrolment.uri().revealToUse()),
            enrolment.seed().revealToUse());
  }

  private static void passwordPage(
      HttpServletRequest request, HttpServletResponse response, int status, String above)
      throws IOException {
    PageFrame.write(
        response,
        status,
        "Sign in",
        "",
        above
            + """
            <form class="card narrow" method="post" action="/sign-in/">%s%s
            <label for="name">Name</label>
            <input id="name" name="name" autocomplete="username" autocapitalize="none" required autofocus>
            <label for="password">Password</label>
            <input id="password" name="password" type="password" autocomplete="current-password" required>
            <button>Sign in</button></form>
            """
                .formatted(Csrf.field(request), wayBack(request)));
  }

  private static void codePage(
      HttpServletRequest request, HttpServletResponse response, int status, String above)
      throws IOException {
    PageFrame.write(
        response,
        status,
        "Enter the code",
        "",
        above
            + """
            <form class="card narrow" method="post" action="/sign-in/code">%s%s
            <label for="code">Code of your authenticator app</label>
            <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="6"
            required autofocus>
            <button>Go on</button></form>
            """
                .formatted(Csrf.field(request), wayBack(request)));
  }
}
