package dev.staffgate.whm;

import static dev.staffgate.whm.fixtures.TestServers.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.staffgate.model.Secret;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.panels.PanelSession;
import dev.staffgate.panels.PanelTarget;
import dev.staffgate.panels.PanelTarget.Area;
import dev.staffgate.whm.fixtures.TestServers;
import dev.staffgate.whm.testing.SimulatedBehaviour;
import dev.staffgate.whm.testing.SimulatedToken;
import dev.staffgate.whm.testing.WhmSimulator;
import dev.staffgate.whm.transport.PanelTransport;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** WHM, cPanel and webmail: where their login URLs may lead, and where in them. */
class WhmServicesTest {
  private static final Secret TOKEN = Secret.of("TOKENTOKENTOKENTOKENTOKENTOKEN42");

  private static WhmSimulator whm;
  private static WhmServer here;

  @BeforeAll
  static void start() {
    whm = WhmSimulator.start("web1", TOKEN, Set.of("shop"));
    int port = whm.url().getPort();
    here = WhmServer.PLAIN.port(Area.ACCOUNT, port).port(Area.WEBMAIL, port);
  }

  @AfterAll
  static void stop() {
    whm.close();
  }

  @BeforeEach
  void heal() {
    whm.behave(SimulatedBehaviour.healthy());
  }

  private static WhmSessionClient client(WhmServer known) {
    return WhmSessionClient.builder()
        .transport(PanelTransport.builder().deadline(Duration.ofSeconds(30)).build())
        .server("web1", known)
        .build();
  }

  private static PanelOpening opening(String user, PanelTarget target) {
    return PanelOpening.of(server(whm.url(), Optional.of(whm.pin())), user, TOKEN).to(target);
  }

  private static PanelException failure(WhmServer known, String user, Area area) {
    return catchThrowableOfType(
        PanelException.class, () -> client(known).open(opening(user, PanelTarget.of(area))));
  }

  @Test
  void open_account_isASessionOfTheCustomerOnThePortOfCpanel() {
    PanelSession session =
        client(here).open(opening("shop", PanelTarget.of(Area.ACCOUNT).app("Backups_Home")));

    assertThat(session.user()).isEqualTo("shop");
    assertThat(session.url().revealToUse())
        .startsWith(whm.url() + "/cpsess")
        .contains("goto_uri=Backups_Home&");
  }

  @Test
  void open_webmail_isASessionOfTheMailbox() {
    PanelSession session =
        client(here)
            .open(opening("info@shop.example.com", PanelTarget.of(Area.WEBMAIL).locale("de")));

    assertThat(session.url().revealToUse())
        .contains("locale=de&session=info%40shop.example.com%3a");
  }

  @Test
  void open_withAPath_addsItToTheUrlAndSendsNoPagesName() {
    PanelTarget target = PanelTarget.of(Area.ACCOUNT).app("Cron_Home").path("/frontend/x?a=1&b=");
    String url = client(here).open(opening("shop", target)).url().revealToUse();

    assertThat(url)
        .endsWith("&goto_uri=%2Ffrontend%2Fx%3Fa%3D1%26b%3D")
        .doesNotContain("Cron_Home")
        .containsOnlyOnce("goto_uri=");
  }

  @Test
  void open_accountWithNothingKnown_mayLeadToTheUsualPortAlone() {
    PanelException failure = failure(WhmServer.PLAIN, "shop", Area.ACCOUNT);

    assertThat(failure.detail()).isEqualTo(Detail.UNTRUSTED_URL);
    assertThat(failure)
        .hasMessageContaining(
            "the login URL that it returned leads to another port, " + whm.url().getPort());
    whm.behave(SimulatedBehaviour.leadingTo("https://127.0.0.1:2083"));
    assertThat(failure(WhmServer.PLAIN, "shop", Area.PANEL).detail())
        .isEqualTo(Detail.UNTRUSTED_URL);
    assertThat(
            client(WhmServer.PLAIN)
                .open(opening("shop", PanelTarget.of(Area.ACCOUNT)))
                .url()
                .revealToUse())
        .startsWith("https://127.0.0.1:2083/");
  }

  @Test
  void open_urlOnAnAlias_isTakenOnTheServicesPortAndOn443() {
    for (String origin : Set.of("https://Panel.example.net:2083", "https://panel.example.net")) {
      whm.behave(SimulatedBehaviour.leadingTo(origin));
      PanelTarget account = PanelTarget.of(Area.ACCOUNT);

      assertThat(failure(WhmServer.PLAIN, "shop", Area.ACCOUNT).detail())
          .isEqualTo(Detail.UNTRUSTED_URL);
      for (WhmServer known :
          Set.of(
              WhmServer.PLAIN.alias("panel.EXAMPLE.net"),
              WhmServer.PLAIN.preferredDomain("panel.example.net"))) {
        assertThat(client(known).open(opening("shop", account)).url().revealToUse())
            .startsWith(origin + "/cpsess");
      }
    }
    whm.behave(SimulatedBehaviour.leadingTo("https://panel.example.net:8443"));
    assertThat(failure(WhmServer.PLAIN.alias("panel.example.net"), "shop", Area.ACCOUNT))
        .hasMessageContaining("leads to another port, 8443");
    whm.behave(SimulatedBehaviour.leadingTo("https://127.0.0.1"));
    assertThat(failure(WhmServer.PLAIN.alias("panel.example.net"), "shop", Area.ACCOUNT))
        .hasMessageContaining("leads to another port, 443");
  }

  @Test
  void open_clocksTwoHoursApart_givesASessionThatEndsByThisProgramsClock() {
    for (Duration off : Set.of(Duration.ofHours(2), Duration.ofHours(-2))) {
      WhmSessionClient client =
          WhmSessionClient.builder()
              .transport(
                  PanelTransport.builder()
                      .deadline(Duration.ofSeconds(30))
                      .clock(() -> Instant.now().plus(off))
                      .build())
              .build();
      Instant now = Instant.now().plus(off);
      PanelSession session = client.open(opening("root", PanelTarget.HOME));

      assertThat(session.expiresAt().orElseThrow())
          .isBetween(now.plusSeconds(800), now.plusSeconds(1000));
    }
  }

  @Test
  void open_accountOfAnotherReseller_isNotFoundAndSaysWhatToLookAt() {
    Secret hers = Secret.of("RESELLERRESELLERRESELLERRESELL42");
    whm.add(SimulatedToken.of("ann", "panel", hers));
    PanelException failure =
        catchThrowableOfType(
            PanelException.class,
            () ->
                client(here)
                    .open(
                        PanelOpening.of(
                                TestServers.server(whm.url(), Optional.of(whm.pin()), "ann"),
                                "shop",
                                hers)
                            .to(PanelTarget.of(Area.ACCOUNT))));

    assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(failure)
        .hasMessage(
            "server web1 (127.0.0.1:%s): WHM says \"You do not have a user named “shop”.\". ann sees the"
                + " accounts that it owns and no others: check that user shop exists on this server, and"
                + " that WHM shows ann as its owner.",
            whm.url().getPort());
  }
}
