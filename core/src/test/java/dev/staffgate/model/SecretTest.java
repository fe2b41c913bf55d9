package dev.staffgate.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret shows itself only when asked by name; references to secrets. */
class SecretTest {
  @Test
  void secret_printed_tellsNothing() {
    Secret secret = Secret.of("s3cret");

    assertThat(secret).hasToString("Secret[redacted]").hasSameHashCodeAs(Secret.of("other"));
    assertThat(secret.revealToUse()).isEqualTo("s3cret");
  }

  @Test
  void secrets_ofTheSameText_areEqual() {
    assertThat(Secret.of("s3cret"))
        .isEqualTo(Secret.of("s3cret"))
        .isNotEqualTo(Secret.of("s3creT"))
        .isNotEqualTo("s3cret");
  }

  @Test
  void secret_emptyOrTooLong_isRefusedWithoutBeingQuoted() {
    String longest = "x".repeat(Secret.MAX_LENGTH);

    assertThat(Secret.of(longest).revealToUse()).isEqualTo(longest);
    assertThatIllegalArgumentException().isThrownBy(() -> Secret.of(""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Secret.of(longest + "x"))
        .withMessage("a secret is longer than 65536 characters");
  }

  @Test
  void reference_ofSchemeAndName_printsAsItIsWritten() {
    assertThat(new SecretRef("env", "WEB1_TOKEN")).hasToString("env:WEB1_TOKEN");
    assertThatIllegalArgumentException().isThrownBy(() -> new SecretRef("ENV", "WEB1_TOKEN"));
    assertThatIllegalArgumentException().isThrownBy(() -> new SecretRef("env", ""));
  }

  @Test
  void pin_ofAKey_readsBack() {
    KeyPin pin = KeyPin.ofSha256(new byte[32]);

    assertThat(pin).hasToString("sha256/" + "A".repeat(43) + "=");
    assertThat(new KeyPin(pin.text())).isEqualTo(pin);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha256/",
        "sha1/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "SHA256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", // without its end
        "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", // 33 bytes
        "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==", // 31 bytes
        "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=", // bits that no byte holds
        "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA-=",
        "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= "
      })
  void pin_ofAnotherForm_isRefused(String text) {
    assertThat(KeyPin.isPin(text)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> new KeyPin(text));
  }
}
