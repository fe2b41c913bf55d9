package dev.staffgate.whm.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.staffgate.model.Place;
import dev.staffgate.model.Secret;
import dev.staffgate.model.SecretRef;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.whm.WhmSessionClient;
import dev.staffgate.whm.fixtures.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may vouch for a server: for that one, and for no other, over no connection. */
class TrustedAuthoritiesTest {
  private static final Secret TOKEN = Secret.of("TOKENTOKENTOKENTOKENTOKENTOKEN42");

  /** Where each request came from: one connection, one port. */
  private static final ConcurrentLinkedQueue<InetSocketAddress> CALLERS =
      new ConcurrentLinkedQueue<>();

  @TempDir static Path folder;
  private static TestAuthority authority;
  private static HttpsServer busy;
  private static TrustedAuthorities ours;

  @BeforeAll
  static void start() throws IOException, GeneralSecurityException {
    authority = new TestAuthority(folder);
    authority.makeServer("web1", "web1", "ip:127.0.0.1,ip:::1", "root");
    authority.makeServer("four", "four", "ip:127.0.0.1", "root");
    authority.makeUnknownRoot("stranger");
    ours = authority.trusted();
    busy = startAt(InetAddress.getLoopbackAddress(), "web1");
  }

  /** A server that answers each request with 503 and keeps its connections. */
  private static HttpsServer startAt(InetAddress address, String certificate)
      throws IOException, GeneralSecurityException {
    HttpsServer server = serverAt(address);
    server.setHttpsConfigurator(new HttpsConfigurator(authority.context(certificate, 2)));
    server.createContext(
        "/",
        exchange -> {
          CALLERS.add(exchange.getRemoteAddress());
          answerBusy(exchange);
        });
    server.start();
    return server;
  }

  private static HttpsServer serverAt(InetAddress address) throws IOException {
    return HttpsServer.create(new InetSocketAddress(address, 0), 0);
  }

  private static void answerBusy(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(503, -1);
    exchange.close();
  }

  @AfterAll
  static void stop() {
    busy.stop(0);
  }

  @BeforeEach
  void forget() {
    CALLERS.clear();
  }

  private static Server server(String id) {
    return server(id, URI.create("https://127.0.0.1:" + busy.getAddress().getPort()));
  }

  private static Server server(String id, URI url) {
    return new Server(
        id,
        Optional.empty(),
        "whm",
        url,
        List.of(),
        "root",
        new SecretRef("env", "TOKEN"),
        Optional.empty(),
        Optional.empty(),
        Place.NONE);
  }

  private static WhmSessionClient client(PanelTransport.Builder transport) {
    return WhmSessionClient.builder()
        .transport(transport.deadline(Duration.ofSeconds(30)).build())
        .build();
  }

  private static PanelException failure(WhmSessionClient client, Server server) {
    return catchThrowableOfType(
        PanelException.class, () -> client.open(PanelOpening.of(server, "ops", TOKEN)));
  }

  @Test
  void open_authorityOfThisServer_isBelieved() {
    WhmSessionClient client = client(PanelTransport.builder().authorities("web1", ours));

    assertThat(failure(client, server("web1")).kind()).isEqualTo(Kind.BUSY);
  }

  @Test
  void open_authorityBesideTheJvms_isBelieved() {
    WhmSessionClient client =
        client(PanelTransport.builder().authorities("web1", TrustedAuthorities.ofJvm().and(ours)));

    assertThat(failure(client, server("web1")).kind()).isEqualTo(Kind.BUSY);
  }

  @Test
  void open_authorityOfAnotherServer_isNotBelievedThoughAConnectionIsOpen() {
    WhmSessionClient client = client(PanelTransport.builder().authorities("web1", ours));
    assertThat(failure(client, server("web1")).kind()).isEqualTo(Kind.BUSY);
    assertThat(failure(client, server("web1")).kind()).isEqualTo(Kind.BUSY);
    assertThat(CALLERS).hasSize(2);
    assertThat(CALLERS.stream().distinct()).as("connections are kept").hasSize(1);

    PanelException other = failure(client, server("web2"));
    assertThat(other.detail()).isEqualTo(Detail.TLS);
    assertThat(other)
        .hasMessage(
            "server web2 (127.0.0.1:%d): its certificate is not trusted: nobody whom this program"
                + " trusts vouches for it, and the token was not sent. Have a certificate of a"
                + " known authority installed with its intermediates, give this program the"
                + " server's authority, or pin the server's key with `tls.pin`; trying again does"
                + " not help.",
            busy.getAddress().getPort());
    assertThat(CALLERS).hasSize(2);
    assertThat(failure(client, server("web1")).kind()).isEqualTo(Kind.BUSY);
  }

