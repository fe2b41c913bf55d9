package dev.staffgate.examples.panel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.staffgate.policy.AccessRequest;
import dev.staffgate.sso.ConnectContext;
import dev.staffgate.whm.testing.Behaviour;
import dev.staffgate.whm.testing.WhmSimulator;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * The story of the panel in a real browser: sign in, enrol, enter a server, be refused at two
 * others. Skipped where Chromium and its driver are not installed. Leaves a screenshot of each page
 * under {@code target/screenshots}.
 */
@Tag("browser")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConnectStoryTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Path SHOTS = Path.of("target", "screenshots");

  @TempDir static Path data;

  private static Demo demo;
  private static ConnectPanel panel;
  private static ChromeDriver browser;
  private static final ByteArrayOutputStream LOG = new ByteArrayOutputStream();
  private static PrintStream standardError;

  /**
   * The instant that panel and authenticator agree on; codes are used once, so time has to go on.
   */
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(Files.isExecutable(CHROMIUM), () -> "no Chromium at " + CHROMIUM);
    assumeTrue(Files.isExecutable(DRIVER), () -> "no ChromeDriver at " + DRIVER);
    standardError = System.err;
    System.setErr(new PrintStream(LOG, true, UTF_8));
    Files.createDirectories(SHOTS);
    demo = Demo.prepare(data);
    InstantSource clock = () -> NOW;
    panel = ConnectPanel.start(new PanelConfig(demo.policy("demo.yaml"), data, 0, clock));
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toString());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1400,900",
        // The browser, and only the browser, accepts the keys of the simulated servers.
        "--ignore-certificate-errors-spki-list="
            + demo.pins().stream()
                .map(pin -> pin.text().substring("sha256/".length()))
                .collect(Collectors.joining(",")));
    browser =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(DRIVER.toString()))
                .usingAnyFreePort()
                .build(),
            options);
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.quit();
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
    for (int width : new int[] {1400, 400}) {
      browser.manage().window().setSize(new Dimension(width, 900));
      Files.write(
          SHOTS.resolve(name + "-" + width + ".png"), browser.getScreenshotAs(OutputType.BYTES));
      Number overflow =
          (Number)
              browser.executeScript(
                  "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
      assertThat(overflow.intValue()).as("sideways scrolling at %s px on %s", width, name).isZero();
    }
    browser.manage().window().setSize(new Dimension(1400, 900));
  }

  private static WebElement find(String css) {
    return browser.findElement(By.cssSelector(css));
  }

  private static String heading() {
    return find("h1").getText();
  }

  /**
   * Waits until the page with this heading is there: a click returns before the next page has come.
   */
  private static void awaitHeading(String expected) {
    // A heading that goes while it is read is told as stale, or as an error of the inspector.
    new WebDriverWait(browser, Duration.ofSeconds(15))
        .ignoring(WebDriverException.class)
        .until(any -> heading().equals(expected));
  }

  private static void go(String path) {
    browser.get(panel.url().resolve(path).toString());
  }

  @Test
  @Order(1)
  void signIn_firstTime_enrolsAndShowsExactlyThePermittedServers() throws IOException {
    go("/");
    awaitHeading("Sign in");
    shot("1-sign-in");
    find("#name").sendKeys("bob");
    find("#password").sendKeys(Demo.PASSWORDS.get("bob"));
    find("main button").click();
    awaitHeading("Enter the code");
    assertThat(find("svg.qr").isDisplayed()).isTrue();
    assertThat(find("a[href^='otpauth://totp/']").isDisplayed()).isTrue();
    shot("2-enrol");
    String seed = find("#seed").getText();
    find("#code").sendKeys(Authenticator.code(seed, NOW));
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
    String first = enterInANewTab("web1", "WHM");
    assertThat(browser.getCurrentUrl()).startsWith(demo.simulators().get(0).url().toString());
    shot("4-whm");
    browser.close();
    browser.switchTo().window(first);
  }

  @Test
  @Order(2)
  void enter_serversWithOtherPanels_landsOnEachInANewTab() throws IOException {
    for (List<String> one :
        List.of(
            List.of("web4", "Plesk"),
            List.of("web5", "DirectAdmin"),
            List.of("web6", "Virtualmin"))) {
      String first = enterInANewTab(one.get(0), one.get(1));
      shot("4-" + one.get(1).toLowerCase(Locale.ROOT));
      browser.close();
      browser.switchTo().window(first);
    }
  }

  /** Chooses a server, enters it, and goes to its tab; returns the tab before. */
  private static String enterInANewTab(String server, String panel) {
    go("/servers/");
    String first = browser.getWindowHandle();
    new Select(find("#server")).selectByValue(server);
    find("main button").click();
    new WebDriverWait(browser, Duration.ofSeconds(15))
        .until(any -> browser.getWindowHandles().size() == 2);
    String second =
        browser.getWindowHandles().stream()
            .filter(one -> !one.equals(first))
            .findFirst()
            .orElseThrow();
    browser.switchTo().window(second);
    new WebDriverWait(browser, Duration.ofSeconds(15))
        .until(any -> browser.getTitle().equals("Simulated " + panel + " on " + server));
    awaitHeading("Server " + server);
    assertThat(find("#session-user").getText()).isEqualTo("ops");
    return first;
  }

  @Test
  @Order(3)
  void enter_aServerOfOthers_isRefusedByUrlAndByForm() throws IOException {
    go("/servers/web2");
    assertThat(find("#refusal").getDomAttribute("data-code")).isEqualTo("server-restricted");
    assertThat(find("#refusal").getText()).isEqualTo("You may not enter this server.");
    shot("5-refused");
    go("/servers/");
    browser.executeScript(
        "document.querySelector('#server option').value='web2'; document.querySelector('main form').target='_self'");
    find("main button").click();
    awaitHeading("Not allowed");
    assertThat(find("#refusal").getText()).isEqualTo("You may not enter this server.");
    assertThat(demo.simulators().get(1).calls()).isZero();
  }

  @Test
  @Order(4)
  void enter_aServerThatIsOutOfOrder_saysWhichAndWhy() throws IOException {
    enterHere("web3");
    awaitHeading("No session on web3");
    assertThat(find("#failure").getDomAttribute("data-kind")).isEqualTo("authentication");
    assertThat(find("#failure").getText())
        .contains("server web3")
        .contains("denied access (HTTP 403)");
    shot("6-no-session");
  }

  /** Chooses a server and stays in this tab. */
  private static void enterHere(String server) {
    go("/servers/");
    new Select(find("#server")).selectByValue(server);
    browser.executeScript("document.querySelector('main form').target='_self'");
    find("main button").click();
  }

  @Test
  @Order(5)
  void enter_serversThatMisbehave_eachHasItsOwnMessage() {
    WhmSimulator web1 = demo.simulators().get(0);
    record Case(Behaviour behaviour, String kind, String part) {}
    for (Case one :
        List.of(
            new Case(Behaviour.refusing("The account is suspended"), "suspended", "suspended"),
            new Case(Behaviour.showingPage(), "protocol", "instead of JSON"),
            new Case(Behaviour.leadingTo("https://evil.example:2087"), "protocol", "another host"),
            new Case(
                Behaviour.leadingTo("http://127.0.0.1:" + web1.url().getPort()),
                "protocol",
                "not https"),
            new Case(Behaviour.redirecting("https://evil.example/"), "protocol", "redirect"),
            new Case(Behaviour.silent(), "unreachable", "no whole answer within 10 s"))) {
      web1.behave(one.behaviour);
      enterHere("web1");
      awaitHeading("No session on web1");
      assertThat(find("#failure").getDomAttribute("data-kind")).isEqualTo(one.kind);
      assertThat(find("#failure").getText()).contains("server web1").contains(one.part);
    }
    web1.behave(Behaviour.healthy());
  }

  @Test
  @Order(6)
  void why_asked_explainsWithPlacesAndIsNotRecorded() throws IOException {
    long before = Files.size(data.resolve("audit.jsonl"));
    go("/why?permission=client.delete");
    assertThat(find("#answer").getDomAttribute("data-outcome")).isEqualTo("deny");
    assertThat(find("#answer pre").getText()).contains("not-granted");
    go("/why?permission=server.sso&server=web1");
    assertThat(find("#answer").getDomAttribute("data-outcome")).isEqualTo("permit");
    assertThat(find("#answer pre").getText())
        .contains("staffgate.yaml:")
        .contains("networks: [office, vpn]");
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
    assertThat(browser.findElements(By.cssSelector("#policy-problem"))).isEmpty();
  }

  @Test
  @Order(8)
  void keyboard_alone_reachesTheButton() {
    go("/servers/");
    find("body").sendKeys(Keys.TAB);
    for (int i = 0; i < 10; i++) {
      WebElement focused = browser.switchTo().activeElement();
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
    try (Stream<Path> files = Files.list(data)) {
      for (Path token :
          files.filter(file -> file.toString().endsWith(".token")).collect(Collectors.toSet())) {
        assertThat(all).doesNotContain(Files.readString(token));
      }
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
            new PanelConfig(
                demo.policy("places.yaml"),
                Files.createTempDirectory("panel"),
                0,
                () -> saturday))) {
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
