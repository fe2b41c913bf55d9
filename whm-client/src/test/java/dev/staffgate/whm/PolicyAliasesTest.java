package dev.staffgate.whm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.staffgate.Staffgate;
import dev.staffgate.fixtures.FakePanel;
import dev.staffgate.fixtures.FakeSecretSource;
import dev.staffgate.fixtures.RecordingAudit;
import dev.staffgate.model.Secret;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelSessionClient;
import dev.staffgate.sso.Connect;
import dev.staffgate.sso.ConnectContext;
import dev.staffgate.whm.directadmin.DirectAdminSessionClient;
import dev.staffgate.whm.fixtures.TestServers;
import dev.staffgate.whm.plesk.PleskSessionClient;
import dev.staffgate.whm.testing.DirectAdminSimulator;
import dev.staffgate.whm.testing.PleskSimulator;
import dev.staffgate.whm.testing.SimulatedBehaviour;
import dev.staffgate.whm.testing.VirtualminSimulator;
import dev.staffgate.whm.testing.WhmSimulator;
import dev.staffgate.whm.transport.PanelTransport;
import dev.staffgate.whm.virtualmin.VirtualminSessionClient;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The aliases of the policy, for all panels, and one place that says where a link may lead. */
class PolicyAliasesTest {
  private static final Secret TOKEN = Secret.of("TOKENTOKENTOKENTOKENTOKENTOKEN42");
  private static final ConnectContext HERE = ConnectContext.from("127.0.0.1");
  private static final Set<String> USERS = Set.of("ops");

  private static WhmSimulator whm;
  private static PleskSimulator plesk;
  private static DirectAdminSimulator directAdmin;
  private static VirtualminSimulator virtualmin;
  private static Staffgate staffgate;
  private static Map<String, Consumer<SimulatedBehaviour>> servers;

  @BeforeAll
  static void start() {
    whm = WhmSimulator.start("whm", TOKEN, USERS);
    plesk = PleskSimulator.start("plesk", TOKEN, USERS);
    directAdmin = DirectAdminSimulator.start("directadmin", TOKEN, USERS);
    virtualmin = VirtualminSimulator.start("virtualmin", TOKEN, USERS);
    servers =
        Map.of(
            "whm", whm::behave,
            "plesk", plesk::behave,
            "directadmin", directAdmin::behave,
            "virtualmin", virtualmin::behave);
    PanelTransport transport = TestServers.patient().build();
    staffgate =
        Staffgate.builder()
            .policy(PolicySource.of(PolicyFiles.parse("policy.yaml", policy())))
            .audit(new RecordingAudit())
            .panels(
                WhmSessionClient.builder().transport(transport).build(),
                PleskSessionClient.builder().transport(transport).build(),
                DirectAdminSessionClient.builder().transport(transport).build(),
                VirtualminSessionClient.builder().transport(transport).build())
            .secrets(FakeSecretSource.always(TOKEN))
            .build();
  }

  private static String policy() {
    StringBuilder text =
        new StringBuilder(
            """
            staffgate: 1
            roles: { operator: { grants: [connect.use] } }
            staff: { bob: { roles: [operator] } }
            servers:
            """);
    server(text, "whm", whm.url(), whm.pin().text());
    server(text, "plesk", plesk.url(), plesk.pin().text());
    server(text, "directadmin", directAdmin.url(), directAdmin.pin().text());
    server(text, "virtualmin", virtualmin.url(), virtualmin.pin().text());
    return text.toString();
  }

  private static void server(StringBuilder text, String panel, URI url, String pin) {
    text.append(
        """
          %s:
            panel: %s
            url: %s
            aliases: [Alias-of-%s.example, %s]
            user: %s
            token: env:T
            tls: { pin: "%s" }
            sso: { access: unrestricted, as: ops }
        """
            .formatted(
                panel,
                panel,
                url,
                panel,
                address(panel),
                panel.equals("plesk") ? "admin" : "root",
                pin)
            .replace("user: root", panel.equals("directadmin") ? "user: admin" : "user: root"));
  }

  /** An address of the documentation's, another one for each panel. */
  private static String address(String panel) {
    return "2001:db8::" + Integer.toHexString(panel.length());
  }

  @AfterAll
  static void stop() {
    staffgate.close();
    whm.close();
    plesk.close();
    directAdmin.close();
    virtualmin.close();
  }

  private static int portOf(String server) {
    return staffgate.policy().document().servers().get(server).url().getPort();
  }

  @Test
  void open_linkToAnAliasOfThePolicy_isHandedOutWhateverThePanel() {
    for (String server : servers.keySet()) {
      for (String host : List.of("alias-of-" + server + ".example", "[" + address(server) + "]")) {
        for (String port : List.of("", ":" + portOf(server))) {
          servers.get(server).accept(SimulatedBehaviour.leadingTo("https://" + host + port));

          assertThat(staffgate.connect().open("bob", server, HERE).url().revealToUse())
              .startsWith("https://" + host + port + "/");
        }
      }
    }
  }

  @Test
  void open_linkToAnAliasOfAnotherServer_isNotHandedOut() {
    for (String server : servers.keySet()) {
      String other = server.equals("whm") ? "plesk" : "whm";
      servers
          .get(server)
          .accept(SimulatedBehaviour.leadingTo("https://alias-of-" + other + ".example"));

      PanelException failure =
          catchThrowableOfType(
              PanelException.class, () -> staffgate.connect().open("bob", server, HERE));
      assertThat(failure.detail()).as(server).isEqualTo(Detail.UNTRUSTED_URL);
      assertThat(failure).hasMessageContaining("or among the server's `aliases:`");
    }
  }

  @Test
  void loginOrigins_ofAServer_areThoseThatAreChecked() {
    Connect connect = staffgate.connect();
    int port = portOf("directadmin");

    assertThat(connect.loginOrigins("directadmin"))
        .containsExactlyInAnyOrder(
            URI.create("https://127.0.0.1:" + port),
            URI.create("https://alias-of-directadmin.example:" + port),
            URI.create("https://alias-of-directadmin.example:443"),
            URI.create("https://[2001:db8::b]:" + port),
            URI.create("https://[2001:db8::b]:443"));
    assertThat(connect.loginOrigins("plesk")).contains(URI.create("https://127.0.0.1:443"));
    assertThat(connect.loginOrigins("whm"))
        .contains(
            URI.create("https://127.0.0.1:" + portOf("whm")),
            URI.create("https://127.0.0.1:2083"),
            URI.create("https://alias-of-whm.example:2096"))
        .doesNotContain(URI.create("https://127.0.0.1:443"));
    assertThat(connect.loginOrigins("nowhere")).isEmpty();
  }

  @Test
  void loginOrigins_ofAClientThatDoesNotTell_areNone() {
    PanelSessionClient silent = FakePanel.of("whm");

    assertThat(silent.loginOrigins(staffgate.policy().document().servers().get("whm"))).isEmpty();
  }
}
