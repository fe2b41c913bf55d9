package dev.staffgate.examples.policytool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private static final long MILLI = 1_000_000;

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE); // such clocks may overflow
  private final StringWriter err = new StringWriter();

  private ProgressBar bar(boolean terminal) {
    return new ProgressBar(new PrintWriter(err), terminal, "changes", now::get);
  }

  @Test
  void tell_ofShortWork_showsNothing() {
    try (ProgressBar bar = bar(true)) {
      now.addAndGet(1999 * MILLI);
      bar.tell(1, 2);
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void tell_ofLongWork_showsItTenTimesASecondAndTakesItAway() {
    try (ProgressBar bar = bar(true)) {
      now.addAndGet(2000 * MILLI);
      bar.tell(1, 4);
      now.addAndGet(99 * MILLI);
      bar.tell(2, 4);
      now.addAndGet(MILLI);
      bar.tell(4, 4);
    }
    assertThat(err.toString())
        .isEqualTo(
            "\r[#######.......................] 1 of 4 changes"
                + "\r[##############################] 4 of 4 changes"
                + "\r\u001b[K");
  }

  @Test
  void tell_withoutATerminal_showsNothing() {
    try (ProgressBar bar = bar(false)) {
      now.addAndGet(5000 * MILLI);
      bar.tell(1, 2);
    }
    assertThat(err.toString()).isEmpty();
  }
}
