package dev.staffgate.examples.panel.pages.people;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.examples.panel.app.ConnectPanel;
import dev.staffgate.examples.panel.app.DemoEnvironment;
import dev.staffgate.examples.panel.stories.AuthenticatorApp;
import dev.staffgate.examples.panel.stories.SignedInClient;
import dev.staffgate.examples.panel.stories.Visitor;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of people, and of the links that are made there. */
class PeoplePageTest {
  private static final Pattern LINK = Pattern.compile("<code id=\"link\">([^<]+)</code>");
  private static final Pattern CODE = Pattern.compile("<li><code>([^<]+)</code></li>");
  private static final String PASSWORD = "grace-greets-the-sea";
  private static final String GONE = "This link is not valid";

  @TempDir Path data;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-24T10:00:00Z"));
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final PrintStream standardError = System.err;
  private final List<String> tokens = new ArrayList<>();
  private DemoEnvironment demo;
  private ConnectPanel panel;
  private SignedInClient alice;

  @BeforeEach
  void start() throws Exception {
    System.setErr(new PrintStream(log, true, UTF_8));
    demo = DemoEnvironment.prepare(data);
    panel = ConnectPanel.start(demo.config("demo.yaml", data, 0, now::get));
    alice = new SignedInClient(panel.url(), "alice", now.get());
  }

  @AfterEach
  void stop() throws Exception {
    System.setErr(standardError);
    if (panel != null) {
      panel.close();
    }
    if (demo != null) {
      demo.close();
    }
    String kept = Files.readString(data.resolve("audit.jsonl")) + log.toString(UTF_8);
    for (String token : tokens) {
      assertThat(kept).as("audit and log hold no token").doesNotContain(token);
    }
  }

  private void goOn() {
    now.set(now.get().plusSeconds(30)); // each code counts once
  }

  private HttpResponse<String> press(String what, String staff) throws Exception {
    assertThat(alice.get("/people").statusCode()).isEqualTo(200);
    return alice.post("/people/" + what, "staff", staff);
  }

  /** Lets alice make a link, and returns its path. */
  private String link(String what, String staff) throws Exception {
    HttpResponse<String> page = press(what, staff);
    assertThat(page.statusCode()).isEqualTo(200);
    Matcher found = LINK.matcher(page.body());
    assertThat(found.find()).as(page.body()).isTrue();
    URI link = URI.create(found.group(1));
    assertThat(link.toString()).startsWith(panel.url() + "link/");
    tokens.add(link.getPath().substring("/link/".length()));
    assertThat(alice.get("/people").body()).doesNotContain(tokens.get(tokens.size() - 1));
    return link.getPath();
  }

  private static HttpResponse<String> claim(Visitor who, String link, String password)
      throws Exception {
    return who.post("/link/", "token", link.substring("/link/".length()), "password", password);
  }

  /** Sets a second factor up, and returns its key. */
  private String enrol(Visitor who, HttpResponse<String> page) throws Exception {
    String seed = Visitor.seedIn(page.body()).orElseThrow();
    HttpResponse<String> done =
        who.post("/link/code", "code", AuthenticatorApp.code(seed, now.get()));
    assertThat(done.statusCode()).isEqualTo(200);
    assertThat(CODE.matcher(done.body()).results()).hasSize(10);
    assertThat(who.get("/servers/").body()).contains("Sign out");
    return seed;
  }

  /** Invites grace, who sets herself up in a browser of her own. */
  private String invited(Visitor grace) throws Exception {
    String link = link("invite", "grace");
    grace.get(link);
    return enrol(grace, claim(grace, link, PASSWORD));
  }

  private HttpResponse<String> signIn(Visitor who, String password) throws Exception {
    who.get("/sign-in/");
    return who.post("/sign-in/", "name", "grace", "password", password);
  }

