package dev.staffgate.servlet.authzen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.model.Secret;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers, transport and form of a call, and its answer as HTTP. */
class AuthZenHandlerTest {
  private static final String POLICY =
      """
      staffgate: 1
      catalog: none
      permissions:
        doc.read: { title: Read, category: docs }
        doc.write: { title: Write, category: docs }
      roles: { reader: { grants: [doc.read] } }
      staff: { ann: { roles: [reader] } }
      """;
  private static final String READ = ExampleHandlers.evaluation("ann", "read", "doc", "1");
  private static final String WRITE = ExampleHandlers.evaluation("ann", "write", "doc", "1");

  private final AuthZenHandler handler = ExampleHandlers.handler(POLICY);

  private static String body(AuthZenAnswer answer) {
    return ExampleHandlers.body(answer);
  }

  @Test
  void evaluation_ofWhatIsGranted_isTrueAndNothingElse() {
    AuthZenAnswer answer = handler.handle(FakeAuthZenCall.post("evaluation", READ));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(body(answer)).isEqualTo("{\"decision\":true}");
    assertThat(answer.headers())
        .containsEntry("Content-Type", "application/json")
        .containsEntry("Cache-Control", "no-store");
  }

  @Test
  void evaluation_ofWhatIsNotGranted_saysWhyInTheWordsForThePerson() {
    assertThat(body(handler.handle(FakeAuthZenCall.post("evaluation", WRITE))))
        .matches(
            "\\{\"decision\":false,\"context\":\\{\"reason\":\"not-granted\",\"message\":\"[^\"]+\"}}")
        .doesNotContain("reader");
  }

  @Test
  void evaluation_ofAPermissionThatNobodyKnows_isADenial() {
    assertThat(
            body(
                handler.handle(
                    FakeAuthZenCall.post(
                        "evaluation", ExampleHandlers.evaluation("ann", "fly", "doc", "1")))))
        .startsWith("{\"decision\":false,\"context\":{\"reason\":\"permission-unknown\"");
  }

