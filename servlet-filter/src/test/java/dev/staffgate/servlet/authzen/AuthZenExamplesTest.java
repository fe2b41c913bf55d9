package dev.staffgate.servlet.authzen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The example policies of the project, asked as programs ask them. */
class AuthZenExamplesTest {
  private static final String MORTY =
      "CiRmZDE2MTRkMy1jMzlhLTQ3ODEtYjdiZC04Yjk2ZjVhNTEwMGQSBWxvY2Fs";
  private static final String BETH = "CiRmZDM2MTRkMy1jMzlhLTQ3ODEtYjdiZC04Yjk2ZjVhNTEwMGQSBWxvY2Fs";

  private static String ask(String example, String endpoint, String body) {
    AuthZenAnswer answer =
        ExampleHandlers.example(example).build().handle(FakeAuthZenCall.post(endpoint, body));
    assertThat(answer.status()).isEqualTo(200);
    return ExampleHandlers.body(answer);
  }

  private static String update(String subject, String owner) {
    return """
        {"subject": {"type": "user", "id": "%s", "properties": {"email": "beth@the-smiths.com"}},
         "action": {"name": "can_update_todo"},
         "resource": {"type": "todo", "id": "7", "properties": {"ownerID": "%s"}}}
        """
        .formatted(subject, owner);
  }

  @Test
  void todo_updateByItsOwner_isPermitted() {
    assertThat(ask("todo", "evaluation", update(MORTY, "morty@the-citadel.com")))
        .isEqualTo("{\"decision\":true}");
  }

  @Test
  void todo_updateByWhoeverClaimsTheOwnersAddress_isDenied() {
    assertThat(ask("todo", "evaluation", update(MORTY, "beth@the-smiths.com")))
        .startsWith("{\"decision\":false,\"context\":{\"reason\":\"condition-not-met\",");
    assertThat(ask("todo", "evaluation", update(BETH, "beth@the-smiths.com")))
        .startsWith("{\"decision\":false,\"context\":{\"reason\":\"not-granted\",");
  }

  @Test
  void gateway_methods_areActions() {
    String body =
        """
        {"subject": {"type": "identity", "id": "%s"},
         "evaluations": [
          {"action": {"name": "GET"}, "resource": {"type": "route", "id": "/todos"}},
          {"action": {"name": "POST"}, "resource": {"type": "route", "id": "/todos"}},
          {"action": {"name": "PATCH"}, "resource": {"type": "route", "id": "/todos"}},
          {"action": {"name": "GET"}, "resource": {"type": "route", "id": "/admin"}}]}
        """
            .formatted(BETH);

    assertThat(ask("gateway", "evaluations", body))
        .containsSubsequence(
            "{\"decision\":true}",
            "{\"decision\":false",
            "not-granted",
            "{\"decision\":false",
            "permission-unknown",
            "{\"decision\":false",
            "condition-not-met");
  }

  @Test
  void gateway_searchForActions_answersWithMethods() {
    assertThat(
            ask(
                "gateway",
                "search/action",
                """
                {"subject": {"type": "identity", "id": "%s"}, "resource": {"type": "route", "id": "/todos"}}
                """
                    .formatted(MORTY)))
        .isEqualTo("{\"results\":[{\"name\":\"GET\"},{\"name\":\"POST\"}]}");
  }

  @Test
  void search_whoMayViewARecordOfAccounting_areManagersItsOwnerAndItsDepartment() {
    assertThat(
            ask(
                "search",
                "search/subject",
                """
                {"subject": {"type": "user"}, "action": {"name": "view"}, "resource": {"type": "record", "id": "114"}}
                """))
        .isEqualTo(
            "{\"results\":[{\"type\":\"user\",\"id\":\"alice\"},{\"type\":\"user\",\"id\":\"bob\"},"
                + "{\"type\":\"user\",\"id\":\"dan\"},{\"type\":\"user\",\"id\":\"felix\"}]}");
  }

  @Test
  void search_whatFelixMayDelete_areHisOwn() {
    assertThat(
            ask(
                "search",
                "search/resource",
                """
                {"subject": {"type": "user", "id": "felix"}, "action": {"name": "delete"}, "resource": {"type": "record"}}
                """))
        .isEqualTo(
            "{\"results\":[{\"type\":\"record\",\"id\":\"106\"},{\"type\":\"record\",\"id\":\"112\"},"
                + "{\"type\":\"record\",\"id\":\"118\"}]}");
  }

  @Test
  void search_whatDanMayDoWithARecordOfSalesThatIsHis_isEverything() {
    assertThat(
            ask(
                "search",
                "search/action",
                """
                {"subject": {"type": "user", "id": "dan"}, "resource": {"type": "record", "id": "110"}}
                """))
        .isEqualTo("{\"results\":[{\"name\":\"view\"},{\"name\":\"edit\"},{\"name\":\"delete\"}]}");
  }

  @Test
  void conformance_propertiesOfTheRequest_countBeforeThoseKept() {
    String write =
        """
        {"subject": {"type": "user", "id": "alice"}, "action": {"name": "write"},
         "resource": {"type": "record", "id": "record-1"%s}}
        """;

    assertThat(ask("conformance", "evaluation", write.formatted("")))
        .isEqualTo("{\"decision\":true}");
    assertThat(
            ask(
                "conformance",
                "evaluation",
                write.formatted(", \"properties\": {\"status\": \"archived\"}")))
        .startsWith("{\"decision\":false");
  }

  @Test
  void conformance_whoMayWriteTheArchive_isFoundByWhatIsKeptOfSubjects() {
    assertThat(
            ask(
                "conformance",
                "search/subject",
                """
                {"subject": {"type": "user"}, "action": {"name": "write"}, "resource": {"type": "record", "id": "record-2"}}
                """))
        .isEqualTo("{\"results\":[{\"type\":\"user\",\"id\":\"bob\"}]}");
  }
}
