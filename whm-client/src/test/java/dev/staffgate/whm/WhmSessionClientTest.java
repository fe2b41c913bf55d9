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
import dev.staffgate.whm.fixtures.TestServers;
import dev.staffgate.whm.fixtures.UntrustedUrls;
import dev.staffgate.whm.testing.SimulatedBehaviour;
import dev.staffgate.whm.testing.WhmSimulator;
import dev.staffgate.whm.transport.PanelTransport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The client against a simulated WHM over real TLS: what it opens, and what it says when it does
 * not.
 */
class WhmSessionClientTest {
  private static final Secret TOKEN = Secret.of("TOKENTOKENTOKENTOKENTOKENTOKEN42");
  private static WhmSimulator whm;
  private static WhmSessionClient client;

  @BeforeAll
  static void start() {
    whm = WhmSimulator.start("web1", TOKEN, Set.of("root", "ops"));
    client = WhmSessionClient.builder().transport(TestServers.patient().build()).build();
  }

  @AfterAll
  static void stop() {
    whm.close();
  }

  @BeforeEach
  void heal() {
    whm.behave(SimulatedBehaviour.healthy());
  }

  @Test
  void open_healthyServer_givesAUrlOnThatServer() {
    PanelSession session =
        client.open(PanelOpening.of(server(whm.url(), Optional.of(whm.pin())), "ops", TOKEN));

    assertThat(session.url().revealToUse()).startsWith(whm.url() + "/cpsess");
    assertThat(session.user()).isEqualTo("ops");
    assertThat(session.expiresAt().orElseThrow()).isAfter(Instant.now());
    assertThat(session.toString()).doesNotContain("cpsess");
  }

  @Test
  void open_anyFailure_isTriedOnce() {
    int before = whm.calls();
    whm.behave(SimulatedBehaviour.answering(503, "text/plain", "busy"));
    assertThat(failure()).isNotNull();

    assertThat(whm.calls()).isEqualTo(before + 1);
  }

  @Test
  void open_wrongToken_isAuthentication() {
    PanelException failure =
        failure(server(whm.url(), Optional.of(whm.pin())), "root", Secret.of("WRONG"));

    assertThat(failure.kind()).isEqualTo(Kind.AUTHENTICATION);
    assertThat(failure)
        .hasMessage(
            "server web1 (%s): it denied access (HTTP 403): the API token of root is wrong, or may"
                + " not do this. Check in WHM under Manage API Tokens that root's token is there,"
                + " has not expired, is allowed from this address and has the privilege"
                + " create-user-session.",
            where());
  }

  @Test
  void open_userThatTheServerDoesNotHave_isNotFoundAndQuotesWhmWithoutItsRandomPart() {
    PanelException failure = failure(server(whm.url(), Optional.of(whm.pin())), "nobody", TOKEN);

    assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(failure)
        .hasMessage(
            "server web1 (%s): WHM says \"You do not have a user named “nobody”.\". Check that user"
                + " nobody exists on this server and belongs to root.",
            where());
  }

  @Test
  void open_resultZero_tellsTheReason() {
    whm.behave(SimulatedBehaviour.refusing("The account is suspended"));

    assertThat(failure().kind()).isEqualTo(Kind.SUSPENDED);
    assertThat(failure())
        .hasMessage(
            "server web1 (%s): WHM says \"The account is suspended\". Unsuspend the account of user"
                + " root in WHM before you try again.",
            where());
  }

  @Test
  void open_htmlInsteadOfJson_isProtocol() {
    whm.behave(SimulatedBehaviour.showingPage());

    assertThat(failure().kind()).isEqualTo(Kind.PROTOCOL);
    assertThat(failure())
        .hasMessage(
            "server web1 (%s): it answered with a page or file instead of JSON. Check that the"
                + " address is WHM's own, port and all; if it is, tell its administrator.",
            where());
  }

  @Test
  void open_urlOnAnotherHost_isProtocolAndNamesTheHostAlone() {
    whm.behave(SimulatedBehaviour.leadingTo("https://evil.example:2087"));

    assertThat(failure().kind()).isEqualTo(Kind.PROTOCOL);
    assertThat(failure())
        .hasMessageStartingWith(
            "server web1 (%s): the login URL that it returned leads to another host, evil.example."
                + " %s What the panel opened was handed to nobody, and may let in until it ends by"
                + " itself, at ",
            where(), UntrustedUrls.advice("leads to another host", "WHM"));
  }

  @Test
  void open_urlWithoutTls_isProtocol() {
    whm.behave(SimulatedBehaviour.leadingTo("http://127.0.0.1:" + whm.url().getPort()));

    assertThat(failure().kind()).isEqualTo(Kind.PROTOCOL);
    assertThat(failure())
        .hasMessageStartingWith(
            "server web1 (%s): the login URL that it returned is not https. %s What the panel opened"
                + " was handed to nobody",
            where(), UntrustedUrls.advice("is not https", "WHM"));
  }

  @Test
  void open_redirectToTheServersRealName_saysTheName() {
    whm.behave(SimulatedBehaviour.redirecting("https://host7.example.net:2087/cpsess1234/x"));

    assertThat(failure())
        .hasMessage(
            "server web1 (%s): it sends callers to the host host7.example.net, which was not"
                + " followed (HTTP 307). If that is this server's own name, write it in `url:`; if"
                + " not, check that the address is WHM's own, port and all.",
            where());
    assertThat(failure().detail()).isEqualTo(Detail.REDIRECT);
  }

