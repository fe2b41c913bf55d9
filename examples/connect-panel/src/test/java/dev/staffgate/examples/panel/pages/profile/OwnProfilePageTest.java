package dev.staffgate.examples.panel.pages.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.accounts.EpochCause;
import dev.staffgate.examples.panel.app.DemoEnvironment;
import dev.staffgate.examples.panel.stories.AuthenticatorApp;
import dev.staffgate.examples.panel.stories.DemoPanel;
import dev.staffgate.examples.panel.stories.SignedInClient;
import dev.staffgate.examples.panel.stories.Visitor;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on which people change their own password, second factor and recovery codes. */
class OwnProfilePageTest {
  private static final String OLD = DemoEnvironment.PASSWORDS.get("bob");
  private static final String NEW = "bob-builds-boats-now";
  private static final Pattern RECOVERY_CODE =
      Pattern.compile("<code>([0-9A-Z]{5}(?:-[0-9A-Z]{5}){4})</code>");

  @TempDir Path data;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-24T10:00:00Z"));
  private DemoPanel panel;
  private String seed = "";

  @BeforeEach
  void start() throws Exception {
    panel = DemoPanel.start(data, now::get);
  }

  @AfterEach
  void stop() {
    panel.close();
  }

  private String code() {
    now.set(now.get().plusSeconds(60)); // each code counts once
    return AuthenticatorApp.code(seed, now.get());
  }

  private HttpResponse<String> password(Visitor visitor, String password) throws Exception {
    visitor.get("/sign-in/");
    HttpResponse<String> page = visitor.post("/sign-in/", "name", "bob", "password", password);
    Visitor.seedIn(page.body()).ifPresent(one -> seed = one);
    return page;
  }

  private Visitor signedIn(String password) throws Exception {
    Visitor visitor = new Visitor(panel.url());
    assertThat(password(visitor, password).statusCode()).isEqualTo(200);
    assertThat(visitor.post("/sign-in/code", "code", code()).statusCode()).isIn(200, 303);
    assertThat(visitor.get("/profile").statusCode()).isEqualTo(200);
    return visitor;
  }

  private static void assertSignedOut(Visitor visitor) throws Exception {
    assertThat(visitor.get("/profile").headers().firstValue("Location").orElseThrow())
        .startsWith("/sign-in/");
  }

  private static HttpResponse<String> change(
      Visitor visitor, String before, String password, String again) throws Exception {
    return visitor.post("/profile", "before", before, "password", password, "again", again);
  }

  @Test
  void password_changed_endsAllOtherSessionsAndGoesOnHere() throws Exception {
    Visitor here = signedIn(OLD);
    Visitor elsewhere = signedIn(OLD);
    here.get("/profile");
    String form = here.csrf();

    HttpResponse<String> page = change(here, OLD, NEW, NEW);

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("Your password is changed. All your other sessions");
    assertThat(here.csrf()).as("the form's token of the new session").isNotEqualTo(form);
    assertThat(here.get("/servers/").statusCode()).isEqualTo(200);
    assertSignedOut(elsewhere);
    assertThat(password(new Visitor(panel.url()), OLD).statusCode()).isEqualTo(403);
    Visitor again = new Visitor(panel.url());
    assertThat(password(again, NEW).body()).contains("Enter the code");
    assertThat(again.post("/sign-in/code", "code", code()).body())
        .contains("Your password was changed.");
  }

  @Test
  void password_thatIsRefused_changesNothingAndSaysWhy() throws Exception {
    Visitor bob = signedIn(OLD);

    assertThat(change(bob, OLD, NEW, NEW + "x").body()).contains("not typed the same twice");
    assertThat(change(bob, OLD, "short", "short").body()).contains("at least 8 characters");
    assertThat(change(bob, OLD, OLD, OLD).body()).contains("the password that you have");
    assertThat(change(bob, "not it", NEW, NEW).statusCode()).isEqualTo(403);
    assertThat(bob.postAsIs("/profile", "before", OLD, "password", NEW, "again", NEW).statusCode())
        .as("without the form's token")
        .isEqualTo(403);
    for (int i = 0; i < 4; i++) {
      assertThat(change(bob, "not it", NEW, NEW).statusCode()).isEqualTo(403);
    }
    assertThat(change(bob, OLD, NEW, NEW).body()).contains("Please try again in 30 seconds");
    assertThat(signedIn(OLD)).as("signing in goes on").isNotNull();
  }

