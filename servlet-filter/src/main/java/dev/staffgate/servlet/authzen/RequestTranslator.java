package dev.staffgate.servlet.authzen;

import static dev.staffgate.servlet.authzen.CallRefusedException.badRequest;

import com.google.common.collect.ImmutableBiMap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.InstantParser;
import dev.staffgate.model.Permission;
import dev.staffgate.network.IpAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Turns what is asked over the API into a request of Staffgate, and permissions back into actions.
 *
 * @param subjectTypes the types of subjects that are staff
 * @param actions permissions by action, where an action has another name than its permission
 * @param subjects what is kept about subjects
 * @param resources what is kept about resources
 * @param clock says when a request is made
 */
record RequestTranslator(
    Set<String> subjectTypes,
    Map<String, String> actions,
    SubjectAttributes subjects,
    ResourceAttributes resources,
    InstantSource clock) {
  private static final String STAFF = "staff.";

  RequestTranslator {
    subjectTypes = ImmutableSet.copyOf(subjectTypes);
    actions = ImmutableBiMap.copyOf(actions);
  }

  /** Returns whether subjects of this type are staff; nobody knows any other. */
  boolean knows(AuthZenEntity subject) {
    return subjectTypes.contains(subject.type());
  }

  /** The permission of an action on a type of resource. */
  String permission(String action, String resourceType) {
    String named = actions.get(action);
    if (named != null) {
      return named;
    }
    return action.indexOf('.') < 0 ? resourceType + "." + action : action;
  }

  /**
   * The action that asks for this permission on a type of resource: the shortest; nothing if none
   * does, since its name is that of another.
   */
  Optional<String> action(Permission permission, String resourceType) {
    String id = permission.id();
    String prefix = resourceType + ".";
    Stream<String> named =
        Stream.ofNullable(((ImmutableBiMap<String, String>) actions).inverse().get(id));
    Stream<String> others =
        Stream.of(id.startsWith(prefix) ? id.substring(prefix.length()) : id, id);
    return Stream.concat(named, others)
        .filter(action -> permission(action, resourceType).equals(id))
        .findFirst();
  }

  /** Returns whether nothing is kept about subjects, so that all of them are asked about alike. */
  boolean keepsNothingOfSubjects() {
    return subjects == SubjectAttributes.NONE;
  }

  /**
   * The request that is asked.
   *
   * @param resource has no id if resources are searched for; then none of its type is named
   * @throws CallRefusedException if it says too much, or states a fact that cannot be read
   */
  AccessRequest request(
      AuthZenCaller caller,
      AuthZenEntity subject,
      AuthZenEntity action,
      AuthZenEntity resource,
      JsonNode.Members context)
      throws CallRefusedException {
    AccessRequest request =
        AccessRequest.of(subject.id(), permission(action.id(), resource.type()))
            .at(clock.instant());
    request = with(request, "action.", action.properties());
    request = with(request, "", attributes(context));
    request = withResource(request, resource);
    request = withSubject(request, subject);
    return stated(caller, context, request);
  }

  /** Adds a resource, and what is known of it. */
  AccessRequest withResource(AccessRequest request, AuthZenEntity resource)
      throws CallRefusedException {
    boolean anyOne = resource.id().isEmpty();
    AuthZenEntity known =
        anyOne ? resource : resource.with(resources.of(resource.type(), resource.id()));
    AccessRequest with = with(request, "resource.", known.properties()).on(known.properties());
    return anyOne ? with : with.on(resource.type(), resource.id());
  }

  /** Adds what is known of a subject, and says that it asks. */
  AccessRequest withSubject(AccessRequest request, AuthZenEntity subject)
      throws CallRefusedException {
    AuthZenEntity known =
        subject.id().isEmpty() ? subject : subject.with(subjects.of(subject.id()));
    return with(request, "subject.", known.properties()).by(subject.id());
  }

  private static AccessRequest with(
      AccessRequest request, String prefix, Map<String, String> properties) {
    ImmutableMap.Builder<String, String> attributes = ImmutableMap.builder();
    properties.forEach((name, value) -> attributes.put(prefix + name, value));
    return request.with(attributes.buildOrThrow());
  }

  private static Map<String, String> attributes(JsonNode.Members context)
      throws CallRefusedException {
    for (String name : context.all().keySet()) {
      if (name.startsWith(STAFF)) {
        throw badRequest("`context` has a name below `staff.`, which the directory alone may say");
      }
    }
    return AuthZenEntity.named(context, "`context`");
  }

  private static AccessRequest stated(
      AuthZenCaller caller, JsonNode.Members context, AccessRequest request)
      throws CallRefusedException {
    Set<StatedFact> believed = caller.facts();
    AccessRequest with = request;
    if (believed.contains(StatedFact.ADDRESS) && context.has("ip")) {
      with = with.from(address(context));
    }
    if (believed.contains(StatedFact.SECOND_FACTOR) && context.has("second_factor_at")) {
      with = with.secondFactorAt(instant(context, "second_factor_at"));
    }
    if (believed.contains(StatedFact.ACTING_AS) && context.has("acting_as")) {
      with = with.actingAs(roles(context));
    }
    if (believed.contains(StatedFact.INSTANT) && context.has("time")) {
      with = with.at(instant(context, "time"));
    }
    return with;
  }

  private static IpAddress address(JsonNode.Members context) throws CallRefusedException {
    try {
      return IpAddress.parse(text(context, "ip"));
    } catch (IllegalArgumentException none) {
      throw badRequest("`context.ip` is not an IP address");
    }
  }

  private static Instant instant(JsonNode.Members context, String name)
      throws CallRefusedException {
    return InstantParser.parse(text(context, name))
        .filter(at -> !at.isBefore(AccessRequest.MIN_INSTANT))
        .filter(at -> !at.isAfter(AccessRequest.MAX_INSTANT))
        .orElseThrow(
            () ->
                badRequest("`context." + name + "` is not an instant with date, time and offset"));
  }

  private static String[] roles(JsonNode.Members context) throws CallRefusedException {
    if (context.all().get("acting_as") instanceof JsonNode.Items items
        && items.all().size() <= AccessRequest.MAX_ENTRIES) {
      String[] roles =
          items.all().stream()
              .filter(JsonNode.Text.class::isInstance)
              .map(role -> ((JsonNode.Text) role).text())
              .toArray(String[]::new);
      if (roles.length == items.all().size() && roles.length > 0) {
        return roles;
      }
    }
    throw badRequest("`context.acting_as` is not an array of role ids");
  }

  private static String text(JsonNode.Members context, String name) throws CallRefusedException {
    if (context.all().get(name) instanceof JsonNode.Text text) {
      return text.text();
    }
    throw badRequest("`context." + name + "` is not a string");
  }
}
