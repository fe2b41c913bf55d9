package dev.staffgate.vectors;

import dev.staffgate.model.PolicyException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Includes that form a circle, and what a rule of separation lets be assigned. */
final class RoleVectors {
  private static final Set<String> INVALID =
      Set.of(
          "bad-count", "separates-nothing", "separation-of-duties", "role-cycle", "unknown-role");

  private RoleVectors() {}

  static Object cycle(VectorJson vector) {
    PolicyTextBuilder text = new PolicyTextBuilder();
    for (VectorJson link : links(vector)) {
      link(text, link);
    }
    return codes(text).contains("role-cycle")
        ? "cycle"
        : codes(text).isEmpty() ? "ok" : codes(text);
  }

  private static List<VectorJson> links(VectorJson vector) {
    if (!vector.has("generate")) {
      return vector.objects("links");
    }
    int chain = vector.object("generate").number("chain");
    List<VectorJson> links = new ArrayList<>();
    for (int i = 0; i < chain; i++) {
      links.add(new VectorJson(Map.of("member", "n" + i, "of", "n" + (i + 1))));
    }
    if (vector.object("generate").flag("close")) {
      links.add(new VectorJson(Map.of("member", "n" + chain, "of", "n0")));
    }
    return links;
  }

  private static void link(PolicyTextBuilder text, VectorJson link) {
    text.role(link.text("member")).include(link.text("of"));
    text.role(link.text("of"));
  }

  private static List<String> codes(PolicyTextBuilder text) {
    try {
      return text.load().policy().document().roles().isEmpty() ? List.of("no-roles") : List.of();
    } catch (PolicyException refused) {
      List<String> codes =
          refused.problems().stream().map(problem -> problem.code()).distinct().toList();
      if (codes.contains("not-decided-yet")) {
        throw new NotExpressibleException("separation of duties: not decided by this release");
      }
      return codes;
    }
  }

  /** Assigns step by step; what is refused is not assigned. */
  static Object assignments(VectorJson vector) {
    return assigned(vector, new LinkedHashMap<>());
  }

  private static List<Object> assigned(VectorJson vector, Map<String, List<String>> held) {
    List<Object> answers = new ArrayList<>();
    for (VectorJson step : vector.objects("steps")) {
      Map<String, List<String>> wanted = new LinkedHashMap<>();
      held.forEach((who, roles) -> wanted.put(who, new ArrayList<>(roles)));
      wanted.computeIfAbsent(step.text("assign"), any -> new ArrayList<>()).add(step.text("role"));
      List<String> codes = codes(separated(vector, wanted));
      answers.add(
          codes.isEmpty()
              ? "ok"
              : codes.equals(List.of("separation-of-duties")) ? "violation" : codes);
      if (codes.isEmpty()) {
        held.clear();
        held.putAll(wanted);
      }
    }
    if (vector.has("after")) {
      answers.add(new VectorJson(new LinkedHashMap<>(held)));
    }
    return answers;
  }

  static Object expectedOfAssignments(VectorJson vector) {
    List<Object> expected = new ArrayList<>();
    vector.objects("steps").forEach(step -> expected.add(step.text("expect")));
    if (vector.has("after")) {
      expected.add(vector.object("after"));
    }
    return expected;
  }

  private static PolicyTextBuilder separated(VectorJson vector, Map<String, List<String>> held) {
    PolicyTextBuilder text = new PolicyTextBuilder();
    vector.objects("memberships").forEach(link -> link(text, link));
    vector.objects("sets").forEach(set -> rule(text, set.texts("roles"), set.number("n") - 1));
    if (vector.has("constraint")) {
      constrain(text, vector.object("constraint"));
    }
    held.forEach(
        (who, roles) -> {
          roles.forEach(text::role);
          text.staff(who, "roles", roles);
        });
    return text;
  }

  private static void constrain(PolicyTextBuilder text, VectorJson constraint) {
    switch (constraint.text("type")) {
      case "at-most" -> rule(text, constraint.texts("roles"), constraint.number("limit"));
      case "requires" -> throw new NotExpressibleException("a role that needs another one first");
      case "max-holders" -> throw new NotExpressibleException("how many people may hold a role");
      default -> throw new AssertionError("unknown constraint " + constraint);
    }
  }

  private static void rule(PolicyTextBuilder text, List<String> roles, int atMost) {
    roles.forEach(text::role);
    text.separate(Map.of("name", "set", "roles", roles, "at-most", atMost));
  }

  private static String scope(String kind) {
    return switch (kind) {
      case "dynamic" -> "session";
      case "static" -> "account";
      default -> throw new AssertionError("unknown kind of set " + kind);
    };
  }

  /** When a rule, an inclusion or an assignment is valid. */
  static Object definition(VectorJson vector) {
    if (vector.has("then_assign")) {
      throw new NotExpressibleException(
          "a role assigned twice: it is held while one assignment runs");
    }
    PolicyTextBuilder text = new PolicyTextBuilder();
    vector.objects("memberships").forEach(link -> link(text, link));
    if (vector.has("then_inherit")) {
      link(text, vector.object("then_inherit"));
    }
    Map<String, List<String>> held = new LinkedHashMap<>();
    for (Object one : vector.items("assignments")) {
      List<?> pair = (List<?>) one;
      held.computeIfAbsent((String) pair.get(0), any -> new ArrayList<>())
          .add((String) pair.get(1));
    }
    held.forEach((who, roles) -> text.staff(who, "roles", roles));
    for (VectorJson set : vector.objects("sets")) {
      List<String> roles = set.texts("roles");
      (vector.has("roles") ? vector.texts("roles") : roles).forEach(text::role);
      text.separate(
          Map.of(
              "name",
              "set",
              "roles",
              roles,
              "at-most",
              set.number("n") - 1,
              "in",
              scope(vector.text("kind"))));
    }
    List<String> codes = codes(text);
    return codes.isEmpty() ? "ok" : INVALID.containsAll(codes) ? "invalid" : codes;
  }
}
