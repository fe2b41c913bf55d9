package dev.staffgate.servlet.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The destination of a dispatch. An include leaves the paths of its includer in the request and
 * names its own in attributes (Servlet 6.0, section 9.3.1); every other dispatch has them in the
 * request.
 *
 * <p>A destination may have more than one path. Containers map a folder to its welcome file, while
 * frameworks go by what was written; and code of the application may wrap a request in one that
 * tells other paths than the container goes by.
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
   * Returns the paths within the application for which code behind the filter may take a dispatch,
   * each once: as it was written, then as the container mapped it.
   */
  public static List<String> readings(HttpServletRequest request) {
    HttpServletRequest ofContainer = ofContainer(request);
    return Stream.of(written(request), mapped(request), written(ofContainer), mapped(ofContainer))
        .distinct()
        .toList();
  }

  /**
   * Returns whether {@link #mapped} is plainly the only reading: so it is for most requests, and
   * nothing is decoded or allocated to see it.
   */
  public static boolean isPlain(HttpServletRequest request, String path) {
    if (ofContainer(request) != request) {
      return false;
    }
    String raw = raw(request);
    String context = contextPath(request);
    return raw.length() == context.length() + path.length()
        && raw.startsWith(context)
        && raw.endsWith(path)
        && raw.indexOf('%') < 0;
  }

  /** Returns the path within the application as it was written, decoded once. */
  private static String written(HttpServletRequest request) {
    String raw = decoded(raw(request));
    String context = decoded(contextPath(request));
    boolean within =
        raw.startsWith(context)
            && (raw.length() == context.length() || raw.charAt(context.length()) == '/');
    String path = within ? raw.substring(context.length()) : raw;
    return path.isEmpty() ? "/" : path;
  }

  private static String contextPath(HttpServletRequest request) {
    return isInclude(request)
            && request.getAttribute(RequestDispatcher.INCLUDE_CONTEXT_PATH) instanceof String other
        ? other
        : request.getContextPath();
  }

  /** Decodes a path; what encodes nothing, as in a path that a program made, stays as it is. */
  private static String decoded(String path) {
    if (path.indexOf('%') < 0) {
      return path;
    }
    byte[] bytes = path.getBytes(UTF_8);
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
      if (bytes[i] == '%' && high >= 0 && low >= 0) {
        bytes[length++] = (byte) (high * 16 + low);
        i += 2;
      } else {
        bytes[length++] = bytes[i];
      }
    }
    return new String(bytes, 0, length, UTF_8);
  }

  /**
   * Returns the outermost layer of a request that is the container's own, beneath what the
   * application has wrapped around it: a forward goes to the path that this one tells.
   */
  public static HttpServletRequest ofContainer(HttpServletRequest request) {
    ServletRequest innermost = request;
    while (innermost instanceof ServletRequestWrapper wrapper) {
      innermost = wrapper.getRequest();
    }
    String library = innermost.getClass().getPackageName();
    ServletRequest layer = request;
    while (layer instanceof ServletRequestWrapper wrapper
        && !isOfSameLibrary(layer.getClass().getPackageName(), library)) {
      layer = wrapper.getRequest();
    }
    return layer instanceof HttpServletRequest http ? http : request;
  }

  /** Returns whether packages begin with the same three words, as {@code org.apache.catalina}. */
  private static boolean isOfSameLibrary(String one, String other) {
    int end = -1;
    for (int words = 0; words < 3; words++) {
      end = one.indexOf('.', end + 1);
      if (end < 0) {
        return other.startsWith(one)
            && (other.length() == one.length() || other.charAt(one.length()) == '.');
      }
    }
    return other.regionMatches(0, one, 0, end)
        && (other.length() == end || other.charAt(end) == '.');
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
