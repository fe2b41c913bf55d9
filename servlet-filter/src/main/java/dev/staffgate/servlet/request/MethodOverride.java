package dev.staffgate.servlet.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Headers, and a parameter of the query, by which a request asks for another method than that of
 * its request line. A field of a form in its body is left alone: to look would use the body up.
 */
public final class MethodOverride {
  /** The headers that frameworks obey instead of the method that was sent. */
  private static final String[] HEADERS = {
    "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"
  };

  /** The parameter that frameworks obey, in the query as in a form. */
  private static final String PARAMETER = "_method";

  private static final CharMatcher UPPER = CharMatcher.inRange('A', 'Z');
  private static final int MAX_LENGTH = 32;

  private MethodOverride() {}

  /** Returns whether a request has such a header or parameter, whatever it says. */
  public static boolean isRequestedBy(HttpServletRequest request) {
    for (String header : HEADERS) {
      if (request.getHeader(header) != null) {
        return true;
      }
    }
    return !inQuery(request.getQueryString()).isEmpty();
  }

  /** Returns the methods that the query names, decoded as containers do. */
  private static List<String> inQuery(@Nullable String query) {
    if (query == null || (!query.contains(PARAMETER) && query.indexOf('%') < 0)) {
      return List.of();
    }
    List<String> values = new ArrayList<>();
    for (String parameter : Splitter.on('&').split(query)) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      if (decoded(name).equals(PARAMETER)) {
        values.add(equals < 0 ? "" : decoded(parameter.substring(equals + 1)));
      }
    }
    return values;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException broken) {
      return text;
    }
  }

  /**
   * The one method that all of them ask for, where the request was sent as a POST; empty if they do
   * not agree, or ask for something other than a method in capital letters.
   */
  public static Optional<String> requestedMethod(HttpServletRequest request) {
    Set<String> asked = new HashSet<>(inQuery(request.getQueryString()));
    for (String header : HEADERS) {
      asked.addAll(Collections.list(request.getHeaders(header)));
    }
    return asked.size() == 1 && request.getMethod().equals("POST")
        ? asked.stream().filter(MethodOverride::isMethod).findFirst()
        : Optional.empty();
  }

  private static boolean isMethod(String text) {
    return !text.isEmpty() && text.length() <= MAX_LENGTH && UPPER.matchesAllOf(text);
  }
}
