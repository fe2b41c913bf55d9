package dev.staffgate.examples.benchmarks.filter;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.stream.IntStream;

/**
 * The rules that all filters are given: {@code /partN/clients/} and one segment, each for one
 * permission; the last is for a permission that the caller has not. All else is refused.
 */
final class BenchmarkRoutes {
  /** The permission that the caller has. */
  static final String HELD = "client.view";

  /** The permission that the caller lacks. */
  static final String NOT_HELD = "client.edit";

  private static final int ASKED = 16;

  private BenchmarkRoutes() {}

  /** The permission of a route. */
  static String permission(int route, int routes) {
    return route == routes - 1 ? NOT_HELD : HELD;
  }

  /** A path of a route, with what stands for its last segment. */
  static String path(int route, String last) {
    return "/part" + route + "/clients/" + last;
  }

  /** Requests that are permitted, spread evenly over the routes, as bytes. */
  static byte[][] requests(int routes) {
    return IntStream.range(0, ASKED)
        .mapToObj(i -> request(path(i * (routes - 1) / ASKED, "c" + (4711 + i))))
        .toArray(byte[][]::new);
  }

  static byte[] request(String path) {
    return ("GET " + path + " HTTP/1.1\r\nHost: panel.example\r\nAccept: text/html\r\n\r\n")
        .getBytes(US_ASCII);
  }
}
