package dev.staffgate.vectors;

import static dev.staffgate.vectors.VectorShape.FLAG;
import static dev.staffgate.vectors.VectorShape.NUMBER;
import static dev.staffgate.vectors.VectorShape.TEXT;
import static dev.staffgate.vectors.VectorShape.TEXTS;
import static dev.staffgate.vectors.VectorShape.TEXT_OR_TEXTS;
import static dev.staffgate.vectors.VectorShape.anyListOf;
import static dev.staffgate.vectors.VectorShape.byField;
import static dev.staffgate.vectors.VectorShape.byText;
import static dev.staffgate.vectors.VectorShape.listOf;
import static dev.staffgate.vectors.VectorShape.mapOf;
import static dev.staffgate.vectors.VectorShape.oneOf;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Files of facts and decisions: grants or rules, checks or steps. */
final class DecisionShapes {
  private static final Set<String> PATTERNS = VectorPatterns.KINDS;

  private static final VectorShape ANSWER = oneOf("allow", "deny");

  private static final ObjectShape GRANT =
      ObjectShape.EMPTY
          .maybe("subject", TEXT)
          .maybe("object", TEXT)
          .maybe("action", TEXT_OR_TEXTS)
          .maybe("domain", TEXT_OR_TEXTS)
          .maybe("ip", TEXT_OR_TEXTS)
          .maybe("object_type", TEXT_OR_TEXTS)
          .maybe("effect", TEXT)
          .maybe("priority", NUMBER)
          .maybe("when", ConditionShapes::ofGrant);

  private static final ObjectShape MEMBERSHIP =
      ObjectShape.EMPTY
          .with("member", TEXT)
          .with("of", TEXT)
          .maybe("domain", TEXT)
          .maybe("not_before", TEXT)
          .maybe("not_after", TEXT)
          .maybe("on_object", TEXT)
          .maybe("only_in", TEXTS);

  private static final ObjectShape REQUEST =
      ObjectShape.EMPTY
          .maybe("subject", TEXT)
          .maybe("subject_properties", mapOf(TEXT))
          .maybe("object", TEXT)
          .maybe("object_properties", mapOf(TEXT))
          .with("action", TEXT)
          .maybe("domain", TEXT)
          .maybe("place", TEXT)
          .maybe("ip", TEXT);

  private static final ObjectShape MATCH =
      ObjectShape.EMPTY
          .maybe("subject", oneOf("any", "exact", "role", "role-on-object"))
          .maybe("object", kinds("any", "exact", "group", "type"))
          .maybe("action", oneOf("any", "exact", "path-colon"))
          .maybe("domain", kinds("any", "exact", "of-object"))
          .maybe("ip", oneOf("any", "cidr"))
          .maybe("subject_pattern", kinds())
          .maybe("group_member_pattern", kinds())
          .maybe("membership_domain", kinds("exact", "star"))
          .maybe("group_domain", kinds("exact", "star"));

  private static final ObjectShape FACTS =
      ObjectShape.EMPTY
          .maybe("grants", anyListOf(GRANT))
          .maybe("memberships", anyListOf(MEMBERSHIP))
          .maybe(
              "object_groups",
              listOf(
                  ObjectShape.EMPTY.with("member", TEXT).with("group", TEXT).maybe("domain", TEXT)))
          .maybe(
              "object_domains", listOf(ObjectShape.EMPTY.with("object", TEXT).with("domain", TEXT)))
          .maybe("object_types", listOf(ObjectShape.EMPTY.with("object", TEXT).with("type", TEXT)))
          .maybe("superusers", TEXTS)
          .maybe("now", TEXT)
          .maybe("mutually_exclusive", listOf(TEXTS));

  private static final ObjectShape CHECK =
      ObjectShape.EMPTY
          .with("id", TEXT)
          .with("expect", ANSWER)
          .remarks("about", "note", "origin", "title", "why", "contested");

  /** Files that compare nothing: they tell who is a member of what. */
  private static final ObjectShape UNCOMPARED =
      ObjectShape.FILE.with("facts", ObjectShape.EMPTY.with("memberships", listOf(MEMBERSHIP)));

  private static final ObjectShape COMPARED =
      ObjectShape.FILE
          .with(
              "combining",
              oneOf(
                  "allow-any",
                  "deny-overrides",
                  "permit-unless-deny",
                  "first-match",
                  "lowest-number-first",
                  "nearest-subject-first"))
          .with("match", MATCH)
          .with("facts", FACTS);

  /** Grants and memberships, and what is asked. */
  static final ObjectShape CHECKS =
      COMPARED.with(
          "checks", listOf(CHECK.with("request", REQUEST).maybe("decided_by", GRANT.orNull())));

  private static final VectorShape CHANGE =
      byText(
          "do",
          Map.of(
              "add-grant", change("grant", GRANT),
              "add-membership", change("membership", MEMBERSHIP),
              "remove-grants", change("where", part(GRANT)),
              "remove-memberships", change("where", part(MEMBERSHIP)),
              "delete-subject", change("subject", TEXT),
              "delete-role", change("role", TEXT)));

