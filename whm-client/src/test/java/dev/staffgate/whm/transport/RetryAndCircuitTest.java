package dev.staffgate.whm.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.staffgate.model.KeyPin;
import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.whm.AccountSearch;
import dev.staffgate.whm.WhmSessionClient;
import dev.staffgate.whm.fixtures.TestServers;
import dev.staffgate.whm.http.ServerCircuitTest;
import dev.staffgate.whm.testing.SimulatedBehaviour;
import dev.staffgate.whm.testing.WhmSimulator;
import dev.staffgate.whm.tokens.WhmTokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a client does with a server that fails: leave it alone, try again, or neither. */
class RetryAndCircuitTest {
  private static final Secret TOKEN = Secret.of("TOKENTOKENTOKENTOKENTOKENTOKEN42");
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private static WhmSimulator whm;

  private final List<String> called = Collections.synchronizedList(new ArrayList<>());
  private final ServerCircuitTest.Time time = new ServerCircuitTest.Time();
  private final PanelTransport transport =
      PanelTransport.builder().deadline(Duration.ofSeconds(30)).ticker(time).build();
  private final WhmSessionClient client = WhmSessionClient.builder().transport(transport).build();
  private final WhmTokens tokens = WhmTokens.create(transport);

  @BeforeAll
  static void start() {
    whm = WhmSimulator.start("web1", TOKEN, Set.of("root", "ops"));
  }

  @AfterAll
  static void stop() {
    whm.close();
  }

  /** Lets the server behave so from now on, one call after the other; the last one stays. */
  private void behave(SimulatedBehaviour... behaviours) {
    called.clear();
    whm.behaveByCall(
        (command, number) -> {
          called.add(command);
          return behaviours[Math.min(number, behaviours.length - 1)];
        });
  }

  private static final SimulatedBehaviour BUSY =
      SimulatedBehaviour.answering(503, "text/html", "busy");

  private static Server server() {
    return TestServers.server(whm.url(), Optional.of(whm.pin()));
  }

  private PanelException failure() {
    return failure(server());
  }

  private PanelException failure(Server server) {
    return catchThrowableOfType(
        PanelException.class, () -> client.open(PanelOpening.of(server, "ops", TOKEN)));
  }

  private String opened() {
    return client.open(PanelOpening.of(server(), "ops", TOKEN)).user();
  }

  private void failFiveTimes(SimulatedBehaviour behaviour) {
    behave(behaviour);
    for (int i = 0; i < 5; i++) {
      assertThat(failure().detail()).isNotEqualTo(Detail.CIRCUIT_OPEN);
    }
    assertThat(called).hasSize(5);
  }

  private static String where() {
    return "server web1 (127.0.0.1:" + whm.url().getPort() + "): ";
  }

  @Test
  void open_afterFiveFailuresInARow_isRefusedWithoutACallAndSaysWhenToTryAgain() {
    failFiveTimes(BUSY);
    time.passes(Duration.ofMillis(6500));
    PanelException failure = failure();

    assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(failure.detail()).isEqualTo(Detail.CIRCUIT_OPEN);
    assertThat(failure.isTransient()).isTrue();
    assertThat(failure)
        .hasMessage(
            where()
                + "it is left alone for now, since 5 calls in a row failed, the last one because it or a"
                + " proxy before it is overloaded or out of order (HTTP 503). Nothing was sent; try again"
                + " in 24 s, or have the server tested once it is mended.");
    assertThat(called).hasSize(5);
  }

  @Test
  void open_afterThePause_triesOnceAndIsRefusedAnew() {
    failFiveTimes(BUSY);
    time.passes(PAUSE);

    assertThat(failure().kind()).isEqualTo(Kind.BUSY);
    assertThat(failure()).hasMessageContaining("since 6 calls in a row failed");
    assertThat(called).hasSize(6);
  }

  @Test
  void open_afterThePauseOnAServerThatIsWell_opensAndSoDoOthers() {
    failFiveTimes(BUSY);
    behave(SimulatedBehaviour.healthy());
    time.passes(PAUSE);

    assertThat(opened()).isEqualTo("ops");
    assertThat(opened()).isEqualTo("ops");
  }

