package dev.staffgate.servlet.authzen;

import static dev.staffgate.servlet.authzen.CallRefusedException.badRequest;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import dev.staffgate.model.NameSyntax;
import java.util.LinkedHashMap;
import java.util.Map;
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

  /** How many properties of one object count; more are refused. */
  static final int MAX_PROPERTIES = 64;

  /** The longest value of a property, in characters. */
  static final int MAX_VALUE = 4096;

  AuthZenEntity {
    properties = ImmutableMap.copyOf(properties);
  }

  /** Reads the subject of a body. */
  static AuthZenEntity subject(JsonNode.Members body) throws CallRefusedException {
    return typed(body, "subject", true);
  }

  /** Reads the subject that is searched for: an id that it has is not looked at. */
  static AuthZenEntity anySubject(JsonNode.Members body) throws CallRefusedException {
    return typed(body, "subject", false);
  }

  /** Reads the resource of a body. */
  static AuthZenEntity resource(JsonNode.Members body) throws CallRefusedException {
    return typed(body, "resource", true);
  }

  /** Reads the resource that is searched for: an id that it has is not looked at. */
  static AuthZenEntity anyResource(JsonNode.Members body) throws CallRefusedException {
    return typed(body, "resource", false);
  }

  /** Reads the action of a body. */
  static AuthZenEntity action(JsonNode.Members body) throws CallRefusedException {
    JsonNode.Members action = object(body, "action");
    return new AuthZenEntity(
        "", text(action, "action", "name", MAX_TYPE), properties(action, "action", Set.of("name")));
  }

  /** Reads the context of a body; without one, nothing. */
  static JsonNode.Members context(JsonNode.Members body) throws CallRefusedException {
    return body.has("context") ? object(body, "context") : new JsonNode.Members(Map.of());
  }

  private static AuthZenEntity typed(JsonNode.Members body, String name, boolean withId)
      throws CallRefusedException {
    JsonNode.Members entity = object(body, name);
    return new AuthZenEntity(
        text(entity, name, "type", MAX_TYPE),
        withId ? text(entity, name, "id", MAX_ID) : "",
        properties(entity, name, Set.of("type", "id")));
  }

  private static JsonNode.Members object(JsonNode.Members of, String name)
      throws CallRefusedException {
    if (!of.has(name)) {
      throw badRequest("`" + name + "` is missing");
    }
    if (of.all().get(name) instanceof JsonNode.Members members) {
      return members;
    }
    throw badRequest("`" + name + "` is no object");
  }

  private static String text(JsonNode.Members entity, String of, String name, int max)
      throws CallRefusedException {
    if (!entity.has(name)) {
      throw badRequest("`" + of + "." + name + "` is missing");
    }
    if (!(entity.all().get(name) instanceof JsonNode.Text text)) {
      throw badRequest("`" + of + "." + name + "` is no string");
    }
    if (text.text().isEmpty() || text.text().length() > max) {
      throw badRequest("`" + of + "." + name + "` has not 1 to " + max + " characters");
    }
    if (CharMatcher.javaIsoControl().matchesAnyOf(text.text())) {
      throw badRequest("`" + of + "." + name + "` has a control character");
    }
    return text.text();
  }

  // What the entity itself says in a member of its own, a property does not say again.
  private static Map<String, String> properties(JsonNode.Members entity, String of, Set<String> own)
      throws CallRefusedException {
    return entity.has("properties")
        ? Maps.filterKeys(
            named(object(entity, "properties"), "`" + of + ".properties`"),
            name -> !own.contains(name))
        : Map.of();
  }

  /**
   * The members that conditions could name: those with the name of an attribute, whose value is a
   * text, a number or a boolean. What else there is does not count.
   */
  static Map<String, String> named(JsonNode.Members object, String shown)
      throws CallRefusedException {
    ImmutableMap.Builder<String, String> named = ImmutableMap.builder();
    int count = 0;
    for (Map.Entry<String, JsonNode> member : object.all().entrySet()) {
      String value =
          member.getValue() instanceof JsonNode.Text text
              ? text.text()
              : member.getValue() instanceof JsonNode.Scalar scalar ? scalar.text() : null;
      if (value == null || !isSimpleName(member.getKey())) {
        continue;
      }
      if (value.length() > MAX_VALUE) {
        throw badRequest("a value of " + shown + " has more than " + MAX_VALUE + " characters");
      }
      if (++count > MAX_PROPERTIES) {
        throw badRequest(shown + " has more than " + MAX_PROPERTIES + " values");
      }
      named.put(member.getKey(), value);
    }
    return named.buildOrThrow();
  }

  // A dot would let one object speak for another: `resource.owner` in the context.
  private static boolean isSimpleName(String name) {
    return name.indexOf('.') < 0
        && NameSyntax.isAttribute(name)
        && NameSyntax.isAttribute("resource." + name);
  }

  /** This with what is kept about it; what the request says counts before that. */
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
