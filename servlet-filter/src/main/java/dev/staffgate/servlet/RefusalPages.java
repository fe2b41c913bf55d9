package dev.staffgate.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Shows a refusal. Safe for any number of threads. */
@FunctionalInterface
public interface RefusalPages {
  /**
   * Writes status, headers and body. It neither calls {@code sendError}, which would start another
   * dispatch, nor shows anything that the person may not see. {@code Cache-Control: no-store} is
   * set already.
   */
  void write(HttpServletRequest request, HttpServletResponse response, Refusal refusal)
      throws IOException;

  /**
   * Problem details (RFC 9457) for programs, a small page of HTML for browsers, by what the request
   * accepts.
   */
  static StandardRefusalPages standard() {
    return StandardRefusalPages.PLAIN;
  }
}
