package dev.staffgate.examples.panel.web;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;

/** The one style sheet. */
public final class StyleSheetServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try (InputStream style = StyleSheetServlet.class.getResourceAsStream("style.css")) {
      if (style == null || !"/style.css".equals(request.getPathInfo())) {
        response.setStatus(404);
        return;
      }
      response.setContentType("text/css;charset=UTF-8");
      response.getOutputStream().write(style.readAllBytes());
    }
  }
}
