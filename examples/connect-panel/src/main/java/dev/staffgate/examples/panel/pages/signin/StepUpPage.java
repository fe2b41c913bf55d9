package dev.staffgate.examples.panel.pages.signin;

import static dev.staffgate.examples.panel.web.Forms.button;
import static dev.staffgate.examples.panel.web.Forms.codeField;
import static dev.staffgate.examples.panel.web.Forms.problem;
import static dev.staffgate.examples.panel.web.Markup.element;

import dev.staffgate.examples.panel.web.Csrf;
import dev.staffgate.examples.panel.web.FormServlet;
import dev.staffgate.examples.panel.web.Markup;
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
    page(request, response, 200, Markup.NONE);
  }

  @Override
  protected void onSubmit(HttpServletRequest request, HttpServletResponse response)
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
          problem("This code does not count, or you have to wait a little."));
    }
  }

  private static void page(
      HttpServletRequest request, HttpServletResponse response, int status, Markup above)
      throws IOException {
    PageFrame.writePage(
        request,
        response,
        status,
        "Confirm your second factor",
        Markup.of(
            above,
            element("form")
                .ofClass("card narrow")
                .with("method", "post")
                .with("action", "/step-up")
                .add(Csrf.field(request), returnField(request), codeField(), button("Confirm"))));
  }
}
