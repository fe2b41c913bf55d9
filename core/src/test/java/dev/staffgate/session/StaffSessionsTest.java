package dev.staffgate.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.accounts.EpochCause;
import dev.staffgate.accounts.SessionEpoch;
import dev.staffgate.accounts.SessionEpochs;
import dev.staffgate.fixtures.BreakableStateStore;
import dev.staffgate.fixtures.ManualClock;
import dev.staffgate.network.IpAddress;
import dev.staffgate.state.MemoryStateStore;
import dev.staffgate.state.StateEntry;
import dev.staffgate.state.StateKey;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.StateValue;
import dev.staffgate.state.StateWrite;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions: how one begins, what ends it, and what a wrong clock does to it. */
class StaffSessionsTest {
  private static final Instant START = Instant.parse("2026-11-24T10:00:20Z");
  private static final Optional<IpAddress> HERE = Optional.of(IpAddress.parse("203.0.113.7"));

  private final ManualClock clock = new ManualClock(START);
  private final BreakableStateStore store = new BreakableStateStore(MemoryStateStore.create(clock));
  private final SessionEpochs epochs = SessionEpochs.of(store);
  private final StaffSessions sessions =
      StaffSessions.of(store, epochs, SessionLimits.USUAL, clock);

  @AfterEach
  void close() {
    epochs.close();
    store.close();
  }

  private StaffSession begin() {
    return sessions.begin("ann", HERE, "Firefox");
  }

  private boolean counts(StaffSession session) {
    return sessions.check(session.staff(), session.ref());
  }

  @Test
  void session_begun_countsAndIsListed() {
    StaffSession session = begin();
    assertThat(counts(session)).isTrue();
    assertThat(sessions.list("ann")).containsExactly(session);
    assertThat(session.lastSeen()).isEqualTo(Instant.parse("2026-11-24T10:00:00Z"));
    assertThat(session.from()).isEqualTo(HERE);
    assertThat(session.browser()).isEqualTo("Firefox");
  }

  @Test
  void session_ofAnother_doesNotCount() {
    StaffSession session = begin();
    assertThat(sessions.check("bob", session.ref())).isFalse();
    assertThat(sessions.check("Ann", session.ref())).isFalse();
    assertThat(sessions.list("bob")).isEmpty();
    assertThat(sessions.end("bob", session.ref().id())).isFalse();
    assertThat(counts(session)).isTrue();
  }

  @Test
  void reference_withAnotherIdOrEpoch_doesNotCount() {
    StaffSession session = begin();
    assertThat(sessions.check("ann", new SessionRef("0".repeat(32), session.ref().epoch())))
        .isFalse();
    assertThat(sessions.check("ann", new SessionRef(session.ref().id(), new SessionEpoch(9))))
        .isFalse();
  }

