package dev.staffgate.servlet.authzen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.audit.AuditEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Facts that a request may state, and those it is believed: decision 0018. */
class AuthZenStatedFactsTest {
  private static final String POLICY =
      """
      staffgate: 1
      catalog: none
      permissions:
        doc.read: { title: Read, category: docs }
        doc.print: { title: Print, category: docs }
        doc.sign: { title: Sign, category: docs }
        doc.pay: { title: Pay, category: docs }
        doc.burn: { title: Burn, category: docs }
        doc.stamp: { title: Stamp, category: docs }
        doc.bless: { title: Bless, category: docs }
        doc.spend: { title: Spend, category: docs }
      networks: { office: [203.0.113.0/24] }
      schedules: { mornings: { zone: Europe/Berlin, windows: ["mon-sun 06:00-09:00"] } }
      departments: [sales, abuse]
      roles:
        clerk:
          grants:
            - { permission: doc.read, networks: [office] }
            - { permission: doc.print, schedule: mornings }
            - { permission: doc.sign, second-factor: 15m }
            - { permission: doc.pay, approval: { by: doc.burn, count: 2, within: 2h } }
            - { permission: doc.stamp, only: { department: assigned } }
            - { permission: doc.bless, where: { subject.level: high, action.mode: soft, resource.state: [open, "7"] } }
            - { permission: doc.spend, up-to: { amount: 10 } }
        boss: { grants: [doc.burn] }
        quiet: { denies: [doc.spend] }
      staff:
        ann: { roles: [clerk], assigned: { department: [sales] } }
        bob: { roles: [clerk, quiet, boss] }
        cleo: { roles: [boss], disabled: true }
        dora: { roles: [clerk, boss], networks: [office] }
      """;

  private final List<AuditEvent> audit = new ArrayList<>();

  private AuthZenAnswer ask(String subject, String action, String context, StatedFact... believed) {
    return AuthZenHandler.of(ExampleHandlers.staffgate(ExampleHandlers.policy(POLICY), audit))
        .caller(ExampleHandlers.caller().mayState(believed))
        .build()
        .handle(
            FakeAuthZenCall.post(
                "evaluation",
                """
                {"subject": {"type": "user", "id": "%s"}, "action": {"name": "%s"},
                 "resource": {"type": "doc", "id": "1"}, "context": %s}
                """
                    .formatted(subject, action, context)));
  }

  private static boolean permitted(AuthZenAnswer answer) {
    assertThat(answer.status()).isEqualTo(200);
    return ExampleHandlers.body(answer).startsWith("{\"decision\":true");
  }

  @ParameterizedTest
  @CsvSource({
    "read, '{\"ip\":\"203.0.113.5\"}', ADDRESS",
    "print, '{\"time\":\"2026-11-24T07:00+01:00\"}', INSTANT",
    "sign, '{\"second_factor_at\":\"2026-11-24T10:55:00+01:00\"}', SECOND_FACTOR",
  })
  void fact_inTheContext_countsFromWhoeverMayStateItAlone(
      String action, String context, StatedFact fact) {
    assertThat(permitted(ask("ann", action, context, fact))).isTrue();
    assertThat(permitted(ask("ann", action, "{}", fact))).isFalse();
    assertThat(permitted(ask("ann", action, context))).isFalse();
    for (StatedFact other : StatedFact.values()) {
      assertThat(permitted(ask("ann", action, context, other))).isEqualTo(other == fact);
    }
  }

  @Test
  void address_thatNobodyMayState_doesNotOpenAnAccountThatHasNetworks() {
    String office = "{\"ip\":\"203.0.113.5\"}";

    assertThat(permitted(ask("dora", "burn", office))).isFalse();
    assertThat(permitted(ask("dora", "burn", office, StatedFact.ADDRESS))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "ADDRESS, ip, '\"203.0.113.5\"'",
    "SECOND_FACTOR, second_factor_at, '\"2026-11-24T10:55:00+01:00\"'",
    "ACTING_AS, acting_as, '[\"clerk\"]'",
    "INSTANT, time, '\"2026-11-24T07:00+01:00\"'",
  })
  void fact_thatTheCallerMayNotState_isNamedInTheDenial(
      StatedFact fact, String member, String value) {
    String context = "{\"%s\":%s}".formatted(member, value);

    assertThat(ExampleHandlers.body(ask("ann", "burn", context)))
        .endsWith(",\"ignored\":[\"%s\"]}}".formatted(member));
    assertThat(ExampleHandlers.body(ask("ann", "burn", context, fact))).doesNotContain("ignored");
    assertThat(ExampleHandlers.body(ask("ann", "burn", "{\"%s\":null}".formatted(member))))
        .doesNotContain("ignored");
  }

