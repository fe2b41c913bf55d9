package dev.staffgate.examples.panel.pages.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.examples.panel.app.ConnectPanel;
import dev.staffgate.examples.panel.app.DemoEnvironment;
import dev.staffgate.examples.panel.stories.SignedInClient;
import dev.staffgate.model.Secret;
import dev.staffgate.model.SecretRef;
import dev.staffgate.secrets.EncryptedSecretFile;
import dev.staffgate.secrets.SecretSource;
import dev.staffgate.whm.testing.SimulatedBehaviour;
import dev.staffgate.whm.testing.SimulatedToken;
import dev.staffgate.whm.testing.WhmSimulator;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages about tokens over HTTP: what is refused, what is said, and what is never said. */
class TokensPageTest {
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  private static final SecretRef WEB1 = new SecretRef("store", "web1");

  private static final AtomicReference<Instant> NOW = new AtomicReference<>(START);

  @TempDir static Path data;

  private static DemoEnvironment demo;
  private static ConnectPanel panel;
  private static SignedInClient alice;
  private static SignedInClient bob;

  private Secret before;
  private String recorded;

  @BeforeAll
  static void start() throws Exception {
    demo = DemoEnvironment.prepare(data);
    panel = ConnectPanel.start(demo.config("demo.yaml", data, 0, NOW::get));
    alice = new SignedInClient(panel.url(), "alice", START);
    bob = new SignedInClient(panel.url(), "bob", START);
  }

  @AfterAll
  static void stop() {
    if (panel != null) {
      panel.close();
    }
    if (demo != null) {
      demo.close();
    }
  }

  /** Web 1 is left healthy by each test, with a token that works. */
  @BeforeEach
  void rememberTokenAndAudit() throws Exception {
    NOW.set(START);
    before = store().find(WEB1).orElseThrow();
    recorded = Files.readString(data.resolve("audit.jsonl"));
  }

  private void nothingWasDone() throws Exception {
    assertThat(store().find(WEB1)).contains(before);
    assertThat(audit()).doesNotContain("token-attempt");
  }

  private static EncryptedSecretFile store() {
    return EncryptedSecretFile.open(
        data.resolve("tokens.store"),
        new SecretRef("file", data.resolve("tokens.key").toAbsolutePath().toString()),
        SecretSource.environmentAndFiles());
  }

  private static WhmSimulator web1() {
    return demo.simulators().get(0);
  }

  /** Returns the audit records since the test began. */
  private String audit() throws Exception {
    return Files.readString(data.resolve("audit.jsonl")).substring(recorded.length());
  }

  @Test
  void pages_ofAnAdministrator_areKeptNowhereAndHoldNoToken() throws Exception {
    for (String path : List.of("/tokens", "/tokens/web1", "/tokens/web4", "/token-posture")) {
      HttpResponse<String> page = alice.get(path);
      assertThat(page.statusCode()).as(path).isEqualTo(200);
      assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
      for (String server : List.of("web1", "web2", "web3", "web4", "web5", "web6")) {
        assertThat(page.body())
            .doesNotContain(demo.token(server).revealToUse(), before.revealToUse());
      }
    }
  }

  @Test
  void change_withoutTheFormsToken_isRefusedAndNothingIsDone() throws Exception {
    for (String action : List.of("add", "test", "rotate", "retire")) {
      assertThat(
              alice
                  .postAsIs("/tokens/web1", "action", action, "token", "X", "sure", "yes")
                  .statusCode())
          .isEqualTo(403);
    }
    nothingWasDone();
  }

  @Test
  void change_byGet_doesNothing() throws Exception {
    assertThat(alice.get("/tokens/web1?action=retire&sure=yes").statusCode()).isEqualTo(200);
    nothingWasDone();
  }

  @Test
  void pagesAndForms_withoutThePermission_are403() throws Exception {
    for (String path : List.of("/tokens", "/tokens/web1", "/token-posture")) {
      assertThat(bob.get(path).statusCode()).as(path).isEqualTo(403);
    }
    for (String action : List.of("add", "test", "rotate", "retire")) {
      assertThat(
              bob.post("/tokens/web1", "action", action, "token", "X", "sure", "yes").statusCode())
          .isEqualTo(403);
    }
    nothingWasDone();
    assertThat(audit()).contains("\"permission\":\"server.configure\"");
  }

  @Test
  void page_withAStaleSecondFactor_leadsToAFreshOneAndBack() throws Exception {
    NOW.set(START.plus(Duration.ofMinutes(16)));
    HttpResponse<String> page = alice.get("/tokens/web1");

    assertThat(page.statusCode()).isEqualTo(303);
    assertThat(page.headers().firstValue("Location")).contains("/step-up?return=%2Ftokens%2Fweb1");
    assertThat(alice.get("/step-up?return=%2Ftokens%2Fweb1").body())
        .contains("<input type=\"hidden\" name=\"return\" value=\"/tokens/web1\">");
    assertThat(alice.get("/step-up?return=https://evil.example/").body())
        .doesNotContain("evil.example");
    assertThat(alice.post("/tokens/web1", "action", "retire", "sure", "yes").statusCode())
        .isEqualTo(303);
    assertThat(store().find(WEB1)).contains(before);
  }