  @Test
  void end_ofOne_leavesTheOthers() {
    StaffSession one = begin();
    StaffSession other = begin();
    assertThat(sessions.end("ann", one.ref().id())).isTrue();
    assertThat(sessions.end("ann", one.ref().id())).isFalse();
    assertThat(counts(one)).isFalse();
    assertThat(counts(other)).isTrue();
    assertThat(sessions.list("ann")).containsExactly(other);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../bob", "' or 1=1 --", "A0", "0000"})
  void end_ofWhatIsNotAnId_isFalse(String id) {
    StaffSession session = begin();
    assertThat(sessions.end("ann", id)).isFalse();
    assertThat(sessions.end("ann", id.repeat(100_000))).isFalse();
    assertThat(counts(session)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(EpochCause.class)
  void endAll_forEachCause_endsAllAndANewOneCounts(EpochCause cause) {
    StaffSession one = begin();
    StaffSession other = begin();
    StaffSession bob = sessions.begin("bob", HERE, "");

    sessions.endAll("ann", cause);

    assertThat(counts(one)).isFalse();
    assertThat(counts(other)).isFalse();
    assertThat(counts(bob)).isTrue();
    assertThat(sessions.list("ann")).isEmpty();
    assertThat(counts(begin())).isTrue();
  }

  @Test
  void account_disabledAndEnabledAgain_revivesNoSession() {
    StaffSession before = begin();
    epochs.accountSeen("ann", true);
    assertThat(counts(before)).isFalse();
    epochs.accountSeen("ann", false);
    assertThat(counts(before)).isFalse();

    StaffSession second = begin();
    assertThat(counts(second)).isTrue();
    epochs.accountSeen("ann", true);
    assertThat(counts(second)).isFalse();
  }

  @Test
  void session_begunAfterItsAccountWasSeenDisabled_leavesNoMark() {
    epochs.accountSeen("ann", true);
    StaffSession session = begin(); // whoever may sign in is enabled
    assertThat(counts(session)).isTrue();
    epochs.accountSeen("ann", true);
    assertThat(counts(session)).isFalse();
  }

  @Test
  void session_whosePasswordWasLookedAtBeforeItChanged_isOverFromTheStart() {
    SessionEpoch before = epochs.current("ann");
    SessionEpoch unused = epochs.raise("ann", EpochCause.NEW_PASSWORD);
    StaffSession late = sessions.begin("ann", before, HERE, "");
    assertThat(counts(late)).isFalse();
    assertThat(sessions.list("ann")).isEmpty();
  }

  @Test
  void session_usedAllTheTime_endsWithItsLongestLife() {
    StaffSession session = begin();
    Instant end = START.plus(Duration.ofHours(12));
    while (clock.instant().plus(Duration.ofMinutes(20)).isBefore(end)) {
      clock.advance(Duration.ofMinutes(20));
      assertThat(counts(session)).as(clock.instant().toString()).isTrue();
    }
    clock.set(end);
    assertThat(counts(session)).isFalse();
    assertThat(sessions.list("ann")).isEmpty();
  }

  @Test
  void session_notUsed_endsAfterAWhile() {
    StaffSession session = begin();
    clock.advance(Duration.ofMinutes(30));
    assertThat(counts(session)).isTrue();
    clock.advance(Duration.ofMinutes(32));
    assertThat(counts(session)).isFalse();
  }

  @Test
  void check_manyTimesAMinute_writesOnce() {
    StaffSession session = begin();
    clock.advance(Duration.ofMinutes(1));
    int before = store.writes();
    for (int i = 0; i < 100; i++) {
      assertThat(counts(session)).isTrue();
    }
    assertThat(store.writes()).isEqualTo(before + 1);
    assertThat(sessions.list("ann").get(0).lastSeen())
        .isEqualTo(Instant.parse("2026-11-24T10:01:00Z"));
  }

  @Test
  void check_inTheMinuteOfTheSignIn_writesNothing() {
    StaffSession session = begin();
    int before = store.writes();
    assertThat(counts(session)).isTrue();
    assertThat(store.writes()).isEqualTo(before);
  }

  @Test
  void session_writtenByAClockThatWasFarAhead_isOver() {
    clock.advance(Duration.ofDays(3650));
    StaffSession future = begin();
    clock.set(START);
    assertThat(counts(future)).isFalse();
    assertThat(sessions.list("ann")).isEmpty();
  }

  @Test
  void session_writtenByAClockThatWasALittleAhead_counts() {
    clock.advance(Duration.ofSeconds(90));
    StaffSession session = begin();
    clock.set(START);
    assertThat(counts(session)).isTrue();
  }

  @Test
  void session_usedWhileTheClockWasAhead_endsWhenItWouldHave() {
    StaffSession session = begin();
    clock.set(START.plus(Duration.ofMinutes(20)));
    assertThat(counts(session)).isTrue();
    clock.set(START.plus(Duration.ofMinutes(50)));
    assertThat(counts(session)).isTrue(); // by a clock that is half an hour ahead
    clock.set(START.plus(Duration.ofMinutes(21)));
    assertThat(counts(session)).isTrue();
    assertThat(sessions.list("ann").get(0).lastSeen())
        .isEqualTo(Instant.parse("2026-11-24T10:21:00Z"));
    clock.set(START.plus(Duration.ofMinutes(53)));
    assertThat(counts(session)).isFalse();
  }

  @Test
  void account_withAsManySessionsAsItMayHave_losesTheOldest() {
    List<StaffSession> begun = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      begun.add(begin());
      clock.advance(Duration.ofSeconds(10));
    }
    assertThat(sessions.list("ann")).hasSize(50);
    assertThat(counts(begun.get(9))).isFalse();
    assertThat(counts(begun.get(10))).isTrue();
    assertThat(counts(begun.get(59))).isTrue();
  }

  @Test
  void browser_thatSaysAnything_isShownCleaned() {
    StaffSession session =
        sessions.begin("ann", HERE, "a\u202eb\u0000\r\nc<script>\ud800" + "😀".repeat(500_000));
    assertThat(session.browser()).startsWith("ab c").doesNotContain("\n", "<", "\u202e");
    assertThat(session.browser().length()).isLessThanOrEqualTo(StaffSession.MAX_BROWSER);
    assertThat(sessions.list("ann")).containsExactly(session);
  }

  @Test
  void restart_withTheSameStore_knowsTheSession() {
    StaffSession session = begin();
    try (SessionEpochs again = SessionEpochs.of(store)) {
      StaffSessions restarted = StaffSessions.of(store, again, SessionLimits.USUAL, clock);
      assertThat(restarted.check("ann", session.ref())).isTrue();
    }
  }

  @Test
  void store_down_isAnExceptionAndNeverAnAnswer() {
    StaffSession session = begin();
    store.broken(true);
    assertThatThrownBy(() -> counts(session)).isInstanceOf(StateStoreException.class);
    assertThatThrownBy(this::begin).isInstanceOf(StateStoreException.class);
    assertThatThrownBy(() -> sessions.list("ann")).isInstanceOf(StateStoreException.class);
    assertThatThrownBy(() -> sessions.endAll("ann", EpochCause.SIGNED_OUT_EVERYWHERE))
        .isInstanceOf(StateStoreException.class);
    store.broken(false);
    assertThat(counts(session)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2\n0\n1\n1\n-\n",
        "1\n0\n1\n1\n-\na\nb",
        "1\n0\n-1\n1\n-\n",
        "1\n0\n1\n1\n999.1.1.1\n",
        "1\n0\n1\n1\n::::\n"
      })
  void value_damaged_isDeniedAndNamed(String text) {
    StaffSession session = begin();
    StateKey key = StateKey.of("staff-session", "ann", session.ref().id());
    StateEntry entry = store.get(key).orElseThrow();
    assertThat(store.compareAndSet(StateWrite.replace(entry, StateValue.ofText(text)))).isPresent();
    assertThatThrownBy(() -> counts(session))
        .isInstanceOfSatisfying(
            StateStoreException.class,
            damaged -> assertThat(damaged.kind()).isEqualTo(StateStoreException.Kind.CORRUPT))
        .hasMessageContaining(key.text());
  }

  @Test
  void limits_outOfBounds_areRefused() {
    Duration hour = Duration.ofHours(1);
    assertThatThrownBy(() -> SessionLimits.USUAL.idle(Duration.ofSeconds(59)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SessionLimits.USUAL.life(Duration.ofMinutes(29)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SessionLimits.USUAL.life(Duration.ofDays(31)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SessionLimits(hour, hour, 0, hour))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SessionLimits(hour, hour, 1, hour.plusSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
