package dev.staffgate.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditEventTest {
  private static AuditEvent event(String staff) {
    return AuditEvent.of(Instant.EPOCH, AuditEvent.Type.SIGN_IN, staff, Optional.empty());
  }

  @Test
  void text_thatIsTooLong_isCutBetweenCharacters() {
    String cut = event("x".repeat(1022) + "\uD83D\uDD11" + "x".repeat(1_000_000)).staff();

    assertThat(cut).isEqualTo("x".repeat(1022) + "…");
    assertThat(event("x".repeat(1024)).staff()).hasSize(1024);
  }

  @ParameterizedTest
  @ValueSource(strings = {"at", "type", "staff", "from"})
  void detail_calledAsAFieldOfTheRecord_isRefused(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> event("bob").with(name, "forged"));
  }

  @Test
  void types_ofEvents_haveAWordEach() {
    assertThat(Arrays.stream(AuditEvent.Type.values()).map(AuditEvent.Type::text))
        .doesNotHaveDuplicates()
        .allMatch(word -> word.matches("[a-z]+(-[a-z]+)*"));
  }
}
