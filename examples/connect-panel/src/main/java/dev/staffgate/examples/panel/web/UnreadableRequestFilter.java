package dev.staffgate.examples.panel.web;

import static dev.staffgate.examples.panel.web.Markup.element;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.eclipse.jetty.http.HttpException;

/**
 * A filter that answers requests whose query or form cannot be read, in the panel's own look; the
 * container would say it in its own, wherever a page asks for a field first.
 */
public final class UnreadableRequestFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (isReadable(request)) {
      chain.doFilter(request, response);
      return;
    }
    response.setHeader("Connection", "close"); // some of the form may still be on its way
    PageFrame.writeAnonymousPage(
        response,
        HttpServletResponse.SC_BAD_REQUEST,
        "This request cannot be read",
        Markup.of(
            Forms.problem("Its query or its form is malformed, too long, or came too slowly."),
            element("p").add(Forms.link(PanelPaths.HOME, "Start"))));
  }

  private static boolean isReadable(HttpServletRequest request) {
    try {
      return request.getParameterMap() != null; // reads them
    } catch (HttpException.RuntimeException | IllegalArgumentException unreadable) {
      return false;
    }
  }
}
