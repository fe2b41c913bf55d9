package dev.staffgate.state;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.fixtures.ManualClock;
import java.time.Instant;
import java.util.Optional;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/**
 * The store in memory under many interleavings of few calls, each judged by Lincheck against the
 * same calls one after the other.
 *
 * @see <a href="https://github.com/JetBrains/lincheck">Lincheck</a>
 */
@Param(name = "small", gen = IntGen.class, conf = "0:2")
public class MemoryStateInterleavingsTest {
  private static final StateKey KEY = StateKey.of("key");

  private final MemoryStateStore store =
      MemoryStateStore.create(new ManualClock(Instant.parse("2026-11-30T09:00:00Z")));

  /** Returns number and attempt of the entry; 0 for none. */
  @Operation
  public String get() {
    return store.get(KEY).map(entry -> shown(entry.version())).orElse("0");
  }

  /** Writes an attempt, if the version is the expected one; number 0 expects none. */
  @Operation
  public String compareAndSet(
      @Param(name = "small") int number,
      @Param(name = "small") int expected,
      @Param(name = "small") int attempt) {
    return store
        .compareAndSet(
            new StateWrite(
                KEY,
                number == 0
                    ? Optional.empty()
                    : Optional.of(new StateVersion(number, id(expected))),
                StateValue.EMPTY,
                attempt == 2 ? Optional.of(Instant.EPOCH) : Optional.empty(),
                false,
                id(attempt)))
        .map(MemoryStateInterleavingsTest::shown)
        .orElse("lost");
  }

  private static String shown(StateVersion version) {
    return version.number() + version.attempt().substring(0, 1);
  }

  private static String id(int number) {
    return Integer.toHexString(number).repeat(32);
  }

  @Test
  void calls_inManyInterleavings_areLinearizable() {
    options().check(MemoryStateInterleavingsTest.class);
  }

  @Test
  void register_thatLooksAndThenWrites_isFound() {
    assertThatThrownBy(() -> options().check(TornRegister.class))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Invalid execution results");
  }

  private static StressOptions options() {
    return new StressOptions()
        .iterations(10)
        .threads(3)
        .actorsPerThread(2)
        .invocationsPerIteration(1_000)
        .minimizeFailedScenario(false);
  }

  /** A register that forgets that somebody may come between. */
  @Param(name = "small", gen = IntGen.class, conf = "0:1")
  public static final class TornRegister {
    private volatile int value;

    /** Returns whether the value was the expected one, and replaces it then. */
    @Operation
    @SuppressWarnings("ThreadPriorityCheck") // lets somebody come between, also on one processor
    public boolean compareAndSet(@Param(name = "small") int expected) {
      if (value != expected) {
        return false;
      }
      Thread.yield();
      value = expected + 1;
      return true;
    }
  }
}
