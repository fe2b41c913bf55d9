package dev.staffgate.whm.transport;

import static dev.staffgate.whm.fixtures.TestServers.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.staffgate.model.KeyPin;
import dev.staffgate.model.Secret;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.whm.WhmSessionClient;
import dev.staffgate.whm.fixtures.TestAuthority;
import dev.staffgate.whm.fixtures.TestServers;
import dev.staffgate.whm.http.ServerTrustManager;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers of a policy at one address, one trusted by its pin, the other by an authority. */
class SharedAddressTest {
  private static final int TIMES = 20;

  @TempDir static Path folder;

  @Test
  void open_inTurns_usesTheirConnectionsAgain() throws Exception {
    TestAuthority authority = new TestAuthority(folder);
    authority.makeServer("web1", "web1", "ip:127.0.0.1", "root");
    KeyPin pin = ServerTrustManager.pinOf(authority.certificate("web1"));
    Set<Integer> connections = ConcurrentHashMap.newKeySet();
    HttpsServer listening =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    listening.setHttpsConfigurator(new HttpsConfigurator(authority.context("web1", 2)));
    listening.createContext(
        "/",
        exchange -> {
          connections.add(exchange.getRemoteAddress().getPort());
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(503, -1);
          exchange.close();
        });
    listening.start();
    try {
      URI url = URI.create("https://127.0.0.1:" + listening.getAddress().getPort());
      WhmSessionClient client =
          WhmSessionClient.builder()
              .transport(TestServers.patient().authorities(authority.trusted()).build())
              .build();
      for (int i = 0; i < TIMES; i++) {
        Optional<KeyPin> by = i % 2 == 0 ? Optional.of(pin) : Optional.empty();
        PanelOpening opening =
            PanelOpening.of(server(url, by), "ops", Secret.of("TOKENTOKENTOKENTOKENTOKENTOKEN42"));

        assertThat(catchThrowableOfType(PanelException.class, () -> client.open(opening)).kind())
            .isEqualTo(Kind.BUSY);
      }
      assertThat(connections).hasSizeLessThan(TIMES / 2);
    } finally {
      listening.stop(0);
    }
  }
}
