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
record Searches(Staffgate staffgate, Translation translation, ResourceSearch resources) {
  private static final Entity ANY_ACTION = new Entity("", "", Map.of());

  /** Who may do this, to this? */
  byte[] subjects(AuthZenCaller caller, Json.Members body) throws Refused {
    Page page = Page.of("subject", body);
    Entity subject = Entity.anySubject(body);
    Entity resource = Entity.resource(body);
    AccessRequest request =
        translation.request(caller, subject, Entity.action(body), resource, Entity.context(body));
    List<String> who = translation.knows(subject) ? who(subject, resource, request) : List.of();
    return Found.in(who, page).answer(page, subject.type());
  }

  private List<String> who(Entity subject, Entity resource, AccessRequest request) throws Refused {
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
  private List<String> permitted(List<String> staff, Entity subject, AccessRequest request)
      throws Refused {
    ImmutableList.Builder<String> permitted = ImmutableList.builder();
    for (String id : staff) {
      Entity one = new Entity(subject.type(), id, subject.properties());
      if (staffgate.ask(translation.withSubject(request, one)).permitted()) {
        permitted.add(id);
      }
    }
    return permitted.build();
  }

  /** To which may somebody do this? */
  byte[] resources(AuthZenCaller caller, Json.Members body) throws Refused {
    Page page = Page.of("resource", body);
    Entity subject = Entity.subject(body);
    Entity resource = Entity.anyResource(body);
    AccessRequest request =
        translation.request(caller, subject, Entity.action(body), resource, Entity.context(body));
    return (translation.knows(subject) ? resources.find(request, resource, page) : Found.NOTHING)
        .answer(page, resource.type());
  }

  /** What may somebody do to this? */
  byte[] actions(AuthZenCaller caller, Json.Members body) throws Refused {
    Page page = Page.of("action", body);
    Entity subject = Entity.subject(body);
    Entity resource = Entity.resource(body);
    AccessRequest request =
        translation.request(caller, subject, ANY_ACTION, resource, Entity.context(body));
    List<String> what =
        translation.knows(subject)
            ? staffgate.questionsAbout(request.staff()).whatCan(request).stream()
                .flatMap(can -> translation.action(can, resource.type()).stream())
                .toList()
            : List.of();
    return Found.in(what, page).answer(page, "");
  }
}
