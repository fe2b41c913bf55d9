package dev.staffgate.examples.panel.pages.signin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.examples.panel.app.DemoEnvironment;
import dev.staffgate.examples.panel.stories.AuthenticatorApp;
import dev.staffgate.examples.panel.stories.DemoPanel;
import dev.staffgate.examples.panel.stories.Visitor;
import dev.staffgate.model.SecretRef;
import dev.staffgate.secrets.EncryptedSecretFile;
import dev.staffgate.secrets.SecretSource;
import dev.staffgate.session.StaffSession;
import java.net.URLEncoder;
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
import org.junit.jupiter.params.provider.ValueSource;

/** A fresh second factor: what it says, where it leads, and what it never does. */
class StepUpPageTest {
  private static final SecretRef WEB1 = new SecretRef("store", "web1");
  private static final AtomicReference<Instant> NOW =
      new AtomicReference<>(Instant.parse("2026-11-24T10:00:00Z"));

  @TempDir static Path data;

  private static DemoPanel panel;
  private static Visitor alice;
  private static String seed;

  @BeforeAll
  static void start() throws Exception {
    panel = DemoPanel.start(data, NOW::get);
    alice = new Visitor(panel.url());
    alice.get("/sign-in/");
    String password = DemoEnvironment.PASSWORDS.get("alice");
    seed =
        Visitor.seedIn(alice.post("/sign-in/", "name", "alice", "password", password).body())
            .orElseThrow();
    assertThat(alice.post("/sign-in/code", "code", code()).statusCode()).isEqualTo(303);
  }

  @AfterAll
  static void stop() {
    if (panel != null) {
      panel.close();
    }
  }

  /** In each test, the second factor is too old for what is sensitive. */
  @BeforeEach
  void goOn() {
    NOW.set(NOW.get().plus(Duration.ofMinutes(16)));
  }

  private static String code() {
    return AuthenticatorApp.code(seed, NOW.get());
  }

  private static String encoded(String path) {
    return URLEncoder.encode(path, UTF_8);
  }

  private static String location(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(303);
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private static boolean tokenIsThere() {
    return EncryptedSecretFile.open(
            data.resolve("tokens.store"),
            new SecretRef("file", data.resolve("tokens.key").toAbsolutePath().toString()),
            SecretSource.environmentAndFiles())
        .find(WEB1)
        .isPresent();
  }

  @Test
  void post_thatWasPlanted_neverRunsAfterTheStepUp() throws Exception {
    alice.get("/step-up?return=%2Ftokens%2Fweb1");
    String wayThere =
        location(
            alice.post(
                "/tokens/web1",
                "action",
                "retire",
                "sure",
                "yes",
                "return",
                "/tokens/web1?action=retire&sure=yes"));
    assertThat(wayThere).isEqualTo("/step-up");

    HttpResponse<String> form = alice.get(wayThere);
    assertThat(form.body()).doesNotContain("retire", "name=\"return\"");
    String wayBack = location(alice.post("/step-up", "code", code()));

    assertThat(wayBack).isEqualTo("/servers/");
    assertThat(alice.get(wayBack).statusCode()).isEqualTo(200);
    assertThat(alice.get("/tokens/web1").statusCode()).isEqualTo(200);
    assertThat(tokenIsThere()).isTrue();
    assertThat(Files.readString(data.resolve("audit.jsonl")))
        .doesNotContain("token-attempt", "token-retired");
  }

  @Test
  void return_withWhatAFormWouldSend_isAskedForByGetAndDoesNothing() throws Exception {
    String path = "/tokens/web1?action=retire&sure=yes";
    assertThat(location(alice.get(path))).isEqualTo("/step-up?return=" + encoded(path));
    alice.get("/step-up?return=" + encoded(path));

    assertThat(location(alice.post("/step-up", "return", path, "code", code()))).isEqualTo(path);

    assertThat(alice.get(path).statusCode()).isEqualTo(200);
    assertThat(tokenIsThere()).isTrue();
  }

  @Test
  void stepUp_thatSucceeds_goesOnInTheSameSession() throws Exception {
    List<StaffSession> before = panel.panel().staffgate().sessions().list("alice");
    List<String> cookies = alice.cookies();
    alice.get("/step-up");
    assertThat(location(alice.post("/step-up", "code", code()))).isEqualTo("/servers/");
    assertThat(alice.get("/tokens").statusCode()).isEqualTo(200);
    assertThat(panel.panel().staffgate().sessions().list("alice"))
        .extracting(StaffSession::ref)
        .isEqualTo(before.stream().map(StaffSession::ref).toList());
    assertThat(alice.cookies()).isNotEqualTo(cookies); // a new id, as after a sign-in
  }

  @Test
  void stepUp_byGet_confirmsNothing() throws Exception {
    assertThat(alice.get("/step-up?code=" + code()).statusCode()).isEqualTo(200);
    assertThat(alice.get("/tokens").statusCode()).isEqualTo(303);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example/",
        "\\\\evil.example/",
        "/%2Fevil.example/",
        "/%5Cevil.example/",
        "/%2e%2e/evil.example",
        "/..//evil.example/",
        "/./evil.example",
        "https://evil.example/",
        "https:evil.example",
        "HTTPS://evil.example",
        "javascript:alert('evil.example')",
        "data:text/html,evil.example",
        " /evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/evil.example\r\nSet-Cookie: a=b",
        "evil.example",
        "/@evil.example/;//",
        "/#@evil.example",
        "/\u2044evil.example"
      })
  void return_thatLeavesTheSite_isNotKept(String path) throws Exception {
    HttpResponse<String> page = alice.get("/step-up?return=" + encoded(path));
    if (page.statusCode() == 200) {
      assertThat(page.body()).doesNotContain("evil.example", "name=\"return\"");
    } else {
      assertThat(page.statusCode()).isEqualTo(400); // not even read
    }
    alice.get("/step-up");
    HttpResponse<String> answer = alice.post("/step-up", "return", path, "code", code());
    assertThat(answer.headers().map().toString()).doesNotContain("evil.example", "a=b");
    assertThat(location(answer)).isEqualTo("/servers/");
  }

  @Test
  void page_forAPageThatAsksForIt_saysWhatForAndForHowLong() throws Exception {
    assertThat(alice.get("/step-up?return=%2Ftokens%2Fweb1").body())
        .contains("“Add servers and set them up” asks for a code", "for 15 minutes.");
    assertThat(alice.post("/step-up", "return", "/tokens", "code", "000000").body())
        .contains("“Add servers and set them up” asks for a code", "does not count");
  }

  @Test
  void page_forAServer_saysWhatForAndForHowLong() throws Exception {
    NOW.set(NOW.get().plus(Duration.ofMinutes(14)));
    assertThat(alice.get("/servers/").statusCode()).isEqualTo(200);
    HttpResponse<String> page = alice.get("/step-up?return=%2Fservers%2Fweb1");
    assertThat(page.body()).contains("id=\"purpose\"");
  }

  @Test
  void page_forNothingThatAsks_revealsNothing() throws Exception {
    for (String path : new String[] {"/servers/", "/servers/secret-server", "/nowhere", "/why"}) {
      assertThat(alice.get("/step-up?return=" + encoded(path)).body())
          .contains("Enter a code of your authenticator app to go on.")
          .doesNotContain("asks for a code");
    }
  }
}
