package dev.staffgate.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.signin.PasswordProblem.Code;
import dev.staffgate.signin.PasswordRules.CharacterKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** NIST SP 800-63B-4, section 3.1.1.2. */
class PasswordRulesTest {
  private static final PasswordOwner OWNER =
      PasswordOwner.of("alice", "Alice Müller", "a.mueller@example.com", "Example Hosting");
  private static final PasswordRules ALONE = PasswordRules.forPasswordAlone();
  private static final PasswordRules SECOND = PasswordRules.forSecondFactor();

  private static List<Code> codes(PasswordRules rules, String password) {
    return rules.problems(password.toCharArray(), OWNER).stream()
        .map(PasswordProblem::code)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fifteen letters",
        "               x",
        "correct horse battery staple",
        "пароль-из-букв!",
        "密码密码密码密码密码密码密码密",
        "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦",
        "alice has one door too many",
        "aaaaaaaaaaaaaaa"
      })
  void password_ofFifteenCharactersOfAnyKind_isFine(String password) {
    assertThat(codes(ALONE, password)).isEmpty();
  }

  @Test
  void length_isCountedInCodePointsOfTheComposedForm() {
    String fourteen = "\uD83D\uDD11".repeat(14);
    String decomposed = "u\u0308".repeat(14); // 14 letters as 28 characters

    assertThat(codes(ALONE, fourteen)).containsExactly(Code.TOO_SHORT);
    assertThat(codes(ALONE, fourteen + "x")).isEmpty();
    assertThat(codes(ALONE, decomposed)).containsExactly(Code.TOO_SHORT);
    assertThat(ALONE.problems(decomposed.toCharArray(), OWNER).get(0).sentence())
        .isEqualTo("The password needs at least 15 characters and has 14.");
    assertThat(codes(ALONE, "")).containsExactly(Code.TOO_SHORT);
    assertThat(codes(ALONE, "zwei und acht!")).containsExactly(Code.TOO_SHORT);
  }

  @Test
  void minimum_withASecondFactor_isEight() {
    assertThat(codes(SECOND, "8 chars!")).isEmpty();
    assertThat(codes(SECOND, "7 chars")).containsExactly(Code.TOO_SHORT);
    assertThat(codes(SECOND.atLeast(9), "8 chars!")).containsExactly(Code.TOO_SHORT);
    assertThat(ALONE.minimum()).isEqualTo(15);
    assertThatIllegalArgumentException().isThrownBy(() -> ALONE.atLeast(14));
    assertThatIllegalArgumentException().isThrownBy(() -> ALONE.atLeast(65));
  }

  @Test
  void password_ofMoreBytesThanAllowed_isTooLong() {
    assertThat(codes(ALONE, "x".repeat(1024))).isEmpty();
    assertThat(codes(ALONE, "x".repeat(1025))).containsExactly(Code.TOO_LONG);
    assertThat(codes(ALONE, "ü".repeat(512))).isEmpty();
    assertThat(codes(ALONE, "ü".repeat(512) + "x")).containsExactly(Code.TOO_LONG);
    assertThat(codes(ALONE, "密".repeat(342))).containsExactly(Code.TOO_LONG);
    assertThat(codes(ALONE, "\uD83D\uDD11".repeat(256))).isEmpty();
    assertThat(codes(ALONE, "\uD83D\uDD11".repeat(257))).containsExactly(Code.TOO_LONG);
    assertThat(codes(ALONE, "u\u0308".repeat(512))).as("512 letters of two bytes").isEmpty();
    assertThat(codes(ALONE, "x".repeat(1_000_000))).containsExactly(Code.TOO_LONG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "\t", "\n", "\r", "\u007f", "\u0085", "\u009f"})
  void password_withAControlCharacter_isRefused(String control) {
    assertThat(codes(ALONE, "a rather " + control + " long one"))
        .containsExactly(Code.CONTROL_CHARACTER);
    assertThat(codes(ALONE, "a rather long one" + control)).containsExactly(Code.CONTROL_CHARACTER);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8, 17})
  void password_withHalfACharacter_isRefused(int at) {
    for (char half : new char[] {'\uD83D', '\uDD11'}) {
      StringBuilder text = new StringBuilder("a rather long one").insert(at, half);
      assertThat(codes(ALONE, text.toString())).containsExactly(Code.BROKEN_CHARACTER);
    }
    assertThat(codes(ALONE, "a rather long one\uDD11\uD83D"))
        .containsExactly(Code.BROKEN_CHARACTER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alicealicealice",
        "ALICE-ALICE-2026",
        "Alice!Alice!12345",
        "ecilaecilaecila",
        "a.mueller@example.com",
        "Example Hosting 1",
        "examplehosting2026",
        "hosting hosting hosting",
        "Alice Mu\u0308ller 2026",
        "ａｌｉｃｅ ａｌｉｃｅ ａｌｉｃｅ"
      })
  void password_thatIsLittleMoreThanTheAccount_isRefused(String password) {
    assertThat(codes(ALONE, password)).containsExactly(Code.TIED_TO_ACCOUNT);
  }

  @Test
  void password_withWordsOfItsOwnBesideTheName_isFine() {
    assertThat(codes(ALONE, "alice-and-the-keys")).isEmpty();
    assertThat(codes(ALONE, "!!!!!!!!!!!!!!!")).isEmpty();
    assertThat(PasswordOwner.of("al").isTiedTo("alalalalalalalal"))
        .as("two letters are in many words")
        .isFalse();
    assertThat(PasswordOwner.of("alice", "").isTiedTo("something else")).isFalse();
  }

  @Test
  void owner_ofTooManyOrTooLongTexts_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PasswordOwner(Collections.nCopies(17, "alice")));
    assertThatIllegalArgumentException().isThrownBy(() -> PasswordOwner.of("x".repeat(321)));
  }

  @Test
  void blocklist_isGivenTheComposedFormOnceAndLast() {
    List<String> asked = new ArrayList<>();
    PasswordRules rules =
        ALONE.blocking(
            password -> {
              asked.add(password);
              return password.startsWith("ü");
            });

    assertThat(codes(rules, "u\u0308ber alle Berge")).containsExactly(Code.BLOCKED);
    assertThat(codes(rules, "unter allen Bergen")).isEmpty();
    assertThat(codes(rules, "short")).containsExactly(Code.TOO_SHORT);
    assertThat(codes(rules, "alicealicealice")).containsExactly(Code.TIED_TO_ACCOUNT);
    assertThat(asked).containsExactly("über alle Berge", "unter allen Bergen");
    assertThat(codes(rules.blocking("unter allen Bergen"::equals), "unter allen Bergen"))
        .containsExactly(Code.BLOCKED);
  }

  @Test
  void blocklist_thatFails_failsTheQuestion() {
    PasswordRules rules =
        ALONE.blocking(
            password -> {
              throw new IllegalStateException("the list is out");
            });
    assertThatThrownBy(() -> codes(rules, "correct horse battery staple"))
        .hasMessage("the list is out");
  }

  @ParameterizedTest
  @CsvSource({
    "nothing but letters, 3",
    "Letters of both kinds, 2",
    "Letters + signs and 1, 0",
    "ПАРОЛЬ из букв №٣, 0"
  })
  void kinds_askedFor_areNamedOneByOne(String password, int missing) {
    PasswordRules rules =
        ALONE
            .requiring(CharacterKind.UPPER_CASE, CharacterKind.DIGIT)
            .requiring(CharacterKind.SIGN, CharacterKind.LOWER_CASE);
    assertThat(codes(rules, password)).hasSize(missing).allMatch(Code.MISSING_CHARACTER::equals);
  }

  @Test
  void sentences_ofAllProblems_quoteNothing() {
    PasswordRules rules = ALONE.atLeast(64).requiring(CharacterKind.DIGIT, CharacterKind.SIGN);
    for (String secret : List.of("hunter alice alice", "hunter\t", "hunter\uD83D", "hunter")) {
      assertThat(rules.problems(secret.toCharArray(), OWNER))
          .isNotEmpty()
          .allSatisfy(
              problem ->
                  assertThat(problem.sentence()).doesNotContain("hunter", "alice").endsWith("."));
    }
  }
}
