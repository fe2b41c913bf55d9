package dev.staffgate.vectors;

import com.google.common.base.Splitter;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.vectors.PolicyTextBuilder.RoleText;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Rules over entities. A subject that may ask is an account with its attributes, a group of
 * subjects is a role, an object is a resource whose attributes come with the request, a container
 * of objects is written out.
 *
 * <p>A deny with a condition that ends in {@code not} becomes a requirement of every grant: deny
 * unless C is the same as grant if C.
 */
final class RuleVectors {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final String EVERYBODY = "everybody";

  private final VectorEntities entities;
  private final LegalNames names = new LegalNames();
  private final PolicyTextBuilder text = new PolicyTextBuilder();
  private final ConditionTranslator conditions =
      new ConditionTranslator(this::attribute, this::constant, this::roleOf);

  private final Set<String> mustBeGiven;

  private RuleVectors(VectorJson file, VectorEntities entities) {
    this.entities = entities;
    accounts();
    List<VectorJson> rules = file.object("facts").objects("rules");
    rules.forEach(rule -> rule.texts("action").forEach(one -> text.permission(permission(one))));
    for (VectorJson check : file.objects("checks")) {
      text.permission(permission(check.object("request").text("action")));
    }
    List<ConditionConjunction> required = List.of(ConditionConjunction.ALWAYS);
    for (VectorJson rule : rules) {
      if (isDeny(rule) && rule.has("when")) {
        required = ConditionConjunction.and(required, opposite(rule));
      }
    }
    mustBeGiven = Set.copyOf(conditions.read());
    for (VectorJson rule : rules) {
      if (!isDeny(rule)) {
        allow(rule, required);
      } else if (!rule.has("when")) {
        rule(rule, ConditionConjunction.ALWAYS)
            .deny(rule.text("id"), permissions(rule), heads(rule).get(0).conditions());
      }
    }
  }

  static void run(VectorJson file, VectorEntities entities, VectorResults results) {
    RuleVectors rules = new RuleVectors(file, entities);
    LoadedPolicy policy = rules.text.load();
    for (VectorJson check : file.objects("checks")) {
      results.check(check.text("id"), expected(check), () -> rules.answer(policy, check));
    }
  }

  private static boolean isDeny(VectorJson rule) {
    return VectorEffects.isDeny(rule.text("effect"));
  }

  /** Every entity may ask: as an account with its attributes, and a role for its groups. */
  private void accounts() {
    text.role(EVERYBODY);
    for (VectorJson entity : entities.all()) {
      String id = entity.text("entity");
      RoleText role = text.role(roleOf(id));
      entity.texts("member_of").forEach(group -> role.include(roleOf(group)));
      text.staff(names.word(id), "roles", List.of(roleOf(id), EVERYBODY));
      Map<String, String> attributes = new LinkedHashMap<>();
      VectorJson given = entity.object("attributes");
      given.names().stream()
          .filter(name -> given.raw(name) instanceof String)
          .forEach(name -> attributes.put(name, given.text(name)));
      text.staff(names.word(id), "attributes", attributes);
      Map<String, List<String>> assigned = new LinkedHashMap<>();
      entities.listings(id).forEach((list, objects) -> assigned.put(list, List.copyOf(objects)));
      text.staff(names.word(id), "assigned", assigned);
    }
  }

  private String roleOf(String entity) {
    return "r." + names.word(entity);
  }

  private String permission(String action) {
    return "act." + names.word(action);
  }

  private Object permissions(VectorJson rule) {
    List<String> actions = rule.texts("action");
    return actions.isEmpty() ? "*" : actions.stream().map(this::permission).toList();
  }

  /** What has to hold so that a deny without subject, action and object does not hit. */
  private List<ConditionConjunction> opposite(VectorJson rule) {
    for (String head : List.of("subject", "subject_in", "action", "object", "object_in")) {
      if (rule.has(head)) {
        throw new AssertionError("a deny of some requests that has a condition: " + rule);
      }
    }
    return conditions.ways(rule.object("when"), false);
  }

