package dev.staffgate.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.accounts.EpochCause;
import dev.staffgate.accounts.SessionEpoch;
import dev.staffgate.accounts.SessionEpochs;
import dev.staffgate.model.Secret;
import dev.staffgate.signin.SignInResult.CodeNeeded;
import dev.staffgate.signin.SignInResult.Kind;
import dev.staffgate.signin.SignInResult.SignedIn;
import dev.staffgate.signin.SignInResult.Wait;
import dev.staffgate.state.StateEntry;
import dev.staffgate.state.StateKey;
import dev.staffgate.state.StatePage;
import dev.staffgate.state.StateStore;
import dev.staffgate.state.StateValue;
import dev.staffgate.state.StateWrite;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where failures are counted, and whom they make wait. */
class SignInPlacesTest {
  private static final String HOME = "198.51.100.7";
  private static final String ELSEWHERE = "203.0.113.7";

  private final SignInWorld world = new SignInWorld("alice");

  private static SignInOrigin attacker(int i) {
    return SignInWorld.from("10." + (i >> 8 & 255) + "." + (i & 255) + ".9");
  }

  @Test
  void outsider_whateverItTriesForThirtyDays_makesNeitherKnownBrowserNorNetworkNorStepUpWait() {
    SignedIn first = world.owner("alice", SignInWorld.from(HOME));
    Secret browser = first.browser().orElseThrow();

    for (int day = 0; day < 30; day++) {
      for (int i = 0; i < 100; i++) {
        assertThat(world.wrongPassword("alice", attacker(i)).kind()).isNotNull();
        assertThat(world.wrongCode("alice", attacker(i)).kind()).isNotEqualTo(Kind.SIGNED_IN);
        world.clock.advance(Duration.ofMinutes(14));
      }
      assertThat(world.owner("alice", SignInWorld.from(ELSEWHERE, browser)).browser())
          .contains(browser);
    }

    assertThat(world.owner("alice", SignInWorld.from(ELSEWHERE, browser)).staff())
        .isEqualTo("alice");
    assertThat(world.password("alice", SignInWorld.from("198.51.100.200")).kind())
        .as("another address of a known network")
        .isEqualTo(Kind.CODE_NEEDED);
    world.clock.advance(Duration.ofSeconds(30));
    assertThat(world.signIn.confirmAgain("alice", world.code(), attacker(1)).kind())
        .isEqualTo(Kind.SIGNED_IN);
  }

  @Test
  void owner_fromANewPlace_waitsAnHourAtMostHoweverOftenOthersFail() {
    int[] i = {0};
    for (; i[0] < 40; i[0]++) {
      assertThat(world.wrongPassword("alice", attacker(i[0])).kind()).isNotNull();
      assertThat(world.wrongCode("alice", attacker(i[0])).kind()).isNotEqualTo(Kind.SIGNED_IN);
      world.clock.advance(Duration.ofMinutes(61));
    }

    Duration waited =
        world.ownerWaits(
            "alice",
            SignInWorld.from(ELSEWHERE),
            () -> {
              SignInOrigin origin = attacker(i[0]++ % 8);
              assertThat(world.wrongPassword("alice", origin).kind()).isNotNull();
              assertThat(world.wrongCode("alice", origin).kind()).isNotEqualTo(Kind.SIGNED_IN);
            });

    assertThat(waited).isLessThanOrEqualTo(Duration.ofHours(1));
  }

  /** All networks of one customer of a provider, and forty of several, which fail in turn. */
  @ParameterizedTest
  @ValueSource(strings = {"2001:db8:7:%x::9", "10.7.%d.9"})
  void owner_fromANewPlace_waitsAnHourAtMostWhateverNumberOfNetworksFail(String networks) {
    int[] i = {0};
    for (; i[0] < 80; i[0]++) {
      SignInOrigin origin = SignInWorld.from(networks.formatted(i[0] % 40));
      assertThat(world.wrongPassword("alice", origin).kind()).isNotNull();
      assertThat(world.wrongCode("alice", origin).kind()).isNotEqualTo(Kind.SIGNED_IN);
      world.clock.advance(Duration.ofMinutes(7));
    }

    Duration waited =
        world.ownerWaits(
            "alice",
            SignInWorld.from(ELSEWHERE),
            () -> {
              for (int k = 0; k < 40; k++) {
                SignInOrigin origin = SignInWorld.from(networks.formatted(k));
                assertThat(world.wrongPassword("alice", origin).kind()).isNotNull();
              }
            });

    assertThat(waited).isLessThanOrEqualTo(Duration.ofHours(1));
  }

