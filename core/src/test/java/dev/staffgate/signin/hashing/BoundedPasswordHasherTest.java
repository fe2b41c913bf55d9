package dev.staffgate.signin.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoundedPasswordHasherTest {
  private static final PasswordHasher HASHER = new Pbkdf2PasswordHasher(1);
  private static final char[] PASSWORD = "correct horse".toCharArray();

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  /** Takes all turns, and returns what gives them back. */
  private CountDownLatch occupy(BoundedPasswordHasher hasher, int turns) throws Exception {
    CountDownLatch taken = new CountDownLatch(turns);
    CountDownLatch end = new CountDownLatch(1);
    for (int i = 0; i < turns; i++) {
      Future<?> unused =
          threads.submit(
              () ->
                  hasher.inTurn(
                      () -> {
                        taken.countDown();
                        return awaited(end);
                      }));
    }
    assertThat(taken.await(30, TimeUnit.SECONDS)).isTrue();
    return end;
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void hash_whileAllTurnsAreTaken_isBusyAfterTheLongestWait() throws Exception {
    BoundedPasswordHasher hasher = BoundedPasswordHasher.of(HASHER, 2, 8, Duration.ofMillis(20));
    String hash = hasher.hash(PASSWORD);
    CountDownLatch end = occupy(hasher, 2);

    assertThatThrownBy(() -> hasher.hash(PASSWORD))
        .isInstanceOfSatisfying(
            PasswordHasherBusyException.class,
            busy ->
                assertThat(busy.retryAfter())
                    .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5)));
    assertThatThrownBy(() -> hasher.matches(PASSWORD, hash))
        .isInstanceOf(PasswordHasherBusyException.class);
    assertThat(hasher.canRead(hash)).as("costs nothing").isTrue();
    assertThat(hasher.needsRehash(hash)).isFalse();

    end.countDown();
  }

  @Test
  void hash_whileAllPlacesAreTaken_isBusyAtOnce() throws Exception {
    BoundedPasswordHasher hasher = BoundedPasswordHasher.of(HASHER, 1, 0, Duration.ofMinutes(1));
    CountDownLatch end = occupy(hasher, 1);

    long before = System.nanoTime();
    assertThatThrownBy(() -> hasher.hash(PASSWORD)).isInstanceOf(PasswordHasherBusyException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(30));

    end.countDown();
  }

  @Test
  void hash_ofManyAtOnce_getsThroughInTurnsOfAsManyAsAllowed() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    BoundedPasswordHasher hasher = BoundedPasswordHasher.of(HASHER, 3, 97, Duration.ofMinutes(1));
    List<Future<Boolean>> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      all.add(
          threads.submit(
              () ->
                  hasher.inTurn(
                      () -> {
                        most.accumulateAndGet(now.incrementAndGet(), Math::max);
                        boolean matches = HASHER.matches(PASSWORD, HASHER.hash(PASSWORD));
                        now.decrementAndGet();
                        return matches;
                      })));
    }
    for (Future<Boolean> one : all) {
      assertThat(one.get(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(most.get()).isBetween(1, 3);
  }

  @Test
  void hash_thatFails_givesItsTurnBack() {
    BoundedPasswordHasher hasher = BoundedPasswordHasher.of(HASHER, 1, 0, Duration.ZERO);
    for (int i = 0; i < 3; i++) {
      assertThatIllegalArgumentException().isThrownBy(() -> hasher.hash(new char[0]));
    }
    assertThat(hasher.matches(PASSWORD, hasher.hash(PASSWORD))).isTrue();
  }

  @Test
  void wait_thatIsInterrupted_isBusyAndLeavesTheMarkAndItsPlace() throws Exception {
    BoundedPasswordHasher hasher = BoundedPasswordHasher.of(HASHER, 1, 1, Duration.ofMinutes(1));
    CountDownLatch end = occupy(hasher, 1);
    Future<Boolean> interrupted =
        threads.submit(
            () -> {
              Thread.currentThread().interrupt();
              assertThatThrownBy(() -> hasher.hash(PASSWORD))
                  .isInstanceOf(PasswordHasherBusyException.class);
              return Thread.currentThread().isInterrupted();
            });
    assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();

    Future<String> next = threads.submit(() -> hasher.hash(PASSWORD));
    end.countDown();
    assertThat(next.get(30, TimeUnit.SECONDS)).isNotEmpty();
  }

  @Test
  void bounds_outOfTheirRange_areRefused() {
    BoundedPasswordHasher hasher = BoundedPasswordHasher.of(HASHER);
    assertThatIllegalArgumentException().isThrownBy(() -> BoundedPasswordHasher.of(hasher));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BoundedPasswordHasher.of(HASHER, 0, 1, Duration.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BoundedPasswordHasher.of(HASHER, 1, -1, Duration.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BoundedPasswordHasher.of(HASHER, 1, 1, Duration.ofSeconds(61)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BoundedPasswordHasher.of(HASHER, 1, 1, Duration.ofNanos(-1)));
  }
}
