package dev.staffgate.signin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.google.common.io.BaseEncoding;
import dev.staffgate.fixtures.ManualClock;
import dev.staffgate.fixtures.RecordingAudit;
import dev.staffgate.model.Secret;
import dev.staffgate.signin.OneTimeCodeForm.Algorithm;
import dev.staffgate.signin.SignInResult.CodeNeeded;
import dev.staffgate.signin.SignInResult.EnrolmentNeeded;
import dev.staffgate.signin.SignInResult.Kind;
import dev.staffgate.signin.SignInResult.Refused;
import dev.staffgate.signin.hashing.PasswordHasher;
import dev.staffgate.signin.hashing.Pbkdf2PasswordHasher;
import dev.staffgate.state.MemoryStateStore;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The second step of a sign-in: forms of codes, steps that are spent, clocks that are off. */
class SignInCodeTest {
  private static final PasswordHasher HASHER = new Pbkdf2PasswordHasher(1);
  private static final char[] PASSWORD = "correct horse battery".toCharArray();
  private static final OneTimeCodeKey KEY =
      OneTimeCodeKey.of("12345678901234567890".getBytes(US_ASCII), OneTimeCodeForm.STANDARD);

  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-24T10:00:10Z"));
  private final CredentialStore store = new MemoryCredentialStore();
  private final MemoryStateStore state = MemoryStateStore.create(clock);
  private final RecordingAudit audit = new RecordingAudit();
  private SignIn signIn;

  @BeforeEach
  void open() {
    assertThat(store.replace("bob", TestCredentials.enrolling(HASHER.hash(PASSWORD)))).isTrue();
    assertThat(store.replace("carol", TestCredentials.of(HASHER.hash(PASSWORD), Optional.of(KEY))))
        .isTrue();
    signIn = signIn(OneTimeCodeForm.STANDARD);
  }

  private SignIn signIn(OneTimeCodeForm form) {
    return SignIn.builder()
        .accounts(new FakeAccounts((staff, from) -> true))
        .credentials(store)
        .state(state)
        .hasher(HASHER)
        .audit(audit)
        .clock(clock)
        .issuer("Example")
        .enrolled(form)
        .build();
  }

  private long counted() {
    return audit.events().stream()
        .filter(event -> "code".equals(event.details().get("reason")))
        .count();
  }

