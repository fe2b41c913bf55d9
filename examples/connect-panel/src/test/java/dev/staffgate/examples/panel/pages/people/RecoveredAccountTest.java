package dev.staffgate.examples.panel.pages.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.accounts.ActiveAccounts;
import dev.staffgate.accounts.SessionEpochs;
import dev.staffgate.audit.FileAuditSink;
import dev.staffgate.examples.panel.app.ConnectPanel;
import dev.staffgate.examples.panel.app.DemoEnvironment;
import dev.staffgate.examples.panel.stories.AuthenticatorApp;
import dev.staffgate.examples.panel.stories.SignedInClient;
import dev.staffgate.examples.panel.stories.Visitor;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.network.IpAddress;
import dev.staffgate.session.SessionLimits;
import dev.staffgate.session.StaffSessions;
import dev.staffgate.signin.PasswordOwner;
import dev.staffgate.signin.PasswordRules;
import dev.staffgate.signin.SignIn;
import dev.staffgate.signin.care.AccountRecovery;
import dev.staffgate.signin.care.CareResult;
import dev.staffgate.state.StateKey;
import dev.staffgate.state.StateStore;
import dev.staffgate.state.StateValue;
import dev.staffgate.state.StateWrite;
import dev.staffgate.state.jdbc.JdbcCredentialStore;
import dev.staffgate.state.jdbc.JdbcStaffDirectory;
import dev.staffgate.state.jdbc.JdbcStateOptions;
import dev.staffgate.state.jdbc.JdbcStateStore;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a panel shows of what was done to its state file while it did not run. */
class RecoveredAccountTest {
  private static final String PASSWORD = "a stair of nine blue herons";
  private static final String NOTICE =
      "let in, with a new password and a new second factor, the account erin";

  @TempDir Path data;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-24T10:00:00Z"));
  private DemoEnvironment demo;
  private ConnectPanel panel;

  @BeforeEach
  void prepare() throws Exception {
    demo = DemoEnvironment.prepare(data);
  }

  @AfterEach
  void stop() throws Exception {
    if (panel != null) {
      panel.close();
    }
    demo.close();
  }

  private void start() throws Exception {
    panel = ConnectPanel.start(demo.config("demo.yaml", data, 0, now::get));
  }

  private void whileStopped(Consumer<JdbcStateStore> work) {
    try (JdbcStateStore state =
        JdbcStateStore.inFile(
            data.resolve("state"), JdbcStateOptions.defaults().withClock(now::get))) {
      work.accept(state);
    }
  }

  private void recover(String staff) {
    whileStopped(
        state -> {
          try (FileAuditSink audit = FileAuditSink.open(data.resolve("audit.jsonl"));
              SessionEpochs epochs = SessionEpochs.of(state)) {
            AccountRecovery recovery =
                new AccountRecovery(
                    signIn(state, audit),
                    PasswordRules.forPasswordAlone(),
                    StaffSessions.of(state, epochs, SessionLimits.USUAL, now::get)::endAll);
            CareResult result =
                recovery.recover(
                    staff, PASSWORD.toCharArray(), PasswordOwner.of(staff), "offline.root");
            assertThat(result.kind()).isEqualTo(CareResult.Kind.PASSWORD_SET);
          }
        });
  }

  private SignIn signIn(JdbcStateStore state, FileAuditSink audit) {
    return SignIn.builder()
        .accounts(
            new ActiveAccounts() {
              @Override
              public boolean mayAct(String staff, Optional<IpAddress> from) {
                return false;
              }

              @Override
              public Optional<String> idOf(String typed) {
                return Optional.empty();
              }
            })
        .credentials(JdbcCredentialStore.in(state))
        .state(state)
        .audit(audit)
        .clock(now::get)
        .issuer("test")
        .build();
  }

  private String at() {
    return Long.toString(now.get().toEpochMilli());
  }

  @Test
  void review_ofWhatIsNoNotice_saysSo() throws Exception {
    recover("erin");
    start();
    SignedInClient alice = new SignedInClient(panel.url(), "alice", now.get());
    for (String wrong : new String[] {"", "x", "99999999999999999999", "-1"}) {
      assertThat(alice.post("/people/reviewed", "staff", "erin", "at", wrong).statusCode())
          .isIn(404, 409);
    }
    assertThat(alice.post("/people/reviewed", "staff", "no one", "at", at()).statusCode())
        .isEqualTo(404);
    assertThat(alice.get("/servers/").body()).contains(NOTICE);
  }

