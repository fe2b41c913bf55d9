package dev.staffgate.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an adapter does not know is no pass. */
class VectorEffectsTest {
  @Test
  void isDeny_ofTheTwoEffects_tellsThemApart() {
    assertThat(VectorEffects.isDeny("deny")).isTrue();
    assertThat(VectorEffects.isDeny("allow")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Deny", "DENY", "forbid", "permit", "unless"})
  void isDeny_ofAnyOtherEffect_fails(String effect) {
    assertThatIllegalArgumentException().isThrownBy(() -> VectorEffects.isDeny(effect));
  }
}
