package dev.staffgate.servlet.request;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether something before the filter has replaced the peer's address by what a header
 * says. Where it stands, the peer is whatever the client wrote, unless a proxy overwrote that.
 *
 * <p>Known are Tomcat's valve and filter, which leave an attribute; Spring's filter, by the request
 * that it passes on; and Jetty's customizer and Undertow's handlers, by the connection beneath.
 */
public final class ReplacedPeer {
  private static final String TOMCAT_ATTRIBUTE = "org.apache.tomcat.request.forwarded";
  private static final String TOMCAT = "Tomcat's RemoteIpValve or RemoteIpFilter";
  private static final String SPRING_CLASS = "org.springframework.web.filter.ForwardedHeaderFilter";
  private static final String SPRING = "Spring's ForwardedHeaderFilter";

  private ReplacedPeer() {}

  /** Returns what has replaced the peer of a request; null if nothing is known to have. */
  public static @Nullable String by(HttpServletRequest request) {
    if (request.getAttribute(TOMCAT_ATTRIBUTE) != null) {
      return TOMCAT;
    }
    ServletRequest inner = request;
    while (inner instanceof ServletRequestWrapper wrapper) {
      if (wrapper.getClass().getName().startsWith(SPRING_CLASS)) {
        return SPRING;
      }
      inner = wrapper.getRequest();
    }
    return ConnectionPeer.replacedBy(inner);
  }
}
