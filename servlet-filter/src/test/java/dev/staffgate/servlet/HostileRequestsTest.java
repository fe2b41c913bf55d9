package dev.staffgate.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.Staffgate;
import dev.staffgate.containers.AppDeployment;
import dev.staffgate.containers.RunningContainer;
import dev.staffgate.containers.ServletContainer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Too much, and what is meant for the log, in every container with large headers let through. */
class HostileRequestsTest {
  private static final String POLICY =
      """
      staffgate: 1
      networks: { office: [203.0.113.0/24] }
      roles:
        clerk: { grants: [{ permission: client.view, networks: [office] }] }
      staff: { ann: { roles: [clerk] } }
      routes:
        - { path: /clients/**, permission: client.view }
      """;

  private interface Story {
    void tell(RunningContainer running) throws Exception;
  }

  private static void on(ServletContainer container, Story story) throws Exception {
    try (Staffgate staffgate = AppDeployment.staffgate(POLICY)) {
      AppDeployment stage =
          new AppDeployment("CallerApp", true, staffgate, Map.of("headers", "262144"));
      stage.staff = Optional.of("ann");
      try (RunningContainer running = container.start(stage)) {
        story.tell(running);
      }
    }
  }

  private static RunningContainer.Answer get(
      RunningContainer running, String header, String value) {
    return running.send("GET", "/clients/1", List.of(Map.entry(header, value)));
  }

  private static String times(int times, String address) {
    return String.join(", ", Collections.nCopies(times, address));
  }

  @ParameterizedTest
  @EnumSource(ServletContainer.class)
  void forwardedFor_ofAnySize_isReadFromTheRightOrNotGiven(ServletContainer container)
      throws Exception {
    on(
        container,
        running -> {
          String header = "X-Forwarded-For";
          assertThat(get(running, header, "203.0.113.7").text()).contains("CANARY");
          assertThat(get(running, header, times(500, "192.0.2.1") + ", 203.0.113.7").text())
              .contains("CANARY");
          assertThat(get(running, header, times(500, "203.0.113.7") + ", 192.0.2.1").status())
              .isEqualTo(403);
          assertThat(get(running, header, "203.0.113.7, " + times(500, "127.0.0.1")).status())
              .isEqualTo(403);
          assertThat(get(running, header, times(6_000, "203.0.113.7")).status()).isEqualTo(403);
        });
  }

  @ParameterizedTest
  @EnumSource(ServletContainer.class)
  void headers_thatAreHuge_areRefusedOrNoMatter(ServletContainer container) throws Exception {
    on(
        container,
        running -> {
          String huge = "x".repeat(64 * 1024);
          for (String header : List.of("Accept", "X-Forwarded-For", "Cookie", "X-Anything")) {
            RunningContainer.Answer answer = get(running, header, huge);
            assertThat(answer.status()).as(header).isBetween(400, 499);
            assertThat(answer.text()).as(header).doesNotContain("CANARY");
          }
        });
  }

  @ParameterizedTest
  @EnumSource(ServletContainer.class)
  void path_longerThanIsRead_isA400(ServletContainer container) throws Exception {
    on(
        container,
        running -> {
          String path = "/clients/" + "a".repeat(10_000);
          assertThat(running.send("GET", path, List.of()).status()).isEqualTo(400);
        });
  }

  @ParameterizedTest
  @EnumSource(ServletContainer.class)
  void requestLine_ofAMebibyte_isRefused(ServletContainer container) throws Exception {
    on(
        container,
        running -> {
          String status = firstLine(running.port(), "GET /clients/" + "a".repeat(1 << 20));
          // A container that has closed before all was sent may not get its answer across.
          assertThat(status).matches("|HTTP/1\\.1 4\\d\\d.*");
        });
  }

  private static String firstLine(int port, String begin) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      OutputStream out = socket.getOutputStream();
      out.write((begin + " HTTP/1.1\r\nHost: h\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readNBytes(64);
      return new String(answer, StandardCharsets.ISO_8859_1).lines().findFirst().orElse("");
    } catch (SocketException closed) {
      return "";
    }
  }

  @ParameterizedTest
  @EnumSource(ServletContainer.class)
  void textFromOutside_inPathHeadersAndMethod_beginsNoLineOfTheLog(ServletContainer container)
      throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, UTF_8));
    try {
      on(
          container,
          running -> {
            for (String target :
                List.of(
                    "/clients/%0d%0aFORGED",
                    "/clients/%0aFORGED",
                    "/clients/%e2%80%a8FORGED",
                    "/clients/%c2%85FORGED",
                    "/FORGED",
                    "/clients/1?%0d%0aFORGED")) {
              RunningContainer.Answer answer =
                  running.send(
                      "GET",
                      target,
                      List.of(
                          Map.entry("X-Forwarded-For", "1.2.3.4\tFORGED"),
                          Map.entry("Accept", "text/html;q=\u0085FORGED")));
              assertThat(answer.status()).as(target).isBetween(400, 499);
              assertThat(answer.text()).doesNotContain("CANARY");
            }
            assertThat(running.send("FORGED", "/clients/1", List.of()).status())
                .isBetween(400, 499);
          });
    } finally {
      System.setErr(before);
    }
    assertThat(log.toString(UTF_8).lines()).noneMatch(line -> line.startsWith("FORGED"));
  }
}
