package dev.staffgate.whm.plesk;

import static dev.staffgate.whm.fixtures.PanelUnderTest.BROWSER;
import static dev.staffgate.whm.fixtures.PanelUnderTest.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.network.IpAddress;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.panels.PanelHealth;
import dev.staffgate.panels.PanelHealth.Ability;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.panels.PanelSession;
import dev.staffgate.panels.PanelTarget;
import dev.staffgate.panels.PanelTarget.Area;
import dev.staffgate.whm.fixtures.PanelUnderTest;
import dev.staffgate.whm.fixtures.UntrustedUrls;
import dev.staffgate.whm.plesk.PleskSessionClient.Way;
import dev.staffgate.whm.testing.PleskSimulator;
import dev.staffgate.whm.testing.SimulatedBehaviour;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plesk in both ways, over real TLS: what is opened, what that is worth, and what is refused. */
class PleskSessionClientTest {
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

  @BeforeEach
  void heal() {
    links.behave(SimulatedBehaviour.healthy());
    bound.behave(SimulatedBehaviour.healthy());
  }

  @Test
  void open_loginLink_worksOnceAndIsNotBound() throws Exception {
    PanelSession session = links.open("ops");

    assertThat(session.url().revealToUse()).startsWith(links.server().url() + "/login?secret=");
    assertThat(session.singleUse()).isTrue();
    assertThat(session.boundTo()).isEmpty();
    assertThat(session.expiresAt()).isEmpty();
    assertThat(session.revocation()).isEmpty();
    assertThat(session.toString()).doesNotContain("secret=");
    assertThat(links.visit(session).body()).contains("Simulated Plesk on web1", ">ops<");
    assertThat(links.visit(session).statusCode()).isEqualTo(401);
  }

  @Test
  void open_boundSession_letsTheBrowsersAddressInAlone() throws Exception {
    PanelSession session = bound.open("ops");

    assertThat(session.url().revealToUse())
        .startsWith(bound.server().url() + "/enterprise/rsession_init.php?PLESKSESSID=");
    assertThat(session.boundTo()).contains(BROWSER);
    assertThat(bound.visit(session).body()).contains("Simulated Plesk on web1", ">ops<");

    PanelOpening elsewhere = bound.opening("ops", TOKEN).from(IpAddress.parse("203.0.113.7"));
    assertThat(bound.visit(bound.client().open(elsewhere)).statusCode()).isEqualTo(401);
  }

  @Test
  void open_boundSessionWithAPath_goesThereOnTheSameServer() {
    PanelTarget target = PanelTarget.of(Area.ACCOUNT).path("/smb/web/view?a=1&b=2");
    String url = bound.client().open(bound.opening("shop", TOKEN).to(target)).url().revealToUse();

    assertThat(url)
        .endsWith(
            "&success_redirect_url=https%3A%2F%2F127.0.0.1%3A"
                + bound.server().url().getPort()
                + "%2Fsmb%2Fweb%2Fview%3Fa%3D1%26b%3D2");
  }

  @Test
  void open_boundSessionWithoutTheBrowsersAddress_isMisconfiguredAndNotSent() {
    int before = bound.calls();
    PanelException failure =
        PanelUnderTest.failure(bound.client(), PanelOpening.of(bound.server(), "ops", TOKEN));

    assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
    assertThat(failure.detail()).isEqualTo(Detail.SETTINGS);
    assertThat(failure)
        .hasMessage(
            "server web1 (%s): its sessions are bound to the browser's address, which is not known."
                + " Tell the address when a session is opened, or choose a way that binds none;"
                + " nothing was sent.",
            bound.where());
    assertThat(bound.calls()).isEqualTo(before);
  }

  @Test
  void open_userThatIsNotThere_saysWhatPleskSays() {
    assertThat(links.failure("nobody"))
        .hasMessage(
            "server web1 (%s): Plesk says \"Unable to find user\". Check that user nobody exists on"
                + " this server, and that admin may see it.",
            links.where());
    assertThat(bound.failure("nobody"))
        .hasMessage(
            "server web1 (%s): Plesk says \"User does not exist. (error 1013)\". Check that user"
                + " nobody exists on this server, and that admin may see it.",
            bound.where());
  }

