package dev.staffgate.examples.panel.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableSet;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/**
 * A filter that answers requests to the panel's own names alone. A page of somebody else whose name
 * is made to lead to this machine (DNS rebinding) would otherwise be of the same origin as the
 * panel, as far as a browser can tell.
 */
public final class HostFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final int MISDIRECTED = 421;

  private final transient ImmutableSet<String> hosts;
  private final transient OutsiderAudit outsiders;

  /**
   * Creates a filter.
   *
   * @param hosts values of the header {@code Host}, in lower case
   */
  public HostFilter(Set<String> hosts, OutsiderAudit outsiders) {
    this.hosts = ImmutableSet.copyOf(hosts);
    this.outsiders = outsiders;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String host = request.getHeader("Host");
    if (host != null && hosts.contains(Ascii.toLowerCase(host))) {
      chain.doFilter(request, response);
      return;
    }
    outsiders.record(OutsiderAudit.Refused.HOST, request, "");
    response.setStatus(MISDIRECTED);
    response.setContentType("text/plain;charset=UTF-8");
    response.getOutputStream().write("The panel is not known by this name.\n".getBytes(UTF_8));
  }
}