  @Test
  void fact_thatTheCallerMayNotState_isNamedByBatchesAndSearchesToo() {
    AuthZenHandler handler = ExampleHandlers.handler(POLICY);
    String call =
        """
        {"subject": {"type": "user", "id": "ann"}, "action": {"name": "read"},
         "resource": {"type": "doc", "id": "1"}, "context": {"ip": "203.0.113.5"}%s}
        """;

    for (String endpoint : List.of("search/subject", "search/resource", "search/action")) {
      assertThat(
              ExampleHandlers.body(
                  handler.handle(FakeAuthZenCall.post(endpoint, call.formatted("")))))
          .as(endpoint)
          .contains("\"ignored\":[\"ip\"]");
    }
    assertThat(
            ExampleHandlers.body(
                handler.handle(
                    FakeAuthZenCall.post(
                        "evaluations",
                        call.formatted(", \"evaluations\": [{}, {\"context\": {}}]")))))
        .containsOnlyOnce("\"ignored\":[\"ip\"]");
  }

  @Test
  void fact_thatTheCallerMayNotState_isLoggedOnceWithTheMend() {
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, UTF_8));
    try {
      AuthZenHandler handler = ExampleHandlers.handler(POLICY);
      String call =
          ExampleHandlers.evaluation("ann", "read", "doc", "1")
              .replaceFirst("}$", ",\"context\":{\"ip\":\"FORGED\"}}");
      AuthZenAnswer unusedFirst = ask(handler, call);
      AuthZenAnswer unusedSecond = ask(handler, call);
    } finally {
      System.setErr(before);
    }
    assertThat(log.toString(UTF_8))
        .containsOnlyOnce("`context.ip` of the caller `tests` does not count")
        .contains("mayState(ADDRESS)")
        .doesNotContain("FORGED");
  }

  @Test
  void actingRoles_ofWhoeverMayStateThem_shedGrantsAndNoDenies() {
    assertThat(permitted(ask("bob", "burn", "{}"))).isTrue();
    assertThat(permitted(ask("bob", "burn", "{\"acting_as\":[\"clerk\"]}", StatedFact.ACTING_AS)))
        .isFalse();
    assertThat(
            permitted(
                ask(
                    "bob",
                    "spend",
                    "{\"acting_as\":[\"clerk\"],\"amount\":1}",
                    StatedFact.ACTING_AS)))
        .isFalse();
    assertThat(permitted(ask("ann", "burn", "{\"acting_as\":[\"boss\"]}", StatedFact.ACTING_AS)))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"ip\":\"203.0.113.05\"}",
        "{\"ip\":7}",
        "{\"ip\":[\"203.0.113.5\"]}",
        "{\"time\":\"2026-11-24T07:00\"}",
        "{\"time\":\"+999999999-12-31T23:59:59Z\"}",
        "{\"time\":1}",
        "{\"second_factor_at\":\"now\"}",
        "{\"acting_as\":\"clerk\"}",
        "{\"acting_as\":[]}",
        "{\"acting_as\":[7]}",
      })
  void fact_thatCannotBeRead_isRefusedFromWhoeverMayStateIt(String context) {
    assertThat(ask("bob", "burn", context, StatedFact.values()).status()).isEqualTo(400);
    assertThat(permitted(ask("bob", "burn", context))).isTrue();
  }

  @Test
  void denial_thatASecondFactorWouldTurn_carriesItsAge() {
    assertThat(ExampleHandlers.body(ask("ann", "sign", "{}")))
        .contains("\"reason\":\"second-factor-needed\"")
        .endsWith(",\"remedy\":\"second-factor\",\"max_age\":900}}");
  }

  @Test
  void denial_thatApprovalWouldTurn_carriesWhoApproves() {
    assertThat(ExampleHandlers.body(ask("ann", "pay", "{}")))
        .endsWith(
            ",\"remedy\":\"approval\",\"approvals\":[{\"all\":[{\"by\":\"doc.burn\",\"count\":2}],\"within\":7200}]}}");
  }

  @Test
  void denial_thatAnotherNetworkWouldTurn_saysSo() {
    assertThat(ExampleHandlers.body(ask("ann", "read", "{\"ip\":\"8.8.8.8\"}", StatedFact.ADDRESS)))
        .endsWith(",\"remedy\":\"another-network\"}}");
  }

  @Test
  void approvalsAndEmergencies_inAContext_areNothing() {
    String claims =
        "{\"approvals\":[{\"by\":\"bob\",\"at\":\"2026-11-24T10:00Z\"}],\"approved\":true,\"emergencies\":[\"x\"]}";

    assertThat(permitted(ask("ann", "pay", claims, StatedFact.values()))).isFalse();
  }

  private static AuthZenAnswer ask(AuthZenHandler handler, String body) {
    return handler.handle(FakeAuthZenCall.post("evaluation", body));
  }

  @Test
  void properties_ofSubjectActionAndResource_feedTheConditionsThatNameThem() {
    AuthZenHandler handler = ExampleHandlers.handler(POLICY);
    String body =
        """
        {"subject": {"type": "user", "id": "ann", "properties": {"level": "high"}},
         "action": {"name": "bless", "properties": {"mode": "soft"}},
         "resource": {"type": "doc", "id": "1", "properties": {"state": 7}}}
        """;

    assertThat(permitted(ask(handler, body))).isTrue();
    assertThat(permitted(ask(handler, body.replace("high", "low")))).isFalse();
    assertThat(permitted(ask(handler, body.replace("7", "8")))).isFalse();
    assertThat(permitted(ask(handler, body.replace("\"soft\"", "[\"soft\"]")))).isFalse();
    assertThat(permitted(ask(handler, body.replace("\"soft\"", "null")))).isFalse();
  }

  @Test
  void claims_ofARoleOrAnAccount_makeNone() {
    AuthZenHandler handler = ExampleHandlers.handler(POLICY);
    String body =
        """
        {"subject": {"type": "user", "id": "%s", "properties":
          {"role": "boss", "roles": ["boss"], "id": "bob", "disabled": false, "assigned": "sales", "networks": "any"}},
         "action": {"name": "burn"}, "resource": {"type": "doc", "id": "1"},
         "context": {"role": "boss", "staff": "bob", "acting_as": ["boss"], "resource.owner": "ann"}}
        """;

    assertThat(permitted(ask(handler, body.formatted("bob")))).isTrue();
    assertThat(permitted(ask(handler, body.formatted("ann")))).isFalse();
    assertThat(permitted(ask(handler, body.formatted("cleo")))).isFalse();
    assertThat(permitted(ask(handler, body.formatted("dora")))).isFalse();
    assertThat(permitted(ask(handler, body.formatted("nobody")))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"subject.level", "action.mode", "resource.state"})
  void name_inTheContextThatBelongsElsewhere_isNothing(String name) {
    String body =
        """
        {"subject": {"type": "user", "id": "ann", "properties": {"level": "high"}},
         "action": {"name": "bless", "properties": {"mode": "soft"}},
         "resource": {"type": "doc", "id": "1", "properties": {"state": "open"}},
         "context": {"subject.level": "high", "action.mode": "soft", "resource.state": "open"}}
        """;
    String without = name.substring(name.indexOf('.') + 1);

    assertThat(
            permitted(
                ask(
                    ExampleHandlers.handler(POLICY),
                    body.replace("\"" + without + "\"", "\"other\""))))
        .isFalse();
  }

  @Test
  void name_belowStaff_isRefused() {
    assertThat(ask("ann", "read", "{\"staff.email\":\"x\"}").status()).isEqualTo(400);
  }

  @Test
  void property_ofAResource_isTheResourceOfThatType() {
    AuthZenHandler handler = ExampleHandlers.handler(POLICY);
    String body =
        """
        {"subject": {"type": "user", "id": "ann"}, "action": {"name": "stamp"},
         "resource": {"type": "doc", "id": "1", "properties": {"department": "sales"}}}
        """;

    assertThat(permitted(ask(handler, body))).isTrue();
    assertThat(permitted(ask(handler, body.replace("sales", "abuse")))).isFalse();
    assertThat(permitted(ask(handler, body.replace("department", "dept")))).isFalse();
  }

  @Test
  void property_thatIsKept_fillsInWhatTheRequestLeavesOut() {
    AuthZenHandler handler =
        ExampleHandlers.builder(POLICY)
            .caller(ExampleHandlers.caller())
            .resourceAttributes(
                (type, id) -> id.equals("1") ? Map.of("department", "sales") : Map.of())
            .build();
    String kept = ExampleHandlers.evaluation("ann", "stamp", "doc", "1");

    assertThat(permitted(ask(handler, kept))).isTrue();
    assertThat(permitted(ask(handler, kept.replace("\"1\"", "\"2\"")))).isFalse();
    assertThat(
            permitted(
                ask(
                    handler,
                    kept.replace("\"1\"", "\"1\",\"properties\":{\"department\":\"abuse\"}"))))
        .isFalse();
  }

  @Test
  void number_inTheContext_countsAsItIsWritten() {
    assertThat(permitted(ask("ann", "spend", "{\"amount\":9.99}"))).isTrue();
    assertThat(permitted(ask("ann", "spend", "{\"amount\":\"9.99\"}"))).isTrue();
    assertThat(permitted(ask("ann", "spend", "{\"amount\":1e1}"))).isFalse();
    assertThat(permitted(ask("ann", "spend", "{\"amount\":-1e400}"))).isFalse();
  }

  @Test
  void evaluation_thatIsDenied_isRecorded() {
    AuthZenAnswer unusedDenied = ask("ann", "burn", "{}");
    AuthZenAnswer unusedUnknown = ask("ann", "fly", "{}");

    assertThat(audit).extracting(AuditEvent::type).containsOnly(AuditEvent.Type.ACCESS_REFUSED);
    assertThat(audit)
        .extracting(event -> event.details().get("reason"))
        .containsExactly("not-granted", "permission-unknown");
  }
}
