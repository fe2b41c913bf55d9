package dev.staffgate.examples.benchmarks.filter;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The trivial servlet: two bytes. */
final class TrivialServlet extends HttpServlet {
  static final String TEXT = "ok";

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    response.setContentLength(TEXT.length());
    response.getOutputStream().write(TEXT.getBytes(US_ASCII));
  }
}
