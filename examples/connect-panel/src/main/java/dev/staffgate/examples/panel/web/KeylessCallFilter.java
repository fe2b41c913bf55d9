package dev.staffgate.examples.panel.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A filter that records the calls of the API that were refused for want of a key. */
public final class KeylessCallFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private final String api;
  private final transient OutsiderAudit outsiders;

  /**
   * Creates a filter.
   *
   * @param api the path that the API is below
   */
  public KeylessCallFilter(String api, OutsiderAudit outsiders) {
    this.api = api;
    this.outsiders = outsiders;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(request, response);
    if (response.getStatus() == HttpServletResponse.SC_UNAUTHORIZED
        && PagePath.of(request).startsWith(api)) {
      outsiders.record(OutsiderAudit.Refused.API_KEY, request, "");
    }
  }
}
