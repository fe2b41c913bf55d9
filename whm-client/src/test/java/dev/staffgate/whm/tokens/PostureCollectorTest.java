package dev.staffgate.whm.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.fixtures.FakeSecretSource;
import dev.staffgate.model.Place;
import dev.staffgate.model.Secret;
import dev.staffgate.model.SecretRef;
import dev.staffgate.model.Server;
import dev.staffgate.secrets.SecretSource;
import dev.staffgate.whm.testing.SimulatedBehaviour;
import dev.staffgate.whm.testing.SimulatedToken;
import dev.staffgate.whm.testing.WhmSimulator;
import dev.staffgate.whm.tokens.TokenPosture.Finding;
import dev.staffgate.whm.tokens.TokenPosture.OfServer;
import dev.staffgate.whm.transport.PanelTransport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The report over many servers: sick ones are in it with their reason, and stop nothing. */
class PostureCollectorTest {
  private static final Secret TOKEN = Secret.of("INITIALINITIALINITIALINITIALIN42");
  private static final PostureLimits PATIENT = new PostureLimits(3, Duration.ofMinutes(10));

  private final WhmSimulator healthy = WhmSimulator.start("healthy", TOKEN, Set.of());
  private final WhmSimulator sick = WhmSimulator.start("sick", TOKEN, Set.of());
  private final WhmTokens tokens =
      WhmTokens.create(PanelTransport.builder().deadline(Duration.ofMinutes(2)).build());

  @AfterEach
  void stop() {
    healthy.close();
    sick.close();
  }

  private static Server server(String id, String panel, WhmSimulator at) {
    return new Server(
        id,
        Optional.empty(),
        panel,
        at.url(),
        List.of(),
        "root",
        new SecretRef("env", id),
        Optional.of(at.pin()),
        Optional.empty(),
        Place.NONE);
  }

  @Test
  void posture_ofHealthyAndSickServers_hasAllInTheirOrderEachWithItsReason() {
    sick.behave(SimulatedBehaviour.denyingAccess());
    SecretSource source =
        FakeSecretSource.by(
            name ->
                switch (name) {
                  case "unreadable" -> throw new IllegalStateException("a disk with a " + TOKEN);
                  case "absent" -> Optional.empty();
                  default -> Optional.of(TOKEN);
                });
    TokenPosture posture =
        tokens.posture(
            List.of(
                server("denying", "whm", sick),
                server("one", "whm", healthy),
                server("unreadable", "whm", healthy),
                server("absent", "whm", healthy),
                server("other", "plesk", healthy),
                server("two", "whm", healthy)),
            source,
            PostureRules.USUAL,
            PATIENT);

    assertThat(posture.servers())
        .extracting(OfServer::server)
        .containsExactly("denying", "one", "unreadable", "absent", "other", "two");
    assertThat(reason(posture, 0)).contains("denied access");
    assertThat(reason(posture, 2)).isEqualTo("its token in env:unreadable cannot be read");
    assertThat(reason(posture, 3)).isEqualTo("no token was found in env:absent");
    assertThat(reason(posture, 4))
        .startsWith("panels of the kind plesk tell nothing of a token")
        .contains("all that root may");
    for (int one : new int[] {1, 5}) {
      assertThat(posture.servers().get(one).failure()).isEmpty();
      assertThat(posture.servers().get(one).tokens()).hasSize(1);
    }
  }

  private static String reason(TokenPosture posture, int server) {
    return posture.servers().get(server).failure().orElseThrow();
  }

  @Test
  void posture_serverThatNeverAnswers_isLateAndTheReportIsThere() {
    sick.behave(SimulatedBehaviour.silent());
    TokenPosture posture =
        tokens.posture(
            List.of(server("silent", "whm", sick), server("waiting", "whm", sick)),
            FakeSecretSource.by(name -> Optional.of(TOKEN)),
            PostureRules.USUAL,
            new PostureLimits(1, Duration.ofMillis(200)));

    assertThat(posture.servers())
        .extracting(OfServer::failure)
        .containsOnly(
            Optional.of(
                "it did not answer within the 200 ms that the report over all servers may take"));
  }

  @Test
  void posture_ofManyServers_asksAsManyAtOnceAsItMay() {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch three = new CountDownLatch(3);
    SecretSource source =
        FakeSecretSource.by(
            name -> {
              most.accumulateAndGet(inside.incrementAndGet(), Math::max);
              three.countDown();
              try {
                if (!three.await(2, TimeUnit.MINUTES)) {
                  throw new IllegalStateException("no three at once");
                }
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              } finally {
                inside.decrementAndGet();
              }
              return Optional.of(TOKEN);
            });
    List<Server> servers = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      servers.add(server("web" + i, "whm", healthy));
    }
    TokenPosture posture = tokens.posture(servers, source, PostureRules.USUAL, PATIENT);

    assertThat(posture.servers()).extracting(OfServer::failure).containsOnly(Optional.empty());
    assertThat(most).hasValue(3);
  }

  @Test
  void posture_ofNoServers_isEmpty() {
    assertThat(
            tokens
                .posture(
                    List.of(), FakeSecretSource.by(name -> Optional.empty()), PostureRules.USUAL)
                .servers())
        .isEmpty();
  }

  @Test
  void posture_afterAnInterrupt_saysSoAndKeepsIt() {
    sick.behave(SimulatedBehaviour.silent());
    Thread.currentThread().interrupt();
    TokenPosture posture =
        tokens.posture(
            List.of(server("one", "whm", sick)),
            FakeSecretSource.by(name -> Optional.of(TOKEN)),
            PostureRules.USUAL,
            PATIENT);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(reason(posture, 0)).isEqualTo("it was broken off");
  }

  @Test
  void posture_tokenLeftByABrokenOffRotation_isFound() {
    RotationPlan plan = RotationPlan.of("staffgate");
    String unused = new TokenNames("staffgate").next(Instant.EPOCH, "initial");
    healthy.add(SimulatedToken.of("root", unused, Secret.of("UNUSEDUNUSEDUNUSEDUNUSEDUNUSED42")));
    healthy.add(
        SimulatedToken.of(
            "root", "staffgate-by-hand", Secret.of("BYHANDBYHANDBYHANDBYHANDBYHAND42")));
    Server web = server("one", "whm", healthy);
    SecretSource source = FakeSecretSource.by(name -> Optional.of(TOKEN));

    assertThat(
            tokens
                .posture(List.of(web), source, PostureRules.USUAL.exchangedBy(plan))
                .servers()
                .get(0)
                .tokens())
        .filteredOn(token -> token.findings().contains(Finding.LEFT_BEHIND))
        .extracting(token -> token.token().name())
        .containsExactly(unused);
    assertThat(tokens.exchangedBy(plan).leftovers(web, TOKEN)).containsExactly(unused);
  }

  @Test
  void revoke_theTokenOfTheCall_isNotAcceptedAfterwards() {
    Server web = server("one", "whm", healthy);

    assertThat(tokens.exchangedBy(RotationPlan.of("staffgate")).revoke(web, TOKEN))
        .isEqualTo("initial");
    assertThat(healthy.tokens("root")).isEmpty();
  }
}
