package dev.staffgate.examples.panel.stories;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.examples.panel.app.ConnectPanel;
import dev.staffgate.examples.panel.app.TwoPeople;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/**
 * The story of somebody new in two real browsers: carol invites bob, who sets password and second
 * factor. He loses his phone and uses a recovery code; carol resets his second factor, then his
 * password; he signs out everywhere, and is signed out.
 */
@Tag("browser")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InvitationStoryTest {
  private static final AtomicReference<Instant> NOW =
      new AtomicReference<>(Instant.parse("2026-11-24T10:00:00Z"));
  private static final ByteArrayOutputStream LOG = new ByteArrayOutputStream();
  private static final String FIRST = "bob-greets-the-sea";
  private static final String SECOND = "bob-goes-by-boats";

  /** Whatever nobody but bob may see. */
  private static final Set<String> SECRETS = new HashSet<>(Set.of(FIRST, SECOND));

  @TempDir static Path data;

  private static ConnectPanel panel;
  private static StoryBrowser carol;
  private static StoryBrowser bob;
  private static PrintStream standardError;
  private static String seed = "";
  private static String recoveryCode = "";

  @BeforeAll
  static void start() throws Exception {
    StoryBrowser.assumeThere();
    standardError = System.err;
    System.setErr(new PrintStream(LOG, true, UTF_8));
    panel = ConnectPanel.start(TwoPeople.prepare(data, NOW::get));
    carol = StoryBrowser.start(panel.url(), List.of());
    bob = StoryBrowser.start(panel.url(), List.of());
  }

  @AfterAll
  static void stop() {
    for (StoryBrowser one : new StoryBrowser[] {carol, bob}) {
      if (one != null) {
        one.close();
      }
    }
    if (panel != null) {
      panel.close();
    }
    if (standardError != null) {
      System.setErr(standardError);
    }
  }

  /** Presses a button of carol's for bob; what asks first is opened first. */
  private static void press(String what) {
    carol.go("/people");
    carol.awaitHeading("People");
    String form = "form[action='/people/" + what + "']";
    String asking = "#person-bob details:has(" + form + ") summary";
    if (carol.has(asking)) {
      carol.find(asking).click();
    }
    carol.find("#person-bob " + form + " button").click();
  }

  /** Lets carol make a link, and returns its path. */
  private static String link(String what, String heading) {
    press(what);
    carol.awaitHeading(heading);
    String path = URI.create(carol.find("#link").getText()).getPath();
    SECRETS.add(path.substring("/link/".length()));
    return path;
  }

  private static void claim(String password) {
    bob.find("#password").sendKeys(password);
    bob.find("main button").click();
  }

  /** Reads the key that the page shows, and gives its first code. */
  private static void enrol() {
    NOW.set(NOW.get().plusSeconds(30)); // each code counts once
    bob.awaitHeading("Enter the code");
    seed = bob.find("#seed").getText();
    SECRETS.add(seed);
    bob.find("#code").sendKeys(AuthenticatorApp.code(seed, NOW.get()));
    bob.find("main button").click();
    bob.awaitHeading("Your recovery codes");
    List<String> codes =
        bob.driver().findElements(By.cssSelector("#recovery-codes code")).stream()
            .map(WebElement::getText)
            .toList();
    recoveryCode = codes.get(4);
    SECRETS.addAll(codes);
  }

  /** Lets bob give his name and a password. */
  private static void signInAsFarAsTheCode(String password) {
    bob.go("/sign-in/");
    bob.awaitHeading("Sign in");
    bob.find("#name").sendKeys("bob");
    claim(password);
    bob.awaitHeading("Enter the code");
  }

  private static void assertSignedOut() {
    bob.go("/servers/");
    bob.awaitHeading("Sign in");
  }

  @Test
  @Order(1)
  void invitation_handedOn_setsUpAnAccount() throws IOException {
    String unused = carol.signInForTheFirstTime("carol", NOW.get());
    carol.find("header a[href='/people']").click();
    carol.awaitHeading("People");
    assertThat(carol.find("#person-bob").getText()).contains("neither a password nor");
    carol.shot("20-people");
    String link = link("invite", "Invitation");
    carol.shot("21-invitation");

    carol.go(link);
    carol.awaitHeading("Sign out first");
    carol.shot("22-link-of-somebody-else");
    bob.go(link);
    bob.awaitHeading("Welcome");
    bob.shot("23-welcome");
    claim("short");
    bob.awaitText("main [role=alert]", "at least 8 characters");
    claim(FIRST);
    bob.awaitHeading("Enter the code");
    bob.shot("24-enrol");
    enrol();
    bob.shot("25-recovery-codes");
    bob.find("main a").click();
    bob.awaitHeading("Servers");
    assertThat(bob.find("header").getText()).contains("bob").doesNotContain("People");

    bob.go(link);
    bob.awaitHeading("Your link");
    assertThat(bob.find("main").getText()).contains("This link is not valid");
    bob.shot("26-used");
  }

  @Test
  @Order(2)
  void phone_thatIsLost_isStoodInForByARecoveryCodeOnce() throws IOException {
    bob.go("/servers/");
    bob.find("header form button").click();
    bob.awaitHeading("Sign in");
    signInAsFarAsTheCode(FIRST);
    bob.shot("26-code");
    bob.find("main a[href^='/sign-in/recovery']").click();
    bob.awaitHeading("Enter a recovery code");
    bob.shot("26-recovery-code");
    bob.find("#code").sendKeys(recoveryCode);
    bob.find("main button").click();
    bob.awaitHeading("Since your last sign-in");
    assertThat(bob.find("main").getText()).contains("A recovery code was used. 9 are left.");
    bob.shot("26-recovered");
    bob.find("main a").click();
    bob.awaitHeading("Servers");
  }

  @Test
  @Order(3)
  void secondFactor_reset_isSetUpByWhoKnowsThePassword() throws IOException {
    carol.go("/people");
    carol.awaitHeading("People");
    carol.find("#person-bob details summary").click();
    carol.shot("27-asks-first");
    String link = link("reset-second-factor", "New second factor");
    assertSignedOut();
    bob.go(link);
    bob.awaitHeading("Set up a new second factor");
    claim(FIRST);
    enrol();
    bob.go("/servers/");
    bob.awaitHeading("Servers");
  }

  @Test
  @Order(4)
  void password_reset_isSetByItsOwnerAlone() throws IOException {
    String link = link("reset-password", "New password");
    carol.shot("27-reset");
    assertSignedOut();
    bob.go(link);
    bob.awaitHeading("Choose a new password");
    claim(SECOND);
    bob.awaitHeading("Your password is set");
    bob.shot("28-password-set");

    NOW.set(NOW.get().plusSeconds(30));
    signInAsFarAsTheCode(SECOND);
    bob.find("#code").sendKeys(AuthenticatorApp.code(seed, NOW.get()));
    bob.find("main button").click();
    bob.awaitHeading("Since your last sign-in");
    assertThat(bob.find("main").getText()).contains("An administrator reset your password.");
    bob.shot("28-told");
    bob.find("main a").click();
    bob.awaitHeading("Servers");
  }

  @Test
  @Order(5)
  void signOut_everywhere_byOneselfAndByAnAdministrator_endsTheSession() throws IOException {
    bob.go("/profile/sessions");
    bob.awaitHeading("Where you are signed in");
    bob.shot("29-own-sessions");
    bob.find("form:has(input[name=everywhere]) button").click();
    bob.awaitHeading("Sign in");
    assertSignedOut();

    NOW.set(NOW.get().plusSeconds(30));
    signInAsFarAsTheCode(SECOND);
    bob.find("#code").sendKeys(AuthenticatorApp.code(seed, NOW.get()));
    bob.find("main button").click();
    bob.awaitHeading("Servers");
    press("sign-out");
    carol.awaitText("#told", "Bob Brandt is signed out everywhere.");
    carol.shot("29-signed-out");
    assertSignedOut();
  }

  @Test
  @Order(6)
  void logsAndAudit_afterAll_holdNoSecret() throws IOException {
    assertThat(SECRETS).hasSize(2 + 3 + 2 + 20);
    String all = Files.readString(data.resolve("audit.jsonl")) + LOG.toString(UTF_8);
    assertThat(all).contains("\"type\":\"link-claimed\"");
    assertThat(SECRETS).allSatisfy(secret -> assertThat(all).doesNotContain(secret));
  }
}
