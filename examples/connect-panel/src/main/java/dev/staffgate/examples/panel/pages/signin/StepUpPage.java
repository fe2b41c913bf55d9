package dev.staffgate.examples.panel.pages.signin;

import dev.staffgate.examples.panel.web.Csrf;
import dev.staffgate.examples.panel.web.FormServlet;
import dev.staffgate.examples.panel.web.PageFrame;
import dev.staffgate.servlet.Caller;
import dev.staffgate.servlet.ReturnPath;
import dev.staffgate.servlet.StaffgateRequest;
import dev.staffgate.signin.SignIn;
import dev.staffgate.signin.SignInResult;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A fresh second factor, for what asks for one. */
public final class StepUpPage extends FormServlet {
  private static final long serialVersionUID = 1L;

  private final transient SignIn signIn;

  public StepUpPage(SignIn signIn) {
    this.signIn = signIn;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    page(request, response, 200, "");
  }

  @Override
  protected void submitted(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    StaffgateRequest found = StaffgateRequest.of(request);
    SignInResult result =
        signIn.confirmAgain(found.staff().orElseThrow(), parameter(request, "code"), found.from());
    if (result instanceof SignInResult.SignedIn in) {
      Caller.signIn(request, new Caller(in.staff(), in.secondFactorAt()));
      response.sendRedirect(ReturnPath.askedFor(request).orElse("/servers/"));
    } else {
      page(
          request,
          response,
          403,
          "<p class=\"card bad\" role=\"alert\">This code does not count, or you have to wait a little.</p>");
    }
  }

  private static void page(
      HttpServletRequest request, HttpServletResponse response, int status, String above)
      throws IOException {
    PageFrame.page(
        request,
        response,
        status,
        "Confirm your second factor",
        above
            + """
            <form class="card narrow" method="post" action="/step-up">%s%s
            <label for="code">Code of your authenticator app</label>
            <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="6"
            required autofocus>
            <button>Confirm</button></form>
            """
                .formatted(Csrf.field(request), wayBack(request)));
  }
}
