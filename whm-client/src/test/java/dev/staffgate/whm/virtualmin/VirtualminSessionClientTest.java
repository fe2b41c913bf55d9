package dev.staffgate.whm.virtualmin;

import static dev.staffgate.whm.fixtures.PanelUnderTest.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.panels.PanelHealth;
import dev.staffgate.panels.PanelHealth.Ability;
import dev.staffgate.panels.PanelSession;
import dev.staffgate.panels.PanelTarget.Area;
import dev.staffgate.whm.fixtures.PanelUnderTest;
import dev.staffgate.whm.testing.SimulatedBehaviour;
import dev.staffgate.whm.testing.VirtualminSimulator;
import dev.staffgate.whm.transport.PanelTransport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Virtualmin over real TLS: what is opened, and what is refused. */
class VirtualminSessionClientTest {
  private static PanelUnderTest panel;

  @BeforeAll
  static void start() {
    panel = PanelUnderTest.virtualmin();
  }

  @AfterAll
  static void stop() {
    panel.close();
  }

  @BeforeEach
  void heal() {
    panel.behave(SimulatedBehaviour.healthy());
  }

  @Test
  void open_ownerOfAVirtualServer_isASessionOfTheirs() throws Exception {
    PanelSession session = panel.open("shop");

    assertThat(session.url().revealToUse())
        .startsWith(panel.server().url() + "/session_login.cgi?session=");
    assertThat(session.toString()).doesNotContain("session_login");
    assertThat(session.expiresAt()).isEmpty();
    assertThat(session.singleUse()).isFalse();
    assertThat(session.revocation()).isEmpty();
    assertThat(panel.visit(session).body()).contains("Simulated Virtualmin on web1", ">shop<");
  }

  @Test
  void open_byDomain_isASessionOfItsOwner() throws Exception {
    PanelSession session = byDomain().open(panel.opening("shop.example", TOKEN));

    assertThat(session.user()).isEqualTo("shop.example");
    assertThat(panel.visit(session).body()).contains("Simulated Virtualmin on web1", ">shop<");
  }

  @Test
  void open_byDomainThatIsNotThere_saysWhatVirtualminSays() {
    assertThat(PanelUnderTest.failure(byDomain(), panel.opening("gone.example", TOKEN)))
        .hasMessage(
            "server web1 (%s): Virtualmin says \"No virtual server named gone.example found\". Check"
                + " that virtual server gone.example exists on this server, and that root may see it.",
            panel.where());
  }

  private static VirtualminSessionClient byDomain() {
    return VirtualminSessionClient.builder()
        .way(VirtualminSessionClient.Way.DOMAIN)
        .transport(PanelTransport.builder().deadline(Duration.ofSeconds(30)).build())
        .build();
  }

  @Test
  void open_root_isMisconfiguredAndNotSent() {
    int before = panel.calls();

    assertThat(panel.failure("root").kind()).isEqualTo(Kind.MISCONFIGURED);
    assertThat(panel.failure("root"))
        .hasMessage(
            "server web1 (%s): Virtualmin makes login links for owners of virtual servers, and none"
                + " for root. Write such an owner behind `as:`; nothing was sent.",
            panel.where());
    assertThat(panel.calls()).isEqualTo(before);
  }

