package dev.staffgate.examples.panel.pages.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.examples.panel.app.DemoEnvironment;
import dev.staffgate.examples.panel.stories.AuthenticatorApp;
import dev.staffgate.examples.panel.stories.DemoPanel;
import dev.staffgate.examples.panel.stories.Visitor;
import dev.staffgate.session.StaffSession;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of one's own sessions. */
class OwnSessionsPageTest {
  private static final AtomicReference<Instant> NOW =
      new AtomicReference<>(Instant.parse("2026-11-24T10:00:00Z"));
  private static final Map<String, String> SEEDS = new HashMap<>();

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

  @BeforeEach
  void goOn() {
    NOW.set(NOW.get().plus(Duration.ofHours(1)));
  }

  private static Visitor signedIn(String name) throws Exception {
    NOW.set(NOW.get().plusSeconds(30)); // each code counts once
    Visitor visitor = new Visitor(panel.url());
    visitor.get("/sign-in/");
    HttpResponse<String> page =
        visitor.post("/sign-in/", "name", name, "password", DemoEnvironment.PASSWORDS.get(name));
    Visitor.seedIn(page.body()).ifPresent(seed -> SEEDS.put(name, seed));
    String code = AuthenticatorApp.code(SEEDS.get(name), NOW.get());
    assertThat(visitor.post("/sign-in/code", "code", code).statusCode()).isEqualTo(303);
    assertThat(visitor.get("/servers/").statusCode()).isEqualTo(200);
    return visitor;
  }

  private static List<StaffSession> sessions(String name) {
    return panel.panel().staffgate().sessions().list(name);
  }

  private static void assertSignedOut(Visitor visitor) throws Exception {
    HttpResponse<String> answer = visitor.get("/profile/sessions");
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location").orElseThrow()).startsWith("/sign-in/");
  }

  @Test
  void page_ofSomebodyWithTwoBrowsers_showsBothAndEndsOne() throws Exception {
    Visitor one = signedIn("carol");
    String first = sessions("carol").get(0).ref().id();
    Visitor other = signedIn("carol");

    HttpResponse<String> page = other.get("/profile/sessions");
    assertThat(page.body())
        .contains("This browser", "Another browser", "from 127.0.0.1", "Java-http-client")
        .contains("Signed in on 24 November", "Sign out everywhere", "Your sessions</a>");

    assertThat(other.post("/profile/sessions", "session", first).statusCode()).isEqualTo(302);

    assertSignedOut(one);
    assertThat(other.get("/profile/sessions").body()).doesNotContain("Another browser");
    assertThat(Files.readString(data.resolve("audit.jsonl")))
        .contains("\"type\":\"sign-out\",\"staff\":\"carol\"", "\"what\":\"another browser\"");
  }

  @Test
  void everywhere_endsAllAndThoseOfNobodyElse() throws Exception {
    Visitor one = signedIn("dave");
    Visitor other = signedIn("dave");
    Visitor erin = signedIn("erin");
    other.get("/profile/sessions");

    HttpResponse<String> out = other.post("/profile/sessions", "everywhere", "yes");

    assertThat(out.headers().firstValue("Location").orElseThrow()).endsWith("/sign-in/");
    assertSignedOut(one);
    assertSignedOut(other);
    assertThat(sessions("dave")).isEmpty();
    assertThat(erin.get("/profile/sessions").statusCode()).isEqualTo(200);
    assertThat(signedIn("dave").get("/profile/sessions").statusCode()).isEqualTo(200);
  }

  @Test
  void session_ofSomebodyElse_isNotEnded() throws Exception {
    Visitor bob = signedIn("bob");
    String id = sessions("bob").get(0).ref().id();
    Visitor erin = signedIn("erin");
    erin.get("/profile/sessions");
    for (String wrong : List.of(id, "", "../bob/" + id, "x".repeat(10_000))) {
      assertThat(erin.post("/profile/sessions", "session", wrong).statusCode()).isEqualTo(302);
    }
    assertThat(bob.get("/servers/").statusCode()).isEqualTo(200);
  }

  @Test
  void form_withoutItsToken_endsNothing() throws Exception {
    Visitor bob = signedIn("bob");
    assertThat(bob.postAsIs("/profile/sessions", "everywhere", "yes").statusCode()).isEqualTo(403);
    assertThat(bob.get("/profile/sessions?everywhere=yes").statusCode()).isEqualTo(200);
    assertThat(sessions("bob")).isNotEmpty();
  }

  @Test
  void signOut_endsTheSessionAndNotOnlyItsCookie() throws Exception {
    Visitor erin = signedIn("erin");
    int before = sessions("erin").size();
    erin.get("/servers/");
    erin.post("/sign-out");
    assertThat(sessions("erin")).hasSize(before - 1);
    assertSignedOut(erin);
  }

  @Test
  void signIn_inABrowserThatIsSignedIn_endsTheSessionBefore() throws Exception {
    Visitor bob = signedIn("bob");
    String before = sessions("bob").get(0).ref().id();
    String form = bob.csrf();
    List<String> cookies = bob.cookies();
    NOW.set(NOW.get().plusSeconds(30));
    bob.get("/sign-in/");
    bob.post("/sign-in/", "name", "bob", "password", DemoEnvironment.PASSWORDS.get("bob"));
    bob.post("/sign-in/code", "code", AuthenticatorApp.code(SEEDS.get("bob"), NOW.get()));
    assertThat(sessions("bob")).noneMatch(one -> one.ref().id().equals(before));
    assertThat(bob.get("/servers/").statusCode()).isEqualTo(200);
    assertThat(bob.csrf()).isNotEqualTo(form);
    assertThat(bob.cookies()).isNotEqualTo(cookies);
    assertThat(bob.postAsIs("/profile/sessions", "csrf", form).statusCode()).isEqualTo(403);
  }

  @Test
  void browser_thatCallsItselfMarkup_isShownAsText() throws Exception {
    Visitor bob = signedIn("bob");
    StaffSession unused =
        panel
            .panel()
            .staffgate()
            .sessions()
            .begin(
                "bob", Optional.empty(), "\u202e\"><b onclick=x>&amp;\u0000" + "y".repeat(9_999));
    assertThat(bob.get("/profile/sessions").body()).doesNotContain("<b ", "onclick", "\u202e");
  }
}
