package dev.staffgate.whm.plesk;

import static dev.staffgate.whm.fixtures.PanelUnderTest.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.network.IpAddress;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.whm.call.PanelConnection;
import dev.staffgate.whm.call.PanelConnector;
import dev.staffgate.whm.fixtures.PanelUnderTest;
import dev.staffgate.whm.fixtures.TestServers;
import dev.staffgate.whm.plesk.PleskSessionClient.Way;
import dev.staffgate.whm.testing.PleskSimulator;
import dev.staffgate.whm.testing.SimulatedBehaviour;
import dev.staffgate.whm.transport.PanelTransport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What real Plesks do that a plain one does not: links without ports, lists of addresses. */
class PleskVersionsTest {
  private static final PanelTransport TRANSPORT = PanelTransport.create();

  private static PanelUnderTest links;
  private static PanelUnderTest bound;

  @BeforeAll
  static void start() {
    links = PanelUnderTest.plesk(Way.LOGIN_LINK);
    bound = PanelUnderTest.plesk(Way.BOUND_SESSION);
  }

  @AfterAll
  static void stop() {
    links.close();
    bound.close();
  }

  @Test
  void open_addressThatIsNotAmongTheAllowedOnes_saysWhereTheyStand() {
    bound.behave(PleskSimulator.turningAway(1006, "Access to API is disabled for 203.0.113.7"));
    links.behave(
        SimulatedBehaviour.answering(
            403,
            "application/json",
            "{\"code\":1006,\"message\":\"Access to API is disabled for 203.0.113.7\"}"));

    for (PanelUnderTest one : List.of(bound, links)) {
      assertThat(one.failure("ops").kind()).isEqualTo(Kind.PERMISSION);
      assertThat(one.failure("ops"))
          .hasMessageContaining("Access to API is disabled for 203.0.113.7")
          .hasMessageContaining("(`[api] allowedIPs` in panel.ini)");
    }
  }

  @Test
  void test_answerWithBytesThatAreNoText_isRead() {
    links.behave(SimulatedBehaviour.inLatin1());

    assertThat(links.client().test(links.server(), TOKEN).version()).isPresent();
  }

  @Test
  void open_browsersAddress_isSentInBase64() {
    PanelConnection connection =
        new PanelConnector(PleskSessionClient.KIND, TRANSPORT, Map.of())
            .connectToOpen(bound.opening("ops", TOKEN), PleskSessionClient.PURPOSES);

    assertThat(PleskXmlApi.call(connection, "ops", IpAddress.parse("2001:db8::7")).body())
        .contains("<user_ip>MjAwMTpkYjg6Ojc=</user_ip>");
  }

  @Test
  void open_linksAsPleskPrintsThem_takesTheOneThatLeadsToTheServer() {
    try (PleskSimulator plesk = PleskSimulator.start("web1", TOKEN, Set.of("ops"))) {
      plesk.printLinksWithoutPort("plesk.example.net");
      PanelOpening opening =
          PanelOpening.of(
              TestServers.server("plesk", plesk.url(), Optional.of(plesk.pin()), "admin"),
              "ops",
              TOKEN);

      assertThat(links.client().open(opening).url().revealToUse())
          .startsWith("https://127.0.0.1/login?secret=");
      assertThat(
              PleskSessionClient.builder()
                  .transport(TestServers.patient().build())
                  .alias("web1", "plesk.example.net")
                  .build()
                  .open(opening)
                  .url()
                  .revealToUse())
          .startsWith("https://plesk.example.net/login?secret=");
    }
  }
}
