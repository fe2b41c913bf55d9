package dev.staffgate.whm.http;

import static dev.staffgate.whm.fixtures.TestServers.server;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.base.Splitter;
import com.google.common.io.Resources;
import dev.staffgate.model.KeyPin;
import dev.staffgate.model.Secret;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.whm.WhmSessionClient;
import dev.staffgate.whm.api1.WhmPurposes;
import dev.staffgate.whm.fixtures.RawServer;
import dev.staffgate.whm.fixtures.TestAuthority;
import dev.staffgate.whm.transport.PanelTransport;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every way in which TLS does not come about, against servers that are so: kind, finer cause and
 * message, to the letter, and no request that reached them. What is accepted is accepted.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsFailureMessagesTest {
  private static final Secret TOKEN = Secret.of("TLSTOKENTLSTOKENTLSTOKEN");
  private static final String NAME = "https://web1.example:2087";
  private static final String SAN = "dns:web1.example";

  /** A ServerHello of TLS 1.0, with a cipher of its time. */
  private static final String HELLO_OF_TLS_1_0 =
      "160301002a020000260301" + "5a".repeat(32) + "00" + "c013" + "00";

  private TestAuthority authority;
  private RawServer raw;
  private WhmSessionClient client;

  /** A server, and what is wrong with it. */
  private record Case(String url, Optional<KeyPin> pin, SSLContext tls, RawServer.Script script) {
    static Case of(String url, SSLContext tls) {
      return new Case(url, Optional.empty(), tls, connection -> {});
    }

    Case pinned(KeyPin to) {
      return new Case(url, Optional.of(to), tls, script);
    }
  }

  @BeforeAll
  void start(@TempDir Path folder) throws IOException, GeneralSecurityException {
    authority = new TestAuthority(folder);
    authority.makeServer("good", "good", SAN, "root");
    authority.makeServer("self", "self", SAN, "self");
    authority.makeServer("other", "other", "dns:other.example", "root");
    authority.makeServer("address", "address", "ip:192.0.2.7", "root");
    authority.makeServer("clients", "clients", SAN, "root", "-ext", "eku=clientAuth");
    authority.makeServer("old", "old", SAN, "root", "-startdate", "-10d", "-validity", "2");
    authority.makeServer("new", "new", SAN, "root", "-startdate", "+2d", "-validity", "10");
    authority.makeServer("cn", "web1.example", "", "root");
    authority.makeServer("cn-and-address", "web1.example", "ip:192.0.2.7", "root");
    authority.makeServerWith("wild-part", "web1.example", 3, (byte) '*');
    authority.makeServer("wild", "wild", "dns:*.hosting.example", "root");
    authority.makeUnknownRoot("stranger");
    authority.makeServer("unknown", "unknown", SAN, "stranger");
    raw = new RawServer();
    client =
        WhmSessionClient.builder()
            .transport(
                PanelTransport.builder()
                    .deadline(Duration.ofSeconds(30))
                    .authorities(authority.trusted())
                    .proxy(raw.asProxy())
                    .build())
            .build();
  }

  @AfterAll
  void stop() throws IOException {
    raw.close();
  }

  private KeyPin pin(String alias) throws IOException, GeneralSecurityException {
    return ServerTrustManager.pinOf(authority.certificate(alias));
  }

  private Map<String, Case> cases() throws IOException, GeneralSecurityException {
    Map<String, Case> cases = new HashMap<>();
    cases.put("self-signed", Case.of(NAME, authority.context("self", 1)));
    cases.put("key changed", Case.of(NAME, authority.context("self", 1)).pinned(pin("good")));
    cases.put("expired", Case.of(NAME, authority.context("old", 2)));
    cases.put("expired, pinned", Case.of(NAME, authority.context("old", 2)).pinned(pin("old")));
    cases.put("not valid yet", Case.of(NAME, authority.context("new", 2)));
    cases.put(
        "not valid yet, pinned", Case.of(NAME, authority.context("new", 2)).pinned(pin("new")));
    cases.put("another name", Case.of(NAME, authority.context("other", 2)));
    cases.put("a name that has an address", Case.of(NAME, authority.context("address", 2)));
    cases.put(
        "another address", Case.of("https://192.0.2.8:2087", authority.context("address", 2)));
    cases.put(
        "an address that has a name", Case.of("https://192.0.2.7", authority.context("good", 2)));
    cases.put("unknown authority", Case.of(NAME, authority.context("unknown", 2)));
    cases.put("CN alone", Case.of(NAME, authority.context("cn", 2)));
    cases.put("CN beside an address", Case.of(NAME, authority.context("cn-and-address", 2)));
    cases.put("wildcard within a label", Case.of(NAME, authority.context("wild-part", 2)));
    cases.put(
        "wildcard for two labels",
        Case.of("https://a.web1.hosting.example:2087", authority.context("wild", 2)));
    cases.put("not for servers", Case.of(NAME, authority.context("clients", 2)));
    cases.put("TLS 1.0", afterHello(HELLO_OF_TLS_1_0));
    cases.put("alert protocol_version", afterHello("15030100020246"));
    cases.put("alert handshake_failure", afterHello("15030300020228"));
    cases.put("alert internal_error", afterHello("15030300020250"));
    cases.put("plain HTTP", afterHello(hex("HTTP/1.1 400 Bad Request\r\n\r\n")));
    cases.put("another protocol", afterHello(hex("SSH-2.0-OpenSSH_9.9\r\n")));
    cases.put("closes", afterHello(""));
    cases.put("asks for a certificate", asksForCertificate("TLSv1.3"));
    return cases;
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(ISO_8859_1));
  }

  /** Reads a ClientHello, sends these bytes and closes. */
  private static Case afterHello(String hex) {
    return new Case(
        NAME,
        Optional.empty(),
        null,
        connection -> {
          DataInputStream in = new DataInputStream(connection.socket().getInputStream());
          in.skipNBytes(3);
          in.skipNBytes(in.readUnsignedShort());
          connection.out().write(HexFormat.of().parseHex(hex));
          drain(connection.socket());
        });
  }

  private Case asksForCertificate(String protocol) throws IOException, GeneralSecurityException {
    SSLContext good = authority.context("good", 2);
    return new Case(
        NAME,
        Optional.empty(),
        null,
        connection -> {
          Socket socket = connection.socket();
          SSLSocket tls =
              (SSLSocket) good.getSocketFactory().createSocket(socket, (InputStream) null, false);
          tls.setEnabledProtocols(new String[] {protocol});
          tls.setNeedClientAuth(true);
          SSLHandshakeException refusal =
              catchThrowableOfType(SSLHandshakeException.class, tls::startHandshake);
          assertThat(refusal).isNotNull();
          drain(socket);
        });
  }

  /** Ends the connection without a reset, which could overtake what was sent before. */
  private static void drain(Socket socket) throws IOException {
    socket.shutdownOutput();
    socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
  }

  private static List<List<String>> rows() throws IOException {
    return Resources.readLines(Resources.getResource("dev/staffgate/whm/tls.tsv"), UTF_8).stream()
        .skip(1)
        .map(line -> Splitter.on('\t').splitToList(line))
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> open_withoutTls_givesTheMessageBesideIt()
      throws IOException, GeneralSecurityException {
    Map<String, Case> cases = cases();
    List<List<String>> rows = rows();
    assertThat(rows)
        .extracting(row -> row.get(0))
        .containsExactlyInAnyOrderElementsOf(cases.keySet());
    return rows.stream()
        .map(row -> DynamicTest.dynamicTest(row.get(0), () -> check(row, cases.get(row.get(0)))));
  }

  private PanelException failure(Case one) {
    raw.behave(one.tls(), one.script());
    return catchThrowableOfType(
        PanelException.class,
        () -> client.open(PanelOpening.of(server(URI.create(one.url()), one.pin()), "ops", TOKEN)));
  }

  private void check(List<String> row, Case one) throws IOException, GeneralSecurityException {
    PanelException failure = failure(one);

    assertThat(List.of(failure.kind().text(), failure.detail().text(), failure.getMessage()))
        .isEqualTo(
            List.of(row.get(1), row.get(2), row.get(3).replace("{SELF}", pin("self").toString())));
    assertThat(failure.isTransient()).isEqualTo(row.get(2).equals("connection"));
    assertThat(raw.requests()).isZero();
  }

  /**
   * Which alert a server of TLS 1.2 sends is its choice, and differs between versions of the JDK.
   */
  @Test
  void open_serverOfTls12ThatAsksForACertificate_saysSo() throws Exception {
    PanelException failure = failure(asksForCertificate("TLSv1.2"));

    assertThat(failure.detail()).isEqualTo(PanelException.Detail.TLS);
    assertThat(failure.getMessage())
        .containsPattern("(asks for|wants) a certificate of this program");
    assertThat(raw.requests()).isZero();
  }

  @Test
  void open_selfSignedWithItsPin_isAccepted() throws Exception {
    answers(authority.context("self", 1));

    assertThat(reached(NAME, Optional.of(pin("self")))).isTrue();
  }

  @Test
  void open_anotherNameWithItsPin_isAccepted() throws Exception {
    answers(authority.context("other", 2));

    assertThat(reached("https://192.0.2.8:2087", Optional.of(pin("other")))).isTrue();
  }

  @Test
  void open_chainAndNameOrAddress_areAccepted() throws Exception {
    answers(authority.context("good", 2));
    assertThat(reached(NAME, Optional.empty())).isTrue();

    answers(authority.context("address", 2));
    assertThat(reached("https://192.0.2.7:2087", Optional.empty())).isTrue();

    answers(authority.context("wild", 2));
    assertThat(reached("https://Web1.hosting.example:2087", Optional.empty())).isTrue();
  }

  @Test
  void failure_certificateThatCannotBeChecked_saysSo() throws Exception {
    SSLHandshakeException unreadable = new SSLHandshakeException("unable to parse it");
    unreadable.initCause(new CertificateException("SECRET"));
    ServerAddress address = new ServerAddress("web1.example", 2087);
    CallTimeouts timeouts =
        new CallTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1));

    CallFailure failure =
        TransportFailureTranslator.of(
            unreadable, WhmPurposes.opening("root", "ops"), address, timeouts, timeouts.request());

    assertThat(failure.toException("web1", address))
        .hasMessage(
            "server web1 (web1.example:2087): its certificate is not trusted: it cannot be checked,"
                + " and the token was not sent. Look for the cause in this program's log; trying"
                + " again does not help.");
  }

  private void answers(SSLContext tls) {
    raw.behave(
        tls,
        connection ->
            connection
                .out()
                .write(
                    "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                        .getBytes(ISO_8859_1)));
  }

  /** Whether the request got there, and the answer back. */
  private boolean reached(String url, Optional<KeyPin> pin) {
    PanelException busy =
        catchThrowableOfType(
            PanelException.class,
            () -> client.open(PanelOpening.of(server(URI.create(url), pin), "ops", TOKEN)));
    return busy.kind() == PanelException.Kind.BUSY && raw.requests() == 1;
  }
}
