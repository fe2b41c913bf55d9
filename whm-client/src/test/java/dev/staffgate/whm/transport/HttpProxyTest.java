package dev.staffgate.whm.transport;

import static dev.staffgate.whm.fixtures.TestServers.server;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.base.Splitter;
import com.google.common.net.InetAddresses;
import dev.staffgate.model.Secret;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.whm.WhmSessionClient;
import dev.staffgate.whm.fixtures.HttpConnectProxy;
import dev.staffgate.whm.testing.WhmSimulator;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers behind an HTTP proxy, which learns their hosts and ports and nothing else. */
class HttpProxyTest {
  private static final Secret TOKEN = Secret.of("PROXYTOKENPROXYTOKENPROXYTOKEN42");

  private HttpConnectProxy proxy;

  @BeforeEach
  void start() throws IOException {
    proxy = new HttpConnectProxy();
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
  }

  private static WhmSessionClient client(ProxySelector proxy) {
    return WhmSessionClient.builder()
        .transport(PanelTransport.builder().deadline(Duration.ofSeconds(30)).proxy(proxy).build())
        .build();
  }

  private static PanelException failure(WhmSessionClient client) {
    PanelOpening opening =
        PanelOpening.of(
            server(URI.create("https://web1.example:2087"), Optional.empty()), "ops", TOKEN);
    return catchThrowableOfType(PanelException.class, () -> client.open(opening));
  }

  @Test
  void open_throughAProxy_worksAndTellsItNothingButHostAndPort() {
    try (WhmSimulator whm = WhmSimulator.start("web1", TOKEN, Set.of("ops"))) {
      PanelOpening opening =
          PanelOpening.of(server(whm.url(), Optional.of(whm.pin())), "ops", TOKEN);
      WhmSessionClient client = client(proxy.selector());

      assertThat(client.open(opening).user()).isEqualTo("ops");
      String address = "127.0.0.1:" + whm.url().getPort();
      assertThat(Splitter.on("\r\n\r\n").splitToList(proxy.heard()).get(0))
          .isEqualTo("CONNECT %s HTTP/1.1\r\nHost: %s", address, address);
      assertToldNothing();
    }
  }

  private void assertToldNothing() {
    String encoded = Base64.getEncoder().encodeToString(TOKEN.revealToUse().getBytes(US_ASCII));
    assertThat(proxy.heard())
        .isNotEmpty()
        .doesNotContain(TOKEN.revealToUse(), encoded, "PROXYTOKEN", "whm root")
        .doesNotContainIgnoringCase("authorization:")
        .doesNotContain("create_user_session", "api.version");
  }

  @Test
  void open_proxyThatAsksForCredentials_isMisconfigured() {
    for (String scheme : List.of("Basic realm=\"p\"", "Negotiate")) {
      proxy.answer(
          "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: "
              + scheme
              + "\r\nContent-Length: 0\r\n\r\n");
      PanelException failure = failure(client(proxy.selector()));

      assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
      assertThat(failure.detail()).isEqualTo(Detail.SETTINGS);
      assertThat(failure)
          .hasMessage(
              "server web1 (web1.example:2087): the proxy %s asks for credentials (HTTP 407), and the"
                  + " token was not sent. Have it let this program through without any.",
              proxy.where());
      assertToldNothing();
    }
  }

  @Test
  void open_proxyThatDoesNotLeadThere_isUnreachable() {
    for (int status : new int[] {302, 403, 502, 503}) {
      proxy.answer(
          "HTTP/1.1 %d No\r\nLocation: https://169.254.169.254/\r\nContent-Length: 0\r\n\r\n"
              .formatted(status));
      PanelException failure = failure(client(proxy.selector()));

      assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
      assertThat(failure.detail()).isEqualTo(Detail.CONNECTION);
      assertThat(failure)
          .hasMessage(
              "server web1 (web1.example:2087): the proxy %s does not lead to it (HTTP %d), and the"
                  + " token was not sent. Check that the server is up and that its address is right,"
                  + " and have the proxy's administrator allow them; then try again.",
              proxy.where(), status);
      assertToldNothing();
    }
  }

  @Test
  void open_proxyThatClosesOrTalksNonsense_isUnreachable() {
    for (String nonsense : List.of("", "SSH-2.0-OpenSSH_9.9\r\n\r\n")) {
      proxy.answer(nonsense);
      PanelException failure = failure(client(proxy.selector()));

      assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
      assertThat(failure.detail()).isEqualTo(Detail.CONNECTION);
      assertThat(failure)
          .hasMessage(
              "server web1 (web1.example:2087): the connection broke before there was a whole answer."
                  + " Check that this is WHM's own port, and that the proxy %s leads there; then try"
                  + " again.",
              proxy.where());
      assertToldNothing();
    }
  }

  @Test
  void open_proxyThatIsDown_isNamed() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    PanelException failure =
        failure(
            client(
                ProxySelector.of(
                    new InetSocketAddress(InetAddresses.forString("127.0.0.1"), port))));

    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(failure)
        .hasMessage(
            "server web1 (web1.example:2087): the proxy 127.0.0.1:%d refuses connections. Check that"
                + " it is up and that its address is right; then try again.",
            port);
  }

  @Test
  void open_proxyWhoseNameIsUnknown_isNamed() {
    InetSocketAddress nowhere = InetSocketAddress.createUnresolved("proxy.invalid", 3128);

    assertThat(failure(client(ProxySelector.of(nowhere))))
        .hasMessage(
            "server web1 (web1.example:2087): the name of the proxy proxy.invalid:3128 cannot be"
                + " resolved. Check that name, and this machine's DNS.");
  }
}
