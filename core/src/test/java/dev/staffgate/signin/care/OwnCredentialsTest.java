package dev.staffgate.signin.care;

import static dev.staffgate.signin.care.CareWorld.ALICE;
import static dev.staffgate.signin.care.CareWorld.BOB;
import static dev.staffgate.signin.care.CareWorld.HERE;
import static dev.staffgate.signin.care.CareWorld.ORIGIN;
import static dev.staffgate.signin.care.CareWorld.OWNER;
import static dev.staffgate.signin.care.CareWorld.PASSWORD;
import static dev.staffgate.signin.care.CareWorld.enrolment;
import static dev.staffgate.signin.care.CareWorld.why;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.accounts.SessionEpoch;
import dev.staffgate.accounts.SessionEpochs;
import dev.staffgate.model.Secret;
import dev.staffgate.network.IpAddress;
import dev.staffgate.signin.OwnerNotice;
import dev.staffgate.signin.PasswordProblem;
import dev.staffgate.signin.SignInOrigin;
import dev.staffgate.signin.SignInResult;
import dev.staffgate.signin.SignInResult.EnrolmentNeeded;
import dev.staffgate.signin.care.CareResult.FreshCodeNeeded;
import dev.staffgate.signin.care.CareResult.PasswordRefused;
import dev.staffgate.signin.care.CareResult.PasswordSet;
import dev.staffgate.signin.care.CareResult.RecoveryCodesMade;
import dev.staffgate.signin.care.CareResult.SecondFactorSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwnCredentialsTest {
  private static final String NEW = "eight blue herons";

  private final CareWorld world = new CareWorld();
  private List<Secret> recoveryCodes = List.of();

  @BeforeEach
  void setUp() {
    recoveryCodes = world.setUp();
    world.ended.clear();
    world.audit.clear();
  }

  private CareResult change(String before, String password) {
    return change(epoch(), before, password);
  }

  private CareResult change(SessionEpoch session, String before, String password) {
    return world.own.changePassword(
        BOB, session, before.toCharArray(), password.toCharArray(), OWNER, ORIGIN);
  }

  private SessionEpoch epoch() {
    try (SessionEpochs epochs = SessionEpochs.of(world.state)) {
      return epochs.current(BOB);
    }
  }

  private void signOutEverywhere() {
    assertThat(world.care.signOutEverywhere(BOB, ALICE, HERE)).isEqualTo(new CareResult.Done());
  }

  private Instant now() {
    return world.clock.instant();
  }

  private Secret seed() {
    return world.bob().codeKey().orElseThrow().seed();
  }

  private List<OwnerNotice.Kind> noticesAfter(String password) {
    world.clock.advance(Duration.ofMinutes(2));
    return ((SignInResult.SignedIn) world.signIn(password))
        .notices().stream().map(OwnerNotice::kind).toList();
  }

  @Test
  void changePassword_goesOnInTheEpochThatItBegan() {
    assertThat(change(PASSWORD, NEW)).isEqualTo(new PasswordSet(Optional.of(epoch())));
  }

  @Test
  void changePassword_afterOrDuringASignOutEverywhere_letsNobodyGoOn() {
    SessionEpoch session = epoch();
    signOutEverywhere();
    assertThat(change(session, PASSWORD, NEW)).isEqualTo(new PasswordSet(Optional.empty()));

    SessionEpoch next = epoch();
    world.plain.before = this::signOutEverywhere; // while the password is hashed
    assertThat(change(next, NEW, PASSWORD)).isEqualTo(new PasswordSet(Optional.empty()));
  }

  @Test
  void changePassword_withTheOldOne_setsIt_endsSessions_andTells() {
    assertThat(change(PASSWORD, NEW)).isInstanceOf(PasswordSet.class);

    assertThat(world.ended).containsExactly("bob new-password", "bob new-password");
    assertThat(world.audit.types()).containsExactly("password-changed");
    assertThat(world.begin(PASSWORD).kind()).isEqualTo(SignInResult.Kind.REFUSED);
    assertThat(noticesAfter(NEW)).containsExactly(OwnerNotice.Kind.PASSWORD_CHANGED);
  }

  @Test
  void changePassword_withAWrongOldOne_changesNothing() {
    assertThat(why(change("not the password", NEW)).kind()).isEqualTo(SignInResult.Kind.REFUSED);

    assertThat(world.ended).isEmpty();
    assertThat(world.begin(PASSWORD).kind()).isEqualTo(SignInResult.Kind.CODE_NEEDED);
  }

  @Test
  void changePassword_guessed_waits_andThenIsLocked_whileSigningInGoesOn() {
    int looked = 0;
    SignInResult.Kind last = SignInResult.Kind.REFUSED;
    for (int i = 0; i < 400 && last != SignInResult.Kind.LOCKED; i++) {
      last = why(change("guess number " + i, NEW)).kind();
      looked += last == SignInResult.Kind.REFUSED ? 1 : 0;
      world.clock.advance(Duration.ofMinutes(last == SignInResult.Kind.WAIT ? 61 : 0));
    }

    assertThat(last).isEqualTo(SignInResult.Kind.LOCKED);
    assertThat(looked).isLessThan(60);
    assertThat(why(change(PASSWORD, NEW)).kind()).isEqualTo(SignInResult.Kind.LOCKED);
    assertThat(world.signIn(PASSWORD).kind()).isEqualTo(SignInResult.Kind.SIGNED_IN);
  }

  @Test
  void changePassword_withTheOldOneAfterFourWrong_forgivesThem() {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 4; i++) {
        assertThat(why(change("not the password", NEW)).kind())
            .isEqualTo(SignInResult.Kind.REFUSED);
      }
      CareResult right = round == 0 ? change(PASSWORD, NEW) : change(NEW, PASSWORD);
      assertThat(right).isInstanceOf(PasswordSet.class);
    }
  }

  @Test
  void changePassword_thatAnAdministratorResetsMeanwhile_staysReset() {
    AtomicBoolean once = new AtomicBoolean();
    world.plain.before =
        () -> {
          // The second password that is hashed is the new one.
          if (world.hashed.get() % 2 == 1 && once.compareAndSet(false, true)) {
            assertThat(world.care.resetPassword(BOB, ALICE, HERE).kind())
                .isEqualTo(CareResult.Kind.LINK_MADE);
          }
        };
    world.hashed.set(-1);

    assertThat(change(PASSWORD, NEW).kind()).isEqualTo(CareResult.Kind.NOT_DONE);

    assertThat(once).isTrue();
    assertThat(world.bob().passwordHash()).isEmpty();
  }

  @Test
  void changePassword_whileAnOutsiderGuesses_doesNotWait() {
    SignInOrigin outside = SignInOrigin.at(Optional.of(IpAddress.parse("198.51.100.9")));
    SignInResult.Kind last = SignInResult.Kind.REFUSED;
    for (int i = 0; i < 30; i++) {
      last = world.signIn.begin(BOB, ("guess " + i).toCharArray(), outside).kind();
    }
    assertThat(last).isEqualTo(SignInResult.Kind.WAIT);

    assertThat(change(PASSWORD, NEW)).isInstanceOf(PasswordSet.class);
  }

  @Test
  void changePassword_toTheSame_isRefused_howeverItIsComposed() {
    assertThat(change(PASSWORD, NEW + "\u00e9")).isInstanceOf(PasswordSet.class);

    PasswordRefused refused = (PasswordRefused) change(NEW + "\u00e9", NEW + "e\u0301");

    assertThat(refused.problems())
        .extracting(PasswordProblem::code)
        .containsExactly(PasswordProblem.Code.UNCHANGED);
  }

  @Test
  void changePassword_toWhatTheRulesRefuse_hashesNothing() {
    int before = world.hashed.get();

    assertThat(change(PASSWORD, "short")).isInstanceOf(PasswordRefused.class);

    assertThat(world.hashed).hasValue(before);
  }

  @Test
  void changePassword_ofADisabledAccount_isRefused() {
    world.disabled.add(BOB);

    assertThat(why(change(PASSWORD, NEW)).kind()).isEqualTo(SignInResult.Kind.REFUSED);
  }

  @Test
  void changePassword_thatIsNotRecorded_saysThatItIsNotKnown() {
    world.audit.failAfter(0);

    assertThat(change(PASSWORD, NEW)).isEqualTo(CareParts.UNAVAILABLE);
  }

  @Test
  void replaceSecondFactor_withAFreshCode_takesTwoSteps() {
    Secret old = seed();
    EnrolmentNeeded enrolment = enrolment(world.own.replaceSecondFactor(BOB, now(), ORIGIN));
    assertThat(seed()).isEqualTo(old);

    CareResult result =
        world.own.confirmSecondFactor(
            BOB, enrolment.pending(), world.code(enrolment.seed()), ORIGIN);

    assertThat(((SecondFactorSet) result).recoveryCodes()).isEmpty();
    assertThat(((SecondFactorSet) result).signedIn().secondFactorAt()).isEqualTo(now());
    assertThat(seed()).isEqualTo(enrolment.seed()).isNotEqualTo(old);
    assertThat(world.bob().recoveryCodes()).hasSize(10);
    assertThat(world.ended).containsExactly("bob second-factor-reset", "bob second-factor-reset");
    assertThat(world.audit.types()).containsExactly("second-factor-changed");
    assertThat(noticesAfter(PASSWORD)).containsExactly(OwnerNotice.Kind.SECOND_FACTOR_CHANGED);
  }

  @Test
  void replaceSecondFactor_inTheStepOfTheFreshCode_works() {
    assertThat(world.signIn.confirmAgain(BOB, world.code(seed()), ORIGIN).kind())
        .isEqualTo(SignInResult.Kind.SIGNED_IN);
    EnrolmentNeeded enrolment = enrolment(world.own.replaceSecondFactor(BOB, now(), ORIGIN));

    assertThat(
            world.own.confirmSecondFactor(
                BOB, enrolment.pending(), world.code(enrolment.seed()), ORIGIN))
        .isInstanceOf(SecondFactorSet.class);
  }

  @Test
  void whatNeedsAFreshCode_withoutOne_asksForIt() {
    List<Instant> stale =
        List.of(
            now().minus(Duration.ofMinutes(5)).minusMillis(1),
            now().plusMillis(1),
            Instant.MIN,
            Instant.MAX,
            Instant.EPOCH);
    for (Instant at : stale) {
      assertThat(world.own.replaceSecondFactor(BOB, at, ORIGIN))
          .isInstanceOf(FreshCodeNeeded.class);
      assertThat(world.own.newRecoveryCodes(BOB, at, ORIGIN)).isInstanceOf(FreshCodeNeeded.class);
    }
    Instant justFresh = now().minus(Duration.ofMinutes(5));
    assertThat(world.own.newRecoveryCodes(BOB, justFresh, ORIGIN))
        .isInstanceOf(RecoveryCodesMade.class);
  }

  @Test
  void confirmSecondFactor_withTheOldCode_orForAnother_orLate_isRefused() {
    EnrolmentNeeded enrolment = enrolment(world.own.replaceSecondFactor(BOB, now(), ORIGIN));
    Secret handle = enrolment.pending();
    String code = world.code(enrolment.seed());
    Secret old = seed();

    assertThat(world.own.confirmSecondFactor(BOB, handle, world.code(old), ORIGIN).kind())
        .isEqualTo(CareResult.Kind.NOT_DONE);
    assertThat(world.own.confirmSecondFactor(ALICE, handle, code, ORIGIN).kind())
        .isEqualTo(CareResult.Kind.NOT_DONE);
    assertThat(world.links.confirm(handle, code, ORIGIN).kind())
        .isEqualTo(CareResult.Kind.NOT_DONE);
    world.clock.advance(Duration.ofMinutes(30));
    assertThat(
            world.own.confirmSecondFactor(BOB, handle, world.code(enrolment.seed()), ORIGIN).kind())
        .isEqualTo(CareResult.Kind.NOT_DONE);
    assertThat(seed()).isEqualTo(old);
    assertThat(world.ended).isEmpty();
  }

  @Test
  void confirmSecondFactor_afterThePasswordWasChanged_isRefused() {
    EnrolmentNeeded enrolment = enrolment(world.own.replaceSecondFactor(BOB, now(), ORIGIN));
    assertThat(change(PASSWORD, NEW)).isInstanceOf(PasswordSet.class);

    assertThat(
            world
                .own
                .confirmSecondFactor(BOB, enrolment.pending(), world.code(enrolment.seed()), ORIGIN)
                .kind())
        .isEqualTo(CareResult.Kind.NOT_DONE);
  }

  @Test
  void replaceSecondFactor_ofSomebodyWithoutOne_isRefused() {
    assertThat(world.care.resetSecondFactor(BOB, ALICE, HERE).kind())
        .isEqualTo(CareResult.Kind.LINK_MADE);

    assertThat(world.own.replaceSecondFactor(BOB, now(), ORIGIN).kind())
        .isEqualTo(CareResult.Kind.NOT_DONE);
    assertThat(world.own.newRecoveryCodes(BOB, now(), ORIGIN).kind())
        .isEqualTo(CareResult.Kind.NOT_DONE);
  }

  @Test
  void newRecoveryCodes_voidTheOldOnes_andTell() {
    CareResult result = world.own.newRecoveryCodes(BOB, now(), ORIGIN);

    List<Secret> codes = ((RecoveryCodesMade) result).recoveryCodes();
    assertThat(codes).hasSize(10).doesNotContainAnyElementsOf(recoveryCodes);
    assertThat(recover(recoveryCodes.get(0)).kind()).isEqualTo(SignInResult.Kind.REFUSED);
    SignInResult.SignedIn signedIn = (SignInResult.SignedIn) recover(codes.get(0));
    assertThat(signedIn.notices())
        .extracting(OwnerNotice::kind)
        .contains(OwnerNotice.Kind.RECOVERY_CODES_MADE, OwnerNotice.Kind.RECOVERY_CODE_USED);
    assertThat(world.ended).isEmpty();
    assertThat(result.toString()).doesNotContain(codes.get(0).revealToUse());
    assertThat(world.audit.types()).contains("recovery-codes-made");
  }

  private SignInResult recover(Secret code) {
    SignInResult.CodeNeeded next = (SignInResult.CodeNeeded) world.begin(PASSWORD);
    return world.signIn.recover(next.pending(), code.revealToUse(), ORIGIN);
  }
}
