package dev.staffgate.examples.panel.web;

import static com.google.common.base.Preconditions.checkArgument;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The path of a page, as the policy's routes write it: one path such as {@code /why}, one last
 * segment such as {@code /tokens/{server}}, or everything below such as {@code /servers/**}.
 *
 * @param pattern the path; policy reference, section 2, says what it matches
 */
public record PagePath(String pattern) {
  private static final Pattern FORM =
      Pattern.compile("/(?:[a-z0-9-]+/)*(?:[a-z0-9-]*|\\{[a-z]+}|\\*\\*)");
  private static final String BELOW = "/**";

  public PagePath {
    checkArgument(FORM.matcher(pattern).matches(), "%s is not the path of a page", pattern);
  }

  /** Returns the path of a request as the container has decoded it, within the application. */
  static String of(HttpServletRequest request) {
    String info = request.getPathInfo();
    return request.getServletPath() + (info == null ? "" : info);
  }

  /** Returns the name of the last segment, if that one varies. */
  public Optional<String> variable() {
    int brace = pattern.indexOf('{');
    return brace < 0
        ? Optional.empty()
        : Optional.of(pattern.substring(brace + 1, pattern.length() - 1));
  }

  /**
   * Matches the path of a request.
   *
   * @param path decoded, within the application
   * @return the part of it that varies, empty if none does; nothing if this page is another one
   */
  Optional<String> match(String path) {
    if (pattern.endsWith(BELOW)) {
      String base = pattern.substring(0, pattern.length() - BELOW.length());
      return path.equals(base) ? Optional.of("") : rest(path, base + "/");
    }
    if (variable().isPresent()) {
      return rest(path, pattern.substring(0, pattern.indexOf('{')))
          .filter(segment -> !segment.isEmpty() && segment.indexOf('/') < 0);
    }
    return path.equals(pattern) ? Optional.of("") : Optional.empty();
  }

  private static Optional<String> rest(String path, String start) {
    return path.startsWith(start) ? Optional.of(path.substring(start.length())) : Optional.empty();
  }
}
