package dev.staffgate.whm.directadmin;

import static dev.staffgate.whm.fixtures.PanelUnderTest.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
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
import dev.staffgate.panels.PanelSessionClient;
import dev.staffgate.panels.PanelTarget.Area;
import dev.staffgate.whm.directadmin.DirectAdminSessionClient.Way;
import dev.staffgate.whm.fixtures.PanelUnderTest;
import dev.staffgate.whm.fixtures.UntrustedUrls;
import dev.staffgate.whm.testing.DirectAdminSimulator;
import dev.staffgate.whm.testing.SimulatedBehaviour;
import dev.staffgate.whm.transport.PanelTransport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DirectAdmin in both ways, over real TLS: what is opened, revoked and refused. */
class DirectAdminSessionClientTest {
  private static PanelUnderTest urls;
  private static PanelUnderTest bound;
  private static PanelUnderTest keys;

  @BeforeAll
  static void start() {
    urls = PanelUnderTest.directAdmin(Way.LOGIN_URLS);
    bound = PanelUnderTest.directAdmin(Way.BOUND_LOGIN_URLS);
    keys = PanelUnderTest.directAdmin(Way.LOGIN_KEYS);
  }

  @AfterAll
  static void stop() {
    urls.close();
    bound.close();
    keys.close();
  }

  @BeforeEach
  void heal() {
    urls.behave(SimulatedBehaviour.healthy());
    bound.behave(SimulatedBehaviour.healthy());
    keys.behave(SimulatedBehaviour.healthy());
  }

  @Test
  void open_loginUrl_expiresAsAskedAndCanBeRevoked() throws Exception {
    Instant before = Instant.now();
    PanelSession session = urls.open("ops");

    assertThat(session.url().revealToUse()).startsWith(urls.server().url() + "/api/login/url?key=");
    assertThat(session.expiresAt().orElseThrow())
        .isAfter(before.plus(Duration.ofMinutes(4)))
        .isBeforeOrEqualTo(Instant.now().plus(Duration.ofMinutes(5)));
    assertThat(session.singleUse()).isFalse();
    assertThat(session.revocation().orElseThrow()).matches("ops:[0-9a-f]{32}");
    assertThat(session.toString()).doesNotContain("key=");
    assertThat(urls.visit(session).body()).contains("Simulated DirectAdmin on web1", ">ops<");
  }

  @Test
  void open_boundLoginUrl_letsInFromTheBrowsersAddressAlone() throws Exception {
    PanelSession here = bound.open("ops");
    assertThat(here.boundTo()).contains(PanelUnderTest.BROWSER);
    assertThat(here.revocation()).isPresent();
    assertThat(bound.visit(here).body()).contains("Simulated DirectAdmin on web1", ">ops<");

    for (String address : List.of("203.0.113.7", "2001:db8::1")) {
      IpAddress other = IpAddress.parse(address);
      PanelSession elsewhere = bound.client().open(bound.opening("ops", TOKEN).from(other));
      assertThat(elsewhere.boundTo()).contains(other);
      assertThat(bound.visit(elsewhere).statusCode()).isEqualTo(401);
    }
    assertThat(urls.open("ops").boundTo()).isEmpty();
  }

