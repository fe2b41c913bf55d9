package dev.staffgate.whm;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.network.IpAddress;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.panels.PanelSession;
import dev.staffgate.panels.PanelSessionClient;
import dev.staffgate.whm.testing.Behaviour;
import dev.staffgate.whm.testing.DirectAdminSimulator;
import dev.staffgate.whm.testing.PleskSimulator;
import dev.staffgate.whm.testing.SimulatedPanel;
import dev.staffgate.whm.testing.VirtualminSimulator;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A simulated panel, and the client for one of the ways to open sessions in it. */
final class PanelUnderTest implements AutoCloseable {
  static final Secret TOKEN = Secret.of("TOKENTOKENTOKENTOKENTOKENTOKEN42");
  static final IpAddress BROWSER = IpAddress.parse("127.0.0.1");
  private static final Set<String> USERS = Set.of("ops", "shop");

  private final String name;
  private final PanelSessionClient client;
  private final Function<PanelTransport, PanelSessionClient> clients;
  private final Server server;
  private final SimulatedPanel panel;

  private PanelUnderTest(
      String name,
      Server server,
      Function<PanelTransport, PanelSessionClient> clients,
      SimulatedPanel panel) {
    this.name = name;
    this.server = server;
    this.clients = clients;
    this.client = clients.apply(patient());
    this.panel = panel;
  }

  private static PanelTransport patient() {
    return TestServers.patient().build();
  }

  /** One of each way. */
  static List<PanelUnderTest> all() {
    return List.of(
        plesk(PleskSessionClient.Way.LOGIN_LINK),
        plesk(PleskSessionClient.Way.BOUND_SESSION),
        directAdmin(DirectAdminSessionClient.Way.LOGIN_URLS),
        directAdmin(DirectAdminSessionClient.Way.BOUND_LOGIN_URLS),
        directAdmin(DirectAdminSessionClient.Way.LOGIN_KEYS),
        virtualmin());
  }

  static PanelUnderTest plesk(PleskSessionClient.Way way) {
    PleskSimulator plesk = PleskSimulator.start("web1", TOKEN, USERS);
    return new PanelUnderTest(
        "plesk " + way,
        TestServers.server("plesk", plesk.url(), Optional.of(plesk.pin()), "admin"),
        transport -> PleskSessionClient.builder().way(way).transport(transport).build(),
        plesk);
  }

  static PanelUnderTest directAdmin(DirectAdminSessionClient.Way way) {
    DirectAdminSimulator admin = DirectAdminSimulator.start("web1", TOKEN, USERS);
    return new PanelUnderTest(
        "directadmin " + way,
        TestServers.server("directadmin", admin.url(), Optional.of(admin.pin()), "admin"),
        transport -> DirectAdminSessionClient.builder().way(way).transport(transport).build(),
        admin);
  }

  static PanelUnderTest virtualmin() {
    VirtualminSimulator virtualmin = VirtualminSimulator.start("web1", TOKEN, USERS);
    return new PanelUnderTest(
        "virtualmin",
        TestServers.server("virtualmin", virtualmin.url(), Optional.of(virtualmin.pin()), "root"),
        transport -> VirtualminSessionClient.builder().transport(transport).build(),
        virtualmin);
  }

  PanelSessionClient client() {
    return client;
  }

  PanelSessionClient client(PanelTransport transport) {
    return clients.apply(transport);
  }

  Server server() {
    return server;
  }

  /** {@code host:port}, as messages have it. */
  String where() {
    return "127.0.0.1:" + server.url().getPort();
  }

  void behave(Behaviour behaviour) {
    panel.behave(behaviour);
  }

  int calls() {
    return panel.calls();
  }

  PanelSession open(String user) {
    return client.open(opening(user, TOKEN));
  }

  PanelOpening opening(String user, Secret token) {
    return PanelOpening.of(server, user, token).from(BROWSER);
  }

  PanelException failure(String user) {
    return failure(client, opening(user, TOKEN));
  }

  static PanelException failure(PanelSessionClient by, PanelOpening opening) {
    return catchThrowableOfType(PanelException.class, () -> by.open(opening));
  }

  /** Goes where a session leads, as a browser that keeps cookies; returns what it ends at. */
  HttpResponse<String> visit(PanelSession session) throws Exception {
    return Visits.to(session, server);
  }

  @Override
  public void close() {
    panel.close();
  }

  @Override
  public String toString() {
    return name;
  }
}
