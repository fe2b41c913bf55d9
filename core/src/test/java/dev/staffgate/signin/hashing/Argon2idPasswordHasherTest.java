package dev.staffgate.signin.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Splitter;
import dev.staffgate.signin.hashing.Argon2idPasswordHasher.Cost;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2idPasswordHasherTest {
  private static final Cost LITTLE = new Cost(16, 2, 1);
  private static final PasswordHasher HASHER = Argon2idPasswordHasher.create(LITTLE);

  private static byte[] of(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  @Test
  void function_onTheVectorOfRfc9106_isItsTag() {
    Argon2Parameters.Builder parameters =
        Argon2idFunction.parameters(new Cost(32, 3, 4))
            .withSalt(of(16, 2))
            .withSecret(of(8, 3))
            .withAdditional(of(12, 4));

    // RFC 9106, section 5.3.
    assertThat(HexFormat.of().formatHex(Argon2idFunction.derive(of(32, 1), parameters, 32)))
        .isEqualTo("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
  }

  /** Of the reference implementation, its {@code src/test.c}. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "password |"
            + " $argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        "password |"
            + " $argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
        "password |"
            + " $argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
      })
  void matches_aHashOfTheReferenceImplementation_isTrue(String password, String hash) {
    assertThat(HASHER.matches(password.toCharArray(), hash)).isTrue();
    assertThat(HASHER.matches("passwore".toCharArray(), hash)).isFalse();
    assertThat(HASHER.needsRehash(hash)).as("a short salt").isTrue();
  }

  @Test
  void hash_ofTheSamePassword_isAnotherEachTimeAndMatches() {
    char[] password = "Pässwörd \uD83D\uDD11".toCharArray();
    String one = HASHER.hash(password);
    String two = HASHER.hash(password);

    assertThat(one)
        .isNotEqualTo(two)
        .matches("\\$argon2id\\$v=19\\$m=16,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
    assertThat(HASHER.matches(password, two)).isTrue();
    assertThat(HASHER.matches("Passwörd \uD83D\uDD11".toCharArray(), two)).isFalse();
  }

  /** Else the time would tell whose hash is an old one. */
  @Test
  void matches_aHashOfLessWork_isNotCheaper() {
    PasswordHasher today = Argon2idPasswordHasher.create();
    String old = HASHER.hash("x".toCharArray());

    assertThat(LeastTime.of(() -> today.matches("x".toCharArray(), old)))
        .isGreaterThan(LeastTime.of(() -> today.hash("x".toCharArray())).dividedBy(2));
  }

  @Test
  void hash_ofTheUsualCost_saysIt() {
    assertThat(Argon2idPasswordHasher.create().hash("x".toCharArray()))
        .startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
  }

  @Test
  void password_outsideOfItsBounds_isRefused() {
    String hash = HASHER.hash("ü".repeat(512).toCharArray());

    assertThat(HASHER.matches("ü".repeat(512).toCharArray(), hash)).isTrue();
    assertThat(HASHER.matches("ü".repeat(513).toCharArray(), hash)).isFalse();
    assertThat(HASHER.matches(new char[0], hash)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HASHER.hash("ü".repeat(513).toCharArray()));
    assertThatIllegalArgumentException().isThrownBy(() -> HASHER.hash(new char[0]));
  }

  @Test
  void needsRehash_ofLessWork_isTrue() {
    String hash = HASHER.hash("x".toCharArray());

    assertThat(HASHER.needsRehash(hash)).isFalse();
    assertThat(Argon2idPasswordHasher.create(new Cost(16, 3, 1)).needsRehash(hash)).isTrue();
    assertThat(Argon2idPasswordHasher.create(new Cost(17, 2, 1)).needsRehash(hash)).isTrue();
    assertThat(Argon2idPasswordHasher.create(new Cost(8, 1, 1)).needsRehash(hash)).isFalse();
    assertThat(Argon2idPasswordHasher.create(new Cost(32, 3, 1)).matches("x".toCharArray(), hash))
        .as("with the missing work done besides")
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "$argon2id$",
        "$argon2i$v=19$m=16,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=16$m=16,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$m=16,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=262145,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=9999999,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=99999999999,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=16,t=65,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=262144,t=5,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=16,t=0,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=16,t=2,p=0$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=4096,t=2,p=17$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=15,t=2,p=2$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=١٦,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=16,t=2,p=1$c2FsdA$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=16,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMa",
        "$argon2id$v=19$m=16,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRP*c",
        "$argon2id$v=19$m=16,t=2,p=1,x=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$pbkdf2-sha256$i=1$c2FsdA$VawEblbjCJ/sFpHCJUS2BflBhSFt3gRl5oudV8INrLw"
      })
  void hash_ofAnotherKindOrOutOfBounds_isRefusedWithoutWork(String hash) {
    assertThat(HASHER.canRead(hash)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> HASHER.matches("x".toCharArray(), hash));
    assertThatIllegalArgumentException().isThrownBy(() -> HASHER.needsRehash(hash));
  }

  @Test
  void hash_withASaltOrATagThatIsHuge_isRefused() {
    String huge = "A".repeat(88);
    assertThat(HASHER.canRead("$argon2id$v=19$m=16,t=2,p=1$" + huge + "$" + "A".repeat(43)))
        .isFalse();
    assertThat(HASHER.canRead("$argon2id$v=19$m=16,t=2,p=1$" + "A".repeat(22) + "$" + huge))
        .isFalse();
    assertThat(
            HASHER.canRead("$argon2id$v=19$m=16,t=2,p=1$" + "A".repeat(22) + "$" + "A".repeat(43)))
        .isTrue();
  }

  @Test
  void library_thatIsMissing_isNamed() throws Exception {
    try (URLClassLoader without = new URLClassLoader(withoutBouncyCastle(), null)) {
      Class<?> type = without.loadClass(Argon2idPasswordHasher.class.getName());
      assertThatThrownBy(() -> type.getMethod("create").invoke(null))
          .cause()
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("add org.bouncycastle:bcprov-jdk18on");
      assertThat(
              without
                  .loadClass(Pbkdf2PasswordHasher.class.getName())
                  .getConstructor()
                  .newInstance())
          .as("needs the JDK alone")
          .isNotNull();
    }
  }

  private static URL[] withoutBouncyCastle() throws MalformedURLException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<URL> urls = new ArrayList<>();
    for (String entry : Splitter.on(File.pathSeparatorChar).split(classPath)) {
      if (!entry.contains("bcprov")) {
        urls.add(Path.of(entry).toUri().toURL());
      }
    }
    return urls.toArray(URL[]::new);
  }
}
