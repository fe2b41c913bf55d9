package dev.staffgate.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reads that hang until a test lets them go, as those of a dead network mount do. */
class BoundedReadsTest {
  private static final Duration SHORT = Duration.ofMillis(30);
  private static final Duration LONG = Duration.ofMinutes(1);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicLong nanos = new AtomicLong();
  private final CountDownLatch answers = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicInteger begun = new AtomicInteger();
  private final BoundedReads reads =
      new BoundedReads(
          task ->
              threads.execute(
                  () -> {
                    task.run();
                    ended.countDown();
                  }),
          new Ticker() {
            @Override
            public long read() {
              return nanos.get();
            }
          });

  @AfterEach
  void end() throws InterruptedException {
    answers.countDown();
    threads.shutdown();
    assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
  }

  /** Waits for the answer whoever interrupts, as the system call of a dead mount does. */
  private String hang() throws InterruptedException {
    begun.incrementAndGet();
    boolean over = false;
    while (!over) {
      try {
        answers.await();
        over = true;
      } catch (InterruptedException e) {
        over = false;
      }
    }
    return "late";
  }

  private void assertNoAnswer(Callable<String> read) {
    assertThatExceptionOfType(BoundedReads.NoAnswerException.class)
        .isThrownBy(() -> reads.read("/mnt/token", SHORT, read))
        .withMessageContaining("/mnt/token")
        .withMessageContaining("has not answered within 30 ms");
  }

  @Test
  void read_thatHangs_isGivenUpAndHoldsNoOtherPlace() throws IOException {
    assertNoAnswer(this::hang);

    assertThat(reads.read("/etc/other", LONG, () -> "at once")).isEqualTo("at once");
  }

  @Test
  void read_afterOneThatHangs_isTriedAfterPausesThatGrow() {
    assertNoAnswer(this::hang);
    assertNoAnswer(() -> "not asked");
    nanos.addAndGet(SHORT.toNanos());
    assertNoAnswer(this::hang);
    nanos.addAndGet(SHORT.toNanos());
    assertNoAnswer(() -> "not asked: the pause is twice as long");
    assertThat(begun).hasValue(2);
    nanos.addAndGet(SHORT.toNanos());

    assertThat(answerOf("/mnt/token")).isEqualTo("mounted anew");
  }

  private String answerOf(String place) {
    try {
      return reads.read(place, LONG, () -> "mounted anew");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void read_whenTheOneThatHungHasComeBack_isTriedAtOnce() throws Exception {
    assertNoAnswer(this::hang);
    answers.countDown();
    assertThat(ended.await(1, TimeUnit.MINUTES)).isTrue();

    assertThat(answerOf("/mnt/token")).isEqualTo("mounted anew");
  }

  @Test
  void read_ofOnePlaceByMany_hasFourThreadsAtMost() throws Exception {
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      all.add(threads.submit(() -> reads.read("/mnt/token", Duration.ofSeconds(1), this::hang)));
    }
    for (Future<?> one : all) {
      assertThatThrownBy(() -> one.get(1, TimeUnit.MINUTES))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(BoundedReads.NoAnswerException.class);
    }

    assertThat(begun.get()).isBetween(1, 4);
  }

  @Test
  void read_thatFails_throwsWhatItThrew() {
    assertThatThrownBy(
            () ->
                reads.read(
                    "x",
                    LONG,
                    () -> {
                      throw new IOException("of the test");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("of the test");
    assertThatThrownBy(
            () ->
                reads.read(
                    "x",
                    LONG,
                    () -> {
                      throw new OutOfMemoryError("of the test");
                    }))
        .isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void read_byAnInterruptedThread_isFinishedAndTheThreadStaysInterrupted() throws IOException {
    Thread.currentThread().interrupt();

    assertThat(reads.read("x", LONG, () -> "read")).isEqualTo("read");
    assertThat(Thread.interrupted()).isTrue();
  }
}
