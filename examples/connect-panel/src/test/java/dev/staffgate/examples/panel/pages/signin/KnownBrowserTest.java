package dev.staffgate.examples.panel.pages.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.examples.panel.app.DemoEnvironment;
import dev.staffgate.examples.panel.stories.AuthenticatorApp;
import dev.staffgate.examples.panel.stories.DemoPanel;
import dev.staffgate.examples.panel.stories.Visitor;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A browser that was used before, and what its owner is told. */
class KnownBrowserTest {
  private static final AtomicReference<Instant> NOW =
      new AtomicReference<>(Instant.parse("2026-11-24T10:00:00Z"));

  @TempDir static Path data;

  private static DemoPanel panel;

  @BeforeAll
  static void start() throws Exception {
    panel = DemoPanel.start(data, NOW::get);
  }

  @AfterAll
  static void stop() {
    if (panel != null) {
      panel.close();
    }
  }

  private static HttpResponse<String> password(Visitor visitor, String password) throws Exception {
    visitor.get("/sign-in/");
    return visitor.post("/sign-in/", "name", "Bob", "password", password);
  }

  @Test
  void browser_fromBefore_goesOnWhileOthersWait_andItsOwnerIsToldOfWrongCodes() throws Exception {
    String right = DemoEnvironment.PASSWORDS.get("bob");
    Visitor own = new Visitor(panel.url());
    String seed = Visitor.seedIn(password(own, right).body()).orElseThrow();
    HttpResponse<String> in =
        own.post("/sign-in/code", "code", AuthenticatorApp.code(seed, NOW.get()));
    assertThat(in.statusCode()).isEqualTo(303);
    assertThat(in.headers().allValues("Set-Cookie"))
        .anySatisfy(
            cookie ->
                assertThat(cookie)
                    .startsWith("connect-browser=")
                    .contains("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=7776000"));
    own.get("/servers/");
    assertThat(own.post("/sign-out").statusCode()).isEqualTo(302);

    for (int i = 0; i < 4; i++) {
      assertThat(password(new Visitor(panel.url()), "wrong").statusCode()).isEqualTo(403);
    }
    assertThat(password(new Visitor(panel.url()), "wrong").body())
        .contains("Please try again in 30 seconds.");
    assertThat(password(new Visitor(panel.url()), right).body())
        .contains("try again in 30 seconds");
    Visitor guessing = new Visitor(panel.url());
    NOW.set(NOW.get().plus(Duration.ofSeconds(30)));
    assertThat(password(guessing, right).body()).contains("Enter the code");
    assertThat(guessing.post("/sign-in/code", "code", "000000").statusCode()).isEqualTo(403);
    HttpResponse<String> form = password(own, right);
    assertThat(form.body()).contains("Enter the code", "Use a recovery code");
    assertThat(own.post("/sign-in/code", "code", "000000").statusCode()).isEqualTo(403);

    NOW.set(NOW.get().plus(Duration.ofSeconds(30)));
    HttpResponse<String> told =
        own.post("/sign-in/code", "code", AuthenticatorApp.code(seed, NOW.get()));
    assertThat(told.statusCode()).isEqualTo(200);
    assertThat(told.body())
        .contains("Since your last sign-in", "One wrong code was typed for your account")
        .as("one's own slip is not told")
        .doesNotContain("2 wrong codes");
    assertThat(own.get("/servers/").statusCode()).isEqualTo(200);
  }

  @Test
  void recoveryForm_withoutASignInThatAwaitsACode_beginsAnew() throws Exception {
    assertThat(new Visitor(panel.url()).get("/sign-in/recovery").body())
        .contains("This sign-in has taken too long");
  }
}
