package dev.staffgate.signin.hashing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  /**
   * The inputs of RFC 6070 with HMAC-SHA-256, and RFC 7914, section 11; the first 32 bytes of each.
   */
  @ParameterizedTest
  @CsvSource({
    "password, salt, 1, 120fb6cffcf8b32c43e7225256c4f837a86548c92ccc35480805987cb70be17b",
    "password, salt, 2, ae4d0c95af6b46d32d0adff928f06dd02a303f8ef3c251dfd6e2d85a95474c43",
    "password, salt, 4096, c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a",
    "passwordPASSWORDpassword, saltSALTsaltSALTsaltSALTsaltSALTsalt, 4096,"
        + " 348c89dbcbd32b2f32d814b8116e84cf2b17347ebc1800181c4e2a1fb8dd53e1",
    "passwd, salt, 1, 55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc",
    "Password, NaCl, 80000, 4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56"
  })
  void matches_vectorsWithSha256_isTrue(String password, String salt, int rounds, String key) {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    String hash =
        "$pbkdf2-sha256$i=%d$%s$%s"
            .formatted(
                rounds,
                base64.encodeToString(salt.getBytes(US_ASCII)),
                base64.encodeToString(HexFormat.of().parseHex(key)));

    assertThat(HASHER.matches(password.toCharArray(), hash)).isTrue();
    assertThat(HASHER.matches((password + "x").toCharArray(), hash)).isFalse();
  }

  @Test
  void matches_aHashOfLessWork_isTrueAfterTheMissingWork() {
    String hash = HASHER.hash("x".toCharArray());

    assertThat(new Pbkdf2PasswordHasher(1000).matches("x".toCharArray(), hash)).isTrue();
    assertThat(new Pbkdf2PasswordHasher(1000).matches("-".toCharArray(), hash)).isFalse();
  }

  /** Else the time would tell whose hash is an old one. */
  @Test
  void matches_aHashOfLessWork_isNotCheaper() {
    PasswordHasher today = new Pbkdf2PasswordHasher(200_000);
    String old = HASHER.hash("x".toCharArray());

    assertThat(LeastTime.of(() -> today.matches("x".toCharArray(), old)))
        .isGreaterThan(LeastTime.of(() -> today.hash("x".toCharArray())).dividedBy(2));
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
    assertThat(HASHER.matches("ü".repeat(513).toCharArray(), hash)).isFalse();
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
        "$pbkdf2-sha256$i=10000001$c2FsdA$VawEblbjCJ/sFpHCJUS2BflBhSFt3gRl5oudV8INrLw",
        "$pbkdf2-sha256$i=2$c2FsdA$VawEblbjCJ/sFpHCJUS2BflBhSFt3gRl5oudV8INrL",
        "$pbkdf2-sha256$i=٢$c2FsdA$c2FsdA"
      })
  void matches_aHashOfAnotherKind_isRefused(String hash) {
    assertThat(HASHER.canRead(hash)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> HASHER.matches("x".toCharArray(), hash));
  }
}