  @Test
  void cookieThatWasCopied_isWornOutForGood_whereverTheOwnerSignsInMeanwhile() {
    Secret copied = world.owner("alice", SignInWorld.from(HOME)).browser().orElseThrow();
    world.clock.advance(Duration.ofMinutes(1));
    Secret other = world.owner("alice", SignInWorld.from(HOME)).browser().orElseThrow();
    int guesses = 0;
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < 10; i++) {
        SignInOrigin thief = SignInWorld.from("192.0.2.9", copied);
        if (world.wrongCode("alice", thief).kind() == Kind.REFUSED) {
          guesses++;
        }
        world.clock.advance(Duration.ofHours(2));
      }
      assertThat(world.owner("alice", SignInWorld.from(HOME, other)).browser()).contains(other);
      world.clock.advance(Duration.ofMinutes(1));
      if (world.counted("code") < 100) {
        assertThat(world.owner("alice", SignInWorld.from(HOME, copied)).browser().orElseThrow())
            .as("a new cookie for the one that was copied")
            .isNotEqualTo(copied);
        world.clock.advance(Duration.ofMinutes(1));
      }
    }

    assertThat(guesses).as("those of a known browser, and then of unknown ones").isLessThan(111);
    assertThat(world.counted("code")).isLessThanOrEqualTo(110);
  }

  @Test
  void codes_afterAHundredWrongOnesFromUnknownBrowsers_waitForAnAdministratorThere() {
    Secret browser = world.owner("alice", SignInWorld.from(HOME)).browser().orElseThrow();
    int looked = 0;
    for (int i = 0; i < 1000 && world.counted("code") < 100; i++) {
      looked++;
      assertThat(world.wrongCode("alice", attacker(i % 5)).kind()).isNotEqualTo(Kind.SIGNED_IN);
      world.clock.advance(Duration.ofMinutes(61));
    }
    assertThat(looked).isLessThan(1000);
    world.clock.advance(Duration.ofDays(60));

    assertThat(world.code("alice", world.code(), SignInWorld.from(ELSEWHERE)).kind())
        .isEqualTo(Kind.LOCKED);
    assertThat(world.code("alice", world.code(), SignInWorld.from(HOME)).kind())
        .as("a network is no browser")
        .isEqualTo(Kind.LOCKED);
    SignedIn known = world.owner("alice", SignInWorld.from(ELSEWHERE, browser));
    assertThat(known.notices())
        .extracting(OwnerNotice::kind)
        .containsExactly(OwnerNotice.Kind.WRONG_CODES);
    assertThat(known.notices().get(0).sentence()).startsWith("100 wrong codes");
    assertThat(world.owner("alice", SignInWorld.from(HOME, browser)).notices()).isEmpty();

    world.signIn.unlock("alice", "carol", Optional.empty());
    SignedIn unlocked = world.owner("alice", SignInWorld.from("192.0.2.9"));
    assertThat(unlocked.notices())
        .extracting(OwnerNotice::kind)
        .containsExactly(OwnerNotice.Kind.UNLOCKED);
    assertThat(world.audit.events())
        .filteredOn(event -> event.type().text().equals("sign-in-unlocked"))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.staff()).isEqualTo("carol");
              assertThat(event.details()).containsEntry("account", "alice");
            });
  }

  @Test
  void browser_thatWasCopied_isForgottenAfterAFewFailuresAndTheOwnerGoesOn() {
    SignedIn first = world.owner("alice", SignInWorld.from(HOME));
    Secret browser = first.browser().orElseThrow();

    for (int i = 0; i < 5; i++) {
      assertThat(world.wrongPassword("alice", SignInWorld.from(ELSEWHERE, browser)).kind())
          .isEqualTo(Kind.REFUSED);
    }
    for (int i = 0; i < 5; i++) {
      assertThat(world.wrongPassword("alice", SignInWorld.from(ELSEWHERE, browser))).isNotNull();
    }
    assertThat(world.password("alice", SignInWorld.from(ELSEWHERE, browser)).kind())
        .as("like any unknown browser")
        .isEqualTo(Kind.WAIT);

    SignedIn again = world.owner("alice", SignInWorld.from(HOME, browser));
    assertThat(again.browser()).as("gets another cookie").isNotEqualTo(first.browser());
    assertThat(world.owner("alice", SignInWorld.from("192.0.2.9", again.browser().get())).staff())
        .isEqualTo("alice");
  }

  @Test
  void cookie_thatIsForgedOrOfADeletedKey_isThatOfAnUnknownBrowser() {
    Secret browser = world.owner("alice", SignInWorld.from(HOME)).browser().orElseThrow();
    String text = browser.revealToUse();
    for (int i = 0; i < 5; i++) {
      assertThat(world.wrongPassword("alice", attacker(i))).isNotNull();
    }

    for (String forged :
        new String[] {
          "",
          text.substring(1),
          text + "0",
          text.toUpperCase(Locale.ROOT),
          "0".repeat(32) + text.substring(32),
          text.substring(0, 33) + "0".repeat(64),
          "x".repeat(60_000),
          "\u0000" + text.substring(1)
        }) {
      assertThat(
              world.password("alice", SignInWorld.from(ELSEWHERE, Secret.of(forged + " "))).kind())
          .isEqualTo(Kind.WAIT);
    }
    assertThat(world.password("alice", SignInWorld.from(ELSEWHERE, browser)).kind())
        .isEqualTo(Kind.CODE_NEEDED);

    StateEntry key = world.state.get(StateKey.of("sign-in-key", "browser")).orElseThrow();
    assertThat(world.state.compareAndSet(StateWrite.remove(key))).isPresent();
    assertThat(world.password("alice", SignInWorld.from(ELSEWHERE, browser)).kind())
        .isEqualTo(Kind.WAIT);
  }

  @Test
  void site_thatIsWrongAboutManyNames_waits() {
    SignInResult last = world.wrongPassword("n0", SignInWorld.from("203.0.113.1"));
    for (int i = 1; i < 100; i++) {
      last = world.wrongPassword("n" + i, SignInWorld.from("203.0.113." + i));
    }
    assertThat(last).isEqualTo(new Wait(world.clock.instant().plusSeconds(60)));
    assertThat(world.password("alice", SignInWorld.from("203.0.113.250")).kind())
        .isEqualTo(Kind.WAIT);
    assertThat(world.password("alice", SignInWorld.from("203.0.114.1")).kind())
        .isEqualTo(Kind.CODE_NEEDED);
    world.clock.advance(Duration.ofSeconds(60));
    assertThat(world.password("alice", SignInWorld.from("203.0.113.250")).kind())
        .isEqualTo(Kind.CODE_NEEDED);
  }

  @Test
  void outsider_withAnyNumberOfNamesAndAddresses_makesUsKeepABoundedAmount() {
    for (int i = 0; i < 60_000; i++) {
      String address = "10." + i / 250 % 250 + "." + i % 250 + ".1";
      assertThat(world.wrongPassword("flood" + i % 20_000, SignInWorld.from(address))).isNotNull();
    }

    for (int i = 0; i < 40; i++) {
      assertThat(world.wrongPassword("flood1", attacker(i))).isNotNull();
    }
    assertThat(kept("sign-in-name")).isBetween(4_000, 4_096);
    assertThat(kept("sign-in-site")).isBetween(2_000, 2_048);
    assertThat(kept("sign-in-account") + kept("sign-in-pending")).isZero();
  }

  /** Counts entries, each of which may have some hundred bytes. */
  private int kept(String kind) {
    int count = 0;
    Optional<StateKey> after = Optional.empty();
    do {
      StatePage page = world.state.scan(StateKey.of(kind), after, StateStore.MAX_PAGE);
      assertThat(page.entries())
          .allSatisfy(entry -> assertThat(entry.value().size()).isLessThan(1200));
      count += page.entries().size();
      after = page.next();
    } while (after.isPresent());
    return count;
  }

  @Test
  void waits_keptByAClockThatWasAYearAhead_areAnHourAtMost() {
    Instant right = world.clock.instant();
    world.clock.advance(Duration.ofDays(365));
    for (int i = 0; i < 30; i++) {
      assertThat(world.wrongPassword("alice", attacker(i))).isNotNull();
      assertThat(world.signIn.confirmAgain("alice", "000000", attacker(i))).isNotNull();
      world.clock.advance(Duration.ofHours(1));
    }
    world.clock.set(right);

    assertThat(world.password("alice", SignInWorld.from(ELSEWHERE)))
        .isInstanceOfSatisfying(
            Wait.class,
            wait -> assertThat(wait.until()).isBeforeOrEqualTo(right.plus(Duration.ofHours(1))));
    world.clock.advance(Duration.ofHours(1));
    assertThat(world.password("alice", SignInWorld.from(ELSEWHERE)).kind())
        .isEqualTo(Kind.CODE_NEEDED);
    assertThat(world.signIn.confirmAgain("alice", world.code(), SignInWorld.from(HOME)).kind())
        .isEqualTo(Kind.SIGNED_IN);
  }

  @Test
  void code_usedByAClockThatWasAYearAhead_holdsUpForTwoMinutesAtMost() {
    Instant right = world.clock.instant();
    world.clock.advance(Duration.ofDays(365));
    assertThat(world.owner("alice", SignInWorld.from(HOME)).staff()).isEqualTo("alice");
    world.clock.set(right);

    assertThat(world.code("alice", world.code(), SignInWorld.from(HOME)).kind())
        .isEqualTo(Kind.REFUSED);
    world.clock.advance(Duration.ofMinutes(2));
    assertThat(world.code("alice", world.code(), SignInWorld.from(HOME)).kind())
        .isEqualTo(Kind.SIGNED_IN);
  }

  @Test
  void code_usedByAClockThatWasADayAhead_holdsUpUntilAnAdministratorUnlocks() {
    Instant right = world.clock.instant();
    world.clock.advance(Duration.ofDays(1));
    assertThat(world.owner("alice", SignInWorld.from(HOME)).staff()).isEqualTo("alice");
    world.clock.set(right.plus(Duration.ofHours(1)));
    assertThat(world.code("alice", world.code(), SignInWorld.from(HOME)).kind())
        .isEqualTo(Kind.REFUSED);

    world.signIn.unlock("alice", "carol", Optional.empty());
    world.clock.advance(Duration.ofMinutes(2));

    assertThat(world.code("alice", world.code(), SignInWorld.from(HOME)).kind())
        .isEqualTo(Kind.SIGNED_IN);
  }

  @Test
  void signOutEverywhere_whileACodeIsLookedAt_endsTheSessionThatComesOutOfIt() {
    SessionEpochs epochs = SessionEpochs.of(world.state);
    SessionEpoch before = epochs.current("alice");
    SignedIn in = world.owner("alice", SignInWorld.from(HOME));
    assertThat(in.bornIn()).isEqualTo(before);
    world.onLook =
        () -> assertThat(epochs.raise("alice", EpochCause.SIGNED_OUT_EVERYWHERE)).isNotNull();
    world.clock.advance(Duration.ofSeconds(30));
    CodeNeeded needed = (CodeNeeded) world.password("alice", SignInWorld.from(HOME));

    SignedIn during =
        (SignedIn) world.signIn.confirm(needed.pending(), world.code(), SignInWorld.from(HOME));

    assertThat(during.bornIn()).isNotEqualTo(epochs.current("alice"));
  }

  @Test
  void wait_asASentence_saysForHowLong() {
    Instant now = world.clock.instant();
    Map<Duration, String> said =
        Map.of(
            Duration.ZERO,
            "1 second",
            Duration.ofMillis(23_001),
            "24 seconds",
            Duration.ofSeconds(90),
            "90 seconds",
            Duration.ofSeconds(91),
            "2 minutes",
            Duration.ofMinutes(32),
            "32 minutes",
            Duration.ofMinutes(60),
            "an hour");

    said.forEach(
        (wait, text) ->
            assertThat(new Wait(now.plus(wait)).sentence(now))
                .isEqualTo(
                    "There were too many wrong attempts. Please try again in " + text + "."));
  }

  @Test
  void restart_inTheMiddle_knowsTheSignInTheFailuresAndTheBrowsers() {
    Secret browser = world.owner("alice", SignInWorld.from(HOME)).browser().orElseThrow();
    for (int i = 0; i < 5; i++) {
      assertThat(world.wrongPassword("alice", attacker(i))).isNotNull();
      assertThat(world.wrongPassword("nobody", attacker(i))).isNotNull();
    }
    CodeNeeded pending = (CodeNeeded) world.password("alice", SignInWorld.from(ELSEWHERE, browser));
    world.restart();

    assertThat(world.password("alice", attacker(9)).kind()).isEqualTo(Kind.WAIT);
    assertThat(world.password("nobody", attacker(9)).kind()).isEqualTo(Kind.WAIT);
    world.clock.advance(Duration.ofSeconds(30));
    assertThat(
            world
                .signIn
                .confirm(pending.pending(), world.code(), SignInWorld.from(ELSEWHERE, browser))
                .kind())
        .isEqualTo(Kind.SIGNED_IN);
  }

  @Test
  void name_inAnyLetterCase_isTheSameAccountAndTheSameCount() {
    assertThat(world.owner("ALICE", SignInWorld.from(HOME)).staff()).isEqualTo("alice");
    for (String name : new String[] {"alice", "Alice", "ALICE", " alice", "aLICE "}) {
      assertThat(world.wrongPassword(name, attacker(1))).isNotNull();
    }
    assertThat(world.wrongPassword("alicE", attacker(2)).kind()).isEqualTo(Kind.WAIT);
  }

  @Test
  void entry_thatIsDamaged_refusesAndIsNotSkipped() {
    assertThat(world.owner("alice", SignInWorld.from(HOME)).staff()).isEqualTo("alice");
    StateEntry entry = world.state.get(StateKey.of("sign-in-account", "alice")).orElseThrow();
    for (String damaged :
        new String[] {
          "",
          "attempts 2\n",
          entry.value().text() + "x y\n",
          entry.value().text().replace(' ', '\t')
        }) {
      StateEntry now = world.state.get(entry.key()).orElseThrow();
      assertThat(world.state.compareAndSet(StateWrite.replace(now, StateValue.ofText(damaged))))
          .isPresent();
      assertThat(world.password("alice", SignInWorld.from(HOME)).kind()).isEqualTo(Kind.REFUSED);
    }
  }
}
