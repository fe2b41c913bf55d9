package dev.staffgate.signin.care;

import static dev.staffgate.signin.care.CareWorld.ALICE;
import static dev.staffgate.signin.care.CareWorld.BOB;
import static dev.staffgate.signin.care.CareWorld.HERE;
import static dev.staffgate.signin.care.CareWorld.OWNER;
import static dev.staffgate.signin.care.CareWorld.PASSWORD;
import static dev.staffgate.signin.care.CareWorld.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.model.Secret;
import dev.staffgate.signin.OwnerNotice;
import dev.staffgate.signin.SignInResult;
import dev.staffgate.signin.care.CareResult.Done;
import dev.staffgate.signin.care.CareResult.NotDone;
import dev.staffgate.signin.care.CareResult.PasswordRefused;
import dev.staffgate.signin.care.CareResult.PasswordSet;
import dev.staffgate.signin.care.RecoveredAccount.What;
import dev.staffgate.state.StateKey;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.StateValue;
import dev.staffgate.state.StateWrite;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountRecoveryTest {
  private static final String NEW = "a stair of nine blue herons";
  private static final String OFFLINE = "offline.root";

  private final CareWorld world = new CareWorld();

  @BeforeEach
  void setUp() {
    List<Secret> unused = world.setUp();
    world.audit.clear();
    world.ended.clear();
  }

  private CareResult recover() {
    return world.recovery.recover(BOB, NEW.toCharArray(), OWNER, OFFLINE);
  }

  /** Reviews the newest notice of an account. */
  private CareResult review(String staff, String by) {
    Instant at =
        world.recovery.unreviewed().stream()
            .filter(one -> one.staff().equals(staff))
            .map(RecoveredAccount::at)
            .findFirst()
            .orElse(world.clock.instant());
    return world.recovery.review(staff, at, by, HERE);
  }

  @Test
  void recover_letsTheOwnerInByANewPassword_withASecondFactorToSetUp() {
    assertThat(recover()).isEqualTo(new PasswordSet(Optional.empty()));

    assertThat(world.audit.types()).containsExactly("account-recovered");
    assertThat(world.begin(PASSWORD).kind()).isEqualTo(SignInResult.Kind.REFUSED);
    assertThat(world.begin(NEW).kind()).isEqualTo(SignInResult.Kind.ENROLMENT_NEEDED);
    assertThat(world.bob().codeKey()).isEmpty();
    assertThat(world.bob().recoveryCodes()).isEmpty();
    assertThat(world.ended).containsExactly("bob second-factor-reset", "bob second-factor-reset");
  }

  @Test
  void recover_isOverAfterAnHour() {
    assertThat(recover()).isInstanceOf(PasswordSet.class);

    world.clock.advance(Duration.ofMinutes(59));
    assertThat(world.begin(NEW).kind()).isEqualTo(SignInResult.Kind.ENROLMENT_NEEDED);
    world.clock.advance(Duration.ofMinutes(2));
    assertThat(world.begin(NEW).kind()).isEqualTo(SignInResult.Kind.REFUSED);
  }

  @Test
  void recover_endsLinks_waits_andAwaitedKeys() {
    Secret link = token(world.care.resetSecondFactor(BOB, ALICE, HERE));
    for (int i = 0; i < 20; i++) {
      assertThat(world.begin("not the password").kind()).isNotNull();
    }
    assertThat(world.begin(PASSWORD).kind()).isEqualTo(SignInResult.Kind.WAIT);

    assertThat(recover()).isInstanceOf(PasswordSet.class);

    assertThat(world.begin(NEW).kind()).isEqualTo(SignInResult.Kind.ENROLMENT_NEEDED);
    assertThat(world.links.look(link)).isEmpty();
  }

  @Test
  void recover_withAWeakPassword_changesNothingAndLeavesNoTrace() {
    assertThat(world.recovery.recover(BOB, "short".toCharArray(), OWNER, OFFLINE))
        .isInstanceOf(PasswordRefused.class);

    assertThat(world.recovery.unreviewed()).isEmpty();
    assertThat(world.audit.types()).isEmpty();
    assertThat(world.signIn(PASSWORD).kind()).isEqualTo(SignInResult.Kind.SIGNED_IN);
  }

  @Test
  void recover_thatCannotBeRecorded_letsNobodyIn() {
    world.audit.failAfter(0);

    assertThat(recover()).isEqualTo(CareParts.UNAVAILABLE);

    world.audit.failAfter(Integer.MAX_VALUE);
    assertThat(world.begin(NEW).kind()).isEqualTo(SignInResult.Kind.REFUSED);
    assertThat(world.signIn(PASSWORD).kind()).isEqualTo(SignInResult.Kind.SIGNED_IN);
    assertThat(world.recovery.unreviewed()).hasSize(1); // it was tried
  }

  @Test
  void recover_ofAnAccountThatWasNeverSetUp_works() {
    assertThat(world.recovery.recover("dave", NEW.toCharArray(), OWNER, OFFLINE))
        .isInstanceOf(PasswordSet.class);
    assertThat(world.credentials.find("dave").orElseThrow().enrolBefore())
        .contains(world.clock.instant().plus(AccountRecovery.LASTS));
  }

  @Test
  void ownerIsTold() {
    assertThat(recover()).isInstanceOf(PasswordSet.class);
    SignInResult.EnrolmentNeeded enrolment = (SignInResult.EnrolmentNeeded) world.begin(NEW);

    SignInResult in = world.signIn.confirm(enrolment.pending(), world.code(enrolment.seed()), HERE);

    assertThat(((SignInResult.SignedIn) in).notices())
        .extracting(OwnerNotice::kind)
        .contains(OwnerNotice.Kind.RECOVERED_OFFLINE);
  }

  @Test
  void unreviewed_namesItUntilSomebodyElseHasReviewedIt() {
    assertThat(recover()).isInstanceOf(PasswordSet.class);
    RecoveredAccount expected =
        new RecoveredAccount(BOB, What.RECOVERED, OFFLINE, world.clock.instant());
    assertThat(world.recovery.unreviewed()).containsExactly(expected);

    assertThat(review(BOB, BOB)).isInstanceOf(NotDone.class);
    world.restart();
    assertThat(world.recovery.unreviewed()).containsExactly(expected);
    world.audit.clear();

    assertThat(review(BOB, ALICE)).isEqualTo(new Done());
    assertThat(world.recovery.unreviewed()).isEmpty();
    assertThat(world.audit.events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.type().text()).isEqualTo("recovery-reviewed");
              assertThat(event.staff()).isEqualTo(ALICE);
              assertThat(event.details())
                  .containsEntry("account", BOB)
                  .containsEntry("what", "RECOVERED")
                  .containsEntry("done-by", OFFLINE);
            });
    assertThat(review(BOB, ALICE)).isInstanceOf(NotDone.class);
  }

  @Test
  void review_bySomebodyOfWhomThereIsANoticeToo_isRefused() {
    assertThat(recover()).isInstanceOf(PasswordSet.class);
    world.recovery.trace("mallory", What.ADDED, OFFLINE);
    world.recovery.trace("mallory", What.PASSWORD, OFFLINE);
    assertThat(world.recovery.unreviewed()).hasSize(3);

    assertThat(review(BOB, "mallory")).isInstanceOf(NotDone.class);
    assertThat(world.recovery.unreviewed()).hasSize(3);
    assertThat(review("mallory", ALICE)).isEqualTo(new Done());
    assertThat(review("mallory", ALICE)).isEqualTo(new Done());
    assertThat(world.recovery.unreviewed()).hasSize(1);
    assertThat(review(BOB, "mallory")).isEqualTo(new Done());
  }

  @Test
  void secondRecovery_isReviewedByItself() {
    assertThat(recover()).isInstanceOf(PasswordSet.class);
    Instant first = world.clock.instant();
    world.clock.advance(Duration.ofMinutes(5));
    assertThat(recover()).isInstanceOf(PasswordSet.class);

    assertThat(world.recovery.review(BOB, first, ALICE, HERE)).isEqualTo(new Done());
    assertThat(world.recovery.unreviewed())
        .extracting(RecoveredAccount::at)
        .containsExactly(world.clock.instant());
  }

  @Test
  void manyRecoveries_hideNone() {
    for (int i = 0; i < 150; i++) {
      world.recovery.trace("a" + i, What.PASSWORD, OFFLINE);
    }
    world.clock.advance(Duration.ofMinutes(5));
    assertThat(recover()).isInstanceOf(PasswordSet.class);

    assertThat(world.recovery.unreviewed()).hasSize(151).first().extracting("staff").isEqualTo(BOB);
  }

  @Test
  void enrolmentThatWasBegunBefore_isOver() {
    assertThat(recover()).isInstanceOf(PasswordSet.class);
    SignInResult.EnrolmentNeeded before = (SignInResult.EnrolmentNeeded) world.begin(NEW);
    world.clock.advance(Duration.ofMinutes(59));
    SignInResult.EnrolmentNeeded late = (SignInResult.EnrolmentNeeded) world.begin(NEW);
    world.clock.advance(Duration.ofMinutes(2));

    assertThat(world.signIn.confirm(late.pending(), world.code(late.seed()), HERE).kind())
        .as("after the hour")
        .isEqualTo(SignInResult.Kind.REFUSED);
    assertThat(world.signIn.confirm(before.pending(), world.code(before.seed()), HERE).kind())
        .isEqualTo(SignInResult.Kind.REFUSED);
    assertThat(world.bob().codeKey()).isEmpty();
  }

  @Test
  void owner_isNotToldThatAnAdministratorEndedAWait() {
    assertThat(recover()).isInstanceOf(PasswordSet.class);
    SignInResult.EnrolmentNeeded enrolment = (SignInResult.EnrolmentNeeded) world.begin(NEW);
    SignInResult in = world.signIn.confirm(enrolment.pending(), world.code(enrolment.seed()), HERE);
    assertThat(((SignInResult.SignedIn) in).notices())
        .extracting(OwnerNotice::kind)
        .doesNotContain(OwnerNotice.Kind.UNLOCKED);
  }

  @Test
  void review_thatCannotBeRecorded_leavesTheNotice() {
    assertThat(recover()).isInstanceOf(PasswordSet.class);
    world.audit.clear();
    world.audit.failAfter(0);

    assertThat(review(BOB, ALICE)).isEqualTo(CareParts.UNAVAILABLE);
    assertThat(world.recovery.unreviewed()).hasSize(1);
  }

  @Test
  void unreviewed_ofADamagedEntry_failsAndNamesIt() {
    StateKey key = StateKey.of("account-recovery", BOB, "1");
    assertThat(
            world.state.compareAndSet(
                StateWrite.create(key, StateValue.ofText("recovered 1\naccount bob\n"))))
        .isPresent();

    assertThatThrownBy(() -> world.recovery.unreviewed())
        .isInstanceOf(StateStoreException.class)
        .hasMessageContaining("account-recovery/bob");
    assertThat(world.recovery.review(BOB, world.clock.instant(), ALICE, HERE))
        .isEqualTo(CareParts.UNAVAILABLE);
  }

  @Test
  void ids_thatAreNone_areRefused() {
    for (String wrong : List.of("", "a b", "x\u202Ey", "'; DROP TABLE staffgate_state; --")) {
      assertThatThrownBy(() -> world.recovery.recover(wrong, NEW.toCharArray(), OWNER, OFFLINE))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> world.recovery.review(BOB, Instant.EPOCH, wrong, HERE))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
