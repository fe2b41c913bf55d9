package dev.staffgate.servlet.authzen;

import static dev.staffgate.servlet.authzen.CallRefusedException.badRequest;
import static java.util.Objects.requireNonNull;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import dev.staffgate.model.NameSyntax;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A subject, a resource or an action of a request.
 *
 * @param type of a subject or a resource; empty for an action
 * @param id of a subject or a resource, or the name of an action; empty for what is searched for
 * @param properties those that a condition could name: texts, numbers and booleans
 */
record AuthZenEntity(String type, String id, Map<String, String> properties) {
  /** The longest type or name of an action, in characters. */
  static final int MAX_TYPE = 128;

  /** The longest id of a subject or a resource, in characters. */
  static final int MAX_ID = 1024;

  /** The most properties of one object that count; more are refused. */
  static final int MAX_PROPERTIES = 64;

  /** The longest value of a property, in characters. */
  static final int MAX_VALUE = 4096;

  AuthZenEntity {
    properties = ImmutableMap.copyOf(properties);
  }

  /** Reads the subject of a body. */
  static AuthZenEntity subject(JsonNode.Members body) throws CallRefusedException {
    requireSubject(body);
    return typed(body, "subject", true);
  }

  /** Reads the subject that is searched for: an id that it has is not looked at. */
  static AuthZenEntity anySubject(JsonNode.Members body) throws CallRefusedException {
    requireTyped(body, "subject", false);
    return typed(body, "subject", false);
  }

  /** Reads the resource of a body. */
  static AuthZenEntity resource(JsonNode.Members body) throws CallRefusedException {
    requireResource(body);
    return typed(body, "resource", true);
  }

  /** Reads the resource that is searched for: an id that it has is not looked at. */
  static AuthZenEntity anyResource(JsonNode.Members body) throws CallRefusedException {
    requireTyped(body, "resource", false);
    return typed(body, "resource", false);
  }

  /** Reads the action of a body. */
  static AuthZenEntity action(JsonNode.Members body) throws CallRefusedException {
    requireAction(body);
    JsonNode.Members action = object(body, "action");
    return new AuthZenEntity("", textOf(action, "name"), properties(action, Set.of("name")));
  }

  /** Reads the context of a body; an empty one if there is none. */
  static JsonNode.Members context(JsonNode.Members body) throws CallRefusedException {
    return body.has("context") ? object(body, "context") : new JsonNode.Members(Map.of());
  }

  /** Refuses a body whose subject is missing or wrong. */
  static void requireSubject(JsonNode.Members body) throws CallRefusedException {
    requireTyped(body, "subject", true);
  }

  /** Refuses a body whose resource is missing or wrong. */
  static void requireResource(JsonNode.Members body) throws CallRefusedException {
    requireTyped(body, "resource", true);
  }

  /** Refuses a body whose action is missing or wrong. */
  static void requireAction(JsonNode.Members body) throws CallRefusedException {
    JsonNode.Members action = object(body, "action");
    requireText(action, "action", "name", MAX_TYPE);
    requireProperties(action, "action");
  }

  /** Refuses a body whose context is there and is not an object. */
  static void requireContext(JsonNode.Members body) throws CallRefusedException {
    if (body.has("context")) {
      requireObject(body, "context");
    }
  }

  private static void requireTyped(JsonNode.Members body, String name, boolean withId)
      throws CallRefusedException {
    JsonNode.Members entity = object(body, name);
    requireText(entity, name, "type", MAX_TYPE);
    if (withId) {
      requireText(entity, name, "id", MAX_ID);
    }
    requireProperties(entity, name);
  }

  private static AuthZenEntity typed(JsonNode.Members body, String name, boolean withId)
      throws CallRefusedException {
    JsonNode.Members entity = object(body, name);
    return new AuthZenEntity(
        textOf(entity, "type"),
        withId ? textOf(entity, "id") : "",
        properties(entity, Set.of("type", "id")));
  }

  private static void requireObject(JsonNode.Members of, String name) throws CallRefusedException {
    if (!of.has(name)) {
      throw badRequest("`" + name + "` is missing");
    }
    if (!(of.all().get(name) instanceof JsonNode.Members)) {
      throw badRequest("`" + name + "` is not an object");
    }
  }

