package dev.staffgate.examples.panel.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.examples.panel.stories.DemoPanel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.jetty.server.FormFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms that never end, and queries and forms that cannot be read. */
class UnfinishedFormsTest {
  /** More than Jetty has threads. */
  private static final int MANY = 260;

  private static final int PATIENCE_MILLIS = 12_000;

  private static final String FORM = "application/x-www-form-urlencoded";

  @TempDir static Path data;

  private static DemoPanel panel;

  @BeforeAll
  static void start() throws Exception {
    panel = DemoPanel.start(data, Instant::now);
  }

  @AfterAll
  static void stop() {
    if (panel != null) {
      panel.close();
    }
  }

  private static Socket open(int port, String text) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    send(socket, text);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
    socket.getOutputStream().flush();
  }

  private static String answer(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), US_ASCII);
  }

  private static String answerTo(String line, String headers, String body) throws IOException {
    try (Socket socket = open(panel.url().getPort(), head(line, headers) + body)) {
      return answer(socket);
    }
  }

  private static String head(String line, String headers) {
    return "%s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n%s\r\n"
        .formatted(line, panel.url().getPort(), headers);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST /sign-in/ | application/x-www-form-urlencoded | Content-Length: 30000",
        "POST /sign-in/ | application/x-www-form-urlencoded; p=v | Content-Length: 30000",
        "POST /sign-in/code | application/x-www-form-urlencoded | Transfer-Encoding: chunked",
        "PUT /sign-in/ | application/x-www-form-urlencoded | Content-Length: 30000",
        "POST /servers/ | application/x-www-form-urlencoded | Content-Length: 30000",
        "POST /access/v1/evaluation | application/json | Content-Length: 30000"
      })
  void forms_thatNeverEnd_leaveThePanelAnswering(String line, String type, String length)
      throws Exception {
    String unfinished =
        head(line, "Content-Type: " + type + "\r\n" + length + "\r\n")
            + (length.contains("chunked") ? "5\r\ncsrf=\r\n" : "csrf=");
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < MANY; i++) {
        slow.add(open(panel.url().getPort(), unfinished));
      }
      assertThat(answerTo("GET /sign-in/", "", "")).startsWith("HTTP/1.1 200 ");
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  private static String form(String type, String body) throws IOException {
    return answerTo(
        "POST /sign-in/",
        "Content-Type: " + type + "\r\nContent-Length: " + body.length() + "\r\n",
        body);
  }

  private static void assertRefusedByThePanel(String answer) {
    assertThat(answer)
        .startsWith("HTTP/1.1 400 ")
        .contains("This request cannot be read", "Content-Security-Policy:", "no-store")
        .doesNotContain("Jetty", "STACK", "BadMessage");
  }

  @Test
  void form_thatIsTooLong_isRefused() throws Exception {
    assertRefusedByThePanel(form(FORM, "a=" + "x".repeat(FormBodyReader.MAX_BYTES)));
    String fields =
        IntStream.range(0, 40).mapToObj(i -> "field" + i + "=1").collect(Collectors.joining("&"));
    assertRefusedByThePanel(form(FORM, fields));
    assertThat(form(FORM, "a=" + "x".repeat(FormBodyReader.MAX_BYTES - 2)))
        .contains("Please send this form again");
  }

  @Test
  void form_thatCannotBeRead_isRefusedInThePanelsOwnLook() throws Exception {
    assertRefusedByThePanel(form(FORM, "csrf=%ZZ"));
    assertRefusedByThePanel(form(FORM, "csrf=%ff%fe"));
    assertRefusedByThePanel(form(FORM + "; charset=nosuch", "csrf=a"));
  }

  @Test
  void query_thatCannotBeRead_isRefusedInThePanelsOwnLook() throws Exception {
    for (String path : List.of("/sign-in/?return=%ZZ", "/why?x=%ff", "/?%", "/nowhere?x=%ZZ")) {
      assertRefusedByThePanel(answerTo("GET " + path, "", ""));
    }
  }

  @Test
  void options_nameNoMethodThatIsRefused() throws Exception {
    assertThat(answerTo("OPTIONS /sign-in/", "", ""))
        .contains("Allow: GET, HEAD, POST, OPTIONS\r\n")
        .doesNotContain("TRACE");
  }

  /** Says how many fields a form had, or that it had none that could be read. */
  private static final class FieldsHandler extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      try {
        response.write(
            true, US_ASCII.encode("fields: " + FormFields.getFields(request).getSize()), callback);
      } catch (RuntimeException unreadable) {
        Response.writeError(request, response, callback, 400);
      }
      return true;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {9, 11})
  void form_thatComesSlowly_isRefusedAfterTenSeconds(long seconds) throws Exception {
    AtomicLong nanos = new AtomicLong();
    CountDownLatch begun = new CountDownLatch(1);
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(
        new FormBodyReader(
            new FieldsHandler(),
            () -> {
              long now = nanos.get();
              begun.countDown();
              return now;
            }));
    server.start();
    try (Socket socket =
        open(
            connector.getLocalPort(),
            "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: "
                + FORM
                + "\r\nContent-Length: 5\r\n\r\n")) {
      begun.await();
      nanos.addAndGet(seconds * 1_000_000_000);
      send(socket, "a=1");
      if (seconds < 10) {
        send(socket, "&b");
      }

      assertThat(answer(socket)).startsWith(seconds < 10 ? "HTTP/1.1 200 " : "HTTP/1.1 400 ");
    } finally {
      server.stop();
    }
  }
}
