package dev.staffgate.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.staffgate.servlet.request.PathInspector;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The path to go on to after signing in or a second factor: a path of this application, with its
 * query. It never leaves the site, whatever a link or a form says, since nothing but a path with
 * one meaning below the application's own is taken.
 *
 * <pre>{@code
 * response.sendRedirect(ReturnPath.askedFor(request).orElse("/start"));
 * }</pre>
 */
public final class ReturnPath {
  /** The name of the parameter. */
  public static final String PARAMETER = "return";

  private static final int MAX_LENGTH = 2048;

  private ReturnPath() {}

  /** The path that the parameter of a request names, if it is one of this application. */
  public static Optional<String> askedFor(HttpServletRequest request) {
    return Optional.ofNullable(request.getParameter(PARAMETER))
        .filter(path -> isWithin(request.getContextPath(), path));
  }

  /** The path and query that a browser asked for, whatever dispatches came after. */
  static Optional<String> of(HttpServletRequest request) {
    if (request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI) instanceof String path) {
      return of(request, path, request.getAttribute(RequestDispatcher.FORWARD_QUERY_STRING));
    }
    if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path) {
      // Its query is not known (Servlet 6.0).
      return of(request, path, null);
    }
    return of(request, request.getRequestURI(), request.getQueryString());
  }

  private static Optional<String> of(
      HttpServletRequest request, String path, @Nullable Object query) {
    String whole = query == null ? path : path + "?" + query;
    return isWithin(request.getContextPath(), whole) ? Optional.of(whole) : Optional.empty();
  }

  /** The parameter with this path, to be put behind the question mark of a link. */
  static String parameter(String path) {
    return PARAMETER + "=" + URLEncoder.encode(path, UTF_8);
  }

  private static boolean isWithin(String contextPath, String whole) {
    if (whole.length() > MAX_LENGTH || !whole.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      return false;
    }
    int query = whole.indexOf('?');
    String path = query < 0 ? whole : whole.substring(0, query);
    return whole.indexOf('#') < 0
        && PathInspector.problemIn(path).isEmpty()
        && (path + "/").startsWith(contextPath + "/");
  }
}
