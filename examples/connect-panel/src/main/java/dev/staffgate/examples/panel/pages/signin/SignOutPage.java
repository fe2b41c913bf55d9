package dev.staffgate.examples.panel.pages.signin;

import dev.staffgate.examples.panel.web.FormServlet;
import dev.staffgate.servlet.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Signing out. */
public final class SignOutPage extends FormServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void onSubmit(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Caller.signOut(request);
    response.sendRedirect("/sign-in/");
  }
}
