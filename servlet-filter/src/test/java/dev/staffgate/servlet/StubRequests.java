package dev.staffgate.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Requests that a test makes up: they answer what they are given, and fail on any other question.
 */
final class StubRequests {
  private StubRequests() {}

  /** A request of a peer, with lines of one header. */
  static HttpServletRequest from(String peer, String header, List<String> lines) {
    return from(peer, lines.stream().map(line -> Map.entry(header, line)).toList());
  }

  /** A request of a peer, with header lines. */
  static HttpServletRequest from(String peer, List<Map.Entry<String, String>> lines) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            StubRequests.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getRemoteAddr" -> peer;
                  case "getAttribute" -> null;
                  case "getHeaders" ->
                      Collections.enumeration(
                          lines.stream()
                              .filter(line -> line.getKey().equalsIgnoreCase((String) arguments[0]))
                              .map(Map.Entry::getValue)
                              .toList());
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
