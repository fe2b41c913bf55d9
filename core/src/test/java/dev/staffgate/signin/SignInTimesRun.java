package dev.staffgate.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.signin.SignInResult.Kind;
import dev.staffgate.signin.hashing.PasswordHasher;
import dev.staffgate.signin.hashing.Pbkdf2PasswordHasher;
import dev.staffgate.state.jdbc.JdbcCredentialStore;
import dev.staffgate.state.jdbc.JdbcStateStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures whether the time of a wrong password tells accounts from other names, on a database as a
 * panel has it. Run by a profile; docs/performance.md records what it prints.
 */
class SignInTimesRun {
  private static final int TRIES = Integer.getInteger("staffgate.times.tries", 10_000);
  private static final int ITERATIONS = Integer.getInteger("staffgate.times.iterations", 1_000);
  private static final int FLOOD = Integer.getInteger("staffgate.times.flood", 1_000);
  private static final int BETWEEN_UNLOCKS = 4;

  private static final Logger log = LoggerFactory.getLogger(SignInTimesRun.class);

  @TempDir Path folder;

  @Test
  void wrongPasswords_ofAccountsAndOtherNames_areTimed() {
    SignInWorld world = new SignInWorld("alice");
    PasswordHasher hasher = new Pbkdf2PasswordHasher(ITERATIONS);
    try (JdbcStateStore state = JdbcStateStore.inFile(folder.resolve("state"))) {
      CredentialStore credentials = JdbcCredentialStore.in(state);
      assertThat(
              credentials.replace(
                  "alice",
                  TestCredentials.of(
                      hasher.hash(SignInWorld.PASSWORD),
                      Optional.of(SignInFixture.key(SignInFixture.RFC_KEY)))))
          .isTrue();
      SignIn signIn =
          SignIn.builder()
              .accounts(new FakeAccounts((staff, from) -> staff.equals("alice")))
              .credentials(credentials)
              .state(state)
              .hasher(hasher)
              .audit(event -> {})
              .clock(world.clock)
              .issuer("Test")
              .build();
      long[][] nanos = times(signIn);
      print(nanos);
    }
  }

  @Test
  void flood_ofNamesFromEverywhere_leavesAFileOfThisSize() throws Exception {
    SignInWorld world = new SignInWorld("alice");
    try (JdbcStateStore state = JdbcStateStore.inFile(folder.resolve("flood"))) {
      SignIn signIn =
          SignIn.builder()
              .accounts(new FakeAccounts((staff, from) -> false))
              .credentials(JdbcCredentialStore.in(state))
              .state(state)
              .hasher(new Pbkdf2PasswordHasher())
              .audit(event -> {})
              .clock(world.clock)
              .issuer("Test")
              .build();
      for (int i = 0; i < FLOOD; i++) {
        String address = "10." + i / 250 % 250 + "." + i % 250 + ".1";
        assertThat(signIn.begin("n" + i % 40_000, SignInWorld.WRONG, SignInWorld.from(address)))
            .isNotNull();
        world.clock.advance(Duration.ofMillis(100));
      }
      log.warn(
          "{} wrong passwords, one after the other: {} KiB while open",
          FLOOD,
          Files.size(folder.resolve("flood.mv.db")) / 1024);
    }
    log.warn("and {} KiB when closed", Files.size(folder.resolve("flood.mv.db")) / 1024);
  }

  private static long[][] times(SignIn signIn) {
    Random random = new Random(7);
    long[][] nanos = new long[2][TRIES];
    int[] made = new int[2];
    while (made[0] < TRIES || made[1] < TRIES) {
      int which = random.nextInt(2);
      String name = which == 0 ? "alice" : "nobody";
      if (made[which] == TRIES) {
        continue;
      }
      if (made[which] % BETWEEN_UNLOCKS == 0) {
        signIn.unlock(name, "carol", Optional.empty());
      }
      SignInOrigin from =
          SignInWorld.from("10." + random.nextInt(256) + "." + random.nextInt(256) + ".1");
      long start = System.nanoTime();
      SignInResult result = signIn.begin(name, SignInWorld.WRONG, from);
      nanos[which][made[which]++] = System.nanoTime() - start;
      assertThat(result.kind()).isIn(Kind.REFUSED, Kind.WAIT);
    }
    return nanos;
  }

  private static void print(long[][] nanos) {
    long[] warmAccounts = Arrays.copyOfRange(nanos[0], TRIES / 2, TRIES);
    long[] warmOthers = Arrays.copyOfRange(nanos[1], TRIES / 2, TRIES);
    Arrays.sort(warmAccounts);
    Arrays.sort(warmOthers);
    double best = 0.5;
    for (int i = 0; i < 100; i++) {
      long threshold = warmAccounts[i * warmAccounts.length / 100];
      double below = share(warmAccounts, threshold);
      double othersBelow = share(warmOthers, threshold);
      best = Math.max(best, 0.5 + Math.abs(below - othersBelow) / 2);
    }
    String line =
        "median: accounts %.1f us, other names %.1f us; the best threshold is right in %.1f %%"
            .formatted(
                warmAccounts[warmAccounts.length / 2] / 1e3,
                warmOthers[warmOthers.length / 2] / 1e3,
                100 * best);
    log.warn(line);
  }

  private static double share(long[] sorted, long threshold) {
    int at = Arrays.binarySearch(sorted, threshold);
    return (double) (at < 0 ? -at - 1 : at) / sorted.length;
  }
}
