package dev.staffgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.Staffgate;
import dev.staffgate.accounts.AccountTable;
import dev.staffgate.accounts.EpochCause;
import dev.staffgate.accounts.SessionEpoch;
import dev.staffgate.containers.AppDeployment;
import dev.staffgate.containers.RunningContainer;
import dev.staffgate.containers.ServletContainer;
import dev.staffgate.fixtures.BreakableStateStore;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.state.MemoryStateStore;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An old cookie at the next request after each cause, in a container. */
class EndedSessionTest {
  private static final Policy POLICY =
      PolicyFiles.parse(
          "policy.yaml",
          """
          staffgate: 1
          roles: { clerk: { grants: [client.view] } }
          staff: { ann: { roles: [clerk] } }
          routes:
            - { path: /in/**, access: public }
            - { path: /me, access: signed-in }
            - { path: /clients, permission: client.view }
          """);
  private static final Pattern COOKIE = Pattern.compile("(?i)set-cookie: (JSESSIONID=[^;\r]+)");
  private static final Map.Entry<String, String> HTML = Map.entry("Accept", "text/html");
  private static final Map.Entry<String, String> JSON = Map.entry("Accept", "application/json");

  private final BreakableStateStore store =
      new BreakableStateStore(MemoryStateStore.create(() -> AppDeployment.NOW));
  private final AccountTable accounts = new AccountTable(POLICY);

  private interface Story {
    void tell(RunningContainer running, Staffgate staffgate) throws Exception;
  }

  private void on(ServletContainer container, Story story) throws Exception {
    accounts.put(StaffAccount.of("zoe", "clerk"));
    try (Staffgate staffgate =
            Staffgate.builder()
                .policy(PolicySource.of(POLICY))
                .directory(accounts)
                .state(store)
                .audit(event -> {})
                .clock(() -> AppDeployment.NOW)
                .build();
        RunningContainer running =
            container.start(new AppDeployment("SessionApp", false, staffgate, Map.of()))) {
      story.tell(running, staffgate);
    }
  }

  private static StaffAccount disabled(String id) {
    StaffAccount active = StaffAccount.of(id, "clerk");
    return new StaffAccount(
        id,
        active.name(),
        active.email(),
        active.knownAs(),
        active.person(),
        active.roles(),
        active.networks(),
        active.assigned(),
        active.attributes(),
        true,
        active.at());
  }

  private static RunningContainer.Answer get(
      RunningContainer running, String path, String cookie, Map.Entry<String, String> accept) {
    return running.send(
        "GET",
        path,
        cookie.isEmpty() ? List.of(accept) : List.of(Map.entry("Cookie", cookie), accept));
  }

  private static String signIn(RunningContainer running, String name) {
    RunningContainer.Answer answer = get(running, "/in/+" + name, "", JSON);
    Matcher cookie = COOKIE.matcher(answer.text());
    assertThat(cookie.find()).as(answer.text()).isTrue();
    return cookie.group(1);
  }

  private static void assertSignedIn(RunningContainer running, String cookie) {
    assertThat(get(running, "/me", cookie, JSON).status()).isEqualTo(200);
    assertThat(get(running, "/clients", cookie, JSON).text()).contains("CANARY");
  }

  private static void assertSignedOut(RunningContainer running, String cookie) {
    for (String path : List.of("/me", "/clients", "/clients/", "/me")) {
      RunningContainer.Answer answer = get(running, path, cookie, JSON);
      assertThat(answer.status()).as(path).isEqualTo(401);
      assertThat(answer.text())
          .contains("application/problem+json", "\"code\":\"not-signed-in\"")
          .doesNotContain("CANARY");
      assertThat(get(running, path, cookie, HTML).text())
          .contains("text/html", "Please sign in")
          .doesNotContain("CANARY");
    }
    assertThat(get(running, "/in/=", cookie, JSON).text()).contains("NONE");
  }

