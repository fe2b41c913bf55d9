package dev.staffgate.signin.care;

import static dev.staffgate.signin.care.CareWorld.ALICE;
import static dev.staffgate.signin.care.CareWorld.BOB;
import static dev.staffgate.signin.care.CareWorld.HERE;
import static dev.staffgate.signin.care.CareWorld.ORIGIN;
import static dev.staffgate.signin.care.CareWorld.OWNER;
import static dev.staffgate.signin.care.CareWorld.PASSWORD;
import static dev.staffgate.signin.care.CareWorld.enrolment;
import static dev.staffgate.signin.care.CareWorld.sentence;
import static dev.staffgate.signin.care.CareWorld.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.model.Secret;
import dev.staffgate.signin.PasswordRules;
import dev.staffgate.signin.PasswordSetter;
import dev.staffgate.signin.SignInResult;
import dev.staffgate.signin.SignInResult.EnrolmentNeeded;
import dev.staffgate.signin.care.CareResult.PasswordRefused;
import dev.staffgate.signin.care.CareResult.PasswordSet;
import dev.staffgate.signin.care.CareResult.SecondFactorSet;
import dev.staffgate.signin.hashing.BoundedPasswordHasher;
import dev.staffgate.signin.hashing.PasswordHasher;
import dev.staffgate.state.StateEntry;
import dev.staffgate.state.StateValue;
import dev.staffgate.state.StateWrite;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LinkClaimsTest {
  private static final String USED = "This link is not valid any more";

  private final CareWorld world = new CareWorld();

  @Test
  void claim_ofAnInvitation_setsNothingBeforeACodeConfirms() {
    EnrolmentNeeded enrolment = enrolment(world.claim(world.invited(), PASSWORD));

    assertThat(world.bob().passwordHash()).isEmpty();
    assertThat(world.bob().codeKey()).isEmpty();
    assertThat(world.begin(PASSWORD).kind()).isEqualTo(SignInResult.Kind.REFUSED);

    SecondFactorSet set = (SecondFactorSet) world.confirm(enrolment);

    assertThat(set.signedIn().staff()).isEqualTo(BOB);
    assertThat(set.signedIn().browser()).isPresent();
    assertThat(set.signedIn().notices()).isEmpty();
    assertThat(set.recoveryCodes()).hasSize(10).doesNotHaveDuplicates();
    assertThat(world.bob().version()).isEqualTo(2);
    assertThat(world.bob().enrolBefore()).isEmpty();
    world.clock.advance(Duration.ofMinutes(2));
    assertThat(world.signIn(PASSWORD).kind()).isEqualTo(SignInResult.Kind.SIGNED_IN);
  }

  @Test
  void confirm_withAWrongCode_keepsNothing_andMayBeTriedAgain() {
    EnrolmentNeeded enrolment = enrolment(world.claim(world.invited(), PASSWORD));

    CareResult wrong =
        world.links.confirm(enrolment.pending(), world.wrongCode(enrolment.seed()), ORIGIN);

    assertThat(wrong.kind()).isEqualTo(CareResult.Kind.NOT_DONE);
    assertThat(world.bob().passwordHash()).isEmpty();
    assertThat(world.confirm(enrolment)).isInstanceOf(SecondFactorSet.class);
  }

  @Test
  void confirm_withAPhoneWhoseClockIsWrong_hintsAtItTheSecondTime() {
    EnrolmentNeeded enrolment = enrolment(world.claim(world.invited(), PASSWORD));
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      String late = CareWorld.code(enrolment.seed(), world.clock.instant().minusSeconds(150));
      sentences.add(sentence(world.links.confirm(enrolment.pending(), late, ORIGIN)));
      world.clock.advance(Duration.ofSeconds(30));
    }

    assertThat(sentences.get(0)).doesNotContain("clock");
    assertThat(sentences.get(1)).contains("clock of your phone");
  }

  @Test
  void confirm_guessed_waitsAfterFiveCodes() {
    EnrolmentNeeded enrolment = enrolment(world.claim(world.invited(), PASSWORD));
    String wrong = world.wrongCode(enrolment.seed());
    for (int i = 0; i < 5; i++) {
      assertThat(world.links.confirm(enrolment.pending(), wrong, ORIGIN).kind())
          .isEqualTo(CareResult.Kind.NOT_DONE);
    }

    assertThat(CareWorld.why(world.confirm(enrolment)).kind()).isEqualTo(SignInResult.Kind.WAIT);
    assertThat(world.bob().passwordHash()).isEmpty();
  }

  @Test
  void confirm_twice_worksOnce() {
    EnrolmentNeeded enrolment = enrolment(world.claim(world.invited(), PASSWORD));
    assertThat(world.confirm(enrolment)).isInstanceOf(SecondFactorSet.class);
    world.clock.advance(Duration.ofMinutes(1));

    assertThat(world.confirm(enrolment).kind()).isEqualTo(CareResult.Kind.NOT_DONE);
  }

  @Test
  void confirm_halfAnHourAfterTheClaim_isTooLate() {
    EnrolmentNeeded enrolment = enrolment(world.claim(world.invited(), PASSWORD));
    world.clock.advance(Duration.ofMinutes(30));

    assertThat(sentence(world.confirm(enrolment))).contains("too long").contains("new link");
    assertThat(world.bob().passwordHash()).isEmpty();
  }

  @Test
  void confirm_ofWhatAWrongClockKept_isNotBelieved() {
    EnrolmentNeeded enrolment = enrolment(world.claim(world.invited(), PASSWORD));
    world.expireAt(world.clock.instant().plus(Duration.ofDays(30)), "account-enrolment");

    assertThat(world.confirm(enrolment).kind()).isEqualTo(CareResult.Kind.NOT_DONE);
    assertThat(world.bob().passwordHash()).isEmpty();
  }

  @Test
  void confirm_eightAtOnce_oneIsSignedIn() throws Exception {
    EnrolmentNeeded enrolment = enrolment(world.claim(world.invited(), PASSWORD));

    assertThat(atOnce(8, () -> world.confirm(enrolment)))
        .filteredOn(result -> result.kind() == CareResult.Kind.SECOND_FACTOR_SET)
        .hasSize(1);
  }

  @Test
  void confirm_afterARestart_works() {
    EnrolmentNeeded enrolment = enrolment(world.claim(world.invited(), PASSWORD));
    world.restart();

    assertThat(world.confirm(enrolment)).isInstanceOf(SecondFactorSet.class);
  }

  @Test
  void confirm_afterANewInvitation_isVoid() {
    EnrolmentNeeded first = enrolment(world.claim(world.invited(), PASSWORD));
    Secret second = world.invited();

    assertThat(world.confirm(first).kind()).isEqualTo(CareResult.Kind.NOT_DONE);
    assertThat(enrolment(world.claim(second, PASSWORD))).isNotNull();
  }

  @Test
  void confirm_ofADisabledAccount_isRefused() {
    EnrolmentNeeded enrolment = enrolment(world.claim(world.invited(), PASSWORD));
    world.disabled.add(BOB);

    assertThat(world.confirm(enrolment).kind()).isEqualTo(CareResult.Kind.NOT_DONE);
    assertThat(world.bob().passwordHash()).isEmpty();
  }

  @Test
  void confirm_withAForgedHandle_isRefused() {
    EnrolmentNeeded enrolment = enrolment(world.claim(world.invited(), PASSWORD));
    String handle = enrolment.pending().revealToUse();
    String code = world.code(enrolment.seed());

    for (String forged :
        List.of(
            "x",
            BOB,
            "." + BOB,
            handle.substring(0, 43),
            handle.substring(0, 43) + ".alice",
            "A".repeat(43) + "." + BOB,
            handle + "x",
            handle + "\n",
            handle.repeat(1000))) {
      assertThat(world.links.confirm(Secret.of(forged), code, ORIGIN).kind())
          .as("%.60s", forged)
          .isEqualTo(CareResult.Kind.NOT_DONE);
    }
  }

  @Test
  void look_anyNumberOfTimes_usesNothingUp() {
    Secret token = world.invited();

    for (int i = 0; i < 20; i++) {
      AccountLink link = world.links.look(token).orElseThrow();
      assertThat(link.kind()).isEqualTo(AccountLink.Kind.INVITATION);
      assertThat(link.staff()).isEqualTo(BOB);
      assertThat(link.by()).isEqualTo(ALICE);
      assertThat(link.expiresAt()).isEqualTo(world.clock.instant().plus(Duration.ofDays(3)));
    }
    assertThat(enrolment(world.claim(token, PASSWORD))).isNotNull();
  }

  @Test
  void claim_twice_isRefusedTheSecondTime() {
    Secret token = world.invited();
    EnrolmentNeeded first = enrolment(world.claim(token, PASSWORD));

    assertThat(sentence(world.claim(token, "another password"))).startsWith(USED);
    assertThat(world.links.look(token)).isEmpty();
    assertThat(world.confirm(first)).isInstanceOf(SecondFactorSet.class);
  }

  @Test
  void claim_lateUsedReplacedOrUnknown_isAnsweredAlike() {
    Secret replaced = world.invited();
    Secret used = world.invited();
    assertThat(enrolment(world.claim(used, PASSWORD))).isNotNull();
    Secret late = token(world.care.invite("dora", ALICE, HERE));
    world.clock.advance(Duration.ofDays(3));
    List<String> sentences = new ArrayList<>();
    for (Secret one : List.of(replaced, used, late, Secret.of("A".repeat(43)))) {
      assertThat(world.links.look(one)).isEmpty();
      sentences.add(sentence(world.claim(one, PASSWORD)));
    }

    assertThat(sentences).allMatch(one -> one.startsWith(USED)).containsOnly(sentences.get(0));
  }

  @Test
  void claim_aMomentBefore72Hours_works() {
    Secret token = world.invited();
    world.clock.advance(Duration.ofDays(3).minusMillis(1));

    assertThat(enrolment(world.claim(token, PASSWORD))).isNotNull();
  }

  @Test
  void claim_ofALinkThatAWrongClockMade_isNotBelieved() {
    Instant right = world.clock.instant();
    world.clock.set(right.plus(Duration.ofDays(3650)));
    Secret token = world.invited();
    world.clock.set(right);

    assertThat(world.links.look(token)).isEmpty();
    assertThat(sentence(world.claim(token, PASSWORD))).startsWith(USED);
  }

  @Test
  void claim_whoseExpiryWasMoved_isNotBelieved() {
    Secret token = world.invited();
    world.expireAt(world.clock.instant().plus(Duration.ofDays(300)), "account-link-of", BOB);

    assertThat(sentence(world.claim(token, PASSWORD))).startsWith(USED);
  }

  @Test
  void claim_withTextsThatAreNoTokens_isRefused() {
    for (String text : List.of("x", "A".repeat(42) + "=", "'; drop table--", "A".repeat(65_000))) {
      assertThat(sentence(world.claim(Secret.of(text), PASSWORD))).startsWith(USED);
    }
  }

  @Test
  void claim_withAPasswordThatTheRulesRefuse_usesNothingUp() {
    Secret token = world.invited();

    CareResult result = world.claim(token, "bob");

    assertThat(((PasswordRefused) result).problems()).isNotEmpty();
    assertThat(enrolment(world.claim(token, PASSWORD))).isNotNull();
  }

  @Test
  void claim_fiftyAtOnce_oneWins_andOnePasswordIsHashed() throws Exception {
    Secret token = world.invited();
    int before = world.hashed.get();

    assertThat(atOnce(50, () -> world.claim(token, PASSWORD)))
        .filteredOn(result -> result.kind() == CareResult.Kind.CODE_NEEDED)
        .hasSize(1);
    assertThat(world.hashed.get() - before).isEqualTo(1);
  }

  private static List<CareResult> atOnce(int count, Callable<CareResult> attempt) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<CareResult>> attempts = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        attempts.add(
            threads.submit(
                () -> {
                  start.await();
                  return attempt.call();
                }));
      }
      start.countDown();
      List<CareResult> results = new ArrayList<>();
      for (Future<CareResult> one : attempts) {
        results.add(one.get(60, TimeUnit.SECONDS));
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void claim_whenTooManyPasswordsAreHashed_givesTheLinkBack() throws Exception {
    Secret token = world.invited();
    CountDownLatch hashing = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    CareWorld busy = new CareWorld(world.credentials, world.state);
    busy.hasher =
        BoundedPasswordHasher.of(
            new BlockingHasher(new CareWorld.PlainHasher(world.hashed), hashing, release),
            1,
            0,
            Duration.ZERO);
    busy.clock.set(world.clock.instant());
    busy.restart();
    Secret other = token(busy.care.invite("dora", ALICE, HERE));
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<CareResult> first = thread.submit(() -> busy.claim(other, "blocking pass phrase"));
      assertThat(hashing.await(60, TimeUnit.SECONDS)).isTrue();

      assertThat(CareWorld.why(busy.claim(token, PASSWORD)).kind())
          .isEqualTo(SignInResult.Kind.BUSY);
      assertThat(busy.links.look(token)).isPresent();

      release.countDown();
      assertThat(first.get(60, TimeUnit.SECONDS).kind()).isEqualTo(CareResult.Kind.CODE_NEEDED);
    } finally {
      release.countDown();
      thread.shutdownNow();
    }
    assertThat(enrolment(world.claim(token, PASSWORD))).isNotNull();
  }

  private record BlockingHasher(
      CareWorld.PlainHasher plain, CountDownLatch hashing, CountDownLatch release)
      implements PasswordHasher {
    @Override
    public String hash(char[] password) {
      if (new String(password).startsWith("blocking")) {
        hashing.countDown();
        try {
          assertThat(release.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
      return plain.hash(password);
    }

    @Override
    public boolean canRead(String hash) {
      return plain.canRead(hash);
    }

    @Override
    public boolean matches(char[] password, String hash) {
      return plain.matches(password, hash);
    }

    @Override
    public boolean needsRehash(String hash) {
      return plain.needsRehash(hash);
    }
  }

  @Test
  void claim_thatCannotBeRecorded_isNotDone_andGivesTheLinkBack() {
    Secret token = world.invited();
    world.audit.failAfter(world.audit.events().size());

    assertThat(world.claim(token, PASSWORD).kind()).isEqualTo(CareResult.Kind.NOT_DONE);

    world.audit.failAfter(-1);
    assertThat(enrolment(world.claim(token, PASSWORD))).isNotNull();
  }

  @Test
  void claim_ofADamagedEntry_isDenied() {
    Secret token = world.invited();
    StateEntry entry = world.entries("account-link").get(0);
    assertThat(
            world.state.compareAndSet(
                StateWrite.replace(entry, StateValue.ofText("link 1\nfor WHATEVER bob\n"))
                    .expiringAt(entry.expiresAt().orElseThrow())))
        .isPresent();

    assertThat(world.claim(token, PASSWORD)).isEqualTo(CareParts.UNAVAILABLE);
  }

  @Test
  void claim_whenTheStoreIsClosed_isDenied() {
    Secret token = world.invited();
    world.state.close();

    assertThat(world.claim(token, PASSWORD)).isEqualTo(CareParts.UNAVAILABLE);
  }

  @Test
  void claim_ofADisabledAccount_isRefusedAlike_andUsesNothingUp() {
    Secret token = world.invited();
    world.disabled.add(BOB);

    assertThat(sentence(world.claim(token, PASSWORD))).startsWith(USED);

    world.disabled.clear();
    assertThat(enrolment(world.claim(token, PASSWORD))).isNotNull();
  }

  @Test
  void claim_ofAPasswordReset_setsThePassword_andSignsNobodyIn() {
    world.setUp();
    Secret token = token(world.care.resetPassword(BOB, ALICE, HERE));

    assertThat(world.claim(token, "eight blue herons")).isInstanceOf(PasswordSet.class);

    assertThat(world.begin("eight blue herons").kind()).isEqualTo(SignInResult.Kind.CODE_NEEDED);
    assertThat(world.begin(PASSWORD).kind()).isEqualTo(SignInResult.Kind.REFUSED);
    assertThat(world.signIn("eight blue herons").kind()).isEqualTo(SignInResult.Kind.SIGNED_IN);
    assertThat(world.links.look(token)).isEmpty();
  }

  @Test
  void claim_ofAPasswordReset_afterAnotherPasswordWasSet_isVoid() {
    world.setUp();
    Secret token = token(world.care.resetPassword(BOB, ALICE, HERE));
    PasswordSetter setter =
        new PasswordSetter(world.credentials, world.hasher, PasswordRules.forSecondFactor());
    assertThat(setter.set(BOB, "nine green owls".toCharArray(), CareWorld.OWNER)).isEmpty();

    assertThat(world.links.look(token)).isEmpty();
    assertThat(sentence(world.claim(token, "eight blue herons"))).startsWith(USED);
    assertThat(world.signIn("nine green owls").kind()).isEqualTo(SignInResult.Kind.SIGNED_IN);
  }

  @Test
  void claim_ofASecondFactorReset_needsThePassword_andEnrols() {
    List<Secret> before = world.setUp();
    Secret token = token(world.care.resetSecondFactor(BOB, ALICE, HERE));

    assertThat(world.claim(token, "not the password").kind()).isEqualTo(CareResult.Kind.NOT_DONE);
    assertThat(world.links.look(token)).isPresent();

    SecondFactorSet set = (SecondFactorSet) world.confirm(enrolment(world.claim(token, PASSWORD)));

    assertThat(set.recoveryCodes()).hasSize(10).doesNotContainAnyElementsOf(before);
    assertThat(world.links.look(token)).isEmpty();
    world.clock.advance(Duration.ofMinutes(2));
    assertThat(world.signIn(PASSWORD).kind()).isEqualTo(SignInResult.Kind.SIGNED_IN);
  }

  @Test
  void claim_ofASecondFactorReset_guessed_waitsLikeASignIn() {
    world.setUp();
    Secret token = token(world.care.resetSecondFactor(BOB, ALICE, HERE));

    for (int i = 0; i < 5; i++) {
      assertThat(world.claim(token, "guess number " + i).kind())
          .isEqualTo(CareResult.Kind.NOT_DONE);
    }

    assertThat(CareWorld.why(world.claim(token, PASSWORD)).kind())
        .isEqualTo(SignInResult.Kind.WAIT);
    assertThat(world.links.look(token)).isPresent();
  }

  @Test
  void claim_givenBackAfterANewerLinkWasUsed_isVoid() {
    world.setUp();
    Secret first = token(world.care.resetSecondFactor(BOB, ALICE, HERE));
    world.plain.before =
        () -> { // while the wrong password is hashed
          world.plain.before = () -> {};
          Secret second = token(world.care.resetSecondFactor(BOB, ALICE, HERE));
          assertThat(world.claim(second, PASSWORD).kind()).isEqualTo(CareResult.Kind.CODE_NEEDED);
        };

    assertThat(world.claim(first, "not the password").kind()).isEqualTo(CareResult.Kind.NOT_DONE);

    assertThat(world.links.look(first)).isEmpty();
    assertThat(world.claim(first, PASSWORD).kind()).isEqualTo(CareResult.Kind.NOT_DONE);
  }

  @Test
  void claim_givenBackAfterARecovery_isVoid() {
    world.setUp();
    Secret link = token(world.care.resetSecondFactor(BOB, ALICE, HERE));
    world.plain.before =
        () -> {
          world.plain.before = () -> {};
          assertThat(
                  world.recovery.recover(
                      BOB, "a stair of nine herons".toCharArray(), OWNER, "offline.root"))
              .isEqualTo(new CareResult.PasswordSet(Optional.empty()));
        };

    assertThat(world.claim(link, "not the password").kind()).isEqualTo(CareResult.Kind.NOT_DONE);

    assertThat(world.links.look(link)).isEmpty();
  }

  @Test
  void claim_ofASecondFactorReset_withoutAPassword_namesTheOtherLink() {
    world.setUp();
    Secret factor = token(world.care.resetSecondFactor(BOB, ALICE, HERE));
    CareResult reset = world.care.resetPassword(BOB, ALICE, HERE);
    Secret password = token(reset);

    assertThat(sentence(world.claim(factor, PASSWORD))).contains("link for a new password first");
    assertThat(world.claim(password, "eight blue herons")).isInstanceOf(PasswordSet.class);
    assertThat(world.begin("eight blue herons").kind()).isEqualTo(SignInResult.Kind.REFUSED);
    assertThat(world.confirm(enrolment(world.claim(factor, "eight blue herons"))))
        .isInstanceOf(SecondFactorSet.class);
  }

  @Test
  void secrets_areInNoRecordNorText() {
    Secret token = world.invited();
    CareResult claimed = world.claim(token, PASSWORD);
    EnrolmentNeeded enrolment = enrolment(claimed);
    CareResult set = world.confirm(enrolment);
    List<Secret> secrets = new ArrayList<>(((SecondFactorSet) set).recoveryCodes());
    secrets.addAll(
        List.of(
            token,
            enrolment.pending(),
            enrolment.seed(),
            enrolment.uri(),
            Secret.of(PASSWORD),
            world.bob().passwordHash().orElseThrow()));
    String texts = world.audit.events() + " " + claimed + set + world.entries("account-link");

    assertThat(secrets).noneMatch(secret -> texts.contains(secret.revealToUse()));
    for (StateEntry entry : world.entries("account-link")) {
      assertThat(entry.key().text() + entry.value().text()).doesNotContain(token.revealToUse());
    }
    assertThat(world.audit.types())
        .containsExactly("account-invited", "link-claimed", "second-factor-enrolled", "sign-in");
  }
}
