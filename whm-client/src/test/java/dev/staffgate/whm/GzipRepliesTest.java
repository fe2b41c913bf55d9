package dev.staffgate.whm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.whm.fixtures.RawServer;
import dev.staffgate.whm.fixtures.TestAuthority;
import dev.staffgate.whm.fixtures.TestServers;
import dev.staffgate.whm.transport.PanelTransport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that are packed, and many calls at once, byte by byte over TLS. */
class GzipRepliesTest {
  private static final Secret TOKEN = Secret.of("WIRETOKENWIRETOKEN");
  private static final Server SERVER =
      TestServers.server(URI.create("https://web1.example:2087"), Optional.empty());
  private static final byte[] OPENED =
      ("{\"metadata\":{\"result\":1},\"data\":{\"cp_security_token\":\"/cpsess42\","
              + "\"url\":\"https://web1.example:2087/cpsess42/login/?session=ops%3aabc\"}}")
          .getBytes(UTF_8);

  @TempDir static Path folder;
  private static RawServer raw;
  private static SSLContext tls;
  private static TestAuthority authority;
  private static WhmSessionClient client;

  @BeforeAll
  static void start() throws IOException, GeneralSecurityException {
    authority = new TestAuthority(folder);
    authority.makeServer("web1", "web1", "dns:web1.example", "root");
    tls = authority.context("web1", 2);
    raw = new RawServer();
    client = client(TestServers.patient());
  }

  private static WhmSessionClient client(PanelTransport.Builder transport)
      throws IOException, GeneralSecurityException {
    return WhmSessionClient.builder()
        .transport(transport.authorities(authority.trusted()).proxy(raw.asProxy()).build())
        .build();
  }

  @AfterAll
  static void stop() throws IOException {
    raw.close();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static RawServer.Script answering(int status, String encodings, byte[] body) {
    return connection -> {
      String head =
          "HTTP/1.1 %d Answer\r\n%sContent-Length: %d\r\nConnection: close\r\n\r\n"
              .formatted(status, encodings, body.length);
      connection.out().write(head.getBytes(ISO_8859_1));
      connection.out().write(body);
      connection.out().flush();
    };
  }

  private static String opened() {
    return client.open(PanelOpening.of(SERVER, "ops", TOKEN)).user();
  }

  private static PanelException failure(String encodings, byte[] body) {
    raw.behave(tls, answering(200, encodings, body));
    return catchThrowableOfType(PanelException.class, GzipRepliesTest::opened);
  }

  @Test
  void open_answerInGzip_opens() throws IOException {
    raw.behave(tls, answering(200, "Content-Encoding: gzip\r\n", gzip(OPENED)));
    assertThat(opened()).isEqualTo("ops");
    raw.behave(tls, answering(200, "Content-Encoding: X-GZip\r\n", gzip(OPENED)));
    assertThat(opened()).isEqualTo("ops");
    raw.behave(tls, answering(200, "Content-Encoding: identity\r\n", OPENED));
    assertThat(opened()).isEqualTo("ops");
  }

  @Test
  void open_answerThatUnpacksToTooMuch_saysSo() throws IOException {
    PanelException failure = failure("Content-Encoding: gzip\r\n", gzip(new byte[20_000_000]));

    assertThat(failure.kind()).isEqualTo(PanelException.Kind.PROTOCOL);
    assertThat(failure.detail()).isEqualTo(Detail.TOO_LARGE);
    assertThat(failure)
        .hasMessage(
            "server web1 (web1.example:2087): its answer unpacks to more than 1048576 bytes. Check that"
                + " the address is WHM's own, port and all.");
  }

  @Test
  void open_answerCutShortOrNoGzip_saysSo() throws IOException {
    byte[] packed = gzip(OPENED);
    for (byte[] broken : new byte[][] {OPENED, Arrays.copyOf(packed, packed.length - 1)}) {
      PanelException failure = failure("Content-Encoding: gzip\r\n", broken);

      assertThat(failure.kind()).isEqualTo(PanelException.Kind.PROTOCOL);
      assertThat(failure.detail()).isEqualTo(Detail.MALFORMED);
      assertThat(failure)
          .hasMessage(
              "server web1 (web1.example:2087): its answer is said to be gzip, and is broken or cut"
                  + " short. Check that the address is WHM's own, port and all; if it is, tell its"
                  + " administrator.");
    }
  }

  @Test
  void open_otherEncodings_areRefused() throws IOException {
    for (String encodings :
        new String[] {
          "Content-Encoding: br\r\n",
          "Content-Encoding: gzip, gzip\r\n",
          "Content-Encoding: gzip\r\nContent-Encoding: br\r\n",
          "Content-Encoding: identity\r\nContent-Encoding: gzip\r\n"
        }) {
      PanelException failure = failure(encodings, gzip(OPENED));

      assertThat(failure.detail()).isEqualTo(Detail.CONTENT_TYPE);
      assertThat(failure)
          .hasMessage(
              "server web1 (web1.example:2087): its answer is encoded in a way that was not asked for."
                  + " Check that the address is WHM's own, port and all; if it is, tell its"
                  + " administrator.");
    }
  }

  @Test
  void open_longHeader_saysSo() {
    PanelException failure = failure("X-Long: " + "x".repeat(70_000) + "\r\n", OPENED);

    assertThat(failure.detail()).isEqualTo(Detail.TOO_LARGE);
    assertThat(failure)
        .hasMessageContaining("its answer has a header of more than 65536 bytes. Check");
  }

  @Test
  void open_manyAtOnce_neverReachTheServerInGreaterNumberThanIsSet() throws Exception {
    WhmSessionClient two = client(TestServers.patient().concurrency(2, 2));
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch both = new CountDownLatch(2);
    RawServer.Script script = answering(200, "", OPENED);
    raw.behave(
        tls,
        connection -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          both.countDown();
          await(both);
          now.decrementAndGet();
          script.answer(connection);
        });
    ExecutorService callers = Executors.newFixedThreadPool(6);
    try {
      for (Future<String> one :
          callers.invokeAll(
              IntStream.range(0, 12)
                  .mapToObj(
                      any ->
                          (Callable<String>)
                              () -> two.open(PanelOpening.of(SERVER, "ops", TOKEN)).user())
                  .toList())) {
        assertThat(one.get()).isEqualTo("ops");
      }
    } finally {
      callers.shutdownNow();
    }
    assertThat(most).hasValue(2);
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
