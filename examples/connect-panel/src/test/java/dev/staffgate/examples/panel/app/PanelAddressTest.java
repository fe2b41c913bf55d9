package dev.staffgate.examples.panel.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.network.IpRange;
import dev.staffgate.network.NetworkSet;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Where the panel listens, what stands in front of it, and that both are its own. */
class PanelAddressTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine command =
        PanelCommand.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return command.execute(arguments);
  }

  private static Map<String, String> filesIn(Path folder) throws Exception {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.filter(Files::isRegularFile).toList()) {
        files.put(one.toString(), Files.getLastModifiedTime(one) + Files.readString(one));
      }
    }
    return files;
  }

  @Test
  void demo_onAPortThatIsTaken_saysSoInOneSentenceAndWritesNothing() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Path fresh = folder.resolve("fresh");
      assertThat(
              run(
                  "--demo",
                  "--folder",
                  fresh.toString(),
                  "--port",
                  Integer.toString(taken.getLocalPort())))
          .isEqualTo(2);
      assertThat(err.toString())
          .isEqualToIgnoringNewLines(
              "port "
                  + taken.getLocalPort()
                  + " of 127.0.0.1 is taken: choose another by --port (from Maven by -Dpanel.port), or 0 for any"
                  + " that is free");
      assertThat(fresh).doesNotExist();
    }
  }

  @Test
  void demo_startedTwice_leavesTheFilesOfTheRunningOne() throws Exception {
    try (PanelReservation running = PanelReservation.of(folder, PanelAddress.onLoopback(0))) {
      Files.writeString(folder.resolve("staffgate.yaml"), "of the running one");
      Map<String, String> before = filesIn(folder);
      assertThat(running.port().isOpen()).isTrue();
      assertThat(run("--demo", "--folder", folder.toString(), "--port", "0")).isEqualTo(2);
      assertThat(err.toString())
          .contains("another panel works in the folder " + folder, "--folder")
          .hasLineCount(1);
      assertThat(filesIn(folder)).isEqualTo(before);
    }
  }

  @Test
  void reservation_givenBack_canBeTakenAgain() throws Exception {
    int port;
    try (PanelReservation first = PanelReservation.of(folder, PanelAddress.onLoopback(0))) {
      port = first.port().socket().getLocalPort();
    }
    try (PanelReservation second = PanelReservation.of(folder, PanelAddress.onLoopback(port))) {
      assertThat(second.port().socket().getLocalPort()).isEqualTo(port);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--base-url https://panel.example.net/ | needs both --base-url",
        "--trusted-proxy 127.0.0.1 | needs both --base-url",
        "--base-url http://panel.example.net/ --trusted-proxy 127.0.0.1 | is https:// and a host",
        "--base-url https://panel.example.net/connect --trusted-proxy 127.0.0.1 | is https:// and a"
            + " host",
        "--base-url https://u@panel.example.net/ --trusted-proxy 127.0.0.1 | is https:// and a"
            + " host",
        "--base-url https://panel.example.net/ --trusted-proxy 0.0.0.0/0 | trusted everywhere",
        "--base-url https://panel.example.net/ --trusted-proxy proxy1 | proxy1",
        "--base-url https://panel.example.net/ --trusted-proxy 127.0.0.1 --client-address-header"
            + " X-A,X-B | not one header",
        "--listen 0.0.0.0 | without a proxy that speaks TLS the panel listens on loopback alone",
        "--listen panel.example.net | panel.example.net"
      })
  void proxyOptions_thatDoNotFit_areToldInOneLine(String arguments, String part) {
    assertThat(run(("--policy p.yaml " + arguments).split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(part, "--help").hasLineCount(1);
  }

  private static HttpResponse<String> get(URI at, String forwarded) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(at.resolve("/sign-in/"))
                .header("X-Forwarded-For", forwarded)
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void panel_behindAProxy_keepsItsCookiesToTlsAndReadsTheClientsAddress() throws Exception {
    PanelAddress.Proxy proxy =
        PanelAddress.Proxy.of(
            URI.create("https://Panel.example.net:8443/"),
            NetworkSet.of(IpRange.parse("127.0.0.1")),
            "X-Forwarded-For");
    PanelAddress address =
        new PanelAddress(InetAddress.getLoopbackAddress(), 0, Optional.of(proxy));
    assertThat(address.hosts(8080))
        .contains("panel.example.net:8443", "127.0.0.1:8080")
        .doesNotContain("panel.example.net");
    try (DemoEnvironment demo = DemoEnvironment.prepare(folder);
        PanelReservation place = PanelReservation.of(folder, address);
        ConnectPanel panel =
            ConnectPanel.start(
                demo.config("demo.yaml", folder, 0, Instant::now).at(address), place)) {
      assertThat(demo.pins()).hasSize(6).containsOnly(demo.pins().get(0));
      assertThat(panel.url()).hasToString("https://Panel.example.net:8443/");
      URI behind = URI.create("http://127.0.0.1:" + place.port().socket().getLocalPort() + "/");
      HttpResponse<String> page = get(behind, "203.0.113.9");
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.headers().allValues("Set-Cookie").toString())
          .contains("__Host-connect-form=", "Secure", "HttpOnly", "Path=/");
      HttpResponse<String> refused =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(behind.resolve("/servers/"))
                      .header("X-Forwarded-For", "198.51.100.1, 203.0.113.9")
                      .header("Accept", "text/html")
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(refused.headers().firstValue("Location").orElseThrow()).startsWith("/sign-in/");
      assertThat(Files.readString(folder.resolve("audit.jsonl")))
          .contains("\"from\":\"203.0.113.9\",\"reason\":\"not-signed-in\"");
    }
  }
}