  @Test
  void open_whileAnotherCallTriesTheServerOut_isRefused() {
    failFiveTimes(BUSY);
    time.passes(PAUSE);
    List<PanelException> meanwhile = new ArrayList<>();
    whm.behaveByCall(
        (command, number) -> {
          meanwhile.add(failure());
          return SimulatedBehaviour.healthy();
        });

    assertThat(opened()).isEqualTo("ops");
    assertThat(meanwhile)
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure)
                    .hasMessage(
                        where()
                            + "another call is trying it out, since 5 calls in a row failed, the last one"
                            + " because it or a proxy before it is overloaded or out of order (HTTP 503)."
                            + " Nothing was sent; try again in a moment."));
  }

  @Test
  void test_whileTheServerIsLeftAlone_reachesItAndLetsAllCallAgain() {
    failFiveTimes(BUSY);
    behave(SimulatedBehaviour.healthy());

    assertThat(client.test(server(), TOKEN).version()).isPresent();
    assertThat(opened()).isEqualTo("ops");
  }

  @Test
  void accounts_whileTheServerIsLeftAlone_areNotAskedFor() {
    failFiveTimes(BUSY);
    PanelException failure =
        catchThrowableOfType(
            PanelException.class, () -> client.accounts(server(), TOKEN, AccountSearch.all()));

    assertThat(failure.detail()).isEqualTo(Detail.CIRCUIT_OPEN);
    assertThat(called).hasSize(5);
  }

  @Test
  void open_anotherPin_isAnotherServer() {
    failFiveTimes(BUSY);
    Server changed = TestServers.server(whm.url(), Optional.of(KeyPin.ofSha256(new byte[32])));

    assertThat(failure(changed).detail()).isEqualTo(Detail.TLS);
  }

  @Test
  void open_refusedAgainAndAgain_isAlwaysAsked() {
    for (SimulatedBehaviour refusal :
        List.of(
            SimulatedBehaviour.denyingAccess(),
            SimulatedBehaviour.refusing("The account is suspended"),
            SimulatedBehaviour.refusing("You do not have permission"),
            SimulatedBehaviour.refusing("The IP address is locked out by cPHulk"),
            SimulatedBehaviour.refusing("Too many sessions of user shop"),
            SimulatedBehaviour.refusing("No session for user overload"),
            SimulatedBehaviour.answering(404, "text/html", "not here"),
            SimulatedBehaviour.showingPage(),
            SimulatedBehaviour.redirecting("https://169.254.169.254/latest/meta-data"),
            SimulatedBehaviour.leadingTo("https://evil.example:2087"))) {
      failFiveTimes(refusal);
      assertThat(failure().detail()).isNotEqualTo(Detail.CIRCUIT_OPEN);
      assertThat(called).hasSize(6);
    }
  }

  /** One person asks for the same list, which is too long, again and again. */
  @Test
  void accounts_thatAreTooMany_keepNobodyFromOpening() {
    behave(SimulatedBehaviour.answering(200, "application/json", "[" + " ".repeat(1 << 20) + "]"));
    for (int i = 0; i < 6; i++) {
      PanelException failure =
          catchThrowableOfType(
              PanelException.class, () -> client.accounts(server(), TOKEN, AccountSearch.all()));
      assertThat(failure.detail()).isEqualTo(Detail.TOO_LARGE);
    }
    behave(SimulatedBehaviour.healthy());

    assertThat(opened()).isEqualTo("ops");
  }

  @Test
  void read_overloadedOnce_isTriedASecondTime() {
    behave(BUSY, SimulatedBehaviour.healthy());

    assertThat(client.accounts(server(), TOKEN, AccountSearch.all()).accounts()).hasSize(2);
    assertThat(called).containsExactly("listaccts", "listaccts");
  }

  @Test
  void read_brokenOffOnce_isTriedASecondTime() {
    behave(SimulatedBehaviour.losingAnswers(), SimulatedBehaviour.healthy());

    assertThat(client.test(server(), TOKEN).version()).isPresent();
    assertThat(called).containsExactly("myprivs", "myprivs", "version", "gethostname");
  }

  @Test
  void read_overloadedTwice_fails() {
    behave(BUSY);
    PanelException failure =
        catchThrowableOfType(PanelException.class, () -> tokens.list(server(), TOKEN));

    assertThat(failure.kind()).isEqualTo(Kind.BUSY);
    assertThat(called).containsExactly("api_token_list", "api_token_list");
  }

  @Test
  void read_refused_isNotTriedAgain() {
    for (SimulatedBehaviour refusal :
        List.of(
            SimulatedBehaviour.denyingAccess(),
            SimulatedBehaviour.answering(
                200, "text/html", "<b>A brute force attempt was detected</b>"),
            SimulatedBehaviour.refusing("You do not have permission"),
            SimulatedBehaviour.answering(404, "text/html", "not here"),
            SimulatedBehaviour.showingPage())) {
      behave(refusal, SimulatedBehaviour.healthy());
      PanelException failure =
          catchThrowableOfType(
              PanelException.class, () -> client.accounts(server(), TOKEN, AccountSearch.all()));

      assertThat(failure).isNotNull();
      assertThat(called).hasSize(1);
    }
  }

  @Test
  void change_overloadedOrBrokenOff_isSentOnce() {
    for (SimulatedBehaviour sick : List.of(BUSY, SimulatedBehaviour.losingAnswers())) {
      behave(sick, SimulatedBehaviour.healthy());
      assertThat(failure()).isNotNull();
      assertThat(called).containsExactly("create_user_session");

      behave(sick, SimulatedBehaviour.healthy());
      PanelException failure =
          catchThrowableOfType(PanelException.class, () -> tokens.revoke(server(), TOKEN, "old"));
      assertThat(failure).isNotNull();
      assertThat(called).containsExactly("api_token_revoke");
    }
  }

  @Test
  void call_interrupted_isNotTriedAgainAndSaysNothingAgainstTheServer() {
    behave(SimulatedBehaviour.healthy());
    for (int i = 0; i < 6; i++) {
      Thread.currentThread().interrupt();
      PanelException failure =
          catchThrowableOfType(PanelException.class, () -> client.test(server(), TOKEN));

      assertThat(Thread.interrupted()).isTrue();
      assertThat(failure)
          .hasMessage(where() + "the wait for its answer was interrupted. Try again.");
    }
    assertThat(opened()).isEqualTo("ops");
  }
}
