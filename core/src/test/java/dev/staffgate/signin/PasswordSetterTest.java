package dev.staffgate.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.signin.PasswordProblem.Code;
import dev.staffgate.signin.hashing.BoundedPasswordHasher;
import dev.staffgate.signin.hashing.PasswordHasher;
import dev.staffgate.signin.hashing.PasswordHasherBusyException;
import dev.staffgate.signin.hashing.Pbkdf2PasswordHasher;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PasswordSetterTest {
  private static final PasswordHasher HASHER = new Pbkdf2PasswordHasher(1);
  private static final PasswordOwner OWNER = PasswordOwner.of("bob");

  private CredentialStore store;
  private PasswordSetter setter;

  @BeforeEach
  void open() {
    store = new MemoryCredentialStore();
    setter = new PasswordSetter(store, HASHER, PasswordRules.forPasswordAlone());
  }

  private boolean matches(String password) {
    String hash = store.find("bob").orElseThrow().passwordHash().orElseThrow().revealToUse();
    return HASHER.matches(password.toCharArray(), hash);
  }

  @Test
  void set_ofSomebodyNew_isKeptInTheComposedForm() {
    assertThat(setter.set("bob", "u\u0308ber alle Berge".toCharArray(), OWNER)).isEmpty();

    assertThat(matches("über alle Berge")).isTrue();
    assertThat(store.find("bob").orElseThrow().codeKey()).isEmpty();
  }

  @Test
  void set_ofSomebodyWithASecondFactor_leavesIt() {
    OneTimeCodeKey key = SignInFixture.key(SignInFixture.RFC_KEY);
    Credentials before = TestCredentials.of("x", Optional.of(key));
    assertThat(store.replace("bob", before)).isTrue();

    assertThat(setter.set("bob", "correct horse battery".toCharArray(), OWNER)).isEmpty();

    Credentials after = store.find("bob").orElseThrow();
    assertThat(after)
        .isEqualTo(
            before.next().withPassword(after.passwordHash().orElseThrow(), Optional.empty()));
    assertThat(matches("correct horse battery")).isTrue();
  }

  @Test
  void set_againstTheRules_changesNothing() {
    assertThat(setter.set("bob", "too short".toCharArray(), OWNER))
        .extracting(PasswordProblem::code)
        .containsExactly(Code.TOO_SHORT);
    assertThat(store.find("bob")).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> setter.set("b b", "correct horse battery".toCharArray(), OWNER));
  }

  @Test
  void set_whileTooManyHash_isRefusedAndChangesNothing() {
    BoundedPasswordHasher bounded = BoundedPasswordHasher.of(HASHER, 1, 0, Duration.ZERO);
    PasswordSetter busy = new PasswordSetter(store, bounded, PasswordRules.forPasswordAlone());

    Boolean refused =
        bounded.inTurn(
            () -> {
              assertThatThrownBy(
                      () -> busy.set("bob", "correct horse battery".toCharArray(), OWNER))
                  .isInstanceOf(PasswordHasherBusyException.class);
              return true;
            });

    assertThat(refused).isTrue();
    assertThat(store.find("bob")).isEmpty();
    assertThat(busy.set("bob", "correct horse battery".toCharArray(), OWNER)).isEmpty();
  }
}
