package dev.staffgate.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.model.Secret;
import dev.staffgate.signin.SignInResult.Kind;
import dev.staffgate.signin.SignInResult.SignedIn;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/**
 * A year of somebody who knows the password and guesses codes as fast as they are looked at, while
 * the owner steps up 48 times a workday; by stepping the clock.
 */
class GuessingYearTest {
  private static final double CODES_THAT_COUNT = 3;
  private static final double CODES = 1_000_000;
  private static final double BUDGET = 0.001;
  private static final Duration BETWEEN_STEP_UPS = Duration.ofMinutes(10);

  private final SignInWorld world = new SignInWorld("alice");

  private long lookedAt() {
    return world.counted("code");
  }

  private static double probability(long guesses) {
    return 1 - Math.pow(1 - CODES_THAT_COUNT / CODES, (double) guesses);
  }

  /** Lets a year pass, in which somebody guesses before each step-up of the owner, and after. */
  private void liveThroughAYear(Runnable guess) {
    Secret browser = world.owner("alice", SignInWorld.from("198.51.100.7")).browser().orElseThrow();
    Instant end = world.clock.instant().plus(Duration.ofDays(365));
    int day = 0;
    while (world.clock.instant().isBefore(end)) {
      DayOfWeek weekday = world.clock.instant().atZone(ZoneOffset.UTC).getDayOfWeek();
      if (weekday.getValue() <= DayOfWeek.FRIDAY.getValue()) {
        SignedIn in = world.owner("alice", SignInWorld.from("198.51.100.7", browser));
        browser = in.browser().orElseThrow();
        for (int i = 0; i < 48; i++) {
          guess.run();
          world.clock.advance(BETWEEN_STEP_UPS);
          ownerStepsUp();
          guess.run();
        }
      } else {
        guess.run();
      }
      day++;
      world.clock.set(Instant.parse("2026-11-24T10:00:10Z").plus(Duration.ofDays(day)));
    }
  }

  private void ownerStepsUp() {
    SignInResult result =
        world.signIn.confirmAgain("alice", world.code(), SignInWorld.from("198.51.100.7"));
    assertThat(result.kind()).isIn(Kind.SIGNED_IN, Kind.WAIT, Kind.LOCKED);
  }

  @Test
  void guesses_fromOutsideWithThePassword_succeedWithLessThanTheBudget() {
    int[] guess = {0};
    liveThroughAYear(
        () -> {
          SignInOrigin origin = SignInWorld.from("10.0." + guess[0]++ % 50 + ".1");
          assertThat(world.code("alice", wrongCode(), origin).kind()).isNotEqualTo(Kind.SIGNED_IN);
        });

    assertThat(lookedAt()).isEqualTo(100);
    assertThat(probability(lookedAt())).isLessThan(BUDGET);
  }

  @Test
  void guesses_withAStolenSessionToo_succeedWithLessThanTheBudget() {
    int[] guess = {0};
    liveThroughAYear(
        () -> {
          SignInOrigin origin = SignInWorld.from("10.0." + guess[0]++ % 50 + ".1");
          assertThat(world.code("alice", wrongCode(), origin).kind()).isNotEqualTo(Kind.SIGNED_IN);
          assertThat(world.signIn.confirmAgain("alice", wrongCode(), origin).kind())
              .isNotEqualTo(Kind.SIGNED_IN);
        });

    assertThat(lookedAt()).isGreaterThan(100);
    assertThat(probability(lookedAt())).isLessThan(BUDGET);
  }

  /** A code that is wrong whatever the time is. */
  private String wrongCode() {
    return world.code().startsWith("9") ? "0000000".substring(1) : "999999";
  }
}
