package dev.staffgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.Staffgate;
import dev.staffgate.containers.AppDeployment;
import dev.staffgate.containers.RunningContainer;
import dev.staffgate.containers.ServletContainer;
import dev.staffgate.decision.AccessRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The answers to refused requests, and the questions that code behind the filter can ask. */
class RefusalResponsesTest {
  private static final String POLICY =
      """
      staffgate: 1
      departments: [sales, billing, abuse]
      roles:
        clerk:
          grants:
            - client.view
            - { permission: ticket.view, only: { department: assigned } }
            - { permission: ticket.reply, except: { department: [abuse] } }
            - { permission: payment.refund, second-factor: 15m }
            - { permission: invoice.delete, approval: { by: client.view, within: 24h } }
      staff:
        ann: { roles: [clerk], assigned: { department: [sales, billing] } }
        bob: { roles: [clerk] }
      routes:
        - { path: /clients/**, permission: client.view }
        - { path: /refund, permission: payment.refund }
        - { path: "/invoices/{invoice}", permission: invoice.delete, resource: { invoice: "{invoice}" } }
        - { path: /ask/**, access: public }
        - { path: /outer, access: public }
        - { path: /sign-in, access: signed-in }
        - { path: /over, methods: [POST, DELETE], permission: client.view }
        - { path: /under, methods: [POST], permission: client.view }
        - { path: /under, methods: [DELETE], permission: client.delete }
      """;
  private static final Map.Entry<String, String> BROWSER =
      Map.entry("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");

  private final Staffgate staffgate = AppDeployment.staffgate(POLICY);
  private final AppDeployment stage =
      new AppDeployment(
          "CallerApp", false, staffgate, Map.of("pages", "", "override", ""), List.of("/p"));
  private RunningContainer running;

  @BeforeEach
  void start() throws Exception {
    running = ServletContainer.TOMCAT_11.start(stage);
    stage.staff = Optional.of("ann");
  }

  @AfterEach
  void stop() throws Exception {
    running.close();
    staffgate.close();
  }

  private RunningContainer.Answer get(String path) {
    return running.send("GET", "/p" + path, List.of());
  }

  private RunningContainer.Answer get(String path, Map.Entry<String, String> header) {
    return running.send("GET", "/p" + path, List.of(header));
  }

  @Test
  void nobody_asABrowser_isSentToSignInAndBack() {
    stage.staff = Optional.empty();

    RunningContainer.Answer answer = get("/clients/1?tab=2&x=%2F%2Fevil", BROWSER);

    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("Location"))
        .isEqualTo("/p/sign-in?return=%2Fp%2Fclients%2F1%3Ftab%3D2%26x%3D%252F%252Fevil");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void nobody_asABrowserThatSendsAForm_isSentToSignInWithoutAWayBack() {
    stage.staff = Optional.empty();

    RunningContainer.Answer answer = running.send("POST", "/p/clients/1", List.of(BROWSER));

    assertThat(answer.header("Location")).isEqualTo("/p/sign-in");
  }

  @Test
  void nobody_behindAForward_isSentBackToWhatTheBrowserAskedFor() {
    stage.staff = Optional.empty();

    assertThat(get("/outer?to=/clients/1", BROWSER).header("Location"))
        .isEqualTo("/p/sign-in?return=%2Fp%2Fouter%3Fto%3D%2Fclients%2F1");
  }

  @Test
  void signInPage_thatGuardsItself_isNotSentToItself() {
    stage.staff = Optional.empty();

    assertThat(get("/sign-in", BROWSER).status()).isEqualTo(401);
  }