  @Test
  void open_keyThatIsRefused_saysWhereToLook() {
    bound.behave(PleskSimulator.turningAway(11003, "The secret key is not valid."));

    assertThat(bound.failure("ops"))
        .hasMessage(
            "server web1 (%s): Plesk says \"The secret key is not valid. (error 11003)\". Check"
                + " that the key is one of this Plesk's administrator, and made for the address"
                + " that this program calls from (`plesk bin secret_key`).",
            bound.where());
  }

  @ParameterizedTest
  @CsvSource({
    "1001, authentication",
    "11003, authentication",
    "1003, misconfigured",
    "1004, misconfigured",
    "1005, misconfigured",
    "1006, permission",
    "1011, suspended",
    "1012, locked-out",
    "1013, not-found",
    "1014, protocol",
    "1023, protocol",
    "1029, authentication",
    "1030, misconfigured",
    "4711, protocol",
  })
  void open_numberOfAnError_tellsTheKind(int number, String kind) {
    for (SimulatedBehaviour behaviour :
        List.of(
            PleskSimulator.refusing(number, "No."), PleskSimulator.turningAway(number, "No."))) {
      bound.behave(behaviour);
      PanelException failure = bound.failure("ops");

      assertThat(failure.kind().text()).isEqualTo(kind);
      assertThat(failure.detail()).isEqualTo(Detail.API_ERROR);
      assertThat(failure).hasMessageContaining("Plesk says \"No. (error " + number + ")\"");
    }
  }

  @Test
  void open_commandThatFails_isAFailureThoughTheStatusIs200() {
    links.behave(PleskSimulator.failing(2, "Something went <b>wrong</b>\n"));

    assertThat(links.failure("ops").kind()).isEqualTo(Kind.PROTOCOL);
    assertThat(links.failure("ops"))
        .hasMessage(
            "server web1 (%s): it refused for a cause that is not recognised: Plesk says"
                + " \"Something went wrong\". Ask the server's administrator what that means.",
            links.where());
  }

  @Test
  void open_codeZeroAndNoLink_isProtocol() {
    for (String body :
        List.of(
            "{\"code\":0,\"stdout\":\"\\n\",\"stderr\":\"\"}",
            "{\"stdout\":\"https://127.0.0.1/login?secret=12345678\",\"stderr\":\"\"}",
            "[]")) {
      links.behave(SimulatedBehaviour.answering(200, "application/json", body));

      assertThat(links.failure("ops").detail()).isEqualTo(Detail.MALFORMED);
    }
  }

