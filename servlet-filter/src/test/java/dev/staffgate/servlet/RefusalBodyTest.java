package dev.staffgate.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

/** A refusal after code has called {@code getWriter}, which fixes the encoding of the answer. */
class RefusalBodyTest {
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final PrintWriter writer = new PrintWriter(new OutputStreamWriter(sent, ISO_8859_1));
  private final HttpServletResponse inLatin1 =
      (HttpServletResponse)
          Proxy.newProxyInstance(
              RefusalBodyTest.class.getClassLoader(),
              new Class<?>[] {HttpServletResponse.class},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "getOutputStream" -> throw new IllegalStateException("writer in use");
                    case "getWriter" -> writer;
                    default -> throw new AssertionError(method.getName());
                  });

  @Test
  void write_afterAWriter_escapesWhatItsEncodingMayLack() throws IOException {
    RefusalBody.write(inLatin1, "{\"a\":\"zu – für \ud83d\ude00\"}", StandardRefusalPages::inJson);
    writer.flush();
    assertThat(sent.toString(ISO_8859_1))
        .isEqualTo("{\"a\":\"zu \\u2013 f\\u00fcr \\ud83d\\ude00\"}");

    sent.reset();
    RefusalBody.write(inLatin1, "<p>für \ud83d\ude00</p>", StandardRefusalPages::inHtml);
    writer.flush();
    assertThat(sent.toString(ISO_8859_1)).isEqualTo("<p>f&#252;r &#128512;</p>");
  }
}