  @Test
  void nobody_asAProgram_isToldHowToSignIn() {
    stage.staff = Optional.empty();

    RunningContainer.Answer answer = get("/clients/1");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"staff\"");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.text())
        .contains("\"type\":\"tag:staffgate.dev,2026:not-signed-in\"")
        .contains("\"status\":401")
        .contains("\"continue_at\":\"/p/sign-in?return=%2Fp%2Fclients%2F1\"");
  }

  @Test
  void secondFactor_asAProgram_isAChallengeInTheFormOfRfc9470() {
    RunningContainer.Answer answer = get("/refund");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate"))
        .matches(
            "Bearer realm=\"staff\", error=\"insufficient_user_authentication\","
                + " error_description=\"[^\"]+\", max_age=\"900\"");
    assertThat(answer.text())
        .contains("\"max_age\":900")
        .contains("\"continue_at\":\"/p/step-up?return=%2Fp%2Frefund\"");
  }

  @Test
  void secondFactor_asABrowser_isSentToThePageForIt() {
    RunningContainer.Answer answer = get("/refund", BROWSER);

    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("Location")).isEqualTo("/p/step-up?return=%2Fp%2Frefund");
  }

  @Test
  void approval_needed_isA403WithAHandleThatHoldsTheQuestion() {
    RunningContainer.Answer answer = get("/invoices/7");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    Matcher handle =
        Pattern.compile("\"approval_handle\":\"([^\"]+)\",\"continue_at\":\"([^\"]+)\"")
            .matcher(answer.text());
    assertThat(handle.find()).as(answer.text()).isTrue();
    assertThat(handle.group(2)).isEqualTo("/p/approvals/new?handle=" + handle.group(1));
    AccessRequest question = ApprovalHandle.read(handle.group(1), "ann");
    assertThat(question.permissionId()).isEqualTo("invoice.delete");
    assertThat(question.resources()).isEqualTo(Map.of("invoice", "7"));
    assertThat(get("/invoices/7", BROWSER).text())
        .contains("<h1>Approval is needed</h1>")
        .contains("href=\"/p/approvals/new?handle=" + handle.group(1) + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "/ask/may/client.view, true",
    "/ask/may/client.delete, false",
    "/ask/may/payment.refund, false",
    "/ask/check/client.delete, not-granted",
    "/ask/check/payment.refund, second-factor-needed",
    "/ask/require/client.view, went on",
    "/ask/scope/ticket.view, 'd IN (?, ?) [billing, sales]'",
    "/ask/scope/ticket.reply, 'd IN (?, ?) [billing, sales]'",
    "/ask/scope/client.view, 1 = 1 []",
    "/ask/scope/client.delete, 1 = 0 []"
  })
  void codeBehind_asksAboutWhoIsThere(String path, String answer) {
    assertThat(get(path).text()).endsWith("ANSWER " + answer);
  }

  @ParameterizedTest
  @CsvSource({
    "/ask/may/client.view, false",
    "/ask/check/client.view, not-signed-in",
    "/ask/scope/client.view, 1 = 0 []"
  })
  void codeBehind_nobodyThere_mayNothing(String path, String answer) {
    stage.staff = Optional.empty();

    assertThat(get(path).text()).endsWith("ANSWER " + answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ask/require/", "/ask/wrapped/", "/outer?to=/ask/require/"})
  void codeBehind_thatRequiresWhatIsDenied_isRefusedAsByTheFilter(String path) {
    RunningContainer.Answer denied = get(path + "client.delete");
    assertThat(denied.status()).isEqualTo(403);
    assertThat(denied.text()).contains("\"code\":\"not-granted\"").doesNotContain("went on");
    assertThat(denied.header("Cache-Control")).isEqualTo("no-store");
    assertThat(get(path + "payment.refund", BROWSER).status()).isEqualTo(303);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ask/require/", "/ask/wrapped/", "/outer?to=/ask/require/"})
  void codeBehind_thatRequiresWhatNeedsApproval_hasAHandleToAskForItWith(String path) {
    RunningContainer.Answer answer = get(path + "invoice.delete");

    assertThat(answer.status()).isEqualTo(403);
    Matcher handle = Pattern.compile("\"approval_handle\":\"([^\"]+)\"").matcher(answer.text());
    assertThat(handle.find()).as(answer.text()).isTrue();
    assertThat(ApprovalHandle.read(handle.group(1), "ann").permissionId())
        .isEqualTo("invoice.delete");
  }

  @Test
  void codeBehind_thatRequiresInSomebodyElsesName_givesNoHandle() {
    RunningContainer.Answer answer = get("/ask/other/invoice.delete");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text())
        .contains("\"code\":\"approval-needed\"")
        .doesNotContain("approval_handle");
  }

  @Test
  void methodOverride_switchedOn_needsAPermitForBothMethods() {
    Map.Entry<String, String> delete = Map.entry("X-HTTP-Method-Override", "DELETE");

    assertThat(running.send("POST", "/p/over", List.of(delete)).text()).contains("CANARY");
    assertThat(running.send("POST", "/p/under", List.of(delete)).status()).isEqualTo(403);
    assertThat(running.send("POST", "/p/under", List.of()).text()).contains("CANARY");
    assertThat(running.send("POST", "/p/over?_method=DELETE", List.of()).text()).contains("CANARY");
    assertThat(running.send("POST", "/p/under?_method=DELETE", List.of()).status()).isEqualTo(403);
    assertThat(running.send("POST", "/p/under?x=1&%5fmetho%64=DELETE", List.of()).status())
        .isEqualTo(403);
  }

  @Test
  void methodOverride_switchedOnAndUnclear_isRefused() {
    for (List<Map.Entry<String, String>> headers :
        List.of(
            List.of(Map.entry("X-HTTP-Method-Override", "delete")),
            List.of(Map.entry("X-HTTP-Method-Override", "")),
            List.of(Map.entry("X-HTTP-Method-Override", "DELETE, PUT")),
            List.of(
                Map.entry("X-HTTP-Method-Override", "DELETE"),
                Map.entry("X-Method-Override", "PUT")))) {
      assertThat(running.send("POST", "/p/over", headers).status()).isEqualTo(400);
    }
    for (String query : List.of("_method", "_method=", "_method=delete", "_method=A&_method=B")) {
      assertThat(running.send("POST", "/p/over?" + query, List.of()).status()).isEqualTo(400);
    }
    assertThat(
            running
                .send("POST", "/p/over?_method=PUT", List.of(Map.entry("X-HTTP-Method", "DELETE")))
                .status())
        .isEqualTo(400);
    assertThat(
            running.send("DELETE", "/p/over", List.of(Map.entry("X-HTTP-Method", "POST"))).status())
        .isEqualTo(400);
    assertThat(stage.ran).isEqualTo(Set.of());
  }
}
