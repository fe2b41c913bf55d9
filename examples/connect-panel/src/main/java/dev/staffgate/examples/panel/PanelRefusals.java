package dev.staffgate.examples.panel;

import dev.staffgate.servlet.Refusal;
import dev.staffgate.servlet.RefusalPages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Refusals of the filter in the panel's own look; who is not signed in is led to the sign-in. */
final class PanelRefusals implements RefusalPages {
  private final RefusalPages standard = RefusalPages.standard();

  @Override
  public void write(HttpServletRequest request, HttpServletResponse response, Refusal refusal)
      throws IOException {
    String accept = request.getHeader("Accept");
    if (accept == null || !accept.contains("text/html")) {
      standard.write(request, response, refusal);
    } else if (refusal.code().equals("not-signed-in") && request.getMethod().equals("GET")) {
      response.setHeader("Cache-Control", "no-store");
      response.sendRedirect("/sign-in/");
    } else {
      response.setHeader("Cache-Control", "no-store");
      Html.write(
          response,
          refusal.status(),
          refusal.title(),
          "",
          "<p class=\"card bad\" role=\"alert\">"
              + Html.escape(refusal.sentence())
              + "</p><p><a href=\"/\">Start</a></p>");
    }
  }
}
