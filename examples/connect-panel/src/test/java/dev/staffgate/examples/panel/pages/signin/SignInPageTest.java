package dev.staffgate.examples.panel.pages.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.examples.panel.stories.DemoPanel;
import dev.staffgate.examples.panel.stories.SignedInClient;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that a sign-in leads to. */
class SignInPageTest {
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

  @TempDir static Path data;

  private static DemoPanel panel;

  @BeforeAll
  static void start() throws Exception {
    panel = DemoPanel.start(data, () -> NOW);
  }

  @AfterAll
  static void stop() {
    if (panel != null) {
      panel.close();
    }
  }

  @Test
  void signIn_thatAPageAskedFor_leadsBackToIt() throws Exception {
    SignedInClient alice =
        new SignedInClient(panel.url(), "alice", NOW, "/sign-in/?return=%2Ftokens%2Fweb1%3Fx%3D1");
    assertThat(alice.landing()).isEqualTo("/tokens/web1?x=1");
  }

  @Test
  void signIn_thatALinkOfOthersLeadsTo_staysHere() throws Exception {
    SignedInClient bob =
        new SignedInClient(panel.url(), "bob", NOW, "/sign-in/?return=%2F%2Fevil.example%2F");
    assertThat(bob.landing()).isEqualTo("/servers/");
  }
}
