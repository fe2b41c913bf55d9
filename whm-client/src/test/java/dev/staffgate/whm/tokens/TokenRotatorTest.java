package dev.staffgate.whm.tokens;

import static dev.staffgate.whm.fixtures.TestServers.server;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.panels.TokenRotation;
import dev.staffgate.panels.TokenRotation.Outcome;
import dev.staffgate.whm.WhmSessionClient;
import dev.staffgate.whm.testing.SimulatedBehaviour;
import dev.staffgate.whm.testing.SimulatedToken;
import dev.staffgate.whm.testing.WhmSimulator;
import dev.staffgate.whm.tokens.FaultySecretStore.Fault;
import dev.staffgate.whm.transport.PanelTransport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A rotation that is broken off at each of its steps: the token in the store works, running it
 * again comes to the end, and no token is seen.
 */
class TokenRotatorTest {
  private static final Secret OLD = Secret.of("OLDOLDOLDOLDOLDOLDOLDOLDOLDOLD42");
  private static final Secret OTHERS = Secret.of("OTHERSOTHERSOTHERSOTHERSOTHERS42");
  private static final RotationPlan PLAN =
      RotationPlan.of("staffgate", "127.0.0.1").life(Duration.ofDays(30));

  /** What a rotation calls, in this order. */
  private static final List<String> STEPS =
      List.of(
          "api_token_get_details",
          "api_token_list",
          "api_token_create",
          "api_token_list",
          "api_token_revoke");

  private static final AtomicInteger OWNERS = new AtomicInteger();

  private static WhmSimulator whm;

  private final Instant now = Instant.now();
  private final PanelTransport transport =
      PanelTransport.builder().deadline(Duration.ofSeconds(30)).clock(() -> now).build();
  private final WhmSessionClient client = WhmSessionClient.builder().transport(transport).build();
  private final WhmTokens tokens = WhmTokens.create(transport);
  private final WhmTokens impatient =
      WhmTokens.create(
          PanelTransport.builder().deadline(Duration.ofSeconds(1)).clock(() -> now).build());
  private final FaultySecretStore store = new FaultySecretStore(OLD);
  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final String owner = "owner" + OWNERS.incrementAndGet();
  private final Server web1 = server(whm.url(), Optional.of(whm.pin()), owner);

  @BeforeAll
  static void start() {
    whm = WhmSimulator.start("web1", Secret.of("ROOTROOTROOTROOTROOTROOTROOTRO42"), Set.of());
  }

  @AfterAll
  static void stop() {
    whm.close();
  }

  /** Each test has a reseller of its own, whose tokens nobody else touches. */
  @BeforeEach
  void addTokens() {
    whm.behave(SimulatedBehaviour.healthy());
    whm.add(SimulatedToken.of(owner, "initial", OLD));
    whm.add(SimulatedToken.of(owner, "backup-20260101000000-aaaaaaaaaaaa", OTHERS));
  }

  @CanIgnoreReturnValue
  private TokenRotation rotate(WhmTokens by) {
    try {
      return by.rotate(web1, store, store, PLAN);
    } finally {
      whm.tokens(owner).forEach(token -> seen.add(token.secret().revealToUse()));
    }
  }

  private List<String> names() {
    return whm.tokens(owner).stream().map(SimulatedToken::name).toList();
  }

  private void storedTokenWorks() {
    whm.behave(SimulatedBehaviour.healthy());
    store.fail(Fault.NONE);
    Secret stored = store.find(web1.token()).orElseThrow();
    assertThat(client.open(PanelOpening.of(web1, owner, stored)).user()).isEqualTo(owner);
  }

  /** One token of this program is left, the one in the store; that of the other program is too. */
  private void nothingIsLeftBehind() {
    Secret stored = store.find(web1.token()).orElseThrow();
    assertThat(whm.tokens(owner)).hasSize(2);
    assertThat(whm.tokens(owner))
        .filteredOn(token -> token.name().startsWith("staffgate-"))
        .extracting(SimulatedToken::secret)
        .containsExactly(stored);
    assertThat(whm.tokens(owner)).extracting(SimulatedToken::secret).contains(OTHERS);
  }

