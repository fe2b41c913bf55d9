package dev.staffgate.examples.policytool;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The shape of a SARIF 2.1.0 log as far as policy-tool writes one: which properties an object may
 * have, which it must have, and what they hold (SARIF 2.1.0, section 3).
 */
final class SarifShape {
  /** Properties by kind of object; a star marks those that are required. */
  private static final Map<String, Set<String>> PROPERTIES =
      Map.ofEntries(
          Map.entry("sarifLog", Set.of("$schema", "version*", "runs*")),
          Map.entry("run", Set.of("tool*", "columnKind", "invocations", "results")),
          Map.entry("tool", Set.of("driver*")),
          Map.entry("toolComponent", Set.of("name*", "fullName", "semanticVersion", "rules")),
          Map.entry(
              "reportingDescriptor",
              Set.of(
                  "id*",
                  "shortDescription",
                  "fullDescription",
                  "help",
                  "helpUri",
                  "defaultConfiguration")),
          Map.entry("reportingConfiguration", Set.of("level")),
          Map.entry("multiformatMessageString", Set.of("text*")),
          Map.entry("message", Set.of("text*")),
          Map.entry("invocation", Set.of("executionSuccessful*", "toolExecutionNotifications")),
          Map.entry("notification", Set.of("level", "message*")),
          Map.entry(
              "result",
              Set.of(
                  "ruleId",
                  "ruleIndex",
                  "level",
                  "message*",
                  "locations",
                  "relatedLocations",
                  "partialFingerprints",
                  "suppressions")),
          Map.entry("location", Set.of("id", "physicalLocation", "message")),
          Map.entry("physicalLocation", Set.of("artifactLocation", "region")),
          Map.entry("artifactLocation", Set.of("uri")),
          Map.entry("region", Set.of("startLine", "startColumn", "endColumn")),
          Map.entry("suppression", Set.of("kind*", "status", "justification", "location")));

  /** Kinds of the objects that properties hold, or that are in their arrays. */
  private static final Map<String, String> KINDS =
      Map.ofEntries(
          Map.entry("runs", "run"),
          Map.entry("tool", "tool"),
          Map.entry("driver", "toolComponent"),
          Map.entry("rules", "reportingDescriptor"),
          Map.entry("shortDescription", "multiformatMessageString"),
          Map.entry("fullDescription", "multiformatMessageString"),
          Map.entry("help", "multiformatMessageString"),
          Map.entry("defaultConfiguration", "reportingConfiguration"),
          Map.entry("invocations", "invocation"),
          Map.entry("toolExecutionNotifications", "notification"),
          Map.entry("message", "message"),
          Map.entry("results", "result"),
          Map.entry("locations", "location"),
          Map.entry("relatedLocations", "location"),
          Map.entry("location", "location"),
          Map.entry("physicalLocation", "physicalLocation"),
          Map.entry("artifactLocation", "artifactLocation"),
          Map.entry("region", "region"),
          Map.entry("suppressions", "suppression"));

  private static final Set<String> LISTS =
      Set.of(
          "runs",
          "rules",
          "invocations",
          "toolExecutionNotifications",
          "results",
          "locations",
          "relatedLocations",
          "suppressions");

  private static final Set<String> NUMBERS =
      Set.of("startLine", "startColumn", "endColumn", "ruleIndex", "id");

  private SarifShape() {}

  /** Checks a log, and that its results point at rules that are there. */
  static void check(Object log) {
    check("sarifLog", log);
    assertThat(map(log)).containsEntry("version", "2.1.0");
    Map<String, Object> run = map(list(map(log).get("runs")).get(0));
    List<Object> rules = list(map(map(run.get("tool")).get("driver")).get("rules"));
    assertThat(rules.stream().map(rule -> map(rule).get("id"))).doesNotHaveDuplicates();
    for (Object result : list(run.get("results"))) {
      int index = (int) map(result).get("ruleIndex");
      assertThat(map(rules.get(index))).containsEntry("id", map(result).get("ruleId"));
    }
  }

  @SuppressWarnings("unchecked") // made by JsonTree
  static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked") // made by JsonTree
  static List<Object> list(Object value) {
    return (List<Object>) value;
  }

  private static void check(String kind, Object value) {
    Map<String, Object> object = map(value);
    Set<String> known = PROPERTIES.get(kind);
    for (String property : known) {
      if (property.endsWith("*")) {
        assertThat(object).as(kind).containsKey(property.substring(0, property.length() - 1));
      }
    }
    object.forEach(
        (name, held) -> {
          assertThat(known).as(kind).containsAnyOf(name, name + "*");
          checkHeld(kind, name, held);
        });
  }

  private static void checkHeld(String kind, String name, Object held) {
    if (name.equals("partialFingerprints")) {
      map(held).values().forEach(print -> assertThat(print).asString().matches("[0-9a-f]{64}"));
    } else if (LISTS.contains(name)) {
      list(held).forEach(one -> check(KINDS.get(name), one));
    } else if (KINDS.containsKey(name)) {
      check(KINDS.get(name), held);
    } else if (name.equals("executionSuccessful")) {
      assertThat(held).isInstanceOf(Boolean.class);
    } else if (NUMBERS.contains(name) && !kind.equals("reportingDescriptor")) {
      assertThat((int) held).as(name).isGreaterThanOrEqualTo(name.equals("ruleIndex") ? 0 : 1);
    } else {
      assertThat(held).as(kind + "." + name).isInstanceOf(String.class);
      checkText(name, (String) held);
    }
  }

  private static void checkText(String name, String text) {
    switch (name) {
      case "level" -> assertThat(text).isIn("error", "warning", "note", "none");
      case "kind" -> assertThat(text).isEqualTo("inSource");
      case "status" -> assertThat(text).isIn("accepted", "underReview", "rejected");
      case "columnKind" -> assertThat(text).isEqualTo("unicodeCodePoints");
      case "helpUri", "$schema" -> assertThat(URI.create(text).isAbsolute()).isTrue();
      case "uri" -> assertThat(URI.create(text)).isNotNull();
      default -> assertThat(text).isNotEmpty();
    }
  }
}
