package dev.staffgate.examples.panel.stories;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.examples.panel.app.ConnectPanel;
import dev.staffgate.examples.panel.app.DemoEnvironment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
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
 * The story of somebody new in two real browsers: alice invites grace, who sets password and second
 * factor; her password is reset, her second factor too, and she is signed out everywhere.
 */
@Tag("browser")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InvitationStoryTest {
  private static final AtomicReference<Instant> NOW =
      new AtomicReference<>(Instant.parse("2026-11-24T10:00:00Z"));
  private static final ByteArrayOutputStream LOG = new ByteArrayOutputStream();
  private static final String FIRST = "grace-greets-the-sea";
  private static final String SECOND = "grace-goes-by-boat";

  /** Whatever nobody but grace may see. */
  private static final Set<String> SECRETS = new HashSet<>(Set.of(FIRST, SECOND));

  @TempDir static Path data;

  private static DemoEnvironment demo;
  private static ConnectPanel panel;
  private static StoryBrowser alice;
  private static StoryBrowser grace;
  private static PrintStream standardError;
  private static String seed = "";

  @BeforeAll
  static void start() throws Exception {
    StoryBrowser.assumeThere();
    standardError = System.err;
    System.setErr(new PrintStream(LOG, true, UTF_8));
    demo = DemoEnvironment.prepare(data);
    panel = ConnectPanel.start(demo.config("demo.yaml", data, 0, NOW::get));
    alice = StoryBrowser.start(panel.url(), demo.pins());
    grace = StoryBrowser.start(panel.url(), demo.pins());
  }

  @AfterAll
  static void stop() {
    for (StoryBrowser one : new StoryBrowser[] {alice, grace}) {
      if (one != null) {
        one.close();
      }
    }
    if (panel != null) {
      panel.close();
    }
    if (demo != null) {
      demo.close();
    }
    if (standardError != null) {
      System.setErr(standardError);
    }
  }

  private static void press(String what) {
    alice.go("/people");
    alice.awaitHeading("People");
    alice.find("#person-grace form[action='/people/" + what + "'] button").click();
  }

  /** Lets alice make a link, and returns its path. */
  private static String link(String what, String heading) {
    press(what);
    alice.awaitHeading(heading);
    String path = URI.create(alice.find("#link").getText()).getPath();
    SECRETS.add(path.substring("/link/".length()));
    return path;
  }

  private static void claim(String password) {
    grace.find("#password").sendKeys(password);
    grace.find("main button").click();
  }

  /** Reads the key that the page shows, and gives its first code. */
  private static void enrol() {
    NOW.set(NOW.get().plusSeconds(30)); // each code counts once
    grace.awaitHeading("Enter the code");
    seed = grace.find("#seed").getText();
    SECRETS.add(seed);
    grace.find("#code").sendKeys(AuthenticatorApp.code(seed, NOW.get()));
    grace.find("main button").click();
    grace.awaitHeading("Your recovery codes");
    SECRETS.addAll(
        grace.driver().findElements(By.cssSelector("#recovery-codes code")).stream()
            .map(WebElement::getText)
            .toList());
  }

  private static void assertSignedOut() {
    grace.go("/servers/");
    grace.awaitHeading("Sign in");
  }

  @Test
  @Order(1)
  void invitation_handedOn_setsUpAnAccount() throws IOException {
    String unused = alice.signInForTheFirstTime("alice", NOW.get());
    alice.find("header a[href='/people']").click();
    alice.awaitHeading("People");
    assertThat(alice.find("#person-grace").getText()).contains("neither a password nor");
    alice.shot("20-people");
    String link = link("invite", "Invitation");
    alice.shot("21-invitation");

    alice.go(link);
    alice.awaitHeading("Sign out first");
    alice.shot("22-link-of-somebody-else");
    grace.go(link);
    grace.awaitHeading("Welcome");
    grace.shot("23-welcome");
    claim("short");
    grace.awaitText("main [role=alert]", "at least 8 characters");
    claim(FIRST);
    grace.awaitHeading("Enter the code");
    grace.shot("24-enrol");
    enrol();
    grace.shot("25-recovery-codes");
    grace.find("main a").click();
    grace.awaitHeading("Servers");
    assertThat(grace.find("header").getText()).contains("grace").doesNotContain("People");

    grace.go(link);
    grace.awaitHeading("Your link");
    assertThat(grace.find("main").getText()).contains("This link is not valid");
    grace.shot("26-used");
  }

  @Test
  @Order(2)
  void password_reset_isSetByItsOwnerAlone() throws IOException {
    String link = link("reset-password", "New password");
    alice.shot("27-reset");
    assertSignedOut();
    grace.go(link);
    grace.awaitHeading("Choose a new password");
    claim(SECOND);
    grace.awaitHeading("Your password is set");
    grace.shot("28-password-set");

    NOW.set(NOW.get().plusSeconds(30));
    grace.find("main a").click();
    grace.awaitHeading("Sign in");
    grace.find("#name").sendKeys("grace");
    claim(SECOND);
    grace.awaitHeading("Enter the code");
    grace.find("#code").sendKeys(AuthenticatorApp.code(seed, NOW.get()));
    grace.find("main button").click();
    grace.awaitHeading("Since your last sign-in");
    assertThat(grace.find("main").getText()).contains("An administrator reset your password.");
    grace.shot("28-told");
    grace.find("main a").click();
    grace.awaitHeading("Servers");
  }

  @Test
  @Order(3)
  void secondFactor_reset_isSetUpByWhoKnowsThePassword() {
    String link = link("reset-second-factor", "New second factor");
    assertSignedOut();
    grace.go(link);
    grace.awaitHeading("Set up a new second factor");
    claim(SECOND);
    enrol();
    grace.go("/servers/");
    grace.awaitHeading("Servers");
  }

  @Test
  @Order(4)
  void signOut_everywhere_isSeenInTheOtherBrowser() throws IOException {
    press("sign-out");
    alice.awaitText("#told", "Grace Gruber is signed out everywhere.");
    alice.shot("29-signed-out");
    assertSignedOut();
  }

  @Test
  @Order(5)
  void logsAndAudit_afterAll_holdNoSecret() throws IOException {
    assertThat(SECRETS).hasSize(2 + 3 + 2 + 20);
    String all = Files.readString(data.resolve("audit.jsonl")) + LOG.toString(UTF_8);
    assertThat(all).contains("\"type\":\"link-claimed\"");
    assertThat(SECRETS).allSatisfy(secret -> assertThat(all).doesNotContain(secret));
  }
}