  @Test
  void rotate_undisturbed_exchangesTheTokenForOneWithLeastRights() {
    List<String> called = new ArrayList<>();
    whm.behaveByCall(
        (command, number) -> {
          called.add(command);
          return SimulatedBehaviour.healthy();
        });
    TokenRotation done = rotate(tokens);

    assertThat(called).isEqualTo(STEPS);
    assertThat(done.outcome()).isEqualTo(Outcome.ROTATED);
    assertThat(done.revoked()).containsExactly("initial");
    assertThat(done.token()).matches("staffgate-[0-9]{14}-[0-9a-f]{12}");
    assertThat(whm.tokens(owner))
        .filteredOn(token -> token.name().equals(done.token()))
        .singleElement()
        .satisfies(
            token -> {
              assertThat(token.privileges()).containsExactly("create-user-session");
              assertThat(token.addresses()).containsExactly("127.0.0.1");
              assertThat(token.expiresAt())
                  .contains(Instant.ofEpochSecond(now.plus(Duration.ofDays(30)).getEpochSecond()));
            });
    storedTokenWorks();
    nothingIsLeftBehind();
  }

  static Stream<Arguments> interruptions() {
    return IntStream.range(0, STEPS.size())
        .boxed()
        .flatMap(
            step ->
                Stream.of("refused", "silent", "lost")
                    .flatMap(
                        how -> Stream.of(true, false).map(ever -> Arguments.of(step, how, ever))));
  }

