package dev.staffgate.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.google.common.io.BaseEncoding;
import dev.staffgate.accounts.ActiveAccounts;
import dev.staffgate.accounts.SessionEpoch;
import dev.staffgate.audit.AuditEvent;
import dev.staffgate.fixtures.ManualClock;
import dev.staffgate.fixtures.RecordingAudit;
import dev.staffgate.model.Secret;
import dev.staffgate.signin.SignInResult.CodeNeeded;
import dev.staffgate.signin.SignInResult.EnrolmentNeeded;
import dev.staffgate.signin.SignInResult.Kind;
import dev.staffgate.signin.SignInResult.SignedIn;
import dev.staffgate.signin.SignInResult.Wait;
import dev.staffgate.signin.hashing.PasswordHasher;
import dev.staffgate.signin.hashing.Pbkdf2PasswordHasher;
import dev.staffgate.state.MemoryStateStore;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignInTest {
  private static final PasswordHasher HASHER = new Pbkdf2PasswordHasher(1000);

  private final RecordingAudit audit = new RecordingAudit();
  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-24T10:00:10Z"));
  private boolean mayAct = true;
  private final CredentialStore store = new MemoryCredentialStore();
  private final MemoryStateStore state = MemoryStateStore.create(clock);
  private SignIn signIn;

  @BeforeEach
  void open() {
    assertThat(
            store.replace(
                "bob", TestCredentials.enrolling(HASHER.hash("correct horse".toCharArray()))))
        .isTrue();
    signIn = signIn();
  }

  private SignIn signIn() {
    return signIn(new FakeAccounts((staff, from) -> mayAct), HASHER);
  }

  private SignIn signIn(ActiveAccounts accounts, PasswordHasher hasher) {
    return SignIn.builder()
        .accounts(accounts)
        .credentials(store)
        .state(state)
        .hasher(hasher)
        .audit(audit)
        .clock(clock)
        .issuer("Example Hosting")
        .build();
  }

  private SignInResult password(String password) {
    return signIn.begin("bob", password.toCharArray(), Optional.empty());
  }

  private static String code(Secret seed, Instant at) {
    try {
      return new TimeBasedOneTimePasswordGenerator()
          .generateOneTimePasswordString(
              new SecretKeySpec(BaseEncoding.base32().decode(seed.revealToUse()), "HmacSHA1"), at);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private Secret enrol() {
    EnrolmentNeeded needed = (EnrolmentNeeded) password("correct horse");
    assertThat(
            signIn
                .confirm(needed.pending(), code(needed.seed(), clock.instant()), Optional.empty())
                .kind())
        .isEqualTo(Kind.SIGNED_IN);
    clock.advance(Duration.ofSeconds(60));
    return needed.seed();
  }

  private SignInResult confirm(String code) {
    CodeNeeded needed = (CodeNeeded) password("correct horse");
    return signIn.confirm(needed.pending(), code, Optional.empty());
  }

  @Test
  void firstSignIn_rightPassword_enrolsASecondFactor() {
    EnrolmentNeeded needed = (EnrolmentNeeded) password("correct horse");

    assertThat(needed.uri().revealToUse())
        .isEqualTo(
            "otpauth://totp/Example%20Hosting:bob?secret="
                + needed.seed().revealToUse()
                + "&issuer=Example%20Hosting&algorithm=SHA1&digits=6&period=30");
    assertThat(store.find("bob").orElseThrow().codeKey()).isEmpty();
    SignedIn in =
        (SignedIn)
            signIn.confirm(
                needed.pending(), code(needed.seed(), clock.instant()), Optional.empty());
    assertThat(in.staff()).isEqualTo("bob");
    assertThat(in.secondFactorAt()).isEqualTo(clock.instant());
    assertThat(audit.events())
        .extracting(AuditEvent::type)
        .containsExactly(AuditEvent.Type.SECOND_FACTOR_ENROLLED, AuditEvent.Type.SIGN_IN);
  }

  @Test
  void code_oneStepEarlyOrLate_counts_twoDoNot() {
    Secret seed = enrol();

    assertThat(confirm(code(seed, clock.instant().plusSeconds(60))).kind()).isEqualTo(Kind.REFUSED);
    assertThat(confirm(code(seed, clock.instant().minusSeconds(30))).kind())
        .isEqualTo(Kind.SIGNED_IN);
    assertThat(confirm(code(seed, clock.instant().plusSeconds(30))).kind())
        .isEqualTo(Kind.SIGNED_IN);
  }

  @Test
  void code_usedBefore_isRefused() {
    Secret seed = enrol();
    String code = code(seed, clock.instant());

    assertThat(confirm(code).kind()).isEqualTo(Kind.SIGNED_IN);
    assertThat(confirm(code).kind()).isEqualTo(Kind.REFUSED);
  }

  private static String arabicIndic(String code) {
    return code.chars()
        .map(c -> c - '0' + '٠')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @Test
  void code_inOtherDigitsOrWithBlanks_countsOnce() {
    Secret seed = enrol();
    String code = code(seed, clock.instant());

    assertThat(confirm(arabicIndic(code)).kind()).isEqualTo(Kind.SIGNED_IN);
    assertThat(confirm(code).kind()).isEqualTo(Kind.REFUSED);
    clock.advance(Duration.ofSeconds(60));
    String next = code(seed, clock.instant());
    String apart = " " + next.substring(0, 3) + "\u00a0-" + next.substring(3) + "\u200b";
    assertThat(signIn.confirmAgain("bob", apart, Optional.empty()).kind())
        .isEqualTo(Kind.SIGNED_IN);
    assertThat(confirm(next).kind()).isEqualTo(Kind.REFUSED);
  }

  @Test
  void code_thatIsNotAGuess_isRefusedAndRecordedAndNotCounted() {
    Secret seed = enrol();
    String code = code(seed, clock.instant());
    CodeNeeded needed = (CodeNeeded) password("correct horse");
    Credentials before = store.find("bob").orElseThrow();
    audit.clear();

    List<String> slips =
        List.of(
            "", " ", code.substring(1), code + "0", code + "\n", "\u0000" + code, "0".repeat(65));
    for (String slip : slips) {
      assertThat(signIn.confirm(needed.pending(), slip, Optional.empty()).kind())
          .isEqualTo(Kind.REFUSED);
      assertThat(signIn.confirmAgain("bob", slip, Optional.empty()).kind()).isEqualTo(Kind.REFUSED);
    }

    assertThat(store.find("bob")).contains(before);
    assertThat(audit.events())
        .hasSize(2 * slips.size())
        .allSatisfy(event -> assertThat(event.details()).containsEntry("reason", "not-a-code"));
    assertThat(signIn.confirm(needed.pending(), code, Optional.empty()).kind())
        .isEqualTo(Kind.SIGNED_IN);
  }

  @Test
  void code_thatIsNotAGuess_readsLikeAWrongOneAndWaitsLikeIt() {
    Secret seed = enrol();
    String wrong = code(seed, clock.instant().plusSeconds(300));

    assertThat(confirm("")).isEqualTo(confirm(wrong));
    CodeNeeded needed = (CodeNeeded) password("correct horse");
    for (int i = 0; i < 4; i++) {
      assertThat(signIn.confirm(needed.pending(), "abcdef", Optional.empty())).isNotNull();
    }
    assertThat(signIn.confirm(needed.pending(), "", Optional.empty()))
        .isEqualTo(new Wait(clock.instant().plusSeconds(30)));
  }

  @Test
  void code_broughtBySixteenAtOnce_countsForOne() throws Exception {
    Secret seed = enrol();
    String code = code(seed, clock.instant());
    List<Secret> handles = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      handles.add(((CodeNeeded) password("correct horse")).pending());
    }
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<SignInResult>> results = new ArrayList<>();
      for (Secret handle : handles) {
        results.add(
            threads.submit(
                () -> {
                  start.await();
                  return signIn.confirm(handle, code, Optional.empty());
                }));
      }
      start.countDown();
      int signedIn = 0;
      for (Future<SignInResult> result : results) {
        signedIn += result.get(30, TimeUnit.SECONDS).kind() == Kind.SIGNED_IN ? 1 : 0;
      }
      assertThat(signedIn).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void failures_fiveInARow_waitThirtySecondsThenTwiceAsLong() {
    for (int i = 0; i < 4; i++) {
      assertThat(password("wrong").kind()).isEqualTo(Kind.REFUSED);
    }
    assertThat(password("wrong")).isEqualTo(new Wait(clock.instant().plusSeconds(30)));
    assertThat(password("correct horse"))
        .as("during the wait")
        .isEqualTo(new Wait(clock.instant().plusSeconds(30)));
    clock.advance(Duration.ofSeconds(30));
    assertThat(password("wrong")).isEqualTo(new Wait(clock.instant().plusSeconds(60)));
    clock.advance(Duration.ofSeconds(60));
    assertThat(password("correct horse").kind()).isEqualTo(Kind.ENROLMENT_NEEDED);
  }

  @Test
  void restart_afterEnrolmentAndFailures_knowsBoth() {
    Secret seed = enrol();
    for (int i = 0; i < 5; i++) {
      assertThat(password("wrong")).isNotNull();
    }
    signIn = signIn();

    assertThat(password("correct horse").kind()).isEqualTo(Kind.WAIT);
    clock.advance(Duration.ofMinutes(1));
    assertThat(confirm(code(seed, clock.instant())).kind()).isEqualTo(Kind.SIGNED_IN);
  }

  @Test
  void refusals_whateverIsWrong_readTheSame() {
    SignInResult wrongPassword = password("wrong");
    SignInResult unknown = signIn.begin("nobody", "correct horse".toCharArray(), Optional.empty());
    mayAct = false;
    SignInResult disabled = password("correct horse");

    assertThat(unknown).isEqualTo(wrongPassword);
    assertThat(disabled).isEqualTo(wrongPassword);
  }

  @Test
  void waits_ofAnAccountAndOfAStranger_areTheSame() {
    List<SignInResult> wrong = new ArrayList<>();
    List<SignInResult> unknown = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      wrong.add(password("wrong"));
      unknown.add(signIn.begin("nobody", "wrong".toCharArray(), Optional.empty()));
    }

    assertThat(unknown)
        .isEqualTo(wrong)
        .last()
        .isEqualTo(new Wait(clock.instant().plusSeconds(30)));
    assertThat(store.find("nobody")).isEmpty();
  }

  @Test
  void accountThatMayNotAct_withTheRightPassword_answersAsWithAWrongOne() {
    mayAct = false;
    List<SignInResult> right = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      right.add(password("correct horse"));
    }
    assertThat(right)
        .endsWith(
            new Wait(clock.instant().plusSeconds(30)), new Wait(clock.instant().plusSeconds(30)));
    mayAct = true;
    clock.advance(Duration.ofSeconds(30));
    assertThat(password("correct horse").kind())
        .as("a new place has to wait for as long as all new ones")
        .isEqualTo(Kind.ENROLMENT_NEEDED);
  }

  @Test
  void account_disabledBetweenPasswordAndCode_isRefusedAndSpendsNothing() {
    Secret seed = enrol();
    CodeNeeded needed = (CodeNeeded) password("correct horse");
    Credentials before = store.find("bob").orElseThrow();
    mayAct = false;

    assertThat(
            signIn.confirm(needed.pending(), code(seed, clock.instant()), Optional.empty()).kind())
        .isEqualTo(Kind.REFUSED);
    assertThat(signIn.confirmAgain("bob", code(seed, clock.instant()), Optional.empty()).kind())
        .isEqualTo(Kind.REFUSED);
    assertThat(store.find("bob")).contains(before);
  }

  @Test
  void pending_onceSignedIn_isOverForEveryOtherCode() {
    Secret seed = enrol();
    CodeNeeded needed = (CodeNeeded) password("correct horse");

    assertThat(
            signIn.confirm(needed.pending(), code(seed, clock.instant()), Optional.empty()).kind())
        .isEqualTo(Kind.SIGNED_IN);
    assertThat(
            signIn
                .confirm(
                    needed.pending(), code(seed, clock.instant().plusSeconds(30)), Optional.empty())
                .kind())
        .isEqualTo(Kind.REFUSED);
  }

  @Test
  void pending_whosePasswordWasReplaced_isOver() {
    Secret seed = enrol();
    CodeNeeded needed = (CodeNeeded) password("correct horse");
    Secret other = Secret.of(HASHER.hash("another".toCharArray()));
    assertThat(store.replace("bob", store.find("bob").orElseThrow().next().withPasswordHash(other)))
        .isTrue();

    assertThat(
            signIn.confirm(needed.pending(), code(seed, clock.instant()), Optional.empty()).kind())
        .isEqualTo(Kind.REFUSED);
  }

  @Test
  void enrolment_begunTwice_isFinishedOnce() {
    EnrolmentNeeded one = (EnrolmentNeeded) password("correct horse");
    EnrolmentNeeded two = (EnrolmentNeeded) password("correct horse");

    assertThat(
            signIn
                .confirm(one.pending(), code(one.seed(), clock.instant()), Optional.empty())
                .kind())
        .isEqualTo(Kind.SIGNED_IN);
    assertThat(
            signIn
                .confirm(two.pending(), code(two.seed(), clock.instant()), Optional.empty())
                .kind())
        .isEqualTo(Kind.REFUSED);
    assertThat(store.find("bob").orElseThrow().codeKey()).contains(OneTimeCodeKey.of(one.seed()));
  }

  @Test
  void awaitsCode_afterAWrongOne_isTrueUntilTheSignInOrItsEnd() {
    EnrolmentNeeded one = (EnrolmentNeeded) password("correct horse");
    EnrolmentNeeded two = (EnrolmentNeeded) password("correct horse");
    assertThat(signIn.awaitsCode(Secret.of("none"))).isFalse();

    SignInResult wrong = signIn.confirm(one.pending(), "000000", Optional.empty());
    assertThat(wrong.kind()).isEqualTo(Kind.REFUSED);
    assertThat(signIn.awaitsCode(one.pending())).isTrue();
    assertThat(signIn.awaitsCode(two.pending())).isTrue();

    SignInResult in =
        signIn.confirm(one.pending(), code(one.seed(), clock.instant()), Optional.empty());
    assertThat(in.kind()).isEqualTo(Kind.SIGNED_IN);
    assertThat(signIn.awaitsCode(one.pending())).isFalse();
    assertThat(signIn.awaitsCode(two.pending())).as("another key was enrolled").isFalse();

    clock.advance(Duration.ofSeconds(60));
    CodeNeeded later = (CodeNeeded) password("correct horse");
    clock.advance(Duration.ofMinutes(5).plusMillis(1));
    assertThat(signIn.awaitsCode(later.pending())).isFalse();
  }

  @Test
  void passwords_broughtByFiftyAtOnce_tellNoMoreThanOneAfterTheOther() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(50);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<SignInResult>> results = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        results.add(
            threads.submit(
                () -> {
                  start.await();
                  return password("wrong");
                }));
      }
      start.countDown();
      for (Future<SignInResult> result : results) {
        assertThat(result.get(30, TimeUnit.SECONDS).kind()).isIn(Kind.REFUSED, Kind.WAIT);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(audit.events())
        .filteredOn(event -> "password".equals(event.details().get("reason")))
        .hasSize(5);
  }

  @Test
  void rightPasswords_ofOneAccountByFiftyAtOnce_allPass() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(50);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<SignInResult>> results = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        results.add(
            threads.submit(
                () -> {
                  start.await();
                  return password("correct horse");
                }));
      }
      start.countDown();
      for (Future<SignInResult> result : results) {
        assertThat(result.get(30, TimeUnit.SECONDS).kind()).isEqualTo(Kind.ENROLMENT_NEEDED);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void wait_afterManyFailures_isAnHourAtMost() {
    Instant until = clock.instant();
    for (int i = 0; i < 20; i++) {
      clock.set(until);
      until = password("wrong") instanceof Wait wait ? wait.until() : clock.instant();
    }
    assertThat(Duration.between(clock.instant(), until)).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void password_hashedWithLessWork_isHashedAnew() {
    PasswordHasher stronger = new Pbkdf2PasswordHasher(1001);
    SignIn newer = signIn(new FakeAccounts((staff, from) -> true), stronger);

    assertThat(newer.begin("bob", "wrong".toCharArray(), Optional.empty()).kind())
        .isEqualTo(Kind.REFUSED);
    assertThat(store.find("bob").orElseThrow().passwordHash().orElseThrow().revealToUse())
        .contains("i=1000$");
    assertThat(newer.begin("bob", "correct horse".toCharArray(), Optional.empty()).kind())
        .isEqualTo(Kind.ENROLMENT_NEEDED);
    assertThat(store.find("bob").orElseThrow().passwordHash().orElseThrow().revealToUse())
        .contains("i=1001$");
    assertThat(password("correct horse").kind()).isEqualTo(Kind.ENROLMENT_NEEDED);
  }

  @Test
  void hash_thatCannotBeRead_signsNobodyIn() {
    assertThat(store.replace("eve", TestCredentials.enrolling("correct horse"))).isTrue();

    assertThat(signIn.begin("eve", "correct horse".toCharArray(), Optional.empty()).kind())
        .isEqualTo(Kind.REFUSED);
  }

  @Test
  void secondFactor_confirmedAgain_isRecordedAndCountsOnce() {
    Secret seed = enrol();
    String code = code(seed, clock.instant());

    assertThat(signIn.confirmAgain("bob", code, Optional.empty()))
        .isEqualTo(
            new SignedIn("bob", clock.instant(), new SessionEpoch(0), Optional.empty(), List.of()));
    assertThat(signIn.confirmAgain("bob", code, Optional.empty()).kind()).isEqualTo(Kind.REFUSED);
    assertThat(signIn.confirmAgain("nobody", code, Optional.empty()).kind())
        .isEqualTo(Kind.REFUSED);
    assertThat(audit.events())
        .filteredOn(event -> event.type().equals(AuditEvent.Type.SECOND_FACTOR_CONFIRMED))
        .hasSize(1);
  }

  @Test
  void names_thatAreNoIds_areRefusedWithoutAHashAndInAShortRecord() {
    List<String> hashed = new ArrayList<>();
    PasswordHasher counting =
        new PasswordHasher() {
          @Override
          public String hash(char[] password) {
            return "hash";
          }

          @Override
          public boolean canRead(String hash) {
            return true;
          }

          @Override
          public boolean matches(char[] password, String hash) {
            hashed.add(hash);
            return false;
          }

          @Override
          public boolean needsRehash(String hash) {
            return false;
          }
        };
    SignIn counted = signIn(new FakeAccounts((staff, from) -> false), counting);
    for (String name : new String[] {"", "b b", "bоb", "x".repeat(150_000), "assigned", "bob\nx"}) {
      SignInResult result = counted.begin(name, "x".toCharArray(), Optional.empty());
      assertThat(result.kind()).isEqualTo(Kind.REFUSED);
    }

    assertThat(hashed).isEmpty();
    assertThat(audit.events())
        .hasSize(6)
        .allSatisfy(
            event -> {
              assertThat(event.details()).containsEntry("reason", "not-a-name");
              assertThat(event.staff()).hasSizeLessThanOrEqualTo(64);
            });
    assertThat(counted.begin("nobody", "x".toCharArray(), Optional.empty()).kind())
        .isEqualTo(Kind.REFUSED);
    assertThat(hashed).as("an unknown account, as a known one").hasSize(1);
  }

  @Test
  void pending_afterFiveMinutes_isOver() {
    Secret seed = enrol();
    CodeNeeded needed = (CodeNeeded) password("correct horse");
    clock.advance(Duration.ofMinutes(5).plusMillis(1));

    assertThat(
            signIn.confirm(needed.pending(), code(seed, clock.instant()), Optional.empty()).kind())
        .isEqualTo(Kind.REFUSED);
  }

  @Test
  void signIn_thatCannotBeRecorded_isNone() {
    Secret seed = enrol();
    CodeNeeded needed = (CodeNeeded) password("correct horse");
    audit.failAfter(audit.events().size());

    assertThat(
            signIn.confirm(needed.pending(), code(seed, clock.instant()), Optional.empty()).kind())
        .isEqualTo(Kind.REFUSED);
  }

  @Test
  void records_ofASignIn_holdNeitherPasswordNorCodeNorSeed() {
    Secret seed = enrol();
    String code = code(seed, clock.instant());
    assertThat(confirm(code).kind()).isEqualTo(Kind.SIGNED_IN);
    assertThat(password("hunter2 wrong").kind()).isEqualTo(Kind.REFUSED);

    assertThat(audit.events().toString())
        .doesNotContain(code, seed.revealToUse(), "hunter2", "correct horse");
  }
}
