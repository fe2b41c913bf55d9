package dev.staffgate.servlet.authzen;

import static dev.staffgate.servlet.authzen.ExampleHandlers.body;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The form in which the content of a call comes, and what a developer is told of a wrong one. */
class AuthZenContentTest {
  private static final String READ = ExampleHandlers.evaluation("ann", "read", "doc", "1");

  private final AuthZenHandler handler =
      ExampleHandlers.handler(
          """
          staffgate: 1
          catalog: none
          permissions: { doc.read: { title: Read, category: docs } }
          roles: { reader: { grants: [doc.read] } }
          staff: { ann: { roles: [reader] } }
          """);

  @ParameterizedTest
  @CsvSource({
    "application/json, 200",
    "Application/JSON; charset=utf-8, 200",
    "application/json;, 200",
    "text/plain, 400",
    "application/x-www-form-urlencoded, 400",
    "application/jsonp, 400",
    "application/problem+json, 400",
  })
  void call_withAContentType_isTakenIfItIsJson(String type, int status) {
    assertThat(
            handler
                .handle(FakeAuthZenCall.post("evaluation", READ).with("Content-Type", type))
                .status())
        .isEqualTo(status);
  }

  @Test
  void call_withoutContentType_isRefused() {
    assertThat(
            handler.handle(FakeAuthZenCall.post("evaluation", READ).with("Content-Type")).status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "GZIP", "br", "deflate", "zstd", "identity, gzip"})
  void call_withAContentEncoding_isToldToSendItAsItIs(String encoding) {
    AuthZenAnswer answer =
        handler.handle(FakeAuthZenCall.post("evaluation", READ).with("Content-Encoding", encoding));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(body(answer)).isEqualTo("the body is compressed; send it as it is");
  }

  @Test
  void call_withTheEncodingIdentity_isDecided() {
    FakeAuthZenCall call = FakeAuthZenCall.post("evaluation", READ);

    assertThat(handler.handle(call.with("Content-Encoding", "identity")).status()).isEqualTo(200);
  }

  @Test
  void body_thatIsCompressedWithoutSayingSo_isToldSo() throws Exception {
    AuthZenAnswer answer = handler.handle(FakeAuthZenCall.post("evaluation", zipped(READ)));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(body(answer)).isEqualTo("the body is compressed; send it as it is");
  }

  private static byte[] zipped(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void body_thatBeginsWithAByteOrderMark_isToldSo() {
    for (byte[] marked :
        new byte[][] {
          ("\ufeff" + READ).getBytes(UTF_8),
          READ.getBytes(UTF_16),
          ("\ufeff" + READ).getBytes(UTF_16LE)
        }) {
      AuthZenAnswer answer = handler.handle(FakeAuthZenCall.post("evaluation", marked));

      assertThat(answer.status()).isEqualTo(400);
      assertThat(body(answer))
          .isEqualTo("the body begins with a byte order mark; send UTF-8 without one");
    }
  }
}