  @ParameterizedTest
  @EnumSource(ServletContainer.class)
  void cookie_afterEachCauseOfAnEpoch_isRefusedAtTheNextRequest(ServletContainer container)
      throws Exception {
    on(
        container,
        (running, staffgate) -> {
          for (EpochCause cause : EpochCause.values()) {
            String old = signIn(running, "ann");
            String other = signIn(running, "zoe");
            assertSignedIn(running, old);

            SessionEpoch unused = staffgate.sessionEpochs().raise("ann", cause);

            assertSignedOut(running, old);
            assertSignedIn(running, other);
            assertSignedIn(running, signIn(running, "ann"));
          }
        });
  }

  @ParameterizedTest
  @EnumSource(ServletContainer.class)
  void cookie_ofAnAccountDisabledAndEnabledAgain_staysRefused(ServletContainer container)
      throws Exception {
    on(
        container,
        (running, staffgate) -> {
          String old = signIn(running, "zoe");
          accounts.put(disabled("zoe"));
          accounts.put(StaffAccount.of("zoe", "clerk"));
          assertSignedOut(running, old);
          assertSignedIn(running, signIn(running, "zoe"));
        });
  }

  @ParameterizedTest
  @EnumSource(ServletContainer.class)
  void cookie_ofASessionThatWasEnded_isRefusedAndTheOtherIsNot(ServletContainer container)
      throws Exception {
    on(
        container,
        (running, staffgate) -> {
          String one = signIn(running, "ann");
          String id = staffgate.sessions().list("ann").get(0).ref().id();
          String other = signIn(running, "ann");
          staffgate.sessions().end("ann", id);
          assertSignedOut(running, one);
          assertSignedIn(running, other);

          staffgate.sessions().endAll("ann", EpochCause.SIGNED_OUT_EVERYWHERE);
          assertSignedOut(running, other);
        });
  }

  @ParameterizedTest
  @EnumSource(ServletContainer.class)
  void store_down_isARefusalThatSaysSoAndEndsNoSession(ServletContainer container)
      throws Exception {
    on(
        container,
        (running, staffgate) -> {
          String cookie = signIn(running, "ann");
          store.broken(true);
          for (String path : List.of("/me", "/clients")) {
            RunningContainer.Answer answer = get(running, path, cookie, JSON);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.text())
                .contains("application/problem+json", "\"code\":\"state-unavailable\"")
                .doesNotContain("CANARY");
            assertThat(get(running, path, "", JSON).status()).isEqualTo(401);
          }
          store.broken(false);
          assertSignedIn(running, cookie);
        });
  }

  @Test
  void account_foundDisabledByARequestAlone_isSignedOutForGood() throws Exception {
    on(
        ServletContainer.TOMCAT_11,
        (running, staffgate) -> {
          String old = signIn(running, "gone"); // an id that nobody told of
          assertThat(get(running, "/me", old, JSON).text()).contains("account-unknown");
          accounts.put(StaffAccount.of("gone", "clerk"));
          assertSignedOut(running, old);
        });
  }

  @Test
  void caller_withoutASession_isRefusedByItsAccountAlone() throws Exception {
    on(
        ServletContainer.TOMCAT_11,
        (running, staffgate) -> {
          Matcher cookie = COOKIE.matcher(get(running, "/in/zoe", "", JSON).text());
          assertThat(cookie.find()).isTrue();
          SessionEpoch unused = staffgate.sessionEpochs().raise("zoe", EpochCause.NEW_PASSWORD);
          store.broken(true);
          assertSignedIn(running, cookie.group(1));
        });
  }

  @Test
  void caller_throughSerialization_isTheSame() throws Exception {
    try (Staffgate staffgate = AppDeployment.staffgate("staffgate: 1\n")) {
      Caller caller =
          new Caller(
              "ann",
              AppDeployment.NOW,
              staffgate.sessions().begin("ann", Optional.empty(), "").ref());
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(caller);
      }
      try (ObjectInputStream in =
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
        assertThat(in.readObject()).isEqualTo(caller);
      }
    }
  }
}