  private static JsonNode.Members object(JsonNode.Members of, String name)
      throws CallRefusedException {
    requireObject(of, name);
    return (JsonNode.Members) requireNonNull(of.all().get(name));
  }

  private static void requireText(JsonNode.Members entity, String of, String name, int max)
      throws CallRefusedException {
    if (!entity.has(name)) {
      throw badRequest("`" + of + "." + name + "` is missing");
    }
    if (!(entity.all().get(name) instanceof JsonNode.Text text)) {
      throw badRequest("`" + of + "." + name + "` is not a string");
    }
    if (text.text().isEmpty() || text.text().length() > max) {
      throw badRequest("`" + of + "." + name + "` has not 1 to " + max + " characters");
    }
    if (CharMatcher.javaIsoControl().matchesAnyOf(text.text())) {
      throw badRequest("`" + of + "." + name + "` has a control character");
    }
  }

  /** Returns a text that {@link #requireText} has let pass. */
  private static String textOf(JsonNode.Members entity, String name) {
    return ((JsonNode.Text) requireNonNull(entity.all().get(name))).text();
  }

  private static void requireProperties(JsonNode.Members entity, String of)
      throws CallRefusedException {
    if (entity.has("properties")) {
      requireNamed(object(entity, "properties"), "`" + of + ".properties`");
    }
  }

  // What the entity itself says in a member of its own, a property does not say again.
  private static Map<String, String> properties(JsonNode.Members entity, Set<String> own)
      throws CallRefusedException {
    return entity.has("properties")
        ? Maps.filterKeys(namedValues(object(entity, "properties")), name -> !own.contains(name))
        : Map.of();
  }

  /**
   * Returns the members that conditions could name: those with the name of an attribute, whose
   * value is a text, a number or a boolean. Other members do not count.
   *
   * @param shown the object, as a message names it
   */
  static Map<String, String> named(JsonNode.Members object, String shown)
      throws CallRefusedException {
    requireNamed(object, shown);
    return namedValues(object);
  }

  private static Map<String, String> namedValues(JsonNode.Members object) {
    ImmutableMap.Builder<String, String> named = ImmutableMap.builder();
    object.all().forEach((name, node) -> namedValue(name, node).ifPresent(v -> named.put(name, v)));
    return named.buildOrThrow();
  }

  private static void requireNamed(JsonNode.Members object, String shown)
      throws CallRefusedException {
    int count = 0;
    for (Map.Entry<String, JsonNode> member : object.all().entrySet()) {
      Optional<String> value = namedValue(member.getKey(), member.getValue());
      if (value.isEmpty()) {
        continue;
      }
      if (value.get().length() > MAX_VALUE) {
        throw badRequest("a value of " + shown + " has more than " + MAX_VALUE + " characters");
      }
      if (++count > MAX_PROPERTIES) {
        throw badRequest(shown + " has more than " + MAX_PROPERTIES + " values");
      }
    }
  }

  private static Optional<String> namedValue(String name, JsonNode node) {
    String value =
        node instanceof JsonNode.Text text
            ? text.text()
            : node instanceof JsonNode.Scalar scalar ? scalar.text() : null;
    return value == null || !isSimpleName(name) ? Optional.empty() : Optional.of(value);
  }

  // A dot would let one object speak for another: `resource.owner` in the context.
  private static boolean isSimpleName(String name) {
    return name.indexOf('.') < 0
        && NameSyntax.isAttribute(name)
        && NameSyntax.isAttribute("resource." + name);
  }

  /** Returns this with the stored properties; those of the request take precedence. */
  AuthZenEntity with(Map<String, String> stored) throws CallRefusedException {
    if (stored.isEmpty()) {
      return this;
    }
    Map<String, String> all = new LinkedHashMap<>();
    stored.forEach(
        (name, value) -> {
          if (isSimpleName(name)) {
            all.put(name, value);
          }
        });
    all.putAll(properties);
    if (all.size() > MAX_PROPERTIES) {
      throw badRequest("with those that are kept there are more than 64 properties of one thing");
    }
    return new AuthZenEntity(type, id, all);
  }
}
