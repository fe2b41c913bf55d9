package dev.staffgate.whm.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.staffgate.model.Secret;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.whm.call.CallFailureFactory;
import dev.staffgate.whm.fixtures.TestServers;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** How many calls may be under way, and what those are told that find no place. */
class ConcurrencyLimiterTest {
  private static final Duration SHORT = Duration.ofMillis(1);
  private static final CallFailureFactory FAILURES =
      new CallFailureFactory(
          TestServers.server(URI.create("https://web1.example:2087"), Optional.empty()),
          new ServerAddress("web1.example", 2087),
          Secret.of("TOKEN"),
          CallPurpose.opening("root", "ops"));

  private final ConcurrencyLimiter turns =
      new ConcurrencyLimiter(CallLimits.DEFAULT.withCalls(2, 3));
  private final Semaphore line = turns.newLine();

  private ConcurrencyLimiter.Turn take(Semaphore of) throws InterruptedException {
    return turns.take(of, SHORT, FAILURES);
  }

  private PanelException refusal(Semaphore of) {
    return catchThrowableOfType(PanelException.class, () -> take(of).close());
  }

  @Test
  void take_moreThanOneServerMayHave_isBusy() throws InterruptedException {
    try (ConcurrencyLimiter.Turn one = take(line);
        ConcurrencyLimiter.Turn other = take(line)) {
      assertThat(one).isNotSameAs(other);
      PanelException refusal = refusal(line);

      assertThat(refusal.kind()).isEqualTo(Kind.BUSY);
      assertThat(refusal.detail()).isEqualTo(Detail.TOO_MANY);
      assertThat(refusal.mayPass()).isTrue();
      assertThat(refusal)
          .hasMessage(
              "server web1 (web1.example:2087): it was not called, since 2 calls to it are under way and"
                  + " none of them ended within 1 ms. Nothing was sent; try again in a moment.");
    }
    take(line).close();
  }

  @Test
  void take_moreThanAllMayHave_isBusyAndLeavesTheServersPlace() throws InterruptedException {
    Semaphore another = turns.newLine();
    try (ConcurrencyLimiter.Turn one = take(line);
        ConcurrencyLimiter.Turn two = take(line)) {
      try (ConcurrencyLimiter.Turn three = take(another)) {
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
    try (ConcurrencyLimiter.Turn one = take(line);
        ConcurrencyLimiter.Turn two = take(line)) {
      one.takesLong();
      two.takesLong();
      two.takesLong();
      Semaphore another = turns.newLine();
      Semaphore third = turns.newLine();
      try (ConcurrencyLimiter.Turn three = take(another);
          ConcurrencyLimiter.Turn four = take(another);
          ConcurrencyLimiter.Turn five = take(third)) {
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