  @Test
  void secondFactor_replaced_countsFromItsFirstCodeOn() throws Exception {
    Visitor bob = signedIn(OLD);
    Visitor elsewhere = signedIn(OLD);
    now.set(now.get().plus(Duration.ofMinutes(6)));
    bob.get("/profile");
    HttpResponse<String> stepUp = bob.post("/profile/second-factor");
    assertThat(stepUp.headers().firstValue("Location")).contains("/step-up?return=%2Fprofile");
    bob.get("/step-up?return=%2Fprofile");
    assertThat(bob.post("/step-up", "return", "/profile", "code", code()).statusCode())
        .isEqualTo(303);

    bob.get("/profile");
    HttpResponse<String> form = bob.post("/profile/second-factor");
    String old = seed;
    seed = Visitor.seedIn(form.body()).orElseThrow();
    assertThat(bob.post("/profile/second-factor-code", "code", "000000").statusCode())
        .isEqualTo(403);
    HttpResponse<String> set = bob.post("/profile/second-factor-code", "code", code());
    assertThat(set.body()).contains("Your new second factor counts from now on");

    assertThat(bob.get("/servers/").statusCode()).isEqualTo(200);
    assertSignedOut(elsewhere);
    Visitor again = new Visitor(panel.url());
    password(again, OLD);
    now.set(now.get().plusSeconds(60));
    assertThat(
            again.post("/sign-in/code", "code", AuthenticatorApp.code(old, now.get())).statusCode())
        .isEqualTo(403);
    assertThat(again.post("/sign-in/code", "code", code()).statusCode()).isEqualTo(200);
  }

  @Test
  void recoveryCodes_made_areShownOnceAndSignIn() throws Exception {
    Visitor bob = signedIn(OLD);
    assertThat(bob.get("/profile").body()).contains("You have none.");

    Matcher codes = RECOVERY_CODE.matcher(bob.post("/profile/recovery-codes").body());
    assertThat(codes.find()).isTrue();
    String code = codes.group(1);
    assertThat(bob.get("/profile").body()).contains("10 are left.").doesNotContain(code);

    Visitor again = new Visitor(panel.url());
    password(again, OLD);
    assertThat(again.get("/sign-in/recovery").body()).contains("One of your recovery codes");
    HttpResponse<String> in = again.post("/sign-in/recovery", "code", code);
    assertThat(in.body()).contains("A recovery code was used. 9 are left.");
    assertThat(again.get("/profile").body()).contains("9 are left.");
    Visitor thief = new Visitor(panel.url());
    password(thief, OLD);
    thief.get("/sign-in/recovery");
    assertThat(thief.post("/sign-in/recovery", "code", code).statusCode()).isEqualTo(403);
  }

  @Test
  void recoveryCodes_withoutAFreshCode_areNotMade() throws Exception {
    Visitor bob = signedIn(OLD);
    now.set(now.get().plus(Duration.ofMinutes(6)));
    bob.get("/profile");

    HttpResponse<String> answer = bob.post("/profile/recovery-codes");

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location")).contains("/step-up?return=%2Fprofile");
    assertThat(bob.get("/profile").body()).contains("You have none.");
  }

  @Test
  void recoveryCodes_madeAgain_voidThoseOfBefore() throws Exception {
    Visitor bob = signedIn(OLD);
    bob.get("/profile");
    Matcher first = RECOVERY_CODE.matcher(bob.post("/profile/recovery-codes").body());
    assertThat(first.find()).isTrue();
    bob.get("/profile");
    Matcher second = RECOVERY_CODE.matcher(bob.post("/profile/recovery-codes").body());
    assertThat(second.find()).isTrue();

    Visitor again = new Visitor(panel.url());
    password(again, OLD);
    again.get("/sign-in/recovery");

    assertThat(again.post("/sign-in/recovery", "code", first.group(1)).statusCode()).isEqualTo(403);
    assertThat(again.post("/sign-in/recovery", "code", second.group(1)).body())
        .contains("9 are left.");
  }

  @Test
  void newFactor_thatAwaitsItsCode_isNobodyElses() throws Exception {
    Visitor bob = signedIn(OLD);
    bob.get("/profile");
    String theirs = Visitor.seedIn(bob.post("/profile/second-factor").body()).orElseThrow();
    Visitor alice = new SignedInClient(panel.url(), "alice", now.get());
    alice.get("/profile");

    HttpResponse<String> answer =
        alice.post("/profile/second-factor-code", "code", AuthenticatorApp.code(theirs, now.get()));

    assertThat(answer.body()).doesNotContain("Your new second factor counts");
    assertThat(bob.get("/servers/").statusCode()).as("bob's sessions go on").isEqualTo(200);
  }

  @Test
  void password_changedAtTheMomentOfASignOutEverywhere_leadsToTheSignIn() throws Exception {
    Visitor bob = signedIn(OLD);
    bob.get("/profile");
    panel.panel().staffgate().sessions().endAll("bob", EpochCause.SIGNED_OUT_EVERYWHERE);

    HttpResponse<String> answer = change(bob, OLD, NEW, NEW);

    assertThat(answer.headers().firstValue("Location").orElseThrow()).startsWith("/sign-in/");
    assertSignedOut(bob);
    assertThat(password(new Visitor(panel.url()), OLD).body()).contains("Enter the code");
  }

  @Test
  void pagesOfForms_askedFor_leadToTheProfile() throws Exception {
    Visitor bob = signedIn(OLD);
    for (String path : new String[] {"second-factor", "second-factor-code", "recovery-codes"}) {
      assertThat(bob.get("/profile/" + path).headers().firstValue("Location")).contains("/profile");
    }
  }
}
