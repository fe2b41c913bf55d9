package dev.staffgate.whm.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ticker;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelException.Kind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a server is left alone, for how long, and what ends it; in steps of a ticker. */
public class ServerCircuitTest {
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private final Time time = new Time();
  private final ServerCircuit circuit =
      new ServerCircuit(
          new ServerAddress("web1.example", 2087), CallLimits.DEFAULT.withBreaker(3, PAUSE), time);

  /** A ticker that is set. */
  public static final class Time extends Ticker {
    private long now = Long.MAX_VALUE - 5; // so that it goes over

    public void passes(Duration some) {
      now += some.toNanos();
    }

    @Override
    public long read() {
      return now;
    }
  }

  private void fail(int times) {
    for (int i = 1; i <= times; i++) {
      assertThat(circuit.tryEnter()).isEmpty();
      circuit.recordFailure("it refuses connections");
    }
  }

  @Test
  void enter_afterThreeFailuresInARow_isRefusedAndSaysForHowLongAndWhy() {
    fail(3);
    time.passes(Duration.ofSeconds(10));
    Optional<ServerCircuit.Pause> pause =
        Optional.of(new ServerCircuit.Pause(Duration.ofSeconds(20), 3, "it refuses connections"));

    assertThat(circuit.tryEnter()).isEqualTo(pause);
    assertThat(circuit.currentPause()).isEqualTo(pause);
  }

  @Test
  void enter_failuresWithAnAnswerBetween_isNotRefused() {
    fail(2);
    assertThat(circuit.tryEnter()).isEmpty();
    circuit.recordSuccess();
    fail(2);

    assertThat(circuit.currentPause()).isEmpty();
    assertThat(circuit.tryEnter()).isEmpty();
  }

  @Test
  void enter_afterThePause_letsOneTryAndNoOther() {
    fail(3);
    time.passes(PAUSE);

    assertThat(circuit.currentPause()).isEmpty();
    assertThat(circuit.tryEnter()).isEmpty();
    assertThat(circuit.tryEnter())
        .contains(new ServerCircuit.Pause(Duration.ZERO, 3, "it refuses connections"));
  }

  @Test
  void trial_thatIsAnswered_letsAllCall() {
    fail(3);
    time.passes(PAUSE);
    assertThat(circuit.tryEnter()).isEmpty();
    circuit.recordSuccess();
    fail(2);

    assertThat(circuit.tryEnter()).isEmpty();
  }

  @Test
  void trial_thatFails_beginsAnotherPause() {
    fail(3);
    time.passes(PAUSE);
    assertThat(circuit.tryEnter()).isEmpty();
    circuit.recordFailure("it gave no whole answer within 15 s");
    time.passes(PAUSE.minusNanos(1));

    assertThat(circuit.tryEnter())
        .contains(
            new ServerCircuit.Pause(Duration.ofNanos(1), 4, "it gave no whole answer within 15 s"));
    time.passes(Duration.ofNanos(1));
    assertThat(circuit.tryEnter()).isEmpty();
  }

  @Test
  void trial_thatTellsNothing_beginsAnotherPauseAndNotWaitsForever() {
    fail(3);
    time.passes(PAUSE);
    assertThat(circuit.tryEnter()).isEmpty();
    circuit.recordUnknown();

    assertThat(circuit.tryEnter())
        .contains(new ServerCircuit.Pause(PAUSE, 3, "it refuses connections"));
    time.passes(PAUSE);
    assertThat(circuit.tryEnter()).isEmpty();
  }

  @Test
  void undecided_whileAllMayCall_changesNothing() {
    fail(2);
    assertThat(circuit.tryEnter()).isEmpty();
    circuit.recordUnknown();

    assertThat(circuit.tryEnter()).isEmpty();
  }

  @Test
  void answer_ofACallThatWasMadeAllTheSame_letsAllCallAtOnce() {
    fail(3);
    circuit.recordSuccess();

    assertThat(circuit.currentPause()).isEmpty();
    assertThat(circuit.tryEnter()).isEmpty();
  }

  @Test
  void failure_ofACallThatWasMadeAllTheSame_doesNotProlongThePause() {
    fail(3);
    time.passes(Duration.ofSeconds(20));
    circuit.recordFailure("it refuses connections");
    time.passes(Duration.ofSeconds(10));

    assertThat(circuit.tryEnter()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void countsAsFailure_whatTheServerAnswers_isNot(Kind kind) {
    boolean refusal = !EnumSet.of(Kind.UNREACHABLE, Kind.BUSY).contains(kind);

    for (Detail detail : Detail.values()) {
      assertThat(ServerCircuit.countsAsFailure(failure(kind, detail)) && refusal)
          .as("%s", detail)
          .isFalse();
    }
  }

  @Test
  void countsAsFailure_unreachableAndOverloaded_areAndDistrustIsNot() {
    assertThat(ServerCircuit.countsAsFailure(failure(Kind.UNREACHABLE, Detail.CONNECTION)))
        .isTrue();
    assertThat(ServerCircuit.countsAsFailure(failure(Kind.UNREACHABLE, Detail.TIMEOUT))).isTrue();
    assertThat(ServerCircuit.countsAsFailure(failure(Kind.UNREACHABLE, Detail.TLS))).isFalse();
    assertThat(ServerCircuit.countsAsFailure(failure(Kind.BUSY, Detail.HTTP_STATUS))).isTrue();
  }

  @Test
  void countsAsFailure_whatQuotesTheServer_doesNot() {
    for (Kind kind : Kind.values()) {
      for (Detail detail : Detail.values()) {
        assertThat(ServerCircuit.countsAsFailure(failure(kind, detail).quotingServer())).isFalse();
      }
    }
  }

  private static CallFailure failure(Kind kind, Detail detail) {
    return CallFailure.of(kind, detail, "x", "y");
  }
}
