package dev.staffgate.servlet.authzen;

import com.google.common.collect.ImmutableList;
import dev.staffgate.Staffgate;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.UnknownPermissionException;
import dev.staffgate.policy.Questions;
import java.util.List;
import java.util.Map;

/**
 * Answers who may, and what somebody may do. Questions, not decisions: nothing is recorded. Each is
 * asked of {@link Questions}, which looks only at those for whom it can matter.
 */
record AuthZenSearch(
    Staffgate staffgate,
    RequestTranslator translation,
    ResourceSearch resources,
    UnbelievedFacts unbelieved) {
  private static final AuthZenEntity ANY_ACTION = new AuthZenEntity("", "", Map.of());

  /** Answers who may do this, to this. */
  byte[] subjects(AuthZenCaller caller, JsonNode.Members body) throws CallRefusedException {
    SearchPageRequest page = SearchPageRequest.of("subject", body);
    AuthZenEntity subject = AuthZenEntity.anySubject(body);
    AuthZenEntity resource = AuthZenEntity.resource(body);
    AccessRequest request =
        translation.request(
            caller, subject, AuthZenEntity.action(body), resource, AuthZenEntity.context(body));
    List<String> who = translation.knows(subject) ? who(subject, resource, request) : List.of();
    return SearchResultPage.in(who, page).answer(page, subject.type(), ignored(caller, body));
  }

  private List<String> ignored(AuthZenCaller caller, JsonNode.Members body)
      throws CallRefusedException {
    return unbelieved.in(caller, AuthZenEntity.context(body));
  }

  private List<String> who(AuthZenEntity subject, AuthZenEntity resource, AccessRequest request)
      throws CallRefusedException {
    Questions questions = staffgate.questions();
    try {
      return translation.keepsNothingOfSubjects()
          ? questions.whoCan(request)
          : permitted(
              questions.whoCan(request.permissionId(), resource.type(), resource.id()).stream()
                  .map(can -> can.staff().id())
                  .toList(),
              subject,
              request);
    } catch (UnknownPermissionException unknown) {
      return List.of();
    }
  }

  /** Those for whom the request is permitted with what is kept about each of them. */
  private List<String> permitted(List<String> staff, AuthZenEntity subject, AccessRequest request)
      throws CallRefusedException {
    ImmutableList.Builder<String> permitted = ImmutableList.builder();
    for (String id : staff) {
      AuthZenEntity one = new AuthZenEntity(subject.type(), id, subject.properties());
      if (staffgate.ask(translation.withSubject(request, one)).permitted()) {
        permitted.add(id);
      }
    }
    return permitted.build();
  }

  /** To which may somebody do this? */
  byte[] resources(AuthZenCaller caller, JsonNode.Members body) throws CallRefusedException {
    SearchPageRequest page = SearchPageRequest.of("resource", body);
    AuthZenEntity subject = AuthZenEntity.subject(body);
    AuthZenEntity resource = AuthZenEntity.anyResource(body);
    AccessRequest request =
        translation.request(
            caller, subject, AuthZenEntity.action(body), resource, AuthZenEntity.context(body));
    return (translation.knows(subject)
            ? resources.find(request, resource, page)
            : SearchResultPage.NOTHING)
        .answer(page, resource.type(), ignored(caller, body));
  }

  /** Answers what somebody may do to this. */
  byte[] actions(AuthZenCaller caller, JsonNode.Members body) throws CallRefusedException {
    SearchPageRequest page = SearchPageRequest.of("action", body);
    AuthZenEntity subject = AuthZenEntity.subject(body);
    AuthZenEntity resource = AuthZenEntity.resource(body);
    AccessRequest request =
        translation.request(caller, subject, ANY_ACTION, resource, AuthZenEntity.context(body));
    List<String> what =
        translation.knows(subject)
            ? staffgate.questionsAbout(request.staff()).whatCan(request).stream()
                .flatMap(can -> translation.action(can, resource.type()).stream())
                .toList()
            : List.of();
    return SearchResultPage.in(what, page).answer(page, "", ignored(caller, body));
  }
}
