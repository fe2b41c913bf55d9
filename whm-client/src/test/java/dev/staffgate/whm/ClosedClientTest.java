package dev.staffgate.whm;

import static dev.staffgate.whm.fixtures.TestServers.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.panels.PanelSessionClient;
import dev.staffgate.whm.directadmin.DirectAdminSessionClient;
import dev.staffgate.whm.plesk.PleskSessionClient;
import dev.staffgate.whm.testing.WhmSimulator;
import dev.staffgate.whm.transport.PanelTransport;
import dev.staffgate.whm.virtualmin.VirtualminSessionClient;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is left of a client, and works, after it was closed. */
@Timeout(120)
class ClosedClientTest {
  private static final Secret TOKEN = Secret.of("CLOSEDTOKENCLOSEDTOKENCLOSEDTO42");

  private WhmSimulator whm;

  @BeforeEach
  void start() {
    whm = WhmSimulator.start("web1", TOKEN, Set.of("ops"));
  }

  @AfterEach
  void stop() {
    whm.close();
  }

  private PanelOpening opening() {
    return PanelOpening.of(server(whm.url(), Optional.of(whm.pin())), "ops", TOKEN);
  }

  private static Set<Thread> threadsOfClients() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(one -> one.getName().matches("staffgate-(whm|resolver)-.*|HttpClient-.*"))
        .collect(Collectors.toSet());
  }

  private PanelException failure(WhmSessionClient client) {
    return catchThrowableOfType(PanelException.class, () -> client.open(opening()));
  }

  /** As a web application that is undeployed leaves nothing behind. */
  @Test
  void close_ofAClientWithATransportOfItsOwn_leavesNoThread() throws InterruptedException {
    Set<Thread> before = threadsOfClients();
    Set<Thread> made;
    try (WhmSessionClient client = WhmSessionClient.create()) {
      assertThat(client.open(opening()).user()).isEqualTo("ops");
      made = threadsOfClients();
      made.removeAll(before);
      assertThat(made).hasSizeGreaterThanOrEqualTo(2);
    }
    for (Thread one : made) {
      while (one.isAlive()) {
        System.gc(); // on Java 17, the thread of an HTTP client lives until the client is collected
        one.join(100);
      }
    }
  }

  @Test
  void open_afterClose_failsAndSaysWhy() {
    WhmSessionClient client = WhmSessionClient.create();
    client.close();
    client.close();

    assertThat(failure(client))
        .hasMessageContaining("this program has closed its connections to panels");
  }

  @Test
  void close_ofAClientWhoseTransportWasGiven_leavesItOpenForOthers() {
    PanelTransport transport = PanelTransport.create();
    WhmSessionClient client = WhmSessionClient.builder().transport(transport).build();
    client.close();
    assertThat(client.open(opening()).user()).isEqualTo("ops");
    transport.close();

    assertThat(failure(client)).hasMessageContaining("closed its connections");
  }

  @Test
  void close_ofAnyClient_closesItsTransport() {
    for (PanelSessionClient client :
        List.of(
            PleskSessionClient.create(),
            DirectAdminSessionClient.create(),
            VirtualminSessionClient.create())) {
      Server server = server(client.panel(), whm.url(), Optional.of(whm.pin()), "admin");
      client.close();

      assertThat(catchThrowableOfType(PanelException.class, () -> client.test(server, TOKEN)))
          .as(client.panel())
          .hasMessageContaining("closed its connections");
    }
  }
}