  private static final VectorShape QUERY =
      byText(
          "query",
          Map.of(
              "roles-of",
              query(anyListOf(TEXT))
                  .with("subject", TEXT)
                  .with("transitive", FLAG)
                  .maybe("domain", TEXT),
              "has-role",
              query(FLAG)
                  .with("subject", TEXT)
                  .with("role", TEXT)
                  .with("transitive", FLAG)
                  .maybe("domain", TEXT),
              "users-of-role",
              query(anyListOf(TEXT))
                  .with("role", TEXT)
                  .with("transitive", FLAG)
                  .maybe("domain", TEXT),
              "users-with-permission",
              query(anyListOf(TEXT)).with("object", TEXT).with("action", TEXT),
              "grants-of",
              query(anyListOf(GRANT)).with("subject", TEXT).with("transitive", FLAG)));

  private static final ObjectShape QUESTIONS = UNCOMPARED.with("steps", listOf(QUERY));

  private static final ObjectShape CHANGES =
      COMPARED.with(
          "steps",
          listOf(
              byField(
                  Map.of(
                      "do",
                      CHANGE,
                      "query",
                      QUERY,
                      "check",
                      ObjectShape.EMPTY.with("check", REQUEST).with("expect", ANSWER)))));

  private static final ObjectShape RULE =
      ObjectShape.EMPTY
          .with("id", TEXT)
          .with("effect", ANSWER)
          .maybe("subject", TEXT)
          .maybe("subject_in", TEXT)
          .maybe("action", TEXTS)
          .maybe("object", TEXT)
          .maybe("object_in", TEXT)
          .maybe("when", ConditionShapes::ofRule);

  /** Rules over entities, and what is asked. */
  static final ObjectShape RULES =
      ObjectShape.FILE
          .with("combining", oneOf("deny-overrides"))
          .with(
              "facts",
              ObjectShape.EMPTY
                  .with("entities_file", TEXT)
                  .with("rules", listOf(DecisionShapes::rule)))
          .with(
              "checks",
              listOf(
                  CHECK
                      .with(
                          "request",
                          ObjectShape.EMPTY
                              .with("subject", TEXT)
                              .with("action", TEXT)
                              .with("object", TEXT)
                              .maybe("context", mapOf(DecisionShapes::context)))
                      .with("decided_by", anyListOf(TEXT))));

  private static final ObjectShape REFERENCE = ObjectShape.EMPTY.with("ref", TEXT);

  /** Entities that rules are about. */
  static final ObjectShape ENTITIES =
      ObjectShape.FILE.with(
          "entities",
          listOf(
              ObjectShape.EMPTY
                  .with("entity", TEXT)
                  .with("attributes", mapOf(DecisionShapes::attribute))
                  .with("member_of", anyListOf(TEXT))));

  private DecisionShapes() {}

  /** Grants and memberships that change, with questions in between; or memberships alone. */
  static void steps(String at, VectorJson file) {
    boolean compared = file.object("facts").has("grants") || file.has("match");
    (compared ? CHANGES : QUESTIONS).check(at, file);
  }

  private static VectorShape kinds(String... others) {
    return oneOf(Stream.concat(PATTERNS.stream(), Stream.of(others)).toArray(String[]::new));
  }

  private static ObjectShape change(String key, VectorShape shape) {
    return ObjectShape.EMPTY.with("do", TEXT).with(key, shape);
  }

  private static ObjectShape query(VectorShape answer) {
    return ObjectShape.EMPTY.with("query", TEXT).with("expect", answer);
  }

  /** Some of an object's fields, so that it tells which objects are meant. */
  private static VectorShape part(ObjectShape whole) {
    ObjectShape optional = whole.allOptional();
    return (at, value) -> {
      optional.check(at, value);
      if (VectorShape.object(at, value).names().isEmpty()) {
        throw VectorShape.unknown(at, "at least one field is expected", value);
      }
    };
  }

  private static void rule(String at, @Nullable Object value) {
    RULE.check(at, value);
    VectorJson rule = VectorShape.object(at, value);
    for (String head : List.of("subject", "object")) {
      if (rule.has(head) && rule.has(head + "_in")) {
        throw VectorShape.unknown(at, "`" + head + "` or `" + head + "_in` is expected", value);
      }
    }
  }

  /** What a request says besides: texts, or objects of them. */
  private static void context(String at, @Nullable Object value) {
    (value instanceof VectorJson ? mapOf(DecisionShapes::context) : TEXT).check(at, value);
  }

  /** What an entity has: a text, an entity that it refers to, or a list of those. */
  private static void attribute(String at, @Nullable Object value) {
    VectorShape shape =
        value instanceof String ? TEXT : value instanceof List ? anyListOf(REFERENCE) : REFERENCE;
    shape.check(at, value);
  }
}
