package dev.staffgate.servlet.authzen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KeylessCallsTest {
  private static final String FIRST = "a call was refused: no API key, or one that nobody has";

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final KeylessCalls calls = new KeylessCalls(nanos::get);

  @Test
  void line_ofAMillionCallsInAPeriod_isOneAndTheNumberFollows() {
    assertThat(calls.line()).contains(FIRST);
    for (int i = 0; i < 1_000_000; i++) {
      assertThat(calls.line()).isEmpty();
    }
    nanos.addAndGet(KeylessCalls.PERIOD.toNanos() - 1);
    assertThat(calls.line()).isEmpty();

    nanos.addAndGet(1); // the clock has gone over its end meanwhile
    assertThat(calls.line()).contains(FIRST + " (and 1000001 since the last such line)");
  }

  @Test
  void line_ofCallsFarApart_isOneEach() {
    for (int i = 0; i < 3; i++) {
      assertThat(calls.line()).contains(FIRST);
      nanos.addAndGet(KeylessCalls.PERIOD.toNanos());
    }
  }
}