  @ParameterizedTest(name = "call {0} is {1}, and all behind it: {2}")
  @MethodSource("interruptions")
  void rotate_callThatFails_leavesAWorkingTokenAndIsFinishedByTheNext(
      int step, String how, boolean ever) {
    SimulatedBehaviour fault =
        switch (how) {
          case "refused" -> SimulatedBehaviour.answering(503, "text/plain", "busy");
          case "silent" -> SimulatedBehaviour.silent();
          default -> SimulatedBehaviour.losingAnswers();
        };
    AtomicInteger reached = new AtomicInteger(-1);
    whm.behaveByCall(
        (command, number) -> {
          reached.accumulateAndGet(number, Math::max);
          whm.tokens(owner).forEach(token -> seen.add(token.secret().revealToUse()));
          // What only reads is sent a second time, and fails again.
          boolean again = number == step + 1 && command.equals(STEPS.get(step));
          return number == step || again || (ever && number > step)
              ? fault
              : SimulatedBehaviour.healthy();
        });
    String shown =
        shownBy(() -> rotate(how.equals("silent") ? impatient : tokens), PanelException.class);

    assumeTrue(
        reached.get() >= step, "this machine is too slow for the deadline, and broke off earlier");
    assertThat(shown).doesNotContain(seen);
    storedTokenWorks();
    TokenRotation again = rotate(tokens);
    assertThat(again.outcome()).isIn(Outcome.ROTATED, Outcome.FINISHED);
    storedTokenWorks();
    nothingIsLeftBehind();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NONE", "TAKES_AND_FAILS"})
  void rotate_storeThatFails_leavesAWorkingTokenAndIsFinishedByTheNext(Fault fault) {
    store.fail(fault);
    String shown = shownBy(() -> rotate(tokens), Throwable.class);

    assertThat(shown).doesNotContain(seen);
    storedTokenWorks();
    TokenRotation again = rotate(tokens);
    assertThat(again.outcome())
        .isEqualTo(fault == Fault.KILLED_AFTER ? Outcome.FINISHED : Outcome.ROTATED);
    storedTokenWorks();
    nothingIsLeftBehind();
  }

  @Test
  void rotate_storeThatTakesItAndSaysItFailed_isBelievedByWhatItHas() {
    store.fail(Fault.TAKES_AND_FAILS);

    assertThat(rotate(tokens).outcome()).isEqualTo(Outcome.ROTATED);
    storedTokenWorks();
    nothingIsLeftBehind();
  }

  @Test
  void rotate_newTokenThatIsNotAcceptedFromHere_isRevokedAndTheOldOneStays() {
    RotationPlan elsewhere = RotationPlan.of("staffgate", "192.0.2.1");
    PanelException failure =
        catchThrowableOfType(
            PanelException.class, () -> tokens.rotate(web1, store, store, elsewhere));

    assertThat(failure.kind()).isEqualTo(Kind.MISCONFIGURED);
    assertThat(failure)
        .hasMessageContaining("made for calls from 192.0.2.1, and is not accepted from here");
    assertThat(names()).containsExactly("backup-20260101000000-aaaaaaaaaaaa", "initial");
    storedTokenWorks();
  }

  @Test
  void rotate_oldTokenThatCannotBeRevoked_saysWhichOneAndToRunItAgain() {
    whm.behaveByCall(
        (command, number) ->
            command.equals("api_token_revoke")
                ? SimulatedBehaviour.refusing("The disk is full")
                : SimulatedBehaviour.healthy());
    PanelException failure = catchThrowableOfType(PanelException.class, () -> rotate(tokens));

    assertThat(failure.kind()).isEqualTo(Kind.BUSY);
    assertThat(failure)
        .hasMessageContaining("WHM says \"The disk is full\"")
        .hasMessageEndingWith(
            "is stored and works; the old one, initial, may still be accepted: run the rotation"
                + " again.");
  }

  /** Each would be revoked by a call of its own, and the token be nobody's to change meanwhile. */
  @Test
  void rotate_serverThatListsNoEndOfLeftovers_isRefusedBeforeAnythingIsRevoked() {
    TokenNames names = new TokenNames(PLAN.prefix());
    for (int i = 0; i < 17; i++) {
      Secret secret = Secret.of("LEFTLEFTLEFTLEFTLEFTLEFTLEFTLE" + (10 + i));
      whm.add(SimulatedToken.of(owner, names.next(now.plusSeconds(i), "initial"), secret));
    }
    PanelException failure = catchThrowableOfType(PanelException.class, () -> rotate(tokens));

    assertThat(failure.kind()).isEqualTo(Kind.PROTOCOL);
    assertThat(failure)
        .hasMessage(
            "server web1: it lists 17 tokens as left by rotations that were broken off, and there"
                + " are never so many. Nothing was changed. Have its administrator look at them in"
                + " WHM under Manage API Tokens, and revoke those that nobody uses.");
    assertThat(whm.tokens(owner)).hasSize(19);
    storedTokenWorks();
  }

  @Test
  void rotate_again_replacesTheNewOneToo() {
    String first = rotate(tokens).token();
    WhmTokens later =
        WhmTokens.create(
            PanelTransport.builder()
                .deadline(Duration.ofSeconds(30))
                .clock(() -> now.plusSeconds(60))
                .build());
    TokenRotation second = rotate(later);

    assertThat(second.outcome()).isEqualTo(Outcome.ROTATED);
    assertThat(second.revoked()).containsExactly(first);
    nothingIsLeftBehind();
  }

  @Test
  void rotate_fromAnAccessHash_saysThatItHasToBeRemovedByHand() {
    whm.behaveByCall(
        (command, number) ->
            number == 0
                ? SimulatedBehaviour.answering(200, "text/plain", "{\"metadata\":{\"result\":1}}")
                : SimulatedBehaviour.healthy());

    assertThat(rotate(tokens).outcome()).isEqualTo(Outcome.ROTATED_FROM_HASH);
    assertThat(names()).contains("initial");
    storedTokenWorks();
  }

  /** All that a failure shows: its trace with its causes, and what was logged meanwhile. */
  private static String shownBy(Runnable action, Class<? extends Throwable> expected) {
    PrintStream standardError = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, UTF_8));
    Throwable thrown;
    try {
      thrown = catchThrowable(action::run);
    } finally {
      System.setErr(standardError);
    }
    assertThat(thrown).isInstanceOf(expected);
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    return trace + log.toString(UTF_8);
  }
}
