package dev.staffgate.signin.care;

import static dev.staffgate.signin.care.CareWorld.ALICE;
import static dev.staffgate.signin.care.CareWorld.BOB;
import static dev.staffgate.signin.care.CareWorld.HERE;
import static dev.staffgate.signin.care.CareWorld.ORIGIN;
import static dev.staffgate.signin.care.CareWorld.PASSWORD;
import static dev.staffgate.signin.care.CareWorld.enrolment;
import static dev.staffgate.signin.care.CareWorld.sentence;
import static dev.staffgate.signin.care.CareWorld.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.staffgate.accounts.DirectoryException;
import dev.staffgate.audit.AuditEvent;
import dev.staffgate.model.Secret;
import dev.staffgate.signin.OwnerNotice;
import dev.staffgate.signin.SignInResult;
import dev.staffgate.signin.SignInResult.EnrolmentNeeded;
import dev.staffgate.signin.care.CareResult.Done;
import dev.staffgate.signin.care.CareResult.LinkMade;
import dev.staffgate.signin.care.CareResult.PasswordSet;
import dev.staffgate.signin.care.CareResult.SecondFactorSet;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class AccountCareTest {
  private static final List<String> NO_IDS =
      List.of("", " ", "a b", "bob\n", "b\u202eob", "'; drop table x; --", "b".repeat(1_048_576));

  private final CareWorld world = new CareWorld();

  private List<OwnerNotice.Kind> notices(SignInResult signedIn) {
    return ((SignInResult.SignedIn) signedIn).notices().stream().map(OwnerNotice::kind).toList();
  }

  @Test
  void invite_ofSomebodyWhoIsSetUp_saysResetInstead() {
    world.setUp();

    assertThat(sentence(world.care.invite(BOB, ALICE, HERE))).contains("Reset");
    assertThat(world.signIn(PASSWORD).kind()).isEqualTo(SignInResult.Kind.SIGNED_IN);
  }

  @Test
  void invite_ofSomebodyWithASecondFactorAlone_saysResetInstead() {
    world.setUp();
    assertThat(world.care.resetPassword(BOB, ALICE, HERE)).isInstanceOf(LinkMade.class);

    assertThat(sentence(world.care.invite(BOB, ALICE, HERE))).contains("Reset");
  }

  @Test
  void invite_afterBothWereReset_works_andVoidsTheOtherLinks() {
    world.setUp();
    Secret password = token(world.care.resetPassword(BOB, ALICE, HERE));
    Secret factor = token(world.care.resetSecondFactor(BOB, ALICE, HERE));
    Secret invitation = world.invited();

    assertThat(world.links.look(password)).isEmpty();
    assertThat(world.links.look(factor)).isEmpty();
    assertThat(world.confirm(enrolment(world.claim(invitation, "eight blue herons"))))
        .isInstanceOf(SecondFactorSet.class);
  }

  @Test
  void reset_ofSomebodyWhoIsNotSetUp_saysInviteInstead() {
    Secret invitation = world.invited();

    assertThat(sentence(world.care.resetPassword(BOB, ALICE, HERE))).contains("Invite");
    assertThat(sentence(world.care.resetSecondFactor(BOB, ALICE, HERE))).contains("Invite");
    assertThat(sentence(world.care.resetPassword("nobody", ALICE, HERE))).contains("Invite");
    assertThat(world.links.look(invitation)).isPresent();
    assertThat(world.ended).isEmpty();
  }

  @Test
  void resetPassword_atOnce_voidsThePassword_andEndsSessions() {
    world.setUp();
    SignInResult.CodeNeeded halfway = (SignInResult.CodeNeeded) world.begin(PASSWORD);
    world.ended.clear();

    assertThat(world.care.resetPassword(BOB, ALICE, HERE)).isInstanceOf(LinkMade.class);

    assertThat(world.bob().passwordHash()).isEmpty();
    assertThat(world.bob().codeKey()).isPresent();
    assertThat(world.bob().recoveryCodes()).hasSize(10);
    assertThat(world.begin(PASSWORD).kind()).isEqualTo(SignInResult.Kind.REFUSED);
    String code = world.code(world.bob().codeKey().orElseThrow().seed());
    assertThat(world.signIn.confirm(halfway.pending(), code, ORIGIN).kind())
        .isEqualTo(SignInResult.Kind.REFUSED);
    assertThat(world.ended).containsExactly("bob new-password", "bob new-password");
  }

  @Test
  void resetPassword_recordsWhoAndWhom_andTellsTheOwner() {
    world.setUp();
    world.audit.clear();

    Secret token = token(world.care.resetPassword(BOB, ALICE, HERE));

    AuditEvent event = world.audit.last();
    assertThat(event.type().text()).isEqualTo("password-reset");
    assertThat(event.staff()).isEqualTo(ALICE);
    assertThat(event.details()).containsEntry("account", BOB);
    assertThat(event.toString()).doesNotContain(token.revealToUse());
    assertThat(world.claim(token, "eight blue herons")).isInstanceOf(PasswordSet.class);
    assertThat(notices(world.signIn("eight blue herons")))
        .contains(OwnerNotice.Kind.PASSWORD_RESET, OwnerNotice.Kind.PASSWORD_CHANGED);
  }

  @Test
  void resetPassword_forgetsKnownPlaces() {
    world.setUp();
    for (int i = 0; i < 3; i++) {
      assertThat(world.begin("wrong guess here").kind()).isEqualTo(SignInResult.Kind.REFUSED);
    }
    Secret token = token(world.care.resetPassword(BOB, ALICE, HERE));
    assertThat(world.claim(token, "eight blue herons")).isInstanceOf(PasswordSet.class);

    // The network is not known any more, so that the three before do not count for it.
    for (int i = 0; i < 4; i++) {
      assertThat(world.begin("wrong guess here").kind()).isEqualTo(SignInResult.Kind.REFUSED);
    }
    assertThat(world.begin("wrong guess here").kind()).isEqualTo(SignInResult.Kind.WAIT);
  }

  @Test
  void resetPassword_twice_voidsTheFirstLink() {
    world.setUp();
    Secret first = token(world.care.resetPassword(BOB, ALICE, HERE));
    Secret second = token(world.care.resetPassword(BOB, ALICE, HERE));

    assertThat(world.links.look(first)).isEmpty();
    assertThat(world.claim(first, "eight blue herons").kind()).isEqualTo(CareResult.Kind.NOT_DONE);
    assertThat(world.claim(second, "eight blue herons")).isInstanceOf(PasswordSet.class);
  }

  @Test
  void resetSecondFactor_atOnce_voidsFactorAndRecoveryCodes() {
    List<Secret> codes = world.setUp();
    SignInResult.CodeNeeded halfway = (SignInResult.CodeNeeded) world.begin(PASSWORD);
    world.ended.clear();

    Secret token = token(world.care.resetSecondFactor(BOB, ALICE, HERE));

    assertThat(world.bob().codeKey()).isEmpty();
    assertThat(world.bob().recoveryCodes()).isEmpty();
    assertThat(world.begin(PASSWORD).kind()).isEqualTo(SignInResult.Kind.REFUSED);
    assertThat(world.signIn.recover(halfway.pending(), codes.get(0).revealToUse(), ORIGIN).kind())
        .isEqualTo(SignInResult.Kind.REFUSED);
    assertThat(world.ended).containsExactly("bob second-factor-reset", "bob second-factor-reset");
    assertThat(world.audit.types()).contains("second-factor-reset");
    SecondFactorSet set = (SecondFactorSet) world.confirm(enrolment(world.claim(token, PASSWORD)));
    assertThat(notices(set.signedIn())).contains(OwnerNotice.Kind.SECOND_FACTOR_RESET);
  }

  @Test
  void resetSecondFactor_again_voidsTheKeyThatAwaitsItsCode() {
    world.setUp();
    Secret token = token(world.care.resetSecondFactor(BOB, ALICE, HERE));
    EnrolmentNeeded enrolment = enrolment(world.claim(token, PASSWORD));
    assertThat(world.care.resetSecondFactor(BOB, ALICE, HERE)).isInstanceOf(LinkMade.class);

    assertThat(world.confirm(enrolment).kind()).isEqualTo(CareResult.Kind.NOT_DONE);
    assertThat(world.bob().codeKey()).isEmpty();
  }

  @Test
  void reset_whenSessionsCannotBeEnded_makesNoLink() {
    world.setUp();
    SessionEnder broken =
        (staff, cause) -> {
          throw new DirectoryException("out", null);
        };
    AccountCare care = new AccountCare(world.signIn, broken);

    for (Supplier<CareResult> reset :
        List.<Supplier<CareResult>>of(
            () -> care.resetPassword(BOB, ALICE, HERE),
            () -> care.resetSecondFactor(BOB, ALICE, HERE),
            () -> care.signOutEverywhere(BOB, ALICE, HERE))) {
      assertThat(reset.get()).isEqualTo(CareParts.UNAVAILABLE);
    }
    assertThat(world.signIn(PASSWORD).kind()).isEqualTo(SignInResult.Kind.SIGNED_IN);
  }

  @Test
  void link_thatCannotBeRecorded_isNotHandedOut() {
    world.audit.failAfter(0);

    assertThat(world.care.invite(BOB, ALICE, HERE)).isEqualTo(CareParts.UNAVAILABLE);
  }

  @Test
  void link_whenTheStoreIsClosed_isNotMade() {
    world.state.close();

    assertThat(world.care.invite(BOB, ALICE, HERE)).isEqualTo(CareParts.UNAVAILABLE);
  }

  @Test
  void unlock_endsWaits_andIsRecorded() {
    world.setUp();
    for (int i = 0; i < 5; i++) {
      assertThat(world.begin("wrong guess here").kind())
          .isNotEqualTo(SignInResult.Kind.CODE_NEEDED);
    }
    assertThat(world.begin(PASSWORD).kind()).isEqualTo(SignInResult.Kind.WAIT);

    assertThat(world.care.unlock(BOB, ALICE, HERE)).isInstanceOf(Done.class);

    assertThat(world.audit.last().type().text()).isEqualTo("sign-in-unlocked");
    assertThat(world.begin(PASSWORD).kind()).isEqualTo(SignInResult.Kind.CODE_NEEDED);
  }

  @Test
  void signOutEverywhere_endsSessions_recordsAndTells() {
    world.setUp();
    world.ended.clear();

    assertThat(world.care.signOutEverywhere(BOB, ALICE, HERE)).isInstanceOf(Done.class);

    assertThat(world.ended).containsExactly("bob signed-out-everywhere");
    assertThat(world.audit.last().type().text()).isEqualTo("signed-out-everywhere");
    assertThat(notices(world.signIn(PASSWORD)))
        .containsExactly(OwnerNotice.Kind.SIGNED_OUT_EVERYWHERE);
  }

  @Test
  void anything_withTextsThatAreNoIds_isRefusedBeforeAnythingIsKept() {
    for (String text : NO_IDS) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> world.care.invite(text, ALICE, HERE))
          .withMessageNotContaining("drop");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> world.care.invite(BOB, text, HERE))
          .withMessageNotContaining("drop");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> world.care.resetPassword(text, ALICE, HERE));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> world.care.resetSecondFactor(text, ALICE, HERE));
    }
    assertThat(world.entries("account-link")).isEmpty();
    assertThat(world.audit.events()).isEmpty();
  }
}
