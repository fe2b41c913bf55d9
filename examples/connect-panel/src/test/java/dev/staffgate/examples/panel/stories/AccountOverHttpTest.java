package dev.staffgate.examples.panel.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.examples.panel.app.ConnectPanel;
import dev.staffgate.examples.panel.app.DemoEnvironment;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The story of an account, over HTTP: grace is invited, sets herself up, signs in, loses her phone,
 * uses a recovery code, is reset and signed out everywhere; after each an older cookie is refused.
 */
class AccountOverHttpTest {
  private static final Pattern LINK = Pattern.compile("<code id=\"link\">([^<]+)</code>");
  private static final Pattern CODE = Pattern.compile("<li><code>([^<]+)</code></li>");
  private static final String PASSWORD = "grace-greets-the-sea";

  @TempDir Path data;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-24T10:00:00Z"));
  private SignedInClient alice;

  private String link(String what) throws Exception {
    alice.get("/people");
    HttpResponse<String> page = alice.post("/people/" + what, "staff", "grace");
    Matcher found = LINK.matcher(page.body());
    assertThat(found.find()).as(page.body()).isTrue();
    return URI.create(found.group(1)).getPath();
  }

  private static HttpResponse<String> claim(Visitor who, String link, String password)
      throws Exception {
    who.get(link);
    return who.post("/link/", "token", link.substring("/link/".length()), "password", password);
  }

  private HttpResponse<String> enrol(Visitor who, HttpResponse<String> page) throws Exception {
    String seed = Visitor.seedIn(page.body()).orElseThrow();
    return who.post("/link/code", "code", AuthenticatorApp.code(seed, now.get()));
  }

  private static List<String> codes(HttpResponse<String> page) {
    return CODE.matcher(page.body()).results().map(one -> one.group(1)).toList();
  }

  private static HttpResponse<String> recover(Visitor who, String code) throws Exception {
    who.get("/sign-in/");
    assertThat(who.post("/sign-in/", "name", "grace", "password", PASSWORD).body())
        .contains("Use a recovery code");
    assertThat(who.get("/sign-in/recovery").body()).contains("One of your recovery codes");
    return who.post("/sign-in/recovery", "code", code);
  }

  private static void assertIn(Visitor who) throws Exception {
    assertThat(who.get("/servers/").statusCode()).isEqualTo(200);
  }

  private static void assertOut(Visitor who) throws Exception {
    assertThat(who.get("/servers/").statusCode()).isEqualTo(303);
  }

  @Test
  void grace_fromInvitationToSignOut_getsInOnlyWhenSheShould() throws Exception {
    try (DemoEnvironment demo = DemoEnvironment.prepare(data);
        ConnectPanel panel = ConnectPanel.start(demo.config("demo.yaml", data, 0, now::get))) {
      alice = new SignedInClient(panel.url(), "alice", now.get());
      Visitor first = new Visitor(panel.url());
      List<String> codes = codes(enrol(first, claim(first, link("invite"), PASSWORD)));
      assertThat(codes).hasSize(10);
      assertIn(first);

      Visitor withoutPhone = new Visitor(panel.url());
      recover(withoutPhone, codes.get(0));
      assertIn(withoutPhone);
      Visitor thief = new Visitor(panel.url());
      assertThat(recover(thief, codes.get(0)).statusCode()).isEqualTo(403);
      assertOut(thief);

      String reset = link("reset-second-factor");
      assertOut(first);
      assertOut(withoutPhone);
      now.set(now.get().plusSeconds(30));
      Visitor newPhone = new Visitor(panel.url());
      HttpResponse<String> set = enrol(newPhone, claim(newPhone, reset, PASSWORD));
      assertThat(codes(set)).hasSize(10).doesNotContainAnyElementsOf(codes);
      assertThat(set.body()).contains("An administrator reset your second factor.");
      assertIn(newPhone);
      assertOut(first);

      alice.get("/people");
      alice.post("/people/sign-out", "staff", "grace");
      assertOut(newPhone);
      assertIn(alice);
    }
  }
}