  @Test
  void invitation_openedManyTimes_isUsedOnceByPost() throws Exception {
    String link = link("invite", "grace");
    Visitor grace = new Visitor(panel.url());
    for (int i = 0; i < 2; i++) {
      assertThat(grace.head(link).statusCode()).isEqualTo(200);
      HttpResponse<String> page = grace.get(link);
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).contains("This link is for Grace Gruber (grace).", "new-password");
      assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
      assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
    }
    assertThat(grace.cookies()).as("no session before the claim").hasSize(1);

    HttpResponse<String> refused = claim(grace, link, "short");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("at least 8 characters and has 5");

    HttpResponse<String> code = claim(grace, link, PASSWORD);
    assertThat(code.statusCode()).isEqualTo(200);
    assertThat(code.body()).contains("<svg class=\"qr\"").doesNotContain(tokens.get(0));
    assertThat(grace.post("/link/code", "code", "000000").statusCode()).isEqualTo(403);
    assertThat(Visitor.seedIn(grace.get("/link/code").body())).isPresent();
    enrol(grace, code);
    assertThat(grace.get("/link/code").statusCode()).isEqualTo(404);
    assertThat(alice.get("/people").body())
        .contains("<h2>Grace Gruber <span class=\"quiet\">grace</span></h2><p>Has a password and");

