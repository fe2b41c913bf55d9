package dev.staffgate.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.IntFunction;

/**
 * The body of a refusal, in UTF-8. Code that has called {@code getWriter} has chosen the encoding
 * for good, even if its text is thrown away; then what is beyond ASCII is escaped, which every
 * encoding keeps.
 */
final class RefusalBody {
  private RefusalBody() {}

  /** Writes text of ASCII alone. */
  static void write(HttpServletResponse response, String ascii) throws IOException {
    write(response, ascii, c -> "?");
  }

  /**
   * Writes a body.
   *
   * @param escape the form of a code point beyond ASCII in the language of the body
   */
  static void write(HttpServletResponse response, String body, IntFunction<String> escape)
      throws IOException {
    ServletOutputStream stream;
    try {
      stream = response.getOutputStream();
    } catch (IllegalStateException writerInUse) {
      response.getWriter().write(escaped(body, escape));
      return;
    }
    byte[] bytes = body.getBytes(UTF_8);
    response.setContentLength(bytes.length);
    stream.write(bytes);
  }

  private static String escaped(String body, IntFunction<String> escape) {
    StringBuilder text = new StringBuilder(body.length());
    body.codePoints()
        .forEach(c -> text.append(c < 0x80 ? String.valueOf((char) c) : escape.apply(c)));
    return text.toString();
  }
}