  @Test
  void evaluation_ofASubjectThatIsNoStaff_isADenial() {
    assertThat(
            body(
                handler.handle(
                    FakeAuthZenCall.post("evaluation", READ.replace("\"user\"", "\"robot\"")))))
        .startsWith("{\"decision\":false,\"context\":{\"reason\":\"account-unknown\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearer a-key-of-the-tests-0123456788",
        "Bearer a-key-of-the-tests-01234567890",
        "Basic a-key-of-the-tests-0123456789",
        "a-key-of-the-tests-0123456789",
      })
  void call_withoutTheKey_isRefusedWithAChallenge(String authorization) {
    AuthZenAnswer answer =
        handler.handle(
            FakeAuthZenCall.post("evaluation", READ).with("Authorization", authorization));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.headers()).containsEntry("WWW-Authenticate", "Bearer realm=\"authzen\"");
  }

  @Test
  void call_withTwoKeys_isRefused() {
    String right = "Bearer " + ExampleHandlers.KEY;

    assertThat(
            handler
                .handle(
                    FakeAuthZenCall.post("evaluation", READ).with("Authorization", right, right))
                .status())
        .isEqualTo(401);
    assertThat(
            handler.handle(FakeAuthZenCall.post("evaluation", READ).with("Authorization")).status())
        .isEqualTo(401);
  }

  @Test
  void call_ofAPrincipal_isTakenIfItMayAsk() {
    AuthZenHandler known =
        ExampleHandlers.builder(POLICY).caller(AuthZenCaller.ofPrincipal("CN=gateway")).build();
    FakeAuthZenCall call = FakeAuthZenCall.post("evaluation", READ).with("Authorization");

    assertThat(known.handle(call.as("CN=gateway")).status()).isEqualTo(200);
    assertThat(known.handle(call.as("CN=other")).status()).isEqualTo(401);
    assertThat(known.handle(call).status()).isEqualTo(401);
    assertThat(handler.handle(call.as("tests")).status()).isEqualTo(401);
  }

  @Test
  void handler_thatNobodyMayAsk_isNotMade() {
    assertThatThrownBy(() -> ExampleHandlers.builder(POLICY).build())
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "with a blank in it, 1234567890", "ünicode-0123456789012345"})
  void key_thatIsWeakOrNoToken_isNotTakenAndNotShown(String key) {
    Secret secret = Secret.of(key);

    assertThatThrownBy(() -> AuthZenCaller.withKey("x", secret))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(key);
  }

  @Test
  void caller_asText_doesNotShowItsKey() {
    assertThat(ExampleHandlers.caller().mayState(StatedFact.ADDRESS))
        .hasToString("AuthZenCaller[tests, may state [ADDRESS]]");
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.9, 403",
    "127.0.0.1, 200",
    "127.8.9.10, 200",
    "::1, 200",
    "'', 403",
    "10.0.0.1, 403"
  })
  void call_overPlainHttp_isTakenFromTheMachineItselfAlone(String peer, int status) {
    assertThat(handler.handle(FakeAuthZenCall.post("evaluation", READ).plainFrom(peer)).status())
        .isEqualTo(status);
  }

  @Test
  void call_overPlainHttpFromElsewhere_isTakenWhereThatIsSaid() {
    AuthZenHandler open =
        ExampleHandlers.builder(POLICY)
            .caller(ExampleHandlers.caller())
            .plainHttpFromAnywhere()
            .build();

    assertThat(
            open.handle(FakeAuthZenCall.post("evaluation", READ).plainFrom("203.0.113.9")).status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "post", "PROPFIND"})
  void call_withAnotherMethod_isRefused(String method) {
    AuthZenAnswer answer = handler.handle(FakeAuthZenCall.post("evaluation", READ).method(method));

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.headers()).containsEntry("Allow", "POST");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/access/v1",
        "/access/v1/",
        "/access/v1/evaluation/",
        "/access/v1/Evaluation",
        "/access/v1/search",
        "/x/access/v1/evaluation",
        "/.well-known/authzen-configuration",
        ""
      })
  void call_toAnotherPath_isNotFound(String path) {
    assertThat(handler.handle(FakeAuthZenCall.post("evaluation", READ).at(path)).status())
        .isEqualTo(404);
  }

  @Test
  void requestId_ofAnyCall_isInTheAnswer() {
    FakeAuthZenCall call =
        FakeAuthZenCall.post("evaluation", READ).with("X-Request-ID", "bfe9 eb29/ab87");

    assertThat(handler.handle(call).headers()).containsEntry("X-Request-ID", "bfe9 eb29/ab87");
    assertThat(handler.handle(call.with("Authorization")).headers())
        .containsEntry("X-Request-ID", "bfe9 eb29/ab87");
    assertThat(handler.handle(call.at("/")).headers())
        .containsEntry("X-Request-ID", "bfe9 eb29/ab87");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nSet-Cookie: x=1", "a\nb", "\u0000", "ä", "\u001b[31m"})
  void requestId_thatCouldForgeAHeader_isRefusedAndNotRepeated(String id) {
    AuthZenAnswer answer =
        handler.handle(FakeAuthZenCall.post("evaluation", READ).with("X-Request-ID", id));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.headers()).doesNotContainKey("X-Request-ID");
    assertThat(body(answer)).doesNotContain(id);
  }

  @Test
  void requestId_thatIsTooLongOrThereTwice_isRefused() {
    FakeAuthZenCall call = FakeAuthZenCall.post("evaluation", READ);

    assertThat(handler.handle(call.with("X-Request-ID", "x".repeat(256))).status()).isEqualTo(200);
    assertThat(handler.handle(call.with("X-Request-ID", "x".repeat(257))).status()).isEqualTo(400);
    assertThat(handler.handle(call.with("X-Request-ID", "a", "b")).status()).isEqualTo(400);
  }

  @Test
  void metadata_underABaseUrl_nameEachEndpoint() throws Exception {
    AuthZenHandler published =
        ExampleHandlers.builder(POLICY)
            .caller(ExampleHandlers.caller())
            .baseUrl(URI.create("https://pdp.example.com/eu"))
            .build();
    FakeAuthZenCall call =
        FakeAuthZenCall.post("", "")
            .method("GET")
            .at("/.well-known/authzen-configuration/eu")
            .with("Authorization");
    AuthZenAnswer answer = published.handle(call);

    assertThat(answer.status()).isEqualTo(200);
    JsonNode.Members document = JsonBodyParser.read(answer.body());
    assertThat(document.all())
        .hasSize(6)
        .containsEntry("policy_decision_point", new JsonNode.Text("https://pdp.example.com/eu"))
        .containsEntry(
            "search_action_endpoint",
            new JsonNode.Text("https://pdp.example.com/eu/access/v1/search/action"));
    assertThat(published.handle(call.method("HEAD")).status()).isEqualTo(200);
    assertThat(published.handle(call.method("POST")).headers()).containsEntry("Allow", "GET, HEAD");
    assertThat(published.handle(call.plainFrom("203.0.113.9")).status()).isEqualTo(403);
    assertThat(
            published.handle(
                FakeAuthZenCall.post("evaluation", READ).at("/eu/access/v1/evaluation")))
        .extracting(AuthZenAnswer::status)
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://pdp.example.com",
        "http://localhost:8181",
        "http://127.0.0.2:8181",
        "https://pdp.example.com/",
        "https://pdp.example.com?x",
        "https://pdp.example.com#x",
        "https://me@pdp.example.com",
        "https:pdp",
        "http://x:y",
        "http:pdp",
        "/eu"
      })
  void baseUrl_thatIsNoIdentifier_isRefused(String url) {
    assertThatThrownBy(() -> ExampleHandlers.builder(POLICY).baseUrl(URI.create(url)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void action_withAnotherName_isThePermission() {
    AuthZenHandler named =
        ExampleHandlers.builder(POLICY)
            .caller(ExampleHandlers.caller())
            .action("LOOK", "doc.read")
            .build();

    assertThat(
            body(
                named.handle(
                    FakeAuthZenCall.post(
                        "evaluation", ExampleHandlers.evaluation("ann", "LOOK", "x", "1")))))
        .isEqualTo("{\"decision\":true}");
    assertThatThrownBy(() -> ExampleHandlers.builder(POLICY).action("doc.write", "doc.read"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ExampleHandlers.builder(POLICY).action("look", "Doc.Read"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> ExampleHandlers.builder(POLICY).action("a", "doc.read").action("b", "doc.read"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void action_withADot_isThePermissionOfThatIdOnAnyResource() {
    assertThat(
            body(
                handler.handle(
                    FakeAuthZenCall.post(
                        "evaluation",
                        ExampleHandlers.evaluation("ann", "doc.read", "other", "1")))))
        .isEqualTo("{\"decision\":true}");
  }
}
