package dev.staffgate.servlet.authzen;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls of attackers: answered with 4xx and a reason that repeats nothing of it. */
class AuthZenWrongInputTest {
  private static final String POLICY =
      """
      staffgate: 1
      catalog: none
      permissions: { doc.read: { title: Read, category: docs } }
      roles: { reader: { grants: [doc.read] } }
      staff: { ann: { roles: [reader] } }
      """;
  private static final String GOOD =
      "{\"subject\":{\"type\":\"user\",\"id\":\"ann\",\"properties\":{\"p\":\"v1\"}},"
          + "\"action\":{\"name\":\"read\",\"properties\":{\"q\":\"v2\"}},"
          + "\"resource\":{\"type\":\"doc\",\"id\":\"r1\",\"properties\":{\"s\":\"v3\"}},"
          + "\"context\":{\"t\":\"v4\"},\"more\":\"v5\"}";
  private static final List<String> FIELDS =
      List.of("user", "ann", "v1", "read", "v2", "doc", "r1", "v3", "v4", "v5");

  private final AuthZenHandler handler = ExampleHandlers.handler(POLICY);

  private static Stream<byte[]> wrong() {
    Stream<String> texts =
        Stream.of(
                Stream.of(
                    "",
                    " ",
                    "null",
                    "7",
                    "\"FORGED\"",
                    "[]",
                    "{",
                    "}",
                    GOOD + GOOD,
                    GOOD + "x",
                    "\ufeff" + GOOD,
                    GOOD.replace("\"t\":\"v4\"", "\"t\":01"),
                    GOOD.replace("\"t\":\"v4\"", "\"t\":NaN"),
                    GOOD.replace("\"t\":\"v4\"", "\"t\":" + "9".repeat(2000)),
                    GOOD.replace("\"t\":\"v4\"", "\"t\":1,\"t\":1"),
                    GOOD.replace("\"more\"", "\"subject\""),
                    GOOD.replace("\"more\"", "\"\\u0073ubject\""),
                    GOOD.replace("\"v5\"", "[".repeat(10_000)),
                    GOOD.replace("\"v5\"", "[".repeat(10_000) + "]".repeat(10_000)),
                    "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000),
                    GOOD.replace("\"v5\"", "[" + "1,".repeat(200_000) + "1]"),
                    GOOD.replace("\"more\"", "\"" + "n".repeat(2000) + "\""),
                    GOOD.replace("r1", "r".repeat(1 << 20)),
                    GOOD.replace("ann", "a".repeat(1025)),
                    GOOD.replace("v1", "v".repeat(5000)),
                    GOOD.replace("v4", "v".repeat(70_000)),
                    GOOD.replace("\"t\":\"v4\"", many())),
                Stream.of("ann", "user", "read", "doc", "r1").map(one -> GOOD.replace(one, "")),
                Stream.of("ann", "user", "read", "doc", "r1")
                    .map(one -> GOOD.replace(one, "x\\nFORGED")),
                FIELDS.stream().map(one -> GOOD.replace(one, one + "\\u0000")),
                FIELDS.stream().map(one -> GOOD.replace(one, "\\ud800" + one)),
                FIELDS.stream().map(one -> GOOD.replace(one, one + "\\udc00\\ud800")),
                Stream.of("\"p\"", "\"q\"", "\"s\"", "\"t\"", "\"more\"")
                    .map(name -> GOOD.replace(name, "\"\\u0000" + name.substring(1))))
            .flatMap(one -> one);
    Stream<byte[]> bytes =
        Stream.of(
                "\u00c0\u00af",
                "\u00ed\u00a0\u0080",
                "\u00ff",
                "\u00f5\u0080\u0080\u0080",
                "\u00e2\u0082")
            .flatMap(
                raw -> FIELDS.stream().map(one -> GOOD.replace(one, raw).getBytes(ISO_8859_1)));
    return Stream.concat(texts.map(text -> text.getBytes(UTF_8)), bytes);
  }

  private static String many() {
    StringBuilder members = new StringBuilder("\"t\":1");
    for (int i = 0; i < AuthZenEntity.MAX_PROPERTIES; i++) {
      members.append(",\"t").append(i).append("\":1");
    }
    return members.toString();
  }

  @Test
  void body_thatIsRight_isDecided() {
    assertThat(ExampleHandlers.body(handler.handle(FakeAuthZenCall.post("evaluation", GOOD))))
        .isEqualTo("{\"decision\":true}");
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void body_thatIsWrong_isRefusedWithAReasonThatRepeatsNothing(byte[] body) {
    AuthZenAnswer answer = handler.handle(FakeAuthZenCall.post("evaluation", body));

    assertThat(answer.status()).isIn(400, 413);
    assertThat(answer.headers().get("Content-Type")).startsWith("text/plain");
    assertThat(answer.body()).hasSizeBetween(10, 200);
    assertThat(ExampleHandlers.body(answer)).doesNotContain("FORGED").matches("[ -~]+");
  }

  @Test
  void batchAndSearches_ofWrongBodies_areRefusedToo() {
    for (byte[] body : (Iterable<byte[]>) wrong()::iterator) {
      for (String endpoint : List.of("evaluations", "search/action")) {
        assertThat(handler.handle(FakeAuthZenCall.post(endpoint, body)).status())
            .as("%s", new String(body, 0, Math.min(body.length, 99), ISO_8859_1))
            .isLessThan(500);
      }
    }
  }

  /** A body without an end, of which it counts what is read. */
  private static final class Endless extends InputStream {
    private long read;

    @Override
    public int read() {
      read++;
      return ' ';
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      Arrays.fill(into, offset, offset + length, (byte) ' ');
      read += length;
      return length;
    }
  }

  @Test
  void body_withoutEnd_isReadUpToTheBoundAndNoFurther() {
    Endless endless = new Endless();
    AuthZenAnswer answer = handler.handle(FakeAuthZenCall.post("evaluation", "").body(endless));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.headers()).containsEntry("Connection", "close");
    assertThat(endless.read).isLessThanOrEqualTo(AuthZenHandler.DEFAULT_MAX_BODY + 8192);
  }