  private static String code(OneTimeCodeKey key, Instant at) {
    OneTimeCodeForm form = key.form();
    String hmac = "Hmac" + form.algorithm();
    try {
      return new TimeBasedOneTimePasswordGenerator(Duration.ofSeconds(30), form.digits(), hmac)
          .generateOneTimePasswordString(
              new SecretKeySpec(BaseEncoding.base32().decode(key.seed().revealToUse()), hmac), at);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** The code that an app shows whose clock is off by so many steps. */
  private String shownBy(OneTimeCodeKey key, int stepsOff) {
    return code(key, clock.instant().plusSeconds(30L * stepsOff));
  }

  private Secret handle() {
    return ((CodeNeeded) signIn.begin("carol", PASSWORD, Optional.empty())).pending();
  }

  private SignInResult confirm(Secret handle, String code) {
    return signIn.confirm(handle, code, Optional.empty());
  }

  private static String sentence(SignInResult result) {
    return ((Refused) result).sentence();
  }

  @ParameterizedTest
  @CsvSource({"SHA1, 6", "SHA1, 8", "SHA256, 6", "SHA256, 8", "SHA512, 6", "SHA512, 8"})
  void codes_ofTheFormThatWasEnrolled_countWhateverIsEnrolledToday(
      Algorithm algorithm, int digits) {
    OneTimeCodeForm form = new OneTimeCodeForm(algorithm, digits);
    signIn = signIn(form);
    EnrolmentNeeded needed = (EnrolmentNeeded) signIn.begin("bob", PASSWORD, Optional.empty());
    OneTimeCodeKey key = new OneTimeCodeKey(needed.seed(), form);
    assertThat(needed.uri().revealToUse())
        .contains("&algorithm=" + algorithm + "&digits=" + digits + "&period=30");
    assertThat(confirm(needed.pending(), shownBy(key, 0)).kind()).isEqualTo(Kind.SIGNED_IN);
    assertThat(store.find("bob").orElseThrow().codeKey()).contains(key);

    signIn = signIn(new OneTimeCodeForm(Algorithm.SHA1, digits == 6 ? 8 : 6));
    clock.advance(Duration.ofSeconds(30));
    Secret handle = ((CodeNeeded) signIn.begin("bob", PASSWORD, Optional.empty())).pending();
    String otherLength =
        shownBy(new OneTimeCodeKey(key.seed(), OneTimeCodeForm.STANDARD), 0) + "12";
    assertThat(confirm(handle, digits == 6 ? otherLength : otherLength.substring(2)).kind())
        .isEqualTo(Kind.REFUSED);
    assertThat(counted()).as("not a guess").isZero();
    assertThat(confirm(handle, shownBy(key, 0)).kind()).isEqualTo(Kind.SIGNED_IN);
  }

  @Test
  void step_spentForOnePurpose_isSpentForAll() {
    EnrolmentNeeded needed = (EnrolmentNeeded) signIn.begin("bob", PASSWORD, Optional.empty());
    OneTimeCodeKey key = OneTimeCodeKey.of(needed.seed());
    String first = shownBy(key, 0);
    assertThat(confirm(needed.pending(), first).kind()).isEqualTo(Kind.SIGNED_IN);

    assertRefusedForAllPurposes(first);
    clock.advance(Duration.ofSeconds(30));
    String second = shownBy(key, 0);
    assertThat(signIn.confirmAgain("bob", second, Optional.empty()).kind())
        .isEqualTo(Kind.SIGNED_IN);
    assertRefusedForAllPurposes(second);
    clock.advance(Duration.ofSeconds(30));
    String third = shownBy(key, 0);
    Secret handle = ((CodeNeeded) signIn.begin("bob", PASSWORD, Optional.empty())).pending();
    assertThat(confirm(handle, third).kind()).isEqualTo(Kind.SIGNED_IN);
    assertRefusedForAllPurposes(third);
    assertRefusedForAllPurposes(second);
  }

  private void assertRefusedForAllPurposes(String code) {
    Secret handle = ((CodeNeeded) signIn.begin("bob", PASSWORD, Optional.empty())).pending();
    assertThat(confirm(handle, code).kind()).isEqualTo(Kind.REFUSED);
    assertThat(signIn.confirmAgain("bob", code, Optional.empty()).kind()).isEqualTo(Kind.REFUSED);
  }

  @ParameterizedTest
  @ValueSource(ints = {-10, -2, 2, 10})
  void appWhoseClockIsOff_isHintedAtWithItsSecondCodeAndCountsEachTime(int off) {
    Secret handle = handle();
    String wrong = sentence(confirm(handle(), "000000"));

    assertThat(sentence(confirm(handle, shownBy(KEY, off)))).isEqualTo(wrong);
    clock.advance(Duration.ofSeconds(30));
    assertThat(sentence(confirm(handle, shownBy(KEY, off)))).contains("clock of your phone");
    assertThat(counted()).isEqualTo(3);
  }

  /** Else a guess that hits a step to come would be told from others, and could wait for it. */
  @Test
  void code_ofAStepToCome_readsLikeAnyOtherWrongOneHoweverOften() {
    String wrong = sentence(confirm(handle(), "000000"));
    Secret handle = handle();
    String toCome = shownBy(KEY, 5);

    assertThat(sentence(confirm(handle, toCome))).isEqualTo(wrong);
    clock.advance(Duration.ofSeconds(1));
    assertThat(sentence(confirm(handle, toCome))).isEqualTo(wrong);
    assertThat(sentence(confirm(handle(), toCome))).as("of another sign-in").isEqualTo(wrong);
  }

  @Test
  void codes_thatAreOffByDifferentTimes_areHintedAtNothing() {
    String wrong = sentence(confirm(handle(), "000000"));
    Secret handle = handle();

    for (int off : new int[] {3, 7}) {
      assertThat(sentence(confirm(handle, shownBy(KEY, off)))).isEqualTo(wrong);
      clock.advance(Duration.ofSeconds(30));
    }
    assertThat(sentence(confirm(handle, shownBy(KEY, 11)))).as("too far").isEqualTo(wrong);
  }

  @Test
  void code_thatIsPlainlyWrong_endsTheHint() {
    Secret handle = handle();
    String wrong = sentence(confirm(handle, shownBy(KEY, 4)));
    clock.advance(Duration.ofSeconds(30));

    for (String code : List.of("000000", shownBy(KEY, 4))) {
      assertThat(sentence(confirm(handle, code))).isEqualTo(wrong);
    }
  }

  @Test
  void stepUp_hintsAtNothing() {
    String wrong = sentence(signIn.confirmAgain("carol", "000000", Optional.empty()));
    for (int i = 0; i < 3; i++) {
      SignInResult result = signIn.confirmAgain("carol", shownBy(KEY, 4), Optional.empty());
      assertThat(sentence(result)).isEqualTo(wrong);
      clock.advance(Duration.ofSeconds(30));
    }
  }
}