  @Test
  void open_userWithoutAVirtualServer_saysWhatVirtualminSays() {
    assertThat(panel.failure("nobody"))
        .hasMessage(
            "server web1 (%s): Virtualmin says \"No virtual server owned by nobody found\". Check"
                + " that user nobody exists on this server, and that root may see it.",
            panel.where());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          No virtual server named example.org found | not-found
          Unix user x does not exist | not-found
          Virtual server example.org has no Webmin login | misconfigured
          Your Webmin version does not support switching sessions | misconfigured
          Failed to create login session | protocol
          """)
  void open_refusalInWords_tellsTheKind(String words, String kind) {
    panel.behave(VirtualminSimulator.refusing(words));
    PanelException failure = panel.failure("ops");

    assertThat(failure.kind().text()).isEqualTo(kind);
    assertThat(failure.detail()).isEqualTo(Detail.API_ERROR);
    assertThat(failure).hasMessageContaining("Virtualmin says \"" + words + "\"");
  }

  @Test
  void open_refusalBeforeTheCommand_isReadThoughItIsPlainText() {
    panel.behave(
        SimulatedBehaviour.answering(
            200, "text/plain", "ERROR: You are not allowed to run remote commands\n"));

    assertThat(panel.failure("ops").kind()).isEqualTo(Kind.PERMISSION);
    assertThat(panel.failure("ops"))
        .hasMessage(
            "server web1 (%s): Virtualmin says \"You are not allowed to run remote commands\". See"
                + " that root may enter Virtualmin as ops in Virtualmin.",
            panel.where());
  }

  @Test
  void open_refusalBeforeTheCommandInJson_isReadToo() {
    panel.behave(
        SimulatedBehaviour.answering(
            200,
            "application/json",
            "{\"status\":\"error\",\"error\":\"You are not allowed to run remote commands\"}"));

    assertThat(panel.failure("ops").kind()).isEqualTo(Kind.PERMISSION);
    assertThat(panel.failure("ops").detail()).isEqualTo(Detail.API_ERROR);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"command":"create-login-link","status":"success","output":"\\n"} | malformed
          {"command":"create-login-link","status":"success"} | malformed
          {"command":"list-domains","status":"success","output":"https://127.0.0.1:PORT/session_login.cgi?session=abcdefgh\\n"} | malformed
          {"command":"create-login-link","output":"https://127.0.0.1:PORT/session_login.cgi?session=abcdefgh\\n"} | malformed
          {"command":"create-login-link","status":"success","output":"https://127.0.0.1:PORT/session_login.cgi?session=abcdefgh&page=//evil\\n"} | untrusted-url
          {"command":"create-login-link","status":"success","output":"https://127.0.0.1:20000/session_login.cgi?session=abcdefgh\\n"} | untrusted-url
          {"command":"create-login-link","status":"success","output":"https://127.0.0.1:PORT/session_login.cgi?session=abcdefgh\\nhttps://evil.example/"} | untrusted-url
          {"command":"create-login-link","status":"success","output":"warning\\nhttps://127.0.0.1:PORT/session_login.cgi?session=abcdefgh\\n"} | untrusted-url
          """)
  void open_successThatIsNone_isProtocol(String body, String detail) {
    String here = body.replace("PORT", String.valueOf(panel.server().url().getPort()));
    panel.behave(SimulatedBehaviour.answering(200, "text/plain", here));
    PanelException failure = panel.failure("ops");

    assertThat(failure.kind()).isEqualTo(Kind.PROTOCOL);
    assertThat(failure.detail().text()).isEqualTo(detail);
  }

  @Test
  void open_urlOnTheVirtualServersOwnName_isTakenIfThatIsAnAlias() {
    String url =
        "https://shop.example.com:%d/session_login.cgi?session=abcdefgh"
            .formatted(panel.server().url().getPort());
    panel.behave(
        SimulatedBehaviour.answering(
            200,
            "text/plain",
            "{\"command\":\"create-login-link\",\"status\":\"success\",\"output\":\""
                + url
                + "\\n\"}"));

    assertThat(panel.failure("shop"))
        .hasMessageContaining("leads to another host, shop.example.com")
        .hasMessageEndingWith(
            "What the panel opened was handed to nobody, and may let in until it ends by itself.");
    assertThat(
            VirtualminSessionClient.builder()
                .alias("web1", "shop.example.com")
                .build()
                .open(panel.opening("shop", TOKEN))
                .url()
                .revealToUse())
        .isEqualTo(url);
  }

  @Test
  void test_healthyServer_hasTheCommand() {
    assertThat(panel.client().test(panel.server(), TOKEN))
        .isEqualTo(new PanelHealth(Optional.empty(), Optional.empty(), Ability.YES, List.of()));
  }

  @Test
  void test_oldServer_hasNot() {
    panel.behave(
        SimulatedBehaviour.answering(
            200,
            "text/plain",
            "{\"command\":\"list-commands\",\"status\":\"success\",\"output\":\"info\\n\"}"));

    PanelHealth health = panel.client().test(panel.server(), TOKEN);
    assertThat(health.mayOpen()).isEqualTo(Ability.NO);
    assertThat(health.remarks())
        .containsExactly("This Virtualmin has no command create-login-link: update it.");
  }

  @Test
  void test_wrongPassword_saysWhereToLook() {
    PanelException failure =
        catchThrowableOfType(
            PanelException.class,
            () -> panel.client().test(panel.server(), dev.staffgate.model.Secret.of("WRONG")));

    assertThat(failure)
        .hasMessage(
            "server web1 (%s): it did not accept the password of root (HTTP 401). Check that it is"
                + " right, that Webmin has not blocked this address, and that this user may call the"
                + " remote API.",
            panel.where());
  }

  @Test
  void areas_ofVirtualmin_areAdministratorsAndCustomers() {
    assertThat(panel.client().areas()).containsExactlyInAnyOrder(Area.PANEL, Area.ACCOUNT);
    assertThat(panel.client().canRevoke()).isFalse();
  }
}