  @Test
  void open_authorityOfAnotherServer_isNotBelievedThoughASessionCouldBeResumed() throws Exception {
    List<String> sessions = new CopyOnWriteArrayList<>();
    HttpsServer closing = serverAt(InetAddress.getLoopbackAddress());
    closing.setHttpsConfigurator(
        new HttpsConfigurator(authority.context("web1", 2)) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters tls = getSSLContext().getDefaultSSLParameters();
            tls.setProtocols(new String[] {"TLSv1.2"}); // whose sessions have ids
            parameters.setSSLParameters(tls);
          }
        });
    closing.createContext(
        "/",
        exchange -> {
          CALLERS.add(exchange.getRemoteAddress());
          SSLSession session = ((HttpsExchange) exchange).getSSLSession();
          sessions.add(HexFormat.of().formatHex(session.getId()));
          exchange.getResponseHeaders().set("Connection", "close");
          answerBusy(exchange);
        });
    closing.start();
    try {
      URI url = URI.create("https://127.0.0.1:" + closing.getAddress().getPort());
      WhmSessionClient client = client(PanelTransport.builder().authorities("web1", ours));
      assertThat(failure(client, server("web1", url)).kind()).isEqualTo(Kind.BUSY);
      assertThat(failure(client, server("web1", url)).kind()).isEqualTo(Kind.BUSY);
      assertThat(sessions.stream().distinct()).as("sessions are resumed").hasSize(1);

      assertThat(failure(client, server("web2", url)).detail()).isEqualTo(Detail.TLS);
      assertThat(sessions).hasSize(2);
      assertThat(failure(client, server("web1", url)).kind()).isEqualTo(Kind.BUSY);
      assertThat(sessions.stream().distinct()).as("but by their own server").hasSize(1);
    } finally {
      closing.stop(0);
    }
  }

  @Test
  void open_authorityInsteadOfThoseForAll_leavesThemOut() throws Exception {
    TrustedAuthorities stranger = TrustedAuthorities.of(List.of(authority.certificate("stranger")));
    WhmSessionClient client =
        client(PanelTransport.builder().authorities(ours).authorities("web1", stranger));

    assertThat(failure(client, server("web1")).detail()).isEqualTo(Detail.TLS);
    assertThat(failure(client, server("web2")).kind()).isEqualTo(Kind.BUSY);
  }

  @Test
  void open_ipv6Address_isAcceptedIfTheCertificateIsForIt() throws Exception {
    byte[] one = new byte[16];
    one[15] = 1;
    InetAddress loopback = InetAddress.getByAddress(one);
    Assumptions.assumeTrue(
        NetworkInterface.getByInetAddress(loopback) != null, "there is no IPv6 here");
    WhmSessionClient client = client(PanelTransport.builder().authorities("web1", ours));
    HttpsServer six = startAt(loopback, "web1");
    HttpsServer four = startAt(loopback, "four");
    try {
      URI right = URI.create("https://[::1]:" + six.getAddress().getPort());
      URI wrong = URI.create("https://[::1]:" + four.getAddress().getPort());

      assertThat(failure(client, server("web1", right)).kind()).isEqualTo(Kind.BUSY);
      assertThat(failure(client, server("web1", wrong)))
          .hasMessageStartingWith(
              "server web1 ([::1]:%d): its certificate is not trusted: it is not one for this"
                  + " address, and the token was not sent. ",
              wrong.getPort());
      assertThat(CALLERS).hasSize(1);
    } finally {
      six.stop(0);
      four.stop(0);
    }
  }

  @Test
  void and_theJvms_trustsBoth() throws Exception {
    X509Certificate root = authority.certificate("root");
    X509Certificate[] jvms = TrustedAuthorities.ofJvm().get().getAcceptedIssuers();

    assertThat(TrustedAuthorities.ofJvm().and(ours).get().getAcceptedIssuers())
        .hasSize(jvms.length + 1)
        .contains(jvms)
        .contains(root);
    assertThat(ours.get().getAcceptedIssuers()).containsExactly(root);
  }

  @Test
  void equals_sameCertificates_whereverTheyCameFrom() throws Exception {
    Path pem = pem("ca.pem", authority.certificate("root"), authority.certificate("root"));

    assertThat(TrustedAuthorities.read(pem)).isEqualTo(ours).hasSameHashCodeAs(ours);
    assertThat(TrustedAuthorities.ofJvm().and(ours))
        .isEqualTo(ours.and(TrustedAuthorities.ofJvm()))
        .isNotEqualTo(ours)
        .isNotEqualTo(TrustedAuthorities.ofJvm());
    assertThat(ours).hasToString("TrustedAuthorities[1 of one's own]");
  }

  @Test
  void of_store_takesTrustedCertificatesAndNoKeys() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrustedAuthorities.of(store))
        .withMessage("the store of trusted certificates is not loaded");
    store.load(null, null);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrustedAuthorities.of(store))
        .withMessage("no certificate is given: nobody would be trusted");
    store.setCertificateEntry("ca", authority.certificate("root"));

    assertThat(TrustedAuthorities.of(store)).isEqualTo(ours);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrustedAuthorities.of(authority.keys()))
        .withMessage("no certificate is given: nobody would be trusted");
  }

  @Test
  void read_whatIsNoFileOfCertificates_isRefused() throws Exception {
    String key = "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n";
    Path mixed = pem("mixed.pem", authority.certificate("root"));
    Files.writeString(mixed, Files.readString(mixed) + key);
    Path large = folder.resolve("large.pem");
    byte[] spaces = new byte[(1 << 22) + 1];
    Arrays.fill(spaces, (byte) '\n');
    Files.write(large, spaces);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrustedAuthorities.read(mixed))
        .withMessage(mixed + " holds something else than certificates");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrustedAuthorities.read(large))
        .withMessage(large + " has more than 4 MiB");
    for (String text : List.of("", "hello\n", key, "-----BEGIN CERTIFICATE-----\nMAA=")) {
      Path file = Files.writeString(folder.resolve("other.pem"), text);
      assertThatIllegalArgumentException().isThrownBy(() -> TrustedAuthorities.read(file));
    }
    assertThatThrownBy(() -> TrustedAuthorities.read(folder.resolve("missing.pem")))
        .isInstanceOf(NoSuchFileException.class);
  }

  private static Path pem(String name, X509Certificate... certificates) throws Exception {
    StringBuilder text = new StringBuilder("a comment, as openssl writes them\n");
    for (X509Certificate certificate : certificates) {
      text.append("-----BEGIN CERTIFICATE-----\n")
          .append(
              Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII))
                  .encodeToString(certificate.getEncoded()))
          .append("\n-----END CERTIFICATE-----\n");
    }
    return Files.writeString(folder.resolve(name), text);
  }
}