  @Test
  void open_boundLoginUrlWithoutTheBrowsersAddress_isMisconfiguredAndNotSent() {
    int before = bound.calls();
    PanelException failure =
        PanelUnderTest.failure(bound.client(), PanelOpening.of(bound.server(), "ops", TOKEN));

    assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
    assertThat(failure)
        .hasMessage(
            "server web1 (%s): its sessions are bound to the browser's address, which is not known."
                + " Tell the address when a session is opened, or choose a way that binds none;"
                + " nothing was sent.",
            bound.where());
    assertThat(bound.calls()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",\"allowNetworks\":[]",
        ",\"allowNetworks\":null",
        ",\"allowNetworks\":\"127.0.0.1/32\"",
        ",\"allowNetworks\":[\"127.0.0.0/8\"]",
        ",\"allowNetworks\":[\"127.0.0.1/32\",\"0.0.0.0/0\"]",
        ",\"allowNetworks\":[\"203.0.113.7/32\"]"
      })
  void open_boundLoginUrlThatThePanelDoesNotBind_isNotHandedOut(String networks) {
    answerUrl(bound, "https://127.0.0.1:PORT/api/login/url?key=z", networks);
    PanelException failure = bound.failure("ops");

    assertThat(failure.kind()).isEqualTo(Kind.PROTOCOL);
    assertThat(failure)
        .hasMessageStartingWith(
            "server web1 (%s): the login URL that it made is not bound to the browser's address."
                + " Check that the address is DirectAdmin's own, port and all; if it is, tell its"
                + " administrator. What the panel opened was handed to nobody, and may let in until",
            bound.where());
  }

  @Test
  void open_boundLoginUrlToldWithoutALength_isBound() {
    String networks = ",\"allowNetworks\":[\"127.0.0.1\"]";
    answerUrl(bound, "https://127.0.0.1:PORT/api/login/url?key=z", networks);

    assertThat(bound.open("ops").boundTo()).contains(PanelUnderTest.BROWSER);
  }

  @Test
  void open_clockTwoHoursOff_isSeenInTheEnd() {
    Instant now = Instant.now();
    PanelException late = PanelUnderTest.failure(off(-2), urls.opening("ops", TOKEN));
    PanelSession early = off(2).open(urls.opening("ops", TOKEN));

    assertThat(late.detail()).isEqualTo(Detail.EXPIRED);
    assertThat(late)
        .hasMessageStartingWith(
            "server web1 (%s): the login URL that it made has already expired, at ", urls.where())
        .hasMessageEndingWith(
            ". Check the clocks of both machines. The login URL that it made was taken back.");
    assertThat(early.expiresAt().orElseThrow())
        .as("two hours and five minutes from now, by the clock that is two hours ahead")
        .isBetween(now.plus(Duration.ofHours(4)), now.plus(Duration.ofHours(5)));
  }

  /** The client of a program whose clock is off by so many hours. */
  private static PanelSessionClient off(int hours) {
    return urls.client(
        PanelTransport.builder()
            .deadline(Duration.ofSeconds(30))
            .clock(() -> Instant.now().plus(Duration.ofHours(hours)))
            .build());
  }

