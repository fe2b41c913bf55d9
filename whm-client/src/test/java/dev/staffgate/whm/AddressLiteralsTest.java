package dev.staffgate.whm;

import static dev.staffgate.whm.fixtures.TestServers.server;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.whm.fixtures.RawServer;
import dev.staffgate.whm.fixtures.TestAuthority;
import dev.staffgate.whm.fixtures.TestServers;
import dev.staffgate.whm.testing.SimulatedBehaviour;
import dev.staffgate.whm.testing.WhmSimulator;
import dev.staffgate.whm.transport.PanelTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers whose URL has an address instead of a name, and answers that lead to addresses. */
class AddressLiteralsTest {
  private static final Secret TOKEN = Secret.of("TOKENTOKENTOKENTOKENTOKENTOKEN42");

  @TempDir static Path folder;
  private static RawServer raw;
  private static SSLContext tls;
  private static WhmSessionClient client;

  @BeforeAll
  static void start() throws IOException, GeneralSecurityException {
    TestAuthority authority = new TestAuthority(folder);
    authority.makeServer("web1", "web1", "ip:192.0.2.7", "root");
    tls = authority.context("web1", 2);
    raw = new RawServer();
    client =
        WhmSessionClient.builder()
            .transport(
                TestServers.patient().authorities(authority.trusted()).proxy(raw.asProxy()).build())
            .build();
  }

  @AfterAll
  static void stop() throws IOException {
    raw.close();
  }

  private static void answer(int status, String headers, String body) {
    byte[] bytes = body.getBytes(UTF_8);
    raw.behave(
        tls,
        connection -> {
          String head =
              "HTTP/1.1 %d Answer\r\n%sContent-Length: %d\r\nConnection: close\r\n\r\n"
                  .formatted(status, headers, bytes.length);
          connection.out().write(head.getBytes(UTF_8));
          connection.out().write(bytes);
          connection.out().flush();
        });
  }

  private static void opens(String origin) {
    answer(
        200,
        "Content-Type: application/json\r\n",
        ("{\"metadata\":{\"result\":1},\"data\":{\"cp_security_token\":\"/cpsess42\","
                + "\"url\":\"%s/cpsess42/login/?session=ops%%3aabc\"}}")
            .formatted(origin));
  }

  private static PanelOpening opening(String url) {
    Server server = server(URI.create(url), Optional.empty());
    return PanelOpening.of(server, "ops", TOKEN);
  }

  @Test
  void open_serverWithAnAddress_opensThereWithACertificateForThatAddress() {
    opens("https://192.0.2.7:2087");

    assertThat(client.open(opening("https://192.0.2.7")).url().revealToUse())
        .startsWith("https://192.0.2.7:2087/cpsess42/");
    assertThat(raw.requests()).isEqualTo(1);
  }

  @Test
  void open_serverWithAnIpv6Address_opensThereWhateverTheFormOfTheAddress() throws IOException {
    byte[] one = new byte[16];
    one[15] = 1;
    InetAddress loopback = InetAddress.getByAddress(one);
    assumeTrue(NetworkInterface.getByInetAddress(loopback) != null, "there is no IPv6 here");
    WhmSessionClient direct =
        WhmSessionClient.builder()
            .transport(PanelTransport.builder().deadline(Duration.ofSeconds(30)).build())
            .build();
    try (WhmSimulator whm =
        WhmSimulator.startAt(new InetSocketAddress(loopback, 0), "six", TOKEN, Set.of())) {
      int port = whm.url().getPort();
      PanelOpening opening =
          PanelOpening.of(server(whm.url(), Optional.of(whm.pin())), "root", TOKEN);
      assertThat(whm.url()).hasHost("[::1]");
      assertThat(direct.open(opening).url().revealToUse())
          .startsWith("https://[::1]:" + port + "/cpsess");

      whm.behave(SimulatedBehaviour.leadingTo("https://[0:0:0:0:0:0:0:1]:" + port));
      assertThat(direct.open(opening).user()).isEqualTo("root");
      whm.behave(SimulatedBehaviour.leadingTo("https://[::2]:" + port));
      PanelException failure =
          catchThrowableOfType(PanelException.class, () -> direct.open(opening));
      assertThat(failure).hasMessageContaining("leads to another host, ::2");
    }
  }

  @Test
  void open_addressThatTheCertificateIsNotFor_isNotTrustedAndNothingIsSent() {
    opens("https://192.0.2.8:2087");
    PanelException failure =
        catchThrowableOfType(
            PanelException.class, () -> client.open(opening("https://192.0.2.8:2087")));

    assertThat(failure.detail()).isEqualTo(Detail.TLS);
    assertThat(raw.requests()).isZero();
  }

  @Test
  void open_ipv6AddressThroughAProxy_saysThatJavaCannot() {
    PanelException failure =
        catchThrowableOfType(
            PanelException.class, () -> client.open(opening("https://[2001:db8::7]:2087")));

    assertThat(failure.kind()).isEqualTo(PanelException.Kind.MISCONFIGURED);
    assertThat(failure.detail()).isEqualTo(Detail.SETTINGS);
    assertThat(failure)
        .hasMessage(
            "server web1 ([2001:db8::7]:2087): it has an IPv6 address for a URL, and Java's HTTP client"
                + " reaches no such server through a proxy. Write a name in `url:`, or have the program"
                + " reach this server without a proxy; nothing was sent.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data/",
        "https://169.254.169.254/",
        "http://[fd00:ec2::254]/latest/",
        "https://192.0.2.7:2087/cpsess1/"
      })
  void anyCall_answeredWithARedirect_isNotFollowed(String location) {
    answer(307, "Location: " + location + "\r\n", "");
    Server server = server(URI.create("https://192.0.2.7:2087"), Optional.empty());
    PanelException opening =
        catchThrowableOfType(
            PanelException.class, () -> client.open(PanelOpening.of(server, "ops", TOKEN)));
    PanelException test =
        catchThrowableOfType(PanelException.class, () -> client.test(server, TOKEN));

    assertThat(opening.detail()).isEqualTo(Detail.REDIRECT);
    assertThat(test.detail()).isEqualTo(Detail.REDIRECT);
    assertThat(test).hasMessageNotContaining("169.254").hasMessageNotContaining("cpsess");
    assertThat(raw.requests()).isEqualTo(2);
  }
}
