package dev.staffgate.examples.panel.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.accounts.EpochCause;
import dev.staffgate.accounts.SessionEpoch;
import dev.staffgate.examples.panel.stories.SignedInClient;
import dev.staffgate.examples.panel.stories.Visitor;
import dev.staffgate.state.StateKey;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a panel knows after it was stopped and started again on the same folder. */
class PanelRestartTest {
  @TempDir Path data;

  private DemoEnvironment demo;
  private ConnectPanel panel;

  @BeforeEach
  void prepare() throws Exception {
    demo = DemoEnvironment.prepare(data);
    start(0);
  }

  @AfterEach
  void stop() {
    panel.close();
    demo.close();
  }

  private void start(int port) throws Exception {
    panel = ConnectPanel.start(demo.config("demo.yaml", data, port, Instant::now));
  }

  private void restart() throws Exception {
    int port = panel.url().getPort();
    panel.close();
    start(port);
  }

  private static void assertSignedOut(Visitor visitor) throws Exception {
    assertThat(visitor.get("/servers/").statusCode()).isEqualTo(303);
  }

  @Test
  void session_afterARestart_goesOnWithItsForms() throws Exception {
    SignedInClient alice = new SignedInClient(panel.url(), "alice", Instant.now());
    String form = alice.csrf();

    restart();

    HttpResponse<String> page = alice.get("/profile/sessions");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("This browser").doesNotContain("Another browser");
    assertThat(alice.csrf()).isEqualTo(form);
    assertThat(alice.postAsIs("/sign-out", "csrf", form).statusCode()).isEqualTo(302);
    assertSignedOut(alice);
    restart();
    assertSignedOut(alice);
  }

  @Test
  void session_thatWasEndedBeforeARestart_staysEnded() throws Exception {
    SignedInClient alice = new SignedInClient(panel.url(), "alice", Instant.now());
    SignedInClient bob = new SignedInClient(panel.url(), "bob", Instant.now());
    SessionEpoch unused = panel.staffgate().sessionEpochs().raise("alice", EpochCause.NEW_PASSWORD);

    restart();

    assertSignedOut(alice);
    assertThat(bob.get("/servers/").statusCode()).isEqualTo(200);
  }

  @Test
  void state_thatIsOut_isARefusalOfEveryPage() throws Exception {
    SignedInClient alice = new SignedInClient(panel.url(), "alice", Instant.now());
    panel.staffgate().state().close();

    for (String path : List.of("/servers/", "/profile/sessions", "/tokens")) {
      HttpResponse<String> answer = alice.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(503);
      assertThat(answer.body()).contains("cannot be decided at the moment");
    }
    Visitor stranger = new Visitor(panel.url());
    assertThat(stranger.get("/sign-in/").statusCode()).isEqualTo(200);
    assertSignedOut(stranger);
  }

  @Test
  void state_onDisk_holdsNoCookieAndNoFormToken() throws Exception {
    SignedInClient alice = new SignedInClient(panel.url(), "alice", Instant.now());
    List<String> secrets = alice.cookies();
    assertThat(secrets).isNotEmpty();
    assertThat(
            panel
                .staffgate()
                .state()
                .scan(StateKey.of("web-session"), Optional.empty(), 10)
                .entries())
        .hasSize(1);
    panel.close();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = new String(Files.readAllBytes(file), ISO_8859_1);
        assertThat(content).as(file.toString()).doesNotContain(alice.csrf());
        secrets.forEach(secret -> assertThat(content).doesNotContain(secret));
      }
    }
    start(0);
  }
}