  @Test
  void revoke_loginUrl_endsItAndEndingItAgainIsNoFailure() throws Exception {
    for (String user : List.of("ops", "admin")) {
      PanelSession session = urls.open(user);
      String handle = session.revocation().orElseThrow();

      urls.client().revoke(urls.server(), TOKEN, handle);

      assertThat(urls.visit(session).statusCode()).isEqualTo(401);
      assertThatCode(() -> urls.client().revoke(urls.server(), TOKEN, handle))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void revoke_serverThatRefuses_isAFailure() {
    urls.behave(DirectAdminSimulator.refusing(500, "database is locked"));

    assertThatThrownBy(() -> urls.client().revoke(urls.server(), TOKEN, "abc"))
        .isInstanceOfSatisfying(
            PanelException.class, failure -> assertThat(failure.kind()).isEqualTo(Kind.BUSY));
  }

  @Test
  void revoke_handleThatIsNone_isTheCallersMistake() {
    for (String handle : List.of("", "../x", "a/b", "ops:", "ops:a?b", "a:b:c")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> urls.client().revoke(urls.server(), TOKEN, handle));
    }
  }

  @Test
  void revoke_ofTheOlderApi_isNotPossible() {
    assertThat(urls.client().canRevoke()).isTrue();
    assertThat(keys.client().canRevoke()).isFalse();
    assertThatThrownBy(() -> keys.client().revoke(keys.server(), TOKEN, "abc"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void open_loginKey_worksOnceAndCannotBeRevoked() throws Exception {
    PanelSession session = keys.open("ops");

    assertThat(session.singleUse()).isTrue();
    assertThat(session.revocation()).isEmpty();
    assertThat(session.expiresAt()).isPresent();
    assertThat(keys.visit(session).body()).contains("Simulated DirectAdmin on web1", ">ops<");
    assertThat(keys.visit(session).statusCode()).isEqualTo(401);
  }

  @Test
  void open_idThatIsTheUrlsKey_isNotKeptAsAHandle() {
    answerUrl("https://127.0.0.1:PORT/api/login/url?key=abc123", ",\"id\":\"abc123\"");

    assertThat(urls.open("ops").revocation()).isEmpty();
  }

  @Test
  void open_urlAlone_expiresWhenItWasAskedTo() {
    answerUrl("https://127.0.0.1:PORT/api/login/url?key=z", "");
    PanelSession session = urls.open("ops");

    assertThat(session.revocation()).isEmpty();
    assertThat(session.expiresAt().orElseThrow()).isAfter(Instant.now());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2020-01-01T00:00:00Z | expired
          2999-01-01T00:00:00Z | malformed
          tomorrow | malformed
          """)
  void open_urlThatIsOverOrNeverEnds_isProtocol(String expires, String detail) {
    answerUrl("https://127.0.0.1:PORT/x", ",\"expires\":\"" + expires + "\"");
    PanelException failure = urls.failure("ops");

    assertThat(failure.kind()).isEqualTo(Kind.PROTOCOL);
    assertThat(failure.detail().text()).isEqualTo(detail);
  }

  private static void answerUrl(String url, String more) {
    answerUrl(urls, url, more);
  }

  private static void answerUrl(PanelUnderTest panel, String url, String more) {
    String here = url.replace("PORT", String.valueOf(panel.server().url().getPort()));
    panel.behave(
        SimulatedBehaviour.answering(
            200, "application/json", "{\"url\":\"" + here + "\"" + more + "}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://evil.example:PORT/api/login/url?key=z | leads to another host, evil.example
          http://127.0.0.1:PORT/api/login/url?key=z | is not https
          https://127.0.0.1/api/login/url?key=z | leads to another port, 443
          https://127.0.0.1:PORT/a/../b?key=z | has another form than a login URL of this panel
          https://127.0.0.1:PORT/%2e%2e/b?key=z | has another form than a login URL of this panel
          https://127.0.0.1:PORT/b?key=z#x | has an unusual form
          https://127.0.0.1:PORT/b?key=z%0d%0aX | holds an encoded control character
          https://127.0.0.1:PORT/b?key=z&u=http://evil.example | leads on to another place
          https://127.0.0.1:PORT/b?key=z&redirect=//evil.example | leads on to another place
          https://127.0.0.1:PORT/b?key=z&redirect-url=https%3A%2F%2Fevil.example | leads on to another place
          """)
  void open_urlThatLeadsElsewhere_isRefusedWithTheReason(String url, String reason) {
    answerUrl(url, "");

    assertThat(urls.failure("ops").detail()).isEqualTo(Detail.UNTRUSTED_URL);
    assertThat(urls.failure("ops"))
        .hasMessageStartingWith(
            "server web1 (%s): the login URL that it returned %s. %s What the panel opened was handed"
                + " to nobody, and may let in until it ends by itself, at 20",
            urls.where(), reason, UntrustedUrls.advice(reason, "DirectAdmin"));
  }

  @Test
  void open_olderApi_understandsAllItsForms() {
    String url = keys.server().url() + "/CMD_LOGIN?key=z";
    for (String body :
        List.of(
            "{\"result\":\"" + url + "\"}",
            "{\"url\":\"" + url + "\"}",
            "{\"error\":\"0\",\"result\":\"" + url + "\"}",
            "result="
                + url.replace(":", "%3A")
                    .replace("/", "%2F")
                    .replace("?", "%3F")
                    .replace("=", "%3D"),
            "error=0&result=" + url.replace("=", "%3D"),
            url + "\n")) {
      keys.behave(SimulatedBehaviour.answering(200, "text/plain", body));

      assertThat(keys.open("ops").url().revealToUse()).isEqualTo(url);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Unable to create key | protocol
          Password is incorrect | authentication
          Your IP is blacklisted | locked-out
          The user account is suspended | suspended
          User not found | not-found
          You cannot execute that command | permission
          """)
  void open_refusalInWords_tellsTheKind(String words, String kind) {
    keys.behave(DirectAdminSimulator.refusingInAForm(words));
    assertThat(keys.failure("ops").kind().text()).isEqualTo(kind);
    assertThat(keys.failure("ops").kind() == Kind.LOCKED_OUT || says(keys, words)).isTrue();

    urls.behave(DirectAdminSimulator.refusing(400, words));
    assertThat(urls.failure("ops").kind().text()).isEqualTo(kind);
  }

  private static boolean says(PanelUnderTest panel, String words) {
    return panel.failure("ops").getMessage().contains("DirectAdmin says \"" + words + "\"");
  }

  @Test
  void open_errorWithStatus200OfTheNewerApi_isARefusal() {
    urls.behave(DirectAdminSimulator.refusing(200, "Password is incorrect"));

    assertThat(urls.failure("ops").kind()).isEqualTo(Kind.AUTHENTICATION);
    assertThatThrownBy(() -> urls.client().test(urls.server(), TOKEN))
        .hasMessageContaining("DirectAdmin says \"Password is incorrect\"");
  }

  @Test
  void open_userThatIsNotThere_saysWhatDirectAdminSays() {
    assertThat(urls.failure("nobody"))
        .hasMessage(
            "server web1 (%s): DirectAdmin says \"User not found\". Check that user nobody exists"
                + " on this server, and that admin may see it.",
            urls.where());
  }

  @Test
  void open_addressThatIsBlocked_saysNotToTryAgain() {
    urls.behave(DirectAdminSimulator.refusing(403, "Your IP is blacklisted"));

    assertThat(urls.failure("ops"))
        .hasMessage(
            "server web1 (%s): its brute force protection has locked out this program or admin. Do"
                + " not try again now, for that prolongs the lock; have it lifted in DirectAdmin.",
            urls.where());
  }

  @Test
  void open_userWithTheSeparator_isNotSent() {
    int before = urls.calls();

    assertThat(urls.failure("ops|admin"))
        .hasMessage(
            "server web1 (%s): the user whose session was asked for has a name that no user of"
                + " DirectAdmin has. Correct the name behind `as:`; nothing was sent.",
            urls.where());
    assertThat(urls.calls()).isEqualTo(before);
  }

  @Test
  void test_healthyServer_saysWhetherItOpens() {
    assertThat(urls.client().test(urls.server(), TOKEN))
        .isEqualTo(new PanelHealth(Optional.empty(), Optional.empty(), Ability.YES, List.of()));
    assertThat(keys.client().test(keys.server(), TOKEN))
        .isEqualTo(
            new PanelHealth(
                Optional.empty(),
                Optional.empty(),
                Ability.UNKNOWN,
                List.of(
                    "DirectAdmin does not tell whether it makes login keys: open a session to"
                        + " see.")));
  }

  @Test
  void areas_ofDirectAdmin_areAdministratorsAndCustomers() {
    assertThat(urls.client().areas()).containsExactlyInAnyOrder(Area.PANEL, Area.ACCOUNT);
    assertThat(urls.client().panel()).isEqualTo("directadmin");
  }

  @Test
  void life_outOfItsBounds_isRefused() {
    for (Duration life : List.of(Duration.ZERO, Duration.ofSeconds(59), Duration.ofHours(2))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DirectAdminSessionClient.builder().life(life));
    }
  }
}
