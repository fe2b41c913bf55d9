package dev.staffgate.examples.panel.stories;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.examples.panel.app.ConnectPanel;
import dev.staffgate.examples.panel.app.DemoEnvironment;
import dev.staffgate.whm.testing.SimulatedToken;
import dev.staffgate.whm.testing.WhmSimulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The story of a server's token in a real browser: a refused person, a wrong token, the right one,
 * a test, an exchange, entering with the new one, retiring it. No page and no audit record contains
 * a token.
 */
@Tag("browser")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TokensStoryTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final String WRONG = "WRONGWRONGWRONGWRONGWRONGWRONG42";
  private static final ByteArrayOutputStream LOG = new ByteArrayOutputStream();

  /** All tokens that ever existed. */
  private static final Set<String> TOKENS = new HashSet<>(Set.of(WRONG));

  private static final StringBuilder PAGES = new StringBuilder();

  @TempDir static Path data;

  private static DemoEnvironment demo;
  private static ConnectPanel panel;
  private static StoryBrowser browser;
  private static PrintStream standardError;

  @BeforeAll
  static void start() throws Exception {
    StoryBrowser.assumeThere();
    standardError = System.err;
    System.setErr(new PrintStream(LOG, true, UTF_8));
    demo = DemoEnvironment.prepare(data);
    panel = ConnectPanel.start(demo.config("demo.yaml", data, 0, () -> NOW));
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

  private static WhmSimulator web2() {
    return demo.simulators().get(1);
  }

  /** Remembers the source of the page, and the tokens that exist by now. */
  private static void remember() {
    PAGES.append(browser.driver().getPageSource()).append(browser.driver().getCurrentUrl());
    web2().tokens("root").stream()
        .map(SimulatedToken::secret)
        .forEach(secret -> TOKENS.add(secret.revealToUse()));
  }

  private static void add(String token) {
    browser.find("#token").sendKeys(token);
    browser.find("#add button").click();
  }

  private static void awaitTold(String part) {
    browser.awaitText("#told", part);
    remember();
  }

  @Test
  @Order(1)
  void page_withoutThePermission_isRefusedAndNotLinked() throws IOException {
    String unused = browser.signInForTheFirstTime("bob", NOW);
    assertThat(browser.has("a[href='/tokens']")).isFalse();
    for (String path : List.of("/tokens", "/tokens/web2", "/token-posture")) {
      browser.go(path);
      browser.awaitHeading("Not allowed");
    }
    browser.shot("9-tokens-refused");
    browser.go("/servers/");
    browser.find("header button").click();
    browser.awaitHeading("Sign in");
  }

  @Test
  @Order(2)
  void list_forAnAdministrator_showsTheStateOfEachToken() throws IOException {
    String unused = browser.signInForTheFirstTime("alice", NOW);
    browser.find("a[href='/tokens']").click();
    browser.awaitHeading("Tokens");
    assertThat(browser.find("#tokens").getText())
        .contains("Web 1, Frankfurt", "Web 6, Oslo (Virtualmin)", "kept here since");
    remember();
    browser.shot("10-tokens");
    browser.find("a[href='/tokens/web2']").click();
    browser.awaitHeading("Token of web2");
    assertThat(browser.find(".posture").getText())
        .contains(
            "initial, in use",
            "has all privileges of its owner",
            "create-user-session, which frees a token from its own limits",
            "belongs to root",
            "never expires",
            "is accepted from every address",
            "is older than it should be");
    remember();
    browser.shot("11-token");
  }

  @Test
  @Order(3)
  void add_aWrongTokenThenTheRightOne_keepsTheRightOneAlone() throws IOException {
    browser.go("/tokens/web2");
    assertThat(browser.find("#token").getDomAttribute("autocomplete")).isEqualTo("off");
    assertThat(browser.find("#token").getDomAttribute("type")).isEqualTo("password");
    add(WRONG);
    awaitTold("The token was not kept. server web2");
    assertThat(browser.find("#told").getText()).contains("denied access (HTTP 403)");
    assertThat(browser.find("#token").getDomProperty("value")).isEmpty();
    browser.shot("12-token-refused");
    add(demo.token("web2").revealToUse());
    awaitTold("The token is kept from now on. The server accepts the token.");
  }

  @Test
  @Order(4)
  void test_andExchange_sayTheirResult() throws IOException {
    browser.go("/tokens/web2");
    browser.find("#test button").click();
    awaitTold("The server accepts the token. It may open sessions.");
    browser.find("#rotate button").click();
    awaitTold("There is a new token, connect-panel-");
    assertThat(browser.find("#told").getText()).contains("Revoked at the panel: initial.");
    assertThat(browser.find(".posture").getText())
        .contains("in use", "create-user-session, which frees a token from its own limits")
        .doesNotContain("never expires", "every address", "all privileges of its owner");
    assertThat(web2().tokens("root")).hasSize(1);
    browser.shot("13-token-exchanged");
  }

  @Test
  @Order(5)
  void enter_withTheNewToken_landsOnTheServer() {
    String first = browser.enterInANewTab("web2", "WHM");
    assertThat(browser.find("#session-user").getText()).isEqualTo("root");
    browser.backTo(first);
  }

  @Test
  @Order(6)
  void posture_ofAllServers_listsTheSickOneWithItsReason() throws IOException {
    browser.go("/token-posture");
    browser.awaitHeading("What the tokens may do");
    assertThat(browser.find("[data-server=web1]").getText()).contains("initial, in use");
    assertThat(browser.find("[data-server=web3]").getText())
        .contains("Not known")
        .contains("denied access");
    assertThat(browser.find("[data-server=web4]").getText())
        .contains("panels of the kind plesk tell nothing of a token");
    remember();
    browser.shot("14-posture");
  }

  @Test
  @Order(7)
  void retire_theToken_nobodyEntersAnyMore() throws IOException {
    browser.go("/tokens/web2");
    browser.find("#retire input[name=sure]").click();
    browser.find("#retire button").click();
    awaitTold("The token is destroyed here, and revoked at the panel");
    assertThat(web2().tokens("root")).isEmpty();
    assertThat(browser.find("#standing").getText())
        .startsWith("Retired ")
        .contains("nobody can enter");
    assertThat(browser.has("#rotate")).isFalse();
    browser.shot("15-token-retired");

    browser.enterHere("web2");
    browser.awaitHeading("No session on web2");
    assertThat(browser.find("#failure").getText()).contains("Server web2 opened no session");
    assertThat(browser.find("#for-administrators").getText())
        .contains("no API token was found at store:web2");
  }

  @Test
  @Order(8)
  void pagesAuditAndLog_afterAll_holdNoToken() throws IOException {
    String audit = Files.readString(data.resolve("audit.jsonl"));
    assertThat(audit)
        .contains(
            "\"type\":\"token-attempt\"",
            "\"type\":\"token-failed\"",
            "\"type\":\"token-added\"",
            "\"type\":\"token-tested\"",
            "\"type\":\"token-rotated\"",
            "\"type\":\"token-retired\"",
            "\"on-server\":\"web2\"");
    assertThat(TOKENS).hasSizeGreaterThanOrEqualTo(3);
    assertThat(PAGES.toString()).contains("Token of web2").doesNotContain(TOKENS);
    assertThat(audit + LOG.toString(UTF_8)).doesNotContain(TOKENS).doesNotContain("cpsess");
  }
}
