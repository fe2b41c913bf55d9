package dev.staffgate.servlet;

import com.google.common.base.CharMatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Headers by which a request asks for another method than that of its request line. */
final class MethodOverride {
  /** What frameworks take for a method other than that which was sent. */
  private static final String[] HEADERS = {
    "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"
  };

  private static final CharMatcher UPPER = CharMatcher.inRange('A', 'Z');
  private static final int MAX_LENGTH = 32;

  private MethodOverride() {}

  /** Whether a request has such a header, whatever it says. */
  static boolean isIn(HttpServletRequest request) {
    for (String header : HEADERS) {
      if (request.getHeader(header) != null) {
        return true;
      }
    }
    return false;
  }

  /**
   * The one method that all such headers ask for, where the request was sent as a POST; empty if
   * they do not agree, or ask for something that is no method in capital letters.
   */
  static Optional<String> askedFor(HttpServletRequest request) {
    String asked = null;
    for (String header : HEADERS) {
      for (Enumeration<String> values = request.getHeaders(header); values.hasMoreElements(); ) {
        String value = values.nextElement();
        if (asked != null && !asked.equals(value)) {
          return Optional.empty();
        }
        asked = value;
      }
    }
    return isMethod(asked) && request.getMethod().equals("POST")
        ? Optional.ofNullable(asked)
        : Optional.empty();
  }

  private static boolean isMethod(@Nullable String text) {
    return text != null
        && !text.isEmpty()
        && text.length() <= MAX_LENGTH
        && UPPER.matchesAllOf(text);
  }
}