  @Test
  void open_severalLinks_takesTheFirstThatLeadsToThisServer() {
    links.behave(
        SimulatedBehaviour.answering(
            200,
            "application/json",
            ("{\"code\":0,\"stdout\":\"https://10.0.0.1/login?secret=aaaaaaaaaaaa\\n"
                + "https://127.0.0.1/login?secret=bbbbbbbbbbbb\\n\",\"stderr\":\"\"}")));

    assertThat(links.open("ops").url().revealToUse())
        .isEqualTo("https://127.0.0.1/login?secret=bbbbbbbbbbbb");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://evil.example/login?secret=aaaaaaaaaaaa | leads to another host, evil.example
          http://127.0.0.1/login?secret=aaaaaaaaaaaa | is not https
          https://127.0.0.1:8444/login?secret=aaaaaaaaaaaa | leads to another port, 8444
          https://127.0.0.1/logout?secret=aaaaaaaaaaaa | has another form than a login URL of this panel
          https://127.0.0.1/login?secret=aaaaaaaaaaaa&to=//evil.example | has another form than a login URL of this panel
          https://127.0.0.1/x/../login?secret=aaaaaaaaaaaa | has another form than a login URL of this panel
          https://127.0.0.1/login | has another form than a login URL of this panel
          https://127.0.0.1/login?secret=aaaaaaaaaaaa%00 | holds an encoded control character
          https://admin@127.0.0.1/login?secret=aaaaaaaaaaaa | has an unusual form
          """)
  void open_linkThatLeadsElsewhere_isRefusedWithTheReason(String url, String reason) {
    links.behave(
        SimulatedBehaviour.answering(
            200, "application/json", "{\"code\":0,\"stdout\":\"" + url + "\\n\",\"stderr\":\"\"}"));

    assertThat(links.failure("ops").detail()).isEqualTo(Detail.UNTRUSTED_URL);
    assertThat(links.failure("ops"))
        .hasMessage(
            "server web1 (%s): the login URL that it returned %s. %s What the panel opened was handed"
                + " to nobody, and may let in until it ends by itself.",
            links.where(), reason, UntrustedUrls.advice(reason, "Plesk"));
  }

  @Test
  void open_linkOnAnAlias_isTaken() {
    links.behave(
        SimulatedBehaviour.answering(
            200,
            "application/json",
            "{\"code\":0,\"stdout\":\"https://plesk.example.net/login?secret=aaaaaaaaaaaa\\n\"}"));
    PleskSessionClient client =
        PleskSessionClient.builder().alias("web1", "Plesk.Example.net").build();

    assertThat(client.open(links.opening("ops", TOKEN)).url().revealToUse())
        .isEqualTo("https://plesk.example.net/login?secret=aaaaaaaaaaaa");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PleskSessionClient.builder().alias("web1", "https://x"));
  }

  @Test
  void open_xmlWithADocumentType_isRefusedWhole() {
    bound.behave(
        SimulatedBehaviour.answering(
            200,
            "text/xml",
            "<!DOCTYPE packet [<!ENTITY e 'abc123'>]><packet><server><create_session><result>"
                + "<status>ok</status><id>&e;</id></result></create_session></server></packet>"));

    assertThat(bound.failure("ops").detail()).isEqualTo(Detail.MALFORMED);
    assertThat(bound.failure("ops"))
        .hasMessage(
            "server web1 (%s): its answer is not well-formed XML. Check that the address is Plesk's"
                + " own, port and all; if it is, tell its administrator.",
            bound.where());
  }

  @Test
  void open_sessionIdThatWouldChangeTheUrl_isProtocol() {
    for (String id : List.of("a&amp;x=y", "a b", "", "../x")) {
      bound.behave(
          SimulatedBehaviour.answering(
              200,
              "text/xml",
              "<packet><server><create_session><result><status>ok</status><id>"
                  + id
                  + "</id></result></create_session></server></packet>"));

      assertThat(bound.failure("ops")).hasMessageContaining("its answer holds no session");
    }
  }

  @Test
  void test_healthyServer_tellsVersionNameAndWhetherItOpens() {
    assertThat(links.client().test(links.server(), TOKEN))
        .isEqualTo(
            new PanelHealth(
                Optional.of("18.0.61"), Optional.of("plesk.example.net"), Ability.YES, List.of()));
    assertThat(bound.client().test(bound.server(), TOKEN))
        .isEqualTo(
            new PanelHealth(
                Optional.of("18.0.61"),
                Optional.of("plesk.example.net"),
                Ability.UNKNOWN,
                List.of("Plesk does not tell whether it opens sessions: open one to see.")));
  }

  @Test
  void revoke_anything_isNotPossible() {
    assertThat(links.client().canRevoke()).isFalse();
    assertThatThrownBy(() -> links.client().revoke(links.server(), TOKEN, "x"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void areas_ofPlesk_areAdministratorsAndCustomers() {
    assertThat(links.client().areas()).containsExactlyInAnyOrder(Area.PANEL, Area.ACCOUNT);
    assertThat(links.client().panel()).isEqualTo("plesk");
  }
}
