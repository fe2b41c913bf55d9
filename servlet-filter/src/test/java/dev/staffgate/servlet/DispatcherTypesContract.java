package dev.staffgate.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.containers.AppDeployment;
import dev.staffgate.containers.RunningContainer;
import dev.staffgate.containers.ServletContainer;
import dev.staffgate.servlet.launch.GuardedApp;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each dispatch is decided by where it goes to, and headers change neither path nor method. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DispatcherTypesContract {
  private final ServletContainer container;
  private AppDeployment stage;
  private RunningContainer running;

  DispatcherTypesContract(ServletContainer container) {
    this.container = container;
  }

  @BeforeAll
  void start() throws Exception {
    stage =
        new AppDeployment(
            "GuardedApp",
            true,
            AppDeployment.staffgate(GuardedApp.POLICY),
            Map.of(),
            List.of("", "/panel"));
    running = container.start(stage);
  }

  @AfterAll
  void stop() throws Exception {
    running.close();
    stage.staffgate.close();
  }

  private record Answer(int status, String text, Set<String> ran) {}

  private Answer get(String staff, String target) {
    return send(Optional.ofNullable(staff), "GET", target, List.of());
  }

  private Answer send(
      Optional<String> staff,
      String method,
      String target,
      List<Map.Entry<String, String>> headers) {
    stage.ran.clear();
    stage.staff = staff;
    RunningContainer.Answer answer = running.send(method, target, headers);
    return new Answer(answer.status(), answer.text(), Set.copyOf(stage.ran));
  }

  @ParameterizedTest
  @CsvSource({
    "/go/forward?to=/admin/x, 401",
    "/go/async?to=/admin/x, 401",
    "/go/error?code=418, 418",
    "/go/error?code=423, 423",
    "/go/throw, 500",
    "/go/include?to=/admin/x, 200",
    "/panel/go/forward?to=/admin/x, 401",
    "/panel/go/error?code=423, 423"
  })
  void dispatch_toAGuardedResource_nobodySignedIn_isRefused(String target, int status) {
    Answer answer = get(null, target);

    assertThat(answer.ran()).isEmpty();
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
  }

  @Test
  void errorPage_thatIsRefused_leavesTheErrorItsStatusAndABodyThatTellsNothing() {
    assertThat(get("all", "/go/error?code=410").text()).endsWith("CANARY admin");
    Answer refused = get("accounts.view", "/go/error?code=410");
    assertThat(refused.status()).isEqualTo(410);
    assertThat(refused.text()).endsWith("\r\n\r\nError 410\n").contains("text/plain");
    Answer posted = send(Optional.empty(), "POST", "/go/error?code=424", List.of());
    assertThat(posted.status()).isEqualTo(424);
    assertThat(posted.text()).endsWith("\r\n\r\nError 424\n");
  }

  @Test
  void errorPage_thatIsRefused_isLoggedOnceWithTheLineToAdd() {
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, UTF_8));
    try {
      assertThat(get(null, "/panel/go/throw").status()).isEqualTo(500);
      assertThat(get(null, "/panel/go/throw").status()).isEqualTo(500);
    } finally {
      System.setErr(before);
    }
    assertThat(log.toString(UTF_8))
        .containsOnlyOnce("- { path: \"/admin/error-detail\", access: public }")
        .contains("[not-signed-in]");
  }

  @Test
  void trace_whereNoRouteListsIt_isRefusedAndSendsNothingBack() {
    Map.Entry<String, String> cookie = Map.entry("Cookie", "id=secret");
    for (String path : List.of("/open/x", "/public/x", "/go/forward?to=/open/x")) {
      Answer answer = send(Optional.empty(), "TRACE", path, List.of(cookie));
      assertThat(answer.status()).as(path).isEqualTo(403);
      assertThat(answer.text()).doesNotContain("secret");
    }
    assertThat(send(Optional.empty(), "TRACE", "/traced", List.of(cookie)).status()).isEqualTo(200);
    assertThat(send(Optional.empty(), "POST", "/open/x", List.of(cookie)).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/go/forward?to=/admin/x",
        "/go/include?to=/admin/x",
        "/go/async?to=/admin/x",
        "/go/error?code=418",
        "/go/throw",
        "/panel/go/include?to=/admin/x"
      })
  void dispatch_toAGuardedResource_withThePermission_runs(String target) {
    assertThat(get("all", target).ran()).containsExactly("admin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/go/forward?to=/public/x", "/go/include?to=/public/x", "/go/async?to=/public/x"})
  void dispatch_toAPublicPage_whoever_isServed(String target) {
    Answer answer = get(null, target);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).endsWith("page");
  }

  @Test
  void request_afterAPartWasIncluded_stillTellsItsOwnDecision() {
    assertThat(get("all", "/go/around?to=/admin/x").text()).contains("CANARY admin by 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/go/began", "/go/began?to=given"})
  void request_thatAnAsynchronousContextGives_tellsTheDecision(String target) {
    assertThat(get(null, target).text()).endsWith("by 0");
  }

  @Test
  void include_thatIsRefused_isLeftOutOfAPageThatStays() {
    Answer answer = get(null, "/go/include?to=/admin/x");

    assertThat(answer.text()).doesNotContain("CANARY").doesNotContain("not-signed-in");
  }

  @Test
  void forward_toAPathOfTwoMeanings_isRefusedOrHasOneByThen() {
    Answer answer = get("all", "/go/forward?to=/public/%3B/../x");

    // Undertow resolves what it is to forward to, and forwards to the path that came of it.
    if (container == ServletContainer.UNDERTOW_2_3) {
      assertThat(answer.text()).endsWith("page");
      assertThat(get(null, "/go/forward?to=/public/%3B/../../admin/x").ran()).isEmpty();
    } else {
      assertThat(answer.status()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-HTTP-Method-Override", "X-HTTP-Method", "x-method-override"})
  void header_thatAsksForAnotherMethod_isRefusedBeforeAnyRoute(String header) {
    Answer answer =
        send(Optional.of("all"), "GET", "/api/accounts/1", List.of(Map.entry(header, "DELETE")));

    assertThat(answer.ran()).isEmpty();
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("\"code\":\"method-override\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"_method=DELETE", "a=b&_method", "%5Fmethod=DELETE", "a=%zz&_metho%64=GET"})
  void query_thatAsksForAnotherMethod_isRefusedBeforeAnyRoute(String query) {
    Answer answer = send(Optional.of("all"), "POST", "/api/accounts/1?" + query, List.of());

    assertThat(answer.ran()).isEmpty();
    assertThat(answer.status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=_method", "x_method=DELETE", "_methods=1", "q=100%25", "%"})
  void query_thatMerelyLooksLikeIt_isServed(String query) {
    Answer answer = get("all", "/public/x?" + query);

    // Undertow itself refuses a query that it cannot decode.
    if (container == ServletContainer.UNDERTOW_2_3 && query.equals("%")) {
      assertThat(answer.status()).isEqualTo(400);
    } else {
      assertThat(answer.text()).endsWith("page");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Prefix"})
  void header_thatClaimsAnotherPath_takesNoPart(String header) {
    Answer answer =
        send(Optional.empty(), "GET", "/admin/x", List.of(Map.entry(header, "/public/x")));

    assertThat(answer.ran()).isEmpty();
    assertThat(answer.status()).isEqualTo(401);
  }

  @Test
  void method_thatTheRouteDoesNotList_matchesNothing() {
    for (String method : List.of("TRACK", "get", "PROPFIND")) {
      Answer answer = send(Optional.of("all"), method, "/admin/x", List.of());
      assertThat(answer.ran()).as(method).isEmpty();
    }
  }
}
