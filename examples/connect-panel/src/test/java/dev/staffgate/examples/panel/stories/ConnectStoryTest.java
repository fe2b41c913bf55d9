package dev.staffgate.examples.panel.stories;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.examples.panel.app.ConnectPanel;
import dev.staffgate.examples.panel.app.DemoEnvironment;
import dev.staffgate.sso.ConnectContext;
import dev.staffgate.whm.testing.SimulatedBehaviour;
import dev.staffgate.whm.testing.WhmSimulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/**
 * The story of the panel in a real browser: sign in, enrol, enter a server, be refused at two
 * others. Skipped where Chromium and its driver are not installed. Leaves a screenshot of each page
 * under {@code target/screenshots}.
 */
@Tag("browser")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConnectStoryTest {
  @TempDir static Path data;

  private static DemoEnvironment demo;
  private static ConnectPanel panel;
  private static StoryBrowser browser;
  private static final ByteArrayOutputStream LOG = new ByteArrayOutputStream();
  private static PrintStream standardError;

  /**
   * The instant that panel and authenticator agree on; codes are used once, so time has to go on.
   */
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  @BeforeAll
  static void start() throws Exception {
    StoryBrowser.assumeThere();
    standardError = System.err;
    System.setErr(new PrintStream(LOG, true, UTF_8));
    demo = DemoEnvironment.prepare(data);
    InstantSource clock = () -> NOW;
    panel = ConnectPanel.start(demo.config("demo.yaml", data, 0, clock));
    browser = StoryBrowser.start(panel.url(), demo.pins());
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
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

  private static void shot(String name) throws IOException {
    browser.shot(name);
  }

  private static WebElement find(String css) {
    return browser.find(css);
  }

  private static void awaitHeading(String expected) {
    browser.awaitHeading(expected);
  }

  private static void go(String path) {
    browser.go(path);
  }

  @Test
  @Order(1)
  void signIn_firstTime_enrolsAndShowsExactlyThePermittedServers() throws IOException {
    go("/");
    awaitHeading("Sign in");
    shot("1-sign-in");
    find("#name").sendKeys("bob");
    find("#password").sendKeys(DemoEnvironment.PASSWORDS.get("bob"));
    find("main button").click();
    awaitHeading("Enter the code");
    assertThat(find("svg.qr").isDisplayed()).isTrue();
    assertThat(find("a[href^='otpauth://totp/']").isDisplayed()).isTrue();
    shot("2-enrol");
    String seed = find("#seed").getText();
    find("#code").sendKeys(AuthenticatorApp.code(seed, NOW));
    find("main button").click();
    awaitHeading("Servers");
    assertThat(new Select(find("#server")).getOptions())
        .extracting(WebElement::getText)
        .containsExactly(
            "Web 1, Frankfurt",
            "Web 3, Vienna",
            "Web 4, Zurich (Plesk)",
            "Web 5, Utrecht (DirectAdmin)",
            "Web 6, Oslo (Virtualmin)");
    shot("3-servers");
  }

  @Test
  @Order(2)
  void enter_aHealthyServer_landsOnItsWhmInANewTab() throws IOException {
    String first = browser.enterInANewTab("web1", "WHM");
    assertThat(find("#session-user").getText()).isEqualTo("ops");
    assertThat(browser.driver().getCurrentUrl())
        .startsWith(demo.simulators().get(0).url().toString());
    shot("4-whm");
    browser.backTo(first);
  }

  @Test
  @Order(2)
  void enter_serversWithOtherPanels_landsOnEachInANewTab() throws IOException {
    for (List<String> one :
        List.of(
            List.of("web4", "Plesk"),
            List.of("web5", "DirectAdmin"),
            List.of("web6", "Virtualmin"))) {
      String first = browser.enterInANewTab(one.get(0), one.get(1));
      assertThat(find("#session-user").getText()).isEqualTo("ops");
      shot("4-" + one.get(1).toLowerCase(Locale.ROOT));
      browser.backTo(first);
    }
  }

  @Test
  @Order(3)
  void enter_aServerOfOthers_isRefusedByUrlAndByForm() throws IOException {
    go("/servers/web2");
    assertThat(find("#refusal").getDomAttribute("data-code")).isEqualTo("server-restricted");
    assertThat(find("#refusal").getText()).isEqualTo("You may not enter this server.");
    shot("5-refused");
    go("/servers/");
    browser
        .driver()
        .executeScript(
            "document.querySelector('#server option').value='web2'; document.querySelector('main"
                + " form').target='_self'");
    find("main button").click();
    awaitHeading("Not allowed");
    assertThat(find("#refusal").getText()).isEqualTo("You may not enter this server.");
    assertThat(demo.simulators().get(1).calls()).isZero();
  }

  @Test
  @Order(4)
  void enter_aServerThatIsOutOfOrder_saysWhichAndWhy() throws IOException {
    browser.enterHere("web3");
    awaitHeading("No session on web3");
    assertThat(find("#failure").getDomAttribute("data-kind")).isEqualTo("authentication");
    assertThat(find("#failure").getText())
        .contains("Server web3", "tell an administrator: reference ")
        .doesNotContain("HTTP", "token");
    assertThat(browser.has("#for-administrators")).isFalse();
    assertThat(LOG.toString(UTF_8)).contains("server web3", "denied access (HTTP 403)");
    shot("6-no-session");
  }

  @Test
  @Order(5)
  void enter_serversThatMisbehave_eachHasItsOwnMessage() {
    WhmSimulator web1 = demo.simulators().get(0);
    record Case(SimulatedBehaviour behaviour, String kind, String part) {}
    for (Case one :
        List.of(
            new Case(
                SimulatedBehaviour.refusing("The account is suspended"), "suspended", "suspended"),
            new Case(SimulatedBehaviour.showingPage(), "protocol", "instead of JSON"),
            new Case(
                SimulatedBehaviour.leadingTo("https://evil.example:2087"),
                "protocol",
                "another host"),
            new Case(
                SimulatedBehaviour.leadingTo("http://127.0.0.1:" + web1.url().getPort()),
                "protocol",
                "not https"),
            new Case(
                SimulatedBehaviour.redirecting("https://evil.example/"),
                "protocol",
                "not followed"),
            new Case(SimulatedBehaviour.silent(), "unreachable", "no whole answer within 10 s"))) {
      web1.behave(one.behaviour);
      browser.enterHere("web1");
      awaitHeading("No session on web1");
      assertThat(find("#failure").getDomAttribute("data-kind")).isEqualTo(one.kind);
      String text = find("#failure").getText();
      assertThat(text).contains("erver web1");
      assertThat(LOG.toString(UTF_8)).contains(one.part);
    }
    web1.behave(SimulatedBehaviour.healthy());
  }

  @Test
  @Order(6)
  void why_askedByAPerson_answersInASentenceAndIsNotRecorded() throws IOException {
    long before = Files.size(data.resolve("audit.jsonl"));
    go("/why?permission=client.delete");
    assertThat(find("#answer").getDomAttribute("data-outcome")).isEqualTo("deny");
    assertThat(find("#answer").getText()).contains("You may not do this.");
    go("/why?permission=server.sso&server=web1");
    assertThat(find("#answer").getDomAttribute("data-outcome")).isEqualTo("permit");
    assertThat(find("#answer").getText()).contains("You may do this.");
    assertThat(browser.has("#answer pre")).isFalse();
    shot("7-why");
    assertThat(Files.size(data.resolve("audit.jsonl"))).isEqualTo(before);
  }

  @Test
  @Order(7)
  void policy_editedToBeBroken_staysInForceAndSaysSo() throws IOException {
    Path file = data.resolve("staffgate.yaml");
    String good = Files.readString(file);
    Files.writeString(file, good.replace("grants: [dashboard.view", "grants: [dashbord.view"));
    panel.refreshPolicy();
    go("/servers/");
    assertThat(find("#policy-problem").getText()).contains("The one before stays in force");
    assertThat(new Select(find("#server")).getOptions()).hasSize(5);
    shot("8-policy-problem");
    assertThat(LOG.toString(UTF_8)).contains("unknown permission `dashbord.view`");
    Files.writeString(file, good);
    panel.refreshPolicy();
    go("/servers/");
    assertThat(browser.has("#policy-problem")).isFalse();
  }

  @Test
  @Order(8)
  void keyboard_alone_reachesTheButton() {
    go("/servers/");
    find("body").sendKeys(Keys.TAB);
    for (int i = 0; i < 10; i++) {
      WebElement focused = browser.driver().switchTo().activeElement();
      if (focused.getTagName().equals("button") && focused.getText().startsWith("Enter")) {
        return;
      }
      focused.sendKeys(Keys.TAB);
    }
    throw new AssertionError("the button was not reached in ten steps");
  }

  @Test
  @Order(9)
  void logsAndAudit_afterAll_holdNoTokenAndNoSession() throws IOException {
    String audit = Files.readString(data.resolve("audit.jsonl"));
    assertThat(audit)
        .contains("\"type\":\"sso-opened\"", "\"type\":\"sso-refused\"", "\"type\":\"sso-failed\"");
    String all = audit + LOG.toString(UTF_8);
    assertThat(all)
        .doesNotContain("cpsess")
        .doesNotContain("create_user_session,")
        .doesNotContain("login?secret=")
        .doesNotContain("login/url?key=")
        .doesNotContain("session_login.cgi")
        .doesNotContain("otpauth:");
    for (String server : List.of("web1", "web2", "web3", "web4", "web5", "web6")) {
      assertThat(all).doesNotContain(demo.token(server).revealToUse());
    }
    assertThat(Set.of(demo.simulators().get(1).calls())).containsOnly(0);
  }

  @Test
  @Order(10)
  void samePolicy_withItsRealPlaces_refusesAtNightFromHere() throws Exception {
    // A Saturday, 03:00 in Berlin, from 127.0.0.1: neither the place nor the hour.
    Instant saturday = Instant.parse("2026-11-21T02:00:00Z");
    try (ConnectPanel real =
        ConnectPanel.start(
            demo.config("places.yaml", Files.createTempDirectory("panel"), 0, () -> saturday))) {
      URI url = real.url();
      assertThat(url.getHost()).isEqualTo("127.0.0.1");
      assertThat(
              real.staffgate()
                  .connect()
                  .serversOf("bob", ConnectContext.from("127.0.0.1").secondFactorAt(saturday)))
          .isEmpty();
      var explanation =
          real.staffgate()
              .explain(AccessRequest.sso("bob", "web1").from("127.0.0.1").secondFactorAt(saturday));
      assertThat(explanation.decision().reason().code().text()).isEqualTo("condition-not-met");
      assertThat(explanation.toText())
          .contains("networks: [office, vpn]")
          .contains("schedule: business");
    }
  }
}
