package dev.staffgate.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
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
  @ValueSource(strings = {"at", "type", "staff", "from", "n", "prev", "mac"})
  void detail_calledAsAFieldOfTheRecord_isRefused(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> event("bob").with(name, "forged"));
  }

  @Test
  void types_ofEvents_haveAWordEach() {
    assertThat(AuditEvent.Type.all().stream().map(AuditEvent.Type::text))
        .doesNotHaveDuplicates()
        .allMatch(word -> word.matches("[a-z]+(-[a-z]+)*"));
  }

  @Test
  void type_ofAProgram_hasANameSpace() {
    AuditEvent.Type own = AuditEvent.Type.of("com.example.invoice-exported");

    assertThat(own).hasToString("com.example.invoice-exported");
    assertThat(own).isEqualTo(AuditEvent.Type.of("com.example.invoice-exported"));
    assertThat(own).hasSameHashCodeAs(AuditEvent.Type.of("com.example.invoice-exported"));
    assertThat(own).isNotEqualTo(AuditEvent.Type.of("com.example.invoice-imported"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sign-in",
        "exported",
        "Com.example",
        "com..example",
        ".com",
        "com.",
        "com.example ",
        "com.exa\nmple",
        "com.\u202Eexample"
      })
  void type_withoutANameSpace_isRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AuditEvent.Type.of(text))
        .withMessageContaining("com.example.invoice-exported");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AuditEvent.Type.of("com." + "x".repeat(1 << 20)))
        .withMessageNotContaining("xxx");
  }
}
