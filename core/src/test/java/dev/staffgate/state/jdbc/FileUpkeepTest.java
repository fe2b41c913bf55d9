package dev.staffgate.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FileUpkeepTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final FileUpkeep upkeep = new FileUpkeep(nanos::get);

  private void pass(Duration time) {
    long unused = nanos.addAndGet(time.toNanos());
  }

  @Test
  void checkpoint_isDueASecondAfterTheLastIfThereWasAWrite_forOneOfMany() {
    pass(Duration.ofDays(1));
    assertThat(upkeep.isDue()).as("nothing was written").isFalse();
    upkeep.wrote();
    assertThat(upkeep.isDue()).isTrue();
    assertThat(upkeep.isDue()).as("somebody does it already").isFalse();
    upkeep.done();

    pass(Duration.ofMillis(999));
    upkeep.wrote();
    assertThat(upkeep.isDue()).isFalse();
    pass(Duration.ofMillis(1));
    assertThat(upkeep.isDue()).isTrue();
  }

  @Test
  void checkpoint_afterAForcedWrite_isNotDue() {
    upkeep.wrote();
    upkeep.done();
    pass(Duration.ofDays(1));
    assertThat(upkeep.isDue()).isFalse();
  }
}
