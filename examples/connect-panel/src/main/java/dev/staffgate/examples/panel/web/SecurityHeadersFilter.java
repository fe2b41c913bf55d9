package dev.staffgate.examples.panel.web;

import dev.staffgate.Staffgate;
import dev.staffgate.model.Server;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.stream.Collectors;

/**
 * A filter that sets security headers on every answer: no scripts, no frames, no caching, no
 * referrer.
 */
public final class SecurityHeadersFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private final transient Staffgate staffgate;

  public SecurityHeadersFilter(Staffgate staffgate) {
    this.staffgate = staffgate;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    // A form that enters a server is answered by leading to that server, which browsers count as
    // its target.
    String servers =
        staffgate.policy().document().servers().values().stream()
            .map(Server::url)
            .map(url -> "https://" + url.getRawAuthority())
            .sorted()
            .collect(Collectors.joining(" "));
    response.setHeader(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' "
            + servers);
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Cache-Control", "no-store");
    chain.doFilter(request, response);
  }
}
