package dev.staffgate.vectors;

import dev.staffgate.yaml.PolicyFiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A policy that is being written: roles, staff and what else a vector needs, each grant and deny on
 * a line of its own, so that the place of a decision tells which one decided.
 */
final class PolicyTextBuilder {
  private final Set<String> permissions = new TreeSet<>();
  private final Map<String, RoleText> roles = new LinkedHashMap<>();
  private final Map<String, Map<String, Object>> staff = new LinkedHashMap<>();
  private final List<Map<String, ?>> separate = new ArrayList<>();
  private final List<String> sections = new ArrayList<>();

  /** A role that is being written. */
  static final class RoleText {
    private final Set<String> includes = new LinkedHashSet<>();
    private final Map<String, Object> requires = new LinkedHashMap<>();
    private final List<Line> grants = new ArrayList<>();
    private final List<Line> denies = new ArrayList<>();

    void include(String role) {
      includes.add(role);
    }

    void require(Map<String, ?> conditions) {
      requires.putAll(conditions);
    }

    void grant(Object source, Object permission, Map<String, ?> conditions) {
      grants.add(Line.of(source, permission, conditions));
    }

    void deny(Object source, Object permission, Map<String, ?> conditions) {
      denies.add(Line.of(source, permission, conditions));
    }
  }

  private record Line(Object source, Map<String, Object> fields) {
    static Line of(Object source, Object permission, Map<String, ?> conditions) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("permission", permission);
      fields.putAll(conditions);
      return new Line(source, fields);
    }
  }

  void permission(String id) {
    permissions.add(id);
  }

  RoleText role(String id) {
    return roles.computeIfAbsent(id, any -> new RoleText());
  }

  /** Adds an account, or another field of one. */
  void staff(String id, String field, Object value) {
    staff.computeIfAbsent(id, any -> new LinkedHashMap<>()).put(field, value);
  }

  /** Adds a rule of separation. */
  void separate(Map<String, ?> rule) {
    separate.add(rule);
  }

  /** Adds a whole section, as it is written. */
  void section(String text) {
    sections.add(text);
  }

  String text() {
    return written(new HashMap<>());
  }

  /** Loads it. */
  LoadedPolicy load() {
    Map<Integer, Object> sources = new HashMap<>();
    String text = written(sources);
    return new LoadedPolicy(PolicyFiles.parse("vector.yaml", text), sources);
  }

  private String written(Map<Integer, Object> sources) {
    Lines lines = new Lines();
    lines.add("staffgate: 1");
    lines.add("catalog: none");
    sections.forEach(lines::add);
    if (!separate.isEmpty()) {
      lines.add("separate: " + YamlFlowText.of(separate));
    }
    if (!permissions.isEmpty()) {
      lines.add("permissions:");
      permissions.forEach(id -> lines.add("  " + YamlFlowText.of(id) + ": {category: vector}"));
    }
    if (!roles.isEmpty()) {
      lines.add("roles:");
    }
    roles.forEach(
        (id, role) -> {
          lines.add("  " + YamlFlowText.of(id) + ":");
          lines.add("    includes: " + YamlFlowText.of(role.includes));
          if (!role.requires.isEmpty()) {
            lines.add("    requires: " + YamlFlowText.of(role.requires));
          }
          lines.add("    grants:" + (role.grants.isEmpty() ? " []" : ""));
          role.grants.forEach(line -> sources.put(lines.add("    - " + of(line)), line.source));
          lines.add("    denies:" + (role.denies.isEmpty() ? " []" : ""));
          role.denies.forEach(line -> sources.put(lines.add("    - " + of(line)), line.source));
        });
    if (!staff.isEmpty()) {
      lines.add("staff:");
    }
    staff.forEach(
        (id, fields) -> lines.add("  " + YamlFlowText.of(id) + ": " + YamlFlowText.of(fields)));
    return lines.text.toString();
  }

  private static String of(Line line) {
    return YamlFlowText.of(line.fields);
  }

  private static final class Lines {
    private final StringBuilder text = new StringBuilder();
    private int number;

    /** Adds text of one line or more, and returns the number of its last. */
    int add(String line) {
      text.append(line).append('\n');
      number += (int) line.chars().filter(c -> c == '\n').count() + 1;
      return number;
    }
  }
}