    Visitor late = new Visitor(panel.url());
    assertThat(late.get(link).body()).contains(GONE);
    assertThat(press("invite", "grace").body()).contains("This account is set up already");
    Visitor mail = new Visitor(panel.url());
    mail.get("/sign-in/");
    assertThat(claim(mail, link, PASSWORD).body()).contains(GONE);
  }

  @Test
  void link_thatIsUnknownOrTooLate_isToldInOneSentence() throws Exception {
    String link = link("invite", "grace");
    Visitor grace = new Visitor(panel.url());
    String unknown = grace.get("/link/" + "x".repeat(43)).body();
    assertThat(unknown).contains(GONE);
    for (String path : List.of("/link/", "/link/code", "/link/" + "y".repeat(2_000), "/link/a/b")) {
      HttpResponse<String> answer = grace.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(answer.body()).as(path).isEqualTo(unknown);
    }
    now.set(now.get().plus(Duration.ofHours(73)));
    assertThat(grace.get(link).body()).isEqualTo(unknown);
  }

  @Test
  void links_thatAreGuessed_areRecordedABoundedNumberOfTimes() throws Exception {
    Visitor visitor = new Visitor(panel.url());
    visitor.get("/sign-in/");
    for (int i = 0; i < 25; i++) {
      assertThat(claim(visitor, "/link/" + "x".repeat(43), PASSWORD).body()).contains(GONE);
    }
    panel.close();
    panel = null;
    String audit = Files.readString(data.resolve("audit.jsonl"));
    assertThat(audit.split("\"type\":\"link-refused\"", -1)).hasSize(1 + 20 + 1);
    assertThat(audit).contains("\"reason\":\"no-link\",\"more\":\"5\"");
  }

  @Test
  void link_openedBySomebodyElse_isNotUsed() throws Exception {
    String link = link("invite", "grace");
    SignedInClient bob = new SignedInClient(panel.url(), "bob", now.get());
    HttpResponse<String> page = bob.get(link);
    assertThat(page.statusCode()).isEqualTo(403);
    assertThat(page.body())
        .contains("You are signed in as bob", "It was not used", "action=\"/sign-out\"");
    assertThat(claim(bob, link, PASSWORD).body()).contains("You are signed in as bob");
    assertThat(bob.get("/servers/").body()).contains("<span>bob</span>");

    bob.post("/sign-out");
    assertThat(bob.get(link).body()).contains("This link is for Grace Gruber");
    enrol(bob, claim(bob, link, PASSWORD));
    assertThat(bob.get("/servers/").body()).contains("<span>grace</span>");
  }

  @Test
  void resetPassword_endsSessionsAndKeepsTheFactor() throws Exception {
    Visitor grace = new Visitor(panel.url());
    String seed = invited(grace);

    String link = link("reset-password", "grace");

    assertThat(grace.get("/servers/").statusCode()).isEqualTo(303);
    assertThat(signIn(grace, PASSWORD).statusCode()).isEqualTo(403);
    grace.get(link);
    HttpResponse<String> set = claim(grace, link, "grace-goes-by-boat");
    assertThat(set.statusCode()).isEqualTo(200);
    assertThat(set.body()).contains("Your password is set.", "Sign in now.");
    assertThat(grace.get("/servers/").statusCode()).isEqualTo(303);
    goOn();
    assertThat(signIn(grace, "grace-goes-by-boat").statusCode()).isEqualTo(200);
    HttpResponse<String> in =
        grace.post("/sign-in/code", "code", AuthenticatorApp.code(seed, now.get()));
    assertThat(in.statusCode()).isEqualTo(200);
    assertThat(in.body()).contains("An administrator reset your password.");
    assertThat(grace.get("/servers/").statusCode()).isEqualTo(200);
  }

  @Test
  void resetSecondFactor_needsThePasswordForANewOne() throws Exception {
    Visitor grace = new Visitor(panel.url());
    String before = invited(grace);
    String link = link("reset-second-factor", "grace");
    assertThat(grace.get("/servers/").statusCode()).isEqualTo(303);

    assertThat(grace.get(link).body()).contains("Enter the password that you have.");
    assertThat(claim(grace, link, "not-her-password").statusCode()).isEqualTo(403);
    HttpResponse<String> code = claim(grace, link, PASSWORD);
    goOn();

    assertThat(enrol(grace, code)).isNotEqualTo(before);
  }

  @Test
  void signOut_ofSomebodyElse_refusesTheirCookie() throws Exception {
    SignedInClient bob = new SignedInClient(panel.url(), "bob", now.get());
    HttpResponse<String> done = press("sign-out", "bob");
    assertThat(done.body()).contains("Bob Brandt is signed out everywhere.");
    assertThat(bob.get("/servers/").statusCode()).isEqualTo(303);
    assertThat(press("unlock", "bob").body()).contains("may sign in again without waiting");
    assertThat(Files.readString(data.resolve("audit.jsonl")))
        .contains("\"type\":\"signed-out-everywhere\",\"staff\":\"alice\"");
  }

  @Test
  void pages_ofPeople_areForAdministratorsWithAFreshFactor() throws Exception {
    SignedInClient carol = new SignedInClient(panel.url(), "carol", now.get());
    assertThat(carol.get("/servers/").body()).doesNotContain("/people");
    assertThat(carol.get("/people").statusCode()).isEqualTo(403);
    for (String what :
        List.of("invite", "reset-password", "reset-second-factor", "unlock", "sign-out")) {
      assertThat(carol.post("/people/" + what, "staff", "grace").statusCode()).isEqualTo(403);
    }
    now.set(now.get().plus(Duration.ofMinutes(20)));
    assertThat(press("invite", "nobody").headers().firstValue("Location").orElse(""))
        .endsWith("/step-up");
    assertThat(alice.get("/people").body())
        .contains("action=\"/people/invite\"", "href=\"/step-up?return=%2Fpeople%2Finvite\"");
    assertThat(alice.get("/step-up?return=%2Fpeople%2Finvite").body())
        .contains("Ask a colleague to choose a password and second factor");
    assertThat(press("unlock", "nobody").body()).contains("There is no such account.");
  }

  @Test
  void token_inAPathThatIsRefused_isNotRecorded() throws Exception {
    String link = link("invite", "grace");
    String token = tokens.get(0);
    Visitor visitor = new Visitor(panel.url());
    for (String path :
        List.of(
            "/servers/" + token,
            "/LINK/" + token,
            "/link;a=b/" + token,
            "/links/" + token,
            "/link/x/" + token)) {
      visitor.get(path);
    }
    assertThat(visitor.postAsIs(link, "token", token).statusCode()).isEqualTo(403);
    assertThat(visitor.postAsIs("/link/", "token", token).statusCode()).isEqualTo(403);
    assertThat(Files.readString(data.resolve("audit.jsonl")))
        .contains("\"path\":\"/servers/...\"", "\"path\":\"/link/...\"");
    assertThat(visitor.get(link).statusCode()).isEqualTo(200);
  }
}