  @Test
  void recovery_isOnEachPageOfAdministrators_untilOneHasReviewedIt() throws Exception {
    recover("erin");
    start();
    SignedInClient bob = new SignedInClient(panel.url(), "bob", now.get());
    SignedInClient alice = new SignedInClient(panel.url(), "alice", now.get());
    for (String path : new String[] {"/servers/", "/people", "/profile"}) {
      assertThat(alice.get(path).body()).contains(NOTICE, "offline.root", "I reviewed this");
      assertThat(bob.get(path).body()).doesNotContain(NOTICE);
    }
    assertThat(new Visitor(panel.url()).get("/sign-in/").body()).doesNotContain(NOTICE);
    assertThat(bob.post("/people/reviewed", "staff", "erin", "at", at()).statusCode())
        .isEqualTo(403);

    HttpResponse<String> reviewed = alice.post("/people/reviewed", "staff", "erin", "at", at());

    assertThat(reviewed.statusCode()).isEqualTo(200);
    assertThat(alice.get("/servers/").body()).doesNotContain(NOTICE);
    assertThat(Files.readString(data.resolve("audit.jsonl")))
        .contains("\"account-recovered\",\"staff\":\"offline.root\"")
        .contains("\"recovery-reviewed\",\"staff\":\"alice\"");
  }

  @Test
  void recovery_ofOnesOwnAccount_isReviewedBySomebodyElse() throws Exception {
    recover("alice");
    start();
    Visitor alice = new Visitor(panel.url());
    alice.get("/sign-in/");
    String page = alice.post("/sign-in/", "name", "alice", "password", PASSWORD).body();
    String code = AuthenticatorApp.code(Visitor.seedIn(page).orElseThrow(), now.get());
    assertThat(alice.post("/sign-in/code", "code", code).body())
        .contains("Somebody with access to the panel&#39;s machine let this account in");

    assertThat(alice.get("/servers/").body())
        .contains("the account alice on", "A colleague of yours has to review it.")
        .doesNotContain("I reviewed this");
    assertThat(alice.post("/people/reviewed", "staff", "alice", "at", at()).statusCode())
        .isEqualTo(409);
    assertThat(alice.get("/servers/").body()).contains("the account alice on");
  }

  @Test
  void recoveries_ofTwo_showNeitherOfThemAButton() throws Exception {
    recover("erin");
    recover("alice");
    start();
    Visitor alice = new Visitor(panel.url());
    alice.get("/sign-in/");
    String page = alice.post("/sign-in/", "name", "alice", "password", PASSWORD).body();
    String code = AuthenticatorApp.code(Visitor.seedIn(page).orElseThrow(), now.get());
    assertThat(alice.post("/sign-in/code", "code", code).statusCode()).isEqualTo(200);

    assertThat(alice.get("/servers/").body())
        .contains("the account alice on", NOTICE)
        .doesNotContain("I reviewed this");
  }

  @Test
  void recovery_thatCannotBeRead_isToldOnAPageThatWorks() throws Exception {
    start();
    SignedInClient alice = new SignedInClient(panel.url(), "alice", now.get());
    StateStore state = panel.staffgate().state();
    StateKey key = StateKey.of("account-recovery", "erin", "1");
    assertThat(state.compareAndSet(StateWrite.create(key, StateValue.ofText("nonsense"))))
        .isPresent();

    HttpResponse<String> page = alice.get("/servers/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("cannot be read").doesNotContain("account-recovery");
  }

  @Test
  void account_ofTheState_isInvitedAndSignsIn() throws Exception {
    whileStopped(
        state ->
            JdbcStaffDirectory.in(state)
                .put(StaffAccount.of("zoe", "support-tier-1").withName("Zoe Zeller")));
    start();
    SignedInClient alice = new SignedInClient(panel.url(), "alice", now.get());
    assertThat(alice.get("/people").body()).contains("Zoe Zeller", "id=\"person-zoe\"");

    String made = alice.post("/people/invite", "staff", "zoe").body();
    String token = made.replaceAll("(?s).*/link/([A-Za-z0-9_-]{43}).*", "$1");
    Visitor zoe = new Visitor(panel.url());
    assertThat(zoe.get("/link/" + token).body()).contains("This link is for Zoe Zeller (zoe).");
    HttpResponse<String> claimed = zoe.post("/link/", "token", token, "password", PASSWORD);

    assertThat(claimed.statusCode()).isEqualTo(200);
    assertThat(Visitor.seedIn(claimed.body())).isPresent();
  }
}
