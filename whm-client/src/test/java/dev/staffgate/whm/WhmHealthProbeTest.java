package dev.staffgate.whm;

import static dev.staffgate.whm.fixtures.TestServers.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.staffgate.model.Secret;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.panels.PanelHealth;
import dev.staffgate.panels.PanelHealth.Ability;
import dev.staffgate.whm.testing.SimulatedBehaviour;
import dev.staffgate.whm.testing.SimulatedToken;
import dev.staffgate.whm.testing.WhmSimulator;
import dev.staffgate.whm.transport.PanelTransport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the test of a server tells an administrator, and what it does not call. */
class WhmHealthProbeTest {
  private static final Secret ALL = Secret.of("ALLALLALLALLALLALLALLALLALLALL42");
  private static final Secret LEAST = Secret.of("LEASTLEASTLEASTLEASTLEASTLEAST42");
  private static final Secret LISTING = Secret.of("LISTLISTLISTLISTLISTLISTLISTLI42");

  private static WhmSimulator whm;
  private static WhmSessionClient client;

  @BeforeAll
  static void start() {
    whm = WhmSimulator.start("web1", ALL, Set.of());
    whm.add(token("least", LEAST, "create-user-session"));
    whm.add(token("listing", LISTING, "list-accts"));
    client = client(Duration.ZERO);
  }

  private static SimulatedToken token(String name, Secret secret, String privilege) {
    return new SimulatedToken(
        "root", name, secret, Set.of(privilege), Instant.EPOCH, Optional.empty(), List.of());
  }

  private static WhmSessionClient client(Duration ahead) {
    return WhmSessionClient.builder()
        .transport(
            PanelTransport.builder()
                .deadline(Duration.ofSeconds(30))
                .clock(() -> Instant.now().plus(ahead))
                .build())
        .build();
  }

  @AfterAll
  static void stop() {
    whm.close();
  }

  @BeforeEach
  void heal() {
    whm.behave(SimulatedBehaviour.healthy());
  }

  private static PanelHealth health(WhmSessionClient by, Secret token) {
    return by.test(server(whm.url(), Optional.of(whm.pin())), token);
  }

  private static PanelException failure(Secret token) {
    return catchThrowableOfType(PanelException.class, () -> health(client, token));
  }

  @Test
  void test_tokenWithTheOnePrivilege_tellsVersionAndNameAndNoRemark() {
    PanelHealth health = health(client, LEAST);

    assertThat(health)
        .isEqualTo(
            new PanelHealth(
                Optional.of("11.134.0.5"),
                Optional.of("web1.example.net"),
                Ability.YES,
                List.of()));
  }

  @Test
  void test_tokenWithAllPrivileges_saysSo() {
    PanelHealth health = health(client, ALL);

    assertThat(health.mayOpen()).isEqualTo(Ability.YES);
    assertThat(health.remarks())
        .containsExactly(
            "root's token has all privileges. Opening sessions needs create-user-session alone; with"
                + " that one a token can get all rights of root nevertheless, whatever else it lacks,"
                + " so guard it like root's password.");
  }

  @Test
  void test_tokenWithoutThePrivilege_cannotOpenAndIsToldHowToMendIt() {
    PanelHealth health = health(client, LISTING);

    assertThat(health.mayOpen()).isEqualTo(Ability.NO);
    assertThat(health.remarks())
        .containsExactly(
            "root's token lacks the privilege create-user-session: give it that in WHM under Manage"
                + " API Tokens.");
  }

  @Test
  void test_wrongToken_isAuthenticationAfterOneCall() {
    List<String> called = called(SimulatedBehaviour.healthy());

    assertThat(failure(Secret.of("WRONG")).kind()).isEqualTo(Kind.AUTHENTICATION);
    assertThat(called).containsExactly("myprivs");
  }

  @Test
  void test_lockedOut_callsNothingMore() {
    List<String> called =
        called(
            SimulatedBehaviour.answering(
                200, "text/html", "<b>A brute force attempt was detected</b>"));

    assertThat(failure(LEAST).kind()).isEqualTo(Kind.LOCKED_OUT);
    assertThat(called).containsExactly("myprivs");
  }

  @Test
  void test_refusedAfterTheFirstCall_callsNothingMoreAndIsARemark() {
    List<String> called = new ArrayList<>();
    whm.behaveByCall(
        (command, number) -> {
          called.add(command);
          return number == 0 ? SimulatedBehaviour.healthy() : SimulatedBehaviour.denyingAccess();
        });
    PanelHealth health = health(client, LEAST);

    assertThat(called).containsExactly("myprivs", "version");
    assertThat(health.mayOpen()).isEqualTo(Ability.YES);
    assertThat(health.remarks())
        .singleElement()
        .asString()
        .startsWith("Its version is not known: server web1 ");
  }

  private static List<String> called(SimulatedBehaviour behaviour) {
    List<String> called = new ArrayList<>();
    whm.behaveByCall(
        (command, number) -> {
          called.add(command);
          return behaviour;
        });
    return called;
  }

  @Test
  void test_privilegesInTheOldForm_areUnderstood() {
    only("myprivs", "{\"privs\":{\"all\":0,\"list-accts\":1,\"create-user-session\":\"1\"}}");

    assertThat(health(client, LEAST).mayOpen()).isEqualTo(Ability.YES);
  }

  @Test
  void test_privilegesNotTold_areUnknown() {
    only("myprivs", "{\"metadata\":{\"result\":1,\"command\":\"myprivs\"},\"data\":{}}");
    PanelHealth health = health(client, LEAST);

    assertThat(health.mayOpen()).isEqualTo(Ability.UNKNOWN);
    assertThat(health.remarks())
        .containsExactly(
            "The server does not tell what root's token may do: open a session to see.");
  }

  @Test
  void test_versionThatCannotBeRead_isARemark() {
    only("version", "{\"error\":\"Unknown App Requested: version\"}");
    PanelHealth health = health(client, LEAST);

    assertThat(health.version()).isEmpty();
    assertThat(health.hostname()).contains("web1.example.net");
    assertThat(health.remarks())
        .containsExactly(
            ("Its version is not known: server web1 (127.0.0.1:%s): WHM says \"Unknown App Requested:"
                    + " version\". Have the server's administrator put that right.")
                .formatted(whm.url().getPort()));
  }

  private static void only(String one, String body) {
    whm.behaveByCall(
        (command, number) ->
            command.equals(one)
                ? SimulatedBehaviour.answering(200, "text/plain", body)
                : SimulatedBehaviour.healthy());
  }

  @Test
  void test_clockTwoHoursOff_isARemark() {
    assertThat(health(client(Duration.ofHours(2)), LEAST).remarks())
        .singleElement()
        .asString()
        .matches(
            "The server's clock is (1 h 59|2 h 0) min \\d+ s behind this program's: correct the one"
                + " that is wrong, for sessions and tokens end by it\\.");
    assertThat(health(client(Duration.ofHours(-2)), LEAST).remarks())
        .singleElement()
        .asString()
        .contains(" ahead of this program's");
  }
}
