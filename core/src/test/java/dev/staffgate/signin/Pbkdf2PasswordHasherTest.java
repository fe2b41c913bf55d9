package dev.staffgate.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Pbkdf2PasswordHasherTest {
  private static final PasswordHasher HASHER = new Pbkdf2PasswordHasher(2);

  /** PBKDF2-HMAC-SHA-256 of "passwd" and "salt", once: RFC 7914, section 11, its first 32 bytes. */
  @Test
  void matches_theVectorOfRfc7914_isTrue() {
    String rfc = "$pbkdf2-sha256$i=1$c2FsdA$VawEblbjCJ/sFpHCJUS2BflBhSFt3gRl5oudV8INrLw";

    assertThat(HASHER.matches("passwd".toCharArray(), rfc)).isTrue();
    assertThat(HASHER.matches("passwe".toCharArray(), rfc)).isFalse();
  }

  @Test
  void hash_ofTheSamePassword_isAnotherEachTimeAndMatches() {
    String one = HASHER.hash("Pässwörd \uD83D\uDD11".toCharArray());
    String two = HASHER.hash("Pässwörd \uD83D\uDD11".toCharArray());

    assertThat(one).isNotEqualTo(two).startsWith("$pbkdf2-sha256$i=2$");
    assertThat(HASHER.matches("Pässwörd \uD83D\uDD11".toCharArray(), two)).isTrue();
    assertThat(HASHER.matches("Passwörd \uD83D\uDD11".toCharArray(), two)).isFalse();
  }

  @Test
  void password_outsideOfItsBounds_isRefused() {
    String hash = HASHER.hash("x".repeat(1024).toCharArray());

    assertThat(HASHER.matches("x".repeat(1025).toCharArray(), hash)).isFalse();
    assertThat(HASHER.matches(new char[0], hash)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HASHER.hash("x".repeat(1025).toCharArray()));
    assertThatIllegalArgumentException().isThrownBy(() -> HASHER.hash(new char[0]));
  }

  @Test
  void needsRehash_ofLessWork_isTrue() {
    String hash = HASHER.hash("x".toCharArray());

    assertThat(new Pbkdf2PasswordHasher(3).needsRehash(hash)).isTrue();
    assertThat(HASHER.needsRehash(hash)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "$2b$12$abc$def$",
        "$pbkdf2-sha256$i=0$c2FsdA$c2FsdA",
        "$pbkdf2-sha256$i=99999999$c2FsdA$c2FsdA",
        "$pbkdf2-sha256$i=2$c2FsdA$c2FsdA",
        "$pbkdf2-sha256$i=2$*$c2FsdA",
        "$pbkdf2-sha256$i=٢$c2FsdA$c2FsdA"
      })
  void matches_aHashOfAnotherKind_isRefused(String hash) {
    assertThatIllegalArgumentException().isThrownBy(() -> HASHER.matches("x".toCharArray(), hash));
  }
}