  @Test
  void open_redirect_isNotFollowed() {
    whm.behave(SimulatedBehaviour.redirecting("https://169.254.169.254/latest/meta-data"));

    assertThat(failure().kind()).isEqualTo(Kind.PROTOCOL);
    assertThat(failure())
        .hasMessage(
            "server web1 (%s): it answered with a redirect, which was not followed (HTTP 307)."
                + " Check that the address is WHM's own, port and all; if it is, tell its"
                + " administrator.",
            where());
  }

  @Test
  void open_serverThatNeverAnswers_endsWithinTheDeadline() {
    whm.behave(SimulatedBehaviour.silent());
    WhmSessionClient impatient =
        WhmSessionClient.builder()
            .transport(PanelTransport.builder().deadline(Duration.ofSeconds(2)).build())
            .build();
    PanelException failure =
        failure(impatient, server(whm.url(), Optional.of(whm.pin())), "root", TOKEN);

    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(failure)
        .hasMessage(
            "server web1 (%s): it gave no whole answer within 2 s. A session may have been opened"
                + " nevertheless, and ends by itself; try again later.",
            where());
  }

  @Test
  void open_serverThatIsDown_isUnreachable() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    PanelException failure =
        failure(
            server(URI.create("https://127.0.0.1:" + port), Optional.of(whm.pin())), "root", TOKEN);

    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(failure)
        .hasMessage(
            "server web1 (127.0.0.1:%s): it refuses connections. Check that the server is up and"
                + " that its address is right; then try again.",
            port);
  }

  @Test
  void open_anotherKeyThanThePinnedOne_isRefusedBeforeTheTokenIsSent() {
    int before = whm.calls();
    try (WhmSimulator other = WhmSimulator.start("other", TOKEN, Set.of("root"))) {
      PanelException failure = failure(server(whm.url(), Optional.of(other.pin())), "root", TOKEN);

      assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
      assertThat(failure)
          .hasMessage(
              "server web1 (%s): it shows another public key than the pinned one, %s, and the token"
                  + " was not sent. Somebody may be in between; write that key in `tls.pin` only if"
                  + " the server's administrator confirms it.",
              where(), whm.pin());
    }
    assertThat(whm.calls()).isEqualTo(before);
  }

  @Test
  void open_expiredCertificateWithTheRightKey_isRefused() {
    try (WhmSimulator old =
        WhmSimulator.startWithExpiredCertificate("old", TOKEN, Set.of("root"))) {
      PanelException failure = failure(server(old.url(), Optional.of(old.pin())), "root", TOKEN);

      assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
      assertThat(failure)
          .hasMessage(
              "server web1 (127.0.0.1:%s): its certificate has expired, and the token was not sent."
                  + " Have it renewed; trying again does not help.",
              old.url().getPort());
      assertThat(old.calls()).isZero();
    }
  }

  @Test
  void open_selfSignedWithoutPin_isRefused() {
    PanelException failure = failure(server(whm.url(), Optional.empty()), "root", TOKEN);

    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(failure)
        .hasMessage(
            "server web1 (%s): its certificate is not trusted: it is signed by itself, with the key"
                + " %s, and the token was not sent. Have a certificate of a known authority"
                + " installed, or write that key in `tls.pin` if the server's administrator"
                + " confirms it; trying again does not help.",
            where(), whm.pin());
  }

  @Test
  void open_tokenWithLineBreak_isMisconfiguredAndNotSent() {
    int before = whm.calls();
    PanelException failure =
        failure(
            server(whm.url(), Optional.of(whm.pin())), "root", Secret.of("abc\nX-Injected: yes"));

    assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
    assertThat(failure)
        .hasMessage(
            "server web1 (%s): the API token of root, for env:WEB1_TOKEN, holds a line break, a space"
                + " or another character that no token has, or is too long, and was not sent. Store"
                + " the token alone, on one line; an old access hash is pasted with line breaks,"
                + " which have to go.",
            where());
    assertThat(whm.calls()).isEqualTo(before);
  }

  @Test
  void failures_whatever_holdNoTokenAndNoSession() {
    for (SimulatedBehaviour behaviour :
        new SimulatedBehaviour[] {
          SimulatedBehaviour.denyingAccess(),
          SimulatedBehaviour.refusing(
              "token " + TOKEN.revealToUse() + " at https://h/cpsess123/login/?session=x"),
          SimulatedBehaviour.leadingTo("https://evil.example"),
          SimulatedBehaviour.answering(200, "application/json", "{\"x\":\"" + TOKEN.revealToUse()),
        }) {
      whm.behave(behaviour);
      StringWriter all = new StringWriter();
      failure().printStackTrace(new PrintWriter(all));

      assertThat(all.toString()).doesNotContain(TOKEN.revealToUse()).doesNotContain("session=");
    }
  }

  private static String where() {
    return "127.0.0.1:" + whm.url().getPort();
  }

  private static PanelException failure() {
    return failure(server(whm.url(), Optional.of(whm.pin())), "root", TOKEN);
  }

  private static PanelException failure(
      dev.staffgate.model.Server server, String user, Secret token) {
    return failure(client, server, user, token);
  }

  private static PanelException failure(
      WhmSessionClient by, dev.staffgate.model.Server server, String user, Secret token) {
    return catchThrowableOfType(
        PanelException.class, () -> by.open(PanelOpening.of(server, user, token)));
  }
}
