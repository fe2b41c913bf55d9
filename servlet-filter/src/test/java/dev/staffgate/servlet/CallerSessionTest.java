package dev.staffgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.Staffgate;
import dev.staffgate.accounts.AccountTable;
import dev.staffgate.containers.AppDeployment;
import dev.staffgate.containers.RunningContainer;
import dev.staffgate.containers.ServletContainer;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The caller over several requests, in every container. */
class CallerSessionTest {
  private static final Policy POLICY =
      PolicyFiles.parse(
          "policy.yaml",
          """
          staffgate: 1
          roles: { clerk: { grants: [client.view] } }
          staff: { ann: { roles: [clerk] }, bob: {} }
          routes:
            - { path: /in/**, access: public }
            - { path: /me, access: signed-in }
            - { path: /clients, permission: client.view }
          """);
  private static final Pattern COOKIE = Pattern.compile("(?i)set-cookie: (JSESSIONID=[^;\r]+)");

  private interface Story {
    void tell(RunningContainer running, AccountTable accounts) throws Exception;
  }

  private static void on(ServletContainer container, Story story) throws Exception {
    AccountTable accounts = new AccountTable(POLICY);
    accounts.put(StaffAccount.of("zoe", "clerk"));
    try (Staffgate staffgate =
        Staffgate.builder()
            .policy(PolicySource.of(POLICY))
            .directory(accounts)
            .audit(event -> {})
            .clock(() -> AppDeployment.NOW)
            .build()) {
      try (RunningContainer running =
          container.start(new AppDeployment("SessionApp", false, staffgate, Map.of()))) {
        story.tell(running, accounts);
      }
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

  private static RunningContainer.Answer get(RunningContainer running, String path, String cookie) {
    return running.send(
        "GET", path, cookie.isEmpty() ? List.of() : List.of(Map.entry("Cookie", cookie)));
  }

  private static String cookie(RunningContainer.Answer answer) {
    Matcher cookie = COOKIE.matcher(answer.text());
    assertThat(cookie.find()).as(answer.text()).isTrue();
    return cookie.group(1);
  }

  @ParameterizedTest
  @EnumSource(ServletContainer.class)
  void session_thatWasPlanted_isWorthNothingAfterTheSignIn(ServletContainer container)
      throws Exception {
    on(
        container,
        (running, accounts) -> {
          String planted = cookie(get(running, "/in/-", ""));
          assertThat(get(running, "/me", planted).status()).isEqualTo(401);

          String own = cookie(get(running, "/in/ann", planted));

          assertThat(own).isNotEqualTo(planted);
          assertThat(get(running, "/me", planted).status()).isEqualTo(401);
          assertThat(get(running, "/me", own).text()).contains("CANARY ann");
          assertThat(get(running, "/in/--", own).status()).isEqualTo(200);
          assertThat(get(running, "/me", own).status()).isEqualTo(401);
        });
  }

  @ParameterizedTest
  @EnumSource(ServletContainer.class)
  void caller_missingOrOfAnotherKind_isNobody(ServletContainer container) throws Exception {
    on(
        container,
        (running, accounts) -> {
          assertThat(get(running, "/me", "").status()).isEqualTo(401);
          assertThat(get(running, "/clients", "JSESSIONID=made-up").status()).isEqualTo(401);
          String other = cookie(get(running, "/in/!", ""));
          assertThat(get(running, "/clients", other).status()).isEqualTo(401);
        });
  }

  @ParameterizedTest
  @EnumSource(ServletContainer.class)
  void caller_thatChangesWithinASession_leavesNothingToTheNext(ServletContainer container)
      throws Exception {
    on(
        container,
        (running, accounts) -> {
          String ann = cookie(get(running, "/in/ann", ""));
          assertThat(get(running, "/clients", ann).text()).contains("CANARY ann");

          String bob = cookie(get(running, "/in/bob", ann));

          assertThat(get(running, "/me", bob).text()).contains("CANARY bob");
          assertThat(get(running, "/clients", bob).status()).isEqualTo(403);
          assertThat(get(running, "/clients", ann).status()).isEqualTo(401);
        });
  }

  @ParameterizedTest
  @EnumSource(ServletContainer.class)
  void account_disabledBetweenTwoRequestsOfAConnection_isRefusedTheNext(ServletContainer container)
      throws Exception {
    on(
        container,
        (running, accounts) -> {
          String cookie = "Cookie: " + cookie(get(running, "/in/zoe", ""));
          try (KeepAliveConnection connection = new KeepAliveConnection(running.port())) {
            assertThat(connection.status("/clients", cookie)).isEqualTo(200);
            assertThat(connection.status("/me", cookie)).isEqualTo(200);

            accounts.put(disabled("zoe"));

            assertThat(connection.status("/clients", cookie)).isEqualTo(403);
            assertThat(connection.status("/me", cookie)).isEqualTo(403);
          }
        });
  }
}