  @Test
  void add_textThatIsNotAToken_isRefusedInASentenceThatDoesNotRepeatIt() throws Exception {
    String pasted = "SECRET-WITH A-SPACE";
    String tooLong = "SECRET".repeat(1000);
    assertThat(alice.post("/tokens/web1", "action", "add", "token", "  ").statusCode())
        .isEqualTo(400);
    for (String token : List.of(pasted, tooLong, "SECRET\nON-TWO-LINES", "<b>SECRET</b>é")) {
      HttpResponse<String> page = alice.post("/tokens/web1", "action", "add", "token", token);
      assertThat(page.statusCode()).isIn(400, 502);
      assertThat(page.body()).contains("id=\"told\"").doesNotContain("SECRET");
    }
    assertThat(store().find(WEB1)).contains(before);
    assertThat(audit()).doesNotContain("SECRET");
  }

  @Test
  void retire_withoutBeingSure_changesNothing() throws Exception {
    assertThat(alice.post("/tokens/web1", "action", "retire").statusCode()).isEqualTo(400);
    assertThat(alice.post("/tokens/web1", "action", "burn").statusCode()).isEqualTo(400);
    assertThat(store().find(WEB1)).contains(before);
  }

  @Test
  void server_thatDoesNotExist_isNotFound() throws Exception {
    assertThat(alice.get("/tokens/web9").statusCode()).isEqualTo(404);
    assertThat(alice.post("/tokens/web9", "action", "test").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({"web4, plesk", "web5, directadmin", "web6, virtualmin"})
  void otherPanels_haveNoExchange_andAreAddedTestedAndRetired(String server, String kind)
      throws Exception {
    String page = alice.get("/tokens/" + server).body();
    assertThat(page)
        .contains("id=\"add\"", "id=\"test\"", "id=\"retire\"", "panels of the kind " + kind)
        .doesNotContain("id=\"rotate\"");
    HttpResponse<String> rotated = alice.post("/tokens/" + server, "action", "rotate");
    assertThat(rotated.statusCode()).isEqualTo(502);
    assertThat(rotated.body()).contains("its panel has no calls to exchange a token with");

    String path = "/tokens/" + server;
    assertThat(alice.post(path, "action", "add", "token", "WRONG").body())
        .contains("The token was not kept. server " + server);
    assertThat(alice.post(path, "action", "add", "token", demo.token(server).revealToUse()).body())
        .contains("The token is kept from now on.");
    assertThat(alice.post(path, "action", "test").body()).contains("The server accepts the token.");
    assertThat(alice.post(path, "action", "retire", "sure", "yes").body())
        .contains("The panel may still accept it");
    assertThat(store().find(new SecretRef("store", server))).isEmpty();
    assertThat(alice.post(path, "action", "test").body()).contains("no token was found at store:");
  }

  @ParameterizedTest
  @CsvSource({
    "api_token_get_details, The old token is still the one in use.",
    "api_token_list, The old token is still the one in use.",
    "api_token_create, The old token is still the one in use.",
    "api_token_revoke, The new token is the one in use."
  })
  void rotate_onAServerThatFailsAtAStep_saysWhichTokenIsInUse(String failing, String standing)
      throws Exception {
    web1()
        .behaveByCall(
            (command, number) ->
                command.equals(failing)
                    ? SimulatedBehaviour.answering(503, "text/plain", "busy")
                    : SimulatedBehaviour.healthy());
    HttpResponse<String> page = alice.post("/tokens/web1", "action", "rotate");
    assertThat(page.statusCode()).isEqualTo(502);
    assertThat(page.body()).contains("The exchange did not come to its end.", standing);

    web1().behave(SimulatedBehaviour.healthy());
    if (failing.equals("api_token_revoke")) {
      assertThat(alice.get("/tokens/web1").body())
          .contains(
              "is left from an exchange that was broken off",
              "A change of this token did not finish",
              "Exchange again before you add another");
      assertThat(alice.get("/tokens").body()).contains("A change of this token did not finish");
    }
    // After so many failures the server may be left alone for a while; a test ends that.
    assertThat(alice.post("/tokens/web1", "action", "test").statusCode()).isEqualTo(200);
    assertThat(alice.post("/tokens/web1", "action", "rotate").statusCode()).isEqualTo(200);
    assertThat(web1().tokens("root"))
        .extracting(SimulatedToken::secret)
        .containsExactly(store().find(WEB1).orElseThrow());
    assertThat(alice.get("/tokens").body()).doesNotContain("did not finish");
  }
}
