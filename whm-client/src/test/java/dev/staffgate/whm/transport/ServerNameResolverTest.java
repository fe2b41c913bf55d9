package dev.staffgate.whm.transport;

import static dev.staffgate.whm.fixtures.TestServers.server;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.staffgate.model.KeyPin;
import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.whm.WhmSessionClient;
import dev.staffgate.whm.fixtures.RawServer;
import dev.staffgate.whm.fixtures.TestAuthority;
import dev.staffgate.whm.http.ServerNameResolver;
import dev.staffgate.whm.http.ServerTrustManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that lead where no server's name should, before they are called and when they are. */
class ServerNameResolverTest {
  private static final Secret TOKEN = Secret.of("TOKENTOKENTOKENTOKENTOKENTOKEN42");

  @TempDir static Path folder;
  private static TestAuthority authority;

  @BeforeAll
  static void start() throws IOException {
    authority = new TestAuthority(folder);
    authority.makeServer("rebound", "rebound", "dns:rebound.example", "root");
    authority.makeServer("other", "other", "dns:other.example,ip:127.0.0.1", "root");
  }

  private static ServerNameResolver leadingTo(String... addresses) {
    return new ServerNameResolver(host -> addresses(addresses));
  }

  private static InetAddress[] addresses(String... texts) throws UnknownHostException {
    List<InetAddress> all = new ArrayList<>();
    for (String text : texts) {
      all.add(InetAddress.getByName(text)); // an address, which is not looked up
    }
    return all.toArray(InetAddress[]::new);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.0.1.1",
        "127.255.255.255",
        "::1",
        "::ffff:127.0.0.1",
        "0.0.0.0",
        "0.1.2.3",
        "::",
        "169.254.169.254",
        "fe80::1",
        "febf::1",
        "fd00:ec2::254",
        "224.0.0.1",
        "239.255.255.255",
        "255.255.255.255",
        "ff02::1"
      })
  void requireRemote_addressOfNoOtherMachine_isRefused(String address) {
    assertThatThrownBy(() -> leadingTo("203.0.113.7", address).requireRemote("web1.example"))
        .isInstanceOf(ServerNameResolver.LocalException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "203.0.113.7", "10.0.0.1", "192.168.1.1", "126.255.255.255", "128.0.0.1", "169.253.255.255",
        "169.255.0.0", "223.255.255.255", "2001:db8::1", "fd00:ec2::253", "fec0::1", "::2"
      })
  void requireRemote_addressOfAnotherMachine_isNot(String address) throws IOException {
    leadingTo(address).requireRemote("web1.example");

    assertThat(ServerNameResolver.needsLookup("web1.example")).isTrue();
  }

  /** Numbers that some programs take for addresses: they are looked up, and found to lead here. */
  @ParameterizedTest
  @ValueSource(
      strings = {"2130706433", "0x7f000001", "0177.0.0.1", "localhost.example", "mylocalhost"})
  void mustBeLookedUp_whatIsNoAddressInItsOneForm_is(String host) {
    assertThat(ServerNameResolver.needsLookup(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "web1.localhost",
        "127.0.0.1",
        "169.254.169.254",
        "::1",
        "fe80::1%eth0"
      })
  void mustBeLookedUp_whatMeansWhatItSays_isNot(String host) {
    assertThat(ServerNameResolver.needsLookup(host)).isFalse();
  }

  private static PanelTransport.Builder patient() throws IOException, GeneralSecurityException {
    return PanelTransport.builder()
        .deadline(Duration.ofSeconds(30))
        .authorities(authority.trusted());
  }

  private static PanelException failure(PanelTransport.Builder transport, Server server) {
    WhmSessionClient client = WhmSessionClient.builder().transport(transport.build()).build();
    return catchThrowableOfType(
        PanelException.class, () -> client.open(PanelOpening.of(server, "ops", TOKEN)));
  }

  private static Server rebound(int port, Optional<KeyPin> pin) {
    return server(URI.create("https://rebound.example:" + port), pin);
  }

  @Test
  void open_nameThatLeadsToThisMachine_isRefusedBeforeAConnection() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      int port = listener.getLocalPort();
      PanelException failure =
          failure(
              patient().resolver(host -> addresses("127.0.0.1")), rebound(port, Optional.empty()));

      assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
      assertThat(failure.detail()).isEqualTo(Detail.SETTINGS);
      assertThat(failure)
          .hasMessage(
              "server web1 (rebound.example:%d): its name leads to 127.0.0.1, which is not another"
                  + " machine's address, and nothing was sent. Correct the name in `url:`, or this"
                  + " machine's DNS and hosts file; for a panel on this machine write `localhost`, or"
                  + " have the program allow it with `mayBeLocal`.",
              port);
      listener.setSoTimeout(1);
      assertThatThrownBy(listener::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void open_nameThatLeadsToMetadataToo_isRefused() throws Exception {
    PanelTransport.Builder transport =
        patient().resolver(host -> addresses("203.0.113.7", "169.254.169.254"));

    assertThat(failure(transport, rebound(2087, Optional.empty())))
        .hasMessageContaining("its name leads to 169.254.169.254, which is not another machine's");
  }

  @Test
  void open_nameThatIsNotThere_isUnreachable() throws Exception {
    PanelTransport.Builder transport =
        patient()
            .resolver(
                host -> {
                  throw new UnknownHostException(host);
                });
    PanelException failure = failure(transport, rebound(2087, Optional.empty()));

    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(failure)
        .hasMessage(
            "server web1 (rebound.example:2087): its name cannot be resolved. Check the name in"
                + " `url:`, and this machine's DNS.");
  }

  @Test
  void open_nameThatIsLookedUpForever_endsWhenAConnectionShouldBeThere() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try {
      PanelTransport.Builder transport =
          patient()
              .connectTimeout(Duration.ofMillis(50))
              .resolver(
                  host -> {
                    try {
                      never.await();
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                    throw new UnknownHostException(host);
                  });
      PanelException failure = failure(transport, rebound(2087, Optional.empty()));

      assertThat(failure.detail()).isEqualTo(Detail.TIMEOUT);
      assertThat(failure)
          .hasMessage(
              "server web1 (rebound.example:2087): it could not be connected to within 50 ms. Check"
                  + " that the server is up and that its address is right; then try again.");
    } finally {
      never.countDown();
    }
  }

  /** One call in all may be in its first second: a look-up that takes longer gives way. */
  @Test
  void open_nameThatHangs_doesNotCountInAllForLong() throws Exception {
    CountDownLatch looking = new CountDownLatch(1);
    CountDownLatch enough = new CountDownLatch(1);
    PanelTransport transport =
        PanelTransport.builder()
            .deadline(Duration.ofMinutes(5))
            .connectTimeout(Duration.ofMinutes(2))
            .concurrency(1, 1)
            .resolver(
                host -> {
                  if (host.equals("hangs.example")) {
                    looking.countDown();
                    try {
                      assertThat(enough.await(2, TimeUnit.MINUTES)).isTrue();
                    } catch (InterruptedException e) {
                      throw new IllegalStateException(e);
                    }
                  }
                  throw new UnknownHostException(host);
                })
            .build();
    WhmSessionClient client = WhmSessionClient.builder().transport(transport).build();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<PanelException> hanging = thread.submit(() -> failure(client, "hangs.example"));
      assertThat(looking.await(60, TimeUnit.SECONDS)).isTrue();

      assertThat(failure(client, "none.example")).hasMessageContaining("cannot be resolved");
      enough.countDown();
      assertThat(hanging.get(60, TimeUnit.SECONDS)).hasMessageContaining("cannot be resolved");
    } finally {
      enough.countDown();
      thread.shutdown();
    }
  }

  private static PanelException failure(WhmSessionClient client, String host) {
    Server server = server(URI.create("https://" + host + ":2087"), Optional.empty());
    return catchThrowableOfType(
        PanelException.class, () -> client.open(PanelOpening.of(server, "ops", TOKEN)));
  }

  /** A name that led elsewhere when it was looked at, or that is allowed: TLS is what holds. */
  @Test
  void open_nameThatIsReboundAfterTheLook_getsNoToken() throws Exception {
    assumeTrue(System.getProperty("jdk.net.hosts.file") != null, "rebound.example is not known");
    AtomicInteger requests = new AtomicInteger();
    HttpsServer local = busy("other", requests);
    int port = local.getAddress().getPort();
    try {
      PanelTransport.Builder looked = patient().resolver(host -> addresses("203.0.113.7"));
      PanelTransport.Builder allowed = patient().mayBeLocal("web1");
      KeyPin pin = ServerTrustManager.pinOf(authority.certificate("rebound"));
      for (PanelTransport.Builder transport : List.of(looked, allowed)) {
        assertThat(failure(transport, rebound(port, Optional.empty())))
            .hasMessageContaining("it is not one for this host, and the token was not sent");
        assertThat(failure(transport, rebound(port, Optional.of(pin))))
            .hasMessageContaining("it shows another public key than the pinned one, sha256/");
      }
      assertThat(requests).hasValue(0);
    } finally {
      local.stop(0);
    }
  }

  @Test
  void open_serverOnThisMachineThatMayBeLocal_isReachedByItsCertificate() throws Exception {
    assumeTrue(System.getProperty("jdk.net.hosts.file") != null, "rebound.example is not known");
    AtomicInteger requests = new AtomicInteger();
    HttpsServer local = busy("rebound", requests);
    try {
      Server server = rebound(local.getAddress().getPort(), Optional.empty());

      assertThat(failure(patient().mayBeLocal("web1"), server).kind()).isEqualTo(Kind.BUSY);
      assertThat(failure(patient().mayBeLocal("web2"), server).kind())
          .isEqualTo(Kind.MISCONFIGURED);
      assertThat(requests).hasValue(1);
    } finally {
      local.stop(0);
    }
  }

  @Test
  void open_nameBehindAProxy_isNotLookedUpHere() throws Exception {
    try (RawServer raw = new RawServer()) {
      raw.behave(
          authority.context("rebound", 2),
          connection ->
              connection
                  .out()
                  .write(
                      "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                          .getBytes(ISO_8859_1)));
      PanelTransport.Builder transport =
          patient()
              .proxy(raw.asProxy())
              .resolver(
                  host -> {
                    throw new AssertionError("looked up " + host);
                  });

      assertThat(failure(transport, rebound(2087, Optional.empty())).kind()).isEqualTo(Kind.BUSY);
    }
  }

  private static HttpsServer busy(String certificate, AtomicInteger requests)
      throws IOException, GeneralSecurityException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(authority.context(certificate, 2)));
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(503, -1);
          exchange.close();
        });
    server.start();
    return server;
  }
}
