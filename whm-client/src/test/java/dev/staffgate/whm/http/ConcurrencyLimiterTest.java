package dev.staffgate.whm.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelException.Kind;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** How many calls may be under way, and what those are told that find no place. */
class ConcurrencyLimiterTest {
  private static final Duration SHORT = Duration.ofMillis(1);
  private static final ServerAddress WEB1 = new ServerAddress("web1.example", 2087);

  private final ConcurrencyLimiter limiter =
      new ConcurrencyLimiter(CallLimits.DEFAULT.withCalls(2, 3));
  private final Semaphore line = limiter.newServerSlots();

  private ConcurrencyLimiter.CallSlot take(Semaphore of) throws InterruptedException {
    return limiter.acquire(of, SHORT);
  }

  private PanelException refusal(Semaphore of) {
    return catchThrowableOfType(CallFailedException.class, () -> take(of).close())
        .failure()
        .toException("web1", WEB1);
  }

  @Test
  void take_moreThanOneServerMayHave_isBusy() throws InterruptedException {
    try (ConcurrencyLimiter.CallSlot one = take(line);
        ConcurrencyLimiter.CallSlot other = take(line)) {
      assertThat(one).isNotSameAs(other);
      PanelException refusal = refusal(line);

      assertThat(refusal.kind()).isEqualTo(Kind.BUSY);
      assertThat(refusal.detail()).isEqualTo(Detail.TOO_MANY);
      assertThat(refusal.isTransient()).isTrue();
      assertThat(refusal)
          .hasMessage(
              "server web1 (web1.example:2087): it was not called, since 2 calls to it are under way and"
                  + " none of them ended within 1 ms. Nothing was sent; try again in a moment.");
    }
    take(line).close();
  }

  @Test
  void take_moreThanAllMayHave_isBusyAndLeavesTheServersPlace() throws InterruptedException {
    Semaphore another = limiter.newServerSlots();
    try (ConcurrencyLimiter.CallSlot one = take(line);
        ConcurrencyLimiter.CallSlot two = take(line)) {
      try (ConcurrencyLimiter.CallSlot three = take(another)) {
        assertThat(three).isNotIn(one, two);
        PanelException refusal = refusal(another);

        assertThat(refusal.kind()).isEqualTo(Kind.BUSY);
        assertThat(refusal)
            .hasMessage(
                "server web1 (web1.example:2087): it was not called, since 3 calls to servers have just"
                    + " begun and none got ahead within 1 ms. Nothing was sent; try again in a moment.");
      }
      assertThat(another.availablePermits()).isEqualTo(2);
    }
  }

  @Test
  void callsThatTakeLong_leaveAllOthersTheirTurnsAndKeepTheirServers() throws InterruptedException {
    try (ConcurrencyLimiter.CallSlot one = take(line);
        ConcurrencyLimiter.CallSlot two = take(line)) {
      one.releaseSharedSlot();
      two.releaseSharedSlot();
      two.releaseSharedSlot();
      Semaphore another = limiter.newServerSlots();
      Semaphore third = limiter.newServerSlots();
      try (ConcurrencyLimiter.CallSlot three = take(another);
          ConcurrencyLimiter.CallSlot four = take(another);
          ConcurrencyLimiter.CallSlot five = take(third)) {
        assertThat(five).isNotIn(three, four);
        assertThat(refusal(third)).hasMessageContaining("3 calls to servers have just begun");
        assertThat(refusal(line)).hasMessageContaining("2 calls to it are under way");
      }
    }
    assertThat(line.availablePermits()).isEqualTo(2);
  }

  @Test
  void take_interrupted_takesNothing() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> take(line).close()).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
    assertThat(line.availablePermits()).isEqualTo(2);
  }
}
