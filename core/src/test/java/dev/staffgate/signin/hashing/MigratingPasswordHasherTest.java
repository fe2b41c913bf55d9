package dev.staffgate.signin.hashing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.staffgate.signin.hashing.Argon2idPasswordHasher.Cost;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MigratingPasswordHasherTest {
  private static final char[] PASSWORD = "correct horse".toCharArray();
  private static final PasswordHasher OLD = new Pbkdf2PasswordHasher(2);
  private static final PasswordHasher NEW = Argon2idPasswordHasher.create(new Cost(8, 1, 1));

  private final List<String> compared = new ArrayList<>();
  private final PasswordHasher both =
      MigratingPasswordHasher.to(recording("new", NEW), recording("old", OLD));

  private PasswordHasher recording(String name, PasswordHasher hasher) {
    return new PasswordHasher() {
      @Override
      public String hash(char[] password) {
        return hasher.hash(password);
      }

      @Override
      public boolean canRead(String hash) {
        return hasher.canRead(hash);
      }

      @Override
      public boolean matches(char[] password, String hash) {
        compared.add(name);
        return hasher.matches(password, hash);
      }

      @Override
      public boolean needsRehash(String hash) {
        return hasher.needsRehash(hash);
      }
    };
  }

  @Test
  void hash_isOfTheCurrentMethod() {
    assertThat(both.hash(PASSWORD)).startsWith("$argon2id$");
    assertThat(both.needsRehash(both.hash(PASSWORD))).isFalse();
  }

  @Test
  void hashes_ofBothMethods_areRead() {
    assertThat(both.matches(PASSWORD, OLD.hash(PASSWORD))).isTrue();
    assertThat(both.matches(PASSWORD, NEW.hash(PASSWORD))).isTrue();
    assertThat(both.matches("wrong".toCharArray(), OLD.hash(PASSWORD))).isFalse();
    assertThat(both.matches("wrong".toCharArray(), NEW.hash(PASSWORD))).isFalse();
    assertThat(both.needsRehash(OLD.hash(PASSWORD))).isTrue();
  }

  /** The sample that is computed for the work alone must let nobody in. */
  @Test
  void password_ofTheSample_matchesNothing() {
    char[] sample = {'-'};
    assertThat(both.matches(sample, OLD.hash(PASSWORD))).isFalse();
    assertThat(both.matches(sample, NEW.hash(PASSWORD))).isFalse();
    assertThat(both.matches(new char[0], OLD.hash(sample))).isFalse();
    assertThat(both.matches(new char[0], NEW.hash(sample))).isFalse();
  }

  @Test
  void matches_whicheverMethodAndPassword_doesTheWorkOfAll() {
    List<String> hashes = List.of(OLD.hash(PASSWORD), NEW.hash(PASSWORD));
    for (String hash : hashes) {
      for (char[] password : List.of(PASSWORD, "wrong".toCharArray(), new char[0])) {
        compared.clear();
        boolean right = both.matches(password, hash);
        assertThat(right).isEqualTo(password == PASSWORD);
        assertThat(compared).containsExactly("new", "old");
      }
    }
  }

  @Test
  void hash_ofNoMethod_isRefused() {
    assertThat(both.canRead("$2b$12$abc")).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> both.matches(PASSWORD, "$2b$12$abc"));
    assertThatIllegalArgumentException().isThrownBy(() -> both.needsRehash("$2b$12$abc"));
  }

  @Test
  void hashers_thatReadTheSame_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MigratingPasswordHasher.to(OLD, new Pbkdf2PasswordHasher(1)));
  }
}
