package dev.staffgate.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The values that a store takes, and their bounds. */
class StateWriteTest {
  private static final StateKey KEY = StateKey.of("key");

  @Test
  void writes_madeTwice_areTwoAttempts() {
    StateWrite one = StateWrite.create(KEY, StateValue.EMPTY);
    StateWrite other = StateWrite.create(KEY, StateValue.EMPTY);

    assertThat(one.attempt()).isNotEqualTo(other.attempt()).matches("[0-9a-f]{32}");
    assertThat(one.durably().expiringAt(Instant.EPOCH).attempt()).isEqualTo(one.attempt());
  }

  @Test
  void expiry_outsideOfWhatCanBeKept_isRefused() {
    StateWrite write = StateWrite.create(KEY, StateValue.EMPTY);

    for (Instant instant : new Instant[] {Instant.MIN, Instant.MAX, Instant.EPOCH.minusMillis(1)}) {
      assertThatThrownBy(() -> write.expiringAt(instant))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("1970 and 9999");
    }
    assertThat(write.expiringAt(StateWrite.LAST_EXPIRY).expiresAt())
        .contains(StateWrite.LAST_EXPIRY);
  }

  @Test
  void value_ofTooManyBytes_isRefused() {
    assertThat(StateValue.of(new byte[16_384]).size()).isEqualTo(16_384);
    assertThatThrownBy(() -> StateValue.of(new byte[16_385]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("16385");
    assertThatThrownBy(() -> StateValue.ofText("é".repeat(10_000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("20000");
  }

  @Test
  void value_ofATextWithAnUnpairedSurrogate_isRefused() {
    assertThatThrownBy(() -> StateValue.ofText("a\ud800"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("surrogates");
  }

  @Test
  void value_thatIsNotUtf8_hasNoText() {
    assertThatThrownBy(() -> StateValue.of(new byte[] {-1}).text())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void value_whoseSourceIsChangedAfterwards_staysTheSame() {
    byte[] bytes = {1, 2};
    StateValue value = StateValue.of(bytes);
    bytes[0] = 9;
    value.bytes()[1] = 9;

    assertThat(value.bytes()).containsExactly(1, 2);
  }

  @Test
  void entry_inAMessage_doesNotShowItsValue() {
    assertThat(StateWrite.create(KEY, StateValue.ofText("hunter2")).toString())
        .contains("7 bytes")
        .doesNotContain("hunter2");
  }
}