  @Test
  void body_withoutAKey_isNotRead() {
    Endless endless = new Endless();
    AuthZenAnswer answer =
        handler.handle(FakeAuthZenCall.post("evaluation", "").body(endless).with("Authorization"));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(endless.read).isZero();
  }

  @Test
  void body_thatDrips_isGivenUp() {
    AtomicLong seconds = new AtomicLong();
    InputStream dripping =
        new InputStream() {
          @Override
          public int read() {
            seconds.incrementAndGet();
            return ' ';
          }

          @Override
          public int read(byte[] into, int offset, int length) {
            into[offset] = (byte) read();
            return 1;
          }
        };
    BodyReader reader =
        new BodyReader(
            1 << 20, Duration.ofSeconds(20), () -> Duration.ofSeconds(seconds.get()).toNanos());

    assertThat(statusOf(reader, dripping)).isEqualTo(408);
    assertThat(seconds).hasValue(21);
  }

  private static int statusOf(BodyReader reader, InputStream body) {
    try {
      return reader.read(body).length;
    } catch (CallRefusedException refused) {
      return refused.status();
    }
  }

  @Test
  void body_thatBreaksOff_isRefused() {
    BodyReader reader = new BodyReader(10, Duration.ofSeconds(1), () -> 0);

    assertThat(statusOf(reader, failing(new IOException("reset")))).isEqualTo(400);
    assertThat(statusOf(reader, failing(new IOException(new TimeoutException())))).isEqualTo(408);
  }

  private static InputStream failing(IOException failure) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw failure;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        throw failure;
      }
    };
  }

  @Test
  void failure_whoseMessageComesFromOutside_isLoggedWithoutIt() {
    AuthZenHandler failing =
        ExampleHandlers.builder(POLICY)
            .caller(ExampleHandlers.caller())
            .resourceAttributes(
                (type, id) -> {
                  throw new IllegalStateException("no such id: " + id + "\nINFO FORGED");
                })
            .build();
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, UTF_8));
    try {
      assertThat(failing.handle(FakeAuthZenCall.post("evaluation", GOOD)).status()).isEqualTo(500);
      assertThat(
              failing
                  .handle(
                      FakeAuthZenCall.post(
                          "evaluations", GOOD.replace("\"v5\"", "1,\"evaluations\":[{}]")))
                  .status())
          .isEqualTo(200);
      assertThat(
              failing
                  .handle(
                      FakeAuthZenCall.post("evaluation", GOOD)
                          .with("Authorization", "Bearer FORGED\nFORGED"))
                  .status())
          .isEqualTo(401);
    } finally {
      System.setErr(before);
    }
    assertThat(log.toString(UTF_8)).contains("IllegalStateException").doesNotContain("FORGED");
  }

  @Test
  void container_sentABodyWithoutEnd_endsItAndServesOthers() throws Exception {
    try (AuthZenTestServer server = AuthZenTestServer.start(handler)) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
        socket.setSoTimeout(60_000);
        assertThat(sentUntilStopped(socket)).isLessThan(1L << 28);
      }
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
        socket.setSoTimeout(60_000);
        socket
            .getOutputStream()
            .write(
                (head("Content-Length: " + GOOD.length() + "\r\nConnection: close\r\n") + GOOD)
                    .getBytes(ISO_8859_1));
        assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
            .startsWith("HTTP/1.1 200 ")
            .endsWith("{\"decision\":true}");
      }
    }
  }

  /** Sends chunks until the server answers or ends the connection. */
  private static long sentUntilStopped(Socket socket) throws IOException {
    OutputStream out = socket.getOutputStream();
    byte[] chunk = ("10000\r\n" + " ".repeat(1 << 16) + "\r\n").getBytes(ISO_8859_1);
    out.write(head("Transfer-Encoding: chunked\r\n").getBytes(ISO_8859_1));
    long sent = 0;
    try {
      while (socket.getInputStream().available() == 0 && sent < 1L << 28) {
        out.write(chunk);
        sent += chunk.length;
      }
    } catch (IOException ended) {
      return sent;
    }
    assertThat(new String(socket.getInputStream().readNBytes(12), ISO_8859_1))
        .isEqualTo("HTTP/1.1 413");
    return sent;
  }

  private static String head(String more) {
    return "POST /access/v1/evaluation HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
        + ExampleHandlers.KEY
        + "\r\nContent-Type: application/json\r\n"
        + more
        + "\r\n";
  }
}
