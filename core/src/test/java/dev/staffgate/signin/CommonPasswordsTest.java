package dev.staffgate.signin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommonPasswordsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "Password1",
        "Passw0rd!",
        "p@ssw0rd2026",
        "passwordpassword",
        "password password",
        "PASSWORD123456789",
        "12345678",
        "123456789012345",
        "987654321098765",
        "abcdefghijklmno",
        "qwertyuiop",
        "poiuytrewq",
        "1q2w3e4r5t",
        "1qaz2wsx3edc",
        "aaaaaaaaaaaaaaaaaaaa",
        "abababababababab",
        "1111111111111111",
        "11112222",
        "letmein!",
        "ILoveYou2",
        "administrator",
        "Correct Horse Battery Staple",
        "welcome2026!"
      })
  void password_thatIsTriedFirst_isRefused(String password) {
    assertThat(CommonPasswords.LIST.contains(password)).isTrue();
    assertThat(
            PasswordRules.forSecondFactor()
                .blocking(PasswordBlocklist.common())
                .problems(password.toCharArray(), PasswordOwner.of("zoe")))
        .extracting(PasswordProblem::code)
        .containsExactly(PasswordProblem.Code.BLOCKED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "seven red kites",
        "a stair of nine blue herons",
        "bob-builds-servers",
        "xkHq8-2Lmm",
        "\u0442\u0440\u0438 \u043a\u043e\u0442\u0430 \u0438 \u043b\u043e\u0434\u043a\u0430",
        "password of the seventh sea",
        "1 fish 2 fish 3 fish",
        "8472-1906-3355"
      })
  void password_thatNobodyTriesFirst_isTaken(String password) {
    assertThat(CommonPasswords.LIST.contains(password)).isFalse();
  }
}
