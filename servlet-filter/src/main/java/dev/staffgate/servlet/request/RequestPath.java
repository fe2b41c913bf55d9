package dev.staffgate.servlet.request;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The destination of a dispatch. An include leaves the paths of its includer in the request and
 * names its own in attributes (Servlet 6.0, section 9.3.1); every other dispatch has them in the
 * request.
 */
public final class RequestPath {
  private RequestPath() {}

  /** The path as it came over the wire, or as the program asked for it; not decoded. */
  public static String raw(HttpServletRequest request) {
    if (isInclude(request)
        && request.getAttribute(RequestDispatcher.INCLUDE_REQUEST_URI) instanceof String included) {
      return included;
    }
    return request.getRequestURI();
  }

  /** The path within the application, as the container decoded and mapped it. */
  public static String mapped(HttpServletRequest request) {
    if (isInclude(request)
        && request.getAttribute(RequestDispatcher.INCLUDE_SERVLET_PATH) instanceof String servlet) {
      return joined(servlet, request.getAttribute(RequestDispatcher.INCLUDE_PATH_INFO));
    }
    return joined(request.getServletPath(), request.getPathInfo());
  }

  /**
   * Returns whether a request came in with what only an include has. Containers take attributes
   * from a proxy that speaks AJP, and some of their servlets obey these in a request as well.
   */
  public static boolean claimsInclude(HttpServletRequest request) {
    return request.getAttribute(RequestDispatcher.INCLUDE_REQUEST_URI) != null
        || request.getAttribute(RequestDispatcher.INCLUDE_SERVLET_PATH) != null;
  }

  private static String joined(String servletPath, @Nullable Object pathInfo) {
    String path = pathInfo == null ? servletPath : servletPath.concat(pathInfo.toString());
    return path.isEmpty() ? "/" : path;
  }

  private static boolean isInclude(HttpServletRequest request) {
    return request.getDispatcherType() == DispatcherType.INCLUDE;
  }
}