  private void allow(VectorJson rule, List<ConditionConjunction> required) {
    List<ConditionConjunction> ways = heads(rule);
    if (rule.has("when")) {
      ways = ConditionConjunction.and(ways, conditions.ways(rule.object("when"), true));
    }
    for (ConditionConjunction way : ConditionConjunction.and(ways, required)) {
      rule(rule, way).grant(rule.text("id"), permissions(rule), way.conditions());
    }
  }

  /** The role that a rule is for. */
  private RoleText rule(VectorJson rule, ConditionConjunction way) {
    Optional<String> named =
        rule.optional("subject").or(() -> rule.optional("subject_in")).map(this::roleOf);
    if (named.isPresent() && way.group().isPresent()) {
      throw new NotExpressibleException("a subject that is named and in a group besides");
    }
    return text.role(named.or(way::group).orElse(EVERYBODY));
  }

  private List<ConditionConjunction> heads(VectorJson rule) {
    Optional<Set<String>> objects =
        rule.optional("object")
            .map(Set::of)
            .or(() -> rule.optional("object_in").map(entities::within));
    return objects
        .map(ids -> List.of(ConditionConjunction.of("only", "object", List.copyOf(ids))))
        .orElse(List.of(ConditionConjunction.ALWAYS));
  }

  private String attribute(String path) {
    if (path.equals("subject")) {
      return "staff.id";
    }
    List<String> parts = Splitter.on('.').limit(2).splitToList(path);
    return switch (parts.get(0)) {
      case "subject" -> "staff." + parts.get(1);
      case "object" ->
          entities.isListing(parts.get(1))
              ? "listed-in-" + parts.get(1)
              : "resource." + parts.get(1);
      case "context" -> parts.get(1).replace('.', '-');
      default -> throw new AssertionError(path);
    };
  }

  private String constant(String value) {
    return entities.isEntity(value) ? names.word(value) : value;
  }

  private static List<Object> expected(VectorJson check) {
    return List.of(check.text("expect"), check.texts("decided_by"));
  }

  private List<Object> answer(LoadedPolicy policy, VectorJson check) {
    Decision decision = policy.decide(request(check.object("request")));
    return List.of(
        decision.permitted() ? "allow" : "deny", policy.decidedBy(decision).stream().toList());
  }

  private AccessRequest request(VectorJson asked) {
    String object = asked.text("object");
    AccessRequest request =
        AccessRequest.of(names.word(asked.text("subject")), permission(asked.text("action")))
            .at(NOON)
            .on("object", object);
    for (String path : conditions.read()) {
      if (mustBeGiven.contains(path) && given(asked, path).isEmpty()) {
        throw new NotExpressibleException(
            "a deny that reads what is not there: here an unknown never helps");
      }
      if (path.startsWith("object.")) {
        String name = path.substring("object.".length());
        request =
            entities.isListing(name)
                ? request.on(attribute(path), object)
                : withAttribute(request, attribute(path), given(asked, path));
      } else if (path.startsWith("context.")) {
        request = withAttribute(request, attribute(path), given(asked, path));
      }
    }
    Optional<String> address = conditions.address().flatMap(path -> given(asked, path));
    return address.isPresent() ? request.from(address.get()) : request;
  }

  private AccessRequest withAttribute(AccessRequest request, String name, Optional<String> value) {
    return value.map(one -> request.with(name, constant(one))).orElse(request);
  }

  /** The value at a path that the condition reads. */
  private Optional<String> given(VectorJson asked, String path) {
    if (path.startsWith("object.")) {
      return entities.value(asked.text("object"), path.substring("object.".length()));
    }
    VectorJson at = asked;
    List<String> steps = Splitter.on('.').splitToList(path);
    for (String step : steps.subList(0, steps.size() - 1)) {
      at = at.object(step);
    }
    return at.optional(steps.get(steps.size() - 1));
  }
}
