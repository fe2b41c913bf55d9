package dev.staffgate.servlet.route;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.staffgate.model.RouteRule;
import dev.staffgate.servlet.request.PathInspector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The path of one route, read into segments.
 *
 * @param rule the route
 * @param segments from the left, without the {@code **}
 * @param open whether it ends in {@code **}: then it matches its prefix and everything below
 * @param variables the position of each {@code {name}}, from 0
 */
record RoutePattern(
    RouteRule rule, List<Segment> segments, boolean open, Map<String, Integer> variables) {
  private static final Splitter SLASH = Splitter.on('/');

  /**
   * One segment: its text, or a placeholder for any one that is not empty.
   *
   * @param text what it has to be; empty for a placeholder, and in the path {@code /}
   */
  record Segment(String text, boolean placeholder) {
    /** Returns whether some segment of a path is matched by both. */
    boolean overlaps(Segment other) {
      return placeholder
          ? other.placeholder || !other.text.isEmpty()
          : other.placeholder ? !text.isEmpty() : text.equals(other.text);
    }

    /** Returns whether every segment that matches the other matches this one. */
    boolean covers(Segment other) {
      return placeholder
          ? other.placeholder || !other.text.isEmpty()
          : !other.placeholder && text.equals(other.text);
    }
  }

  RoutePattern {
    segments = List.copyOf(segments);
    variables = ImmutableMap.copyOf(variables);
  }

  /**
   * Reads the path of a rule.
   *
   * @throws IllegalArgumentException if it would never match what it seems to: a rule after it
   *     would then open what this one was to guard
   */
  static RoutePattern of(RouteRule rule) {
    List<String> texts = segmentsOf(rule.path());
    boolean open = texts.get(texts.size() - 1).equals("**");
    List<Segment> segments = new ArrayList<>();
    Map<String, Integer> variables = new HashMap<>();
    for (int i = 0; i < texts.size() - (open ? 1 : 0); i++) {
      String text = texts.get(i);
      boolean variable = text.length() > 2 && text.startsWith("{") && text.endsWith("}");
      if (variable) {
        checkArgument(
            variables.put(text.substring(1, text.length() - 1), i) == null,
            "route %s names %s twice",
            rule.path(),
            text);
      }
      boolean placeholder = variable || text.equals("*");
      checkArgument(
          placeholder || isText(text, texts.size() == 1),
          "route %s has a segment `%s`, which no path that reaches the rules could have",
          rule.path(),
          text);
      segments.add(new Segment(placeholder ? "" : text, placeholder));
    }
    RoutePattern pattern = new RoutePattern(rule, segments, open, variables);
    rule.resource().values().forEach(pattern::checkTemplate);
    return pattern;
  }

  /**
   * Returns whether a segment is text.
   *
   * @param alone whether the path has no other, so that an empty one makes it {@code /}
   */
  private static boolean isText(String text, boolean alone) {
    return text.isEmpty()
        ? alone
        : !text.equals(".")
            && !text.equals("..")
            && text.chars().noneMatch(c -> "*{};%\\?#".indexOf(c) >= 0);
  }

  private void checkTemplate(String template) {
    checkArgument(
        !isVariable(template) || variables.containsKey(inBraces(template)),
        "route %s has no segment %s, which its resource names",
        rule.path(),
        template);
  }

  /** The segments of a path that begins with a slash; that of {@code /} is empty. */
  private static List<String> segmentsOf(String path) {
    return SLASH.splitToList(path.substring(1));
  }

  /**
   * Returns whether one of its segments is such that a path with it is refused before any rule is
   * read. The rule is of no use then, but does no harm either.
   */
  boolean isUnreachable() {
    return segments.stream()
        .anyMatch(
            segment ->
                !segment.text.isEmpty()
                    && PathInspector.problemInDecoded("/" + segment.text).isPresent());
  }

  /** Returns whether some path is matched by both. */
  boolean overlaps(RoutePattern other) {
    int common = Math.min(segments.size(), other.segments.size());
    for (int i = 0; i < common; i++) {
      if (!segments.get(i).overlaps(other.segments.get(i))) {
        return false;
      }
    }
    return (segments.size() == common || other.open) && (other.segments.size() == common || open);
  }

  /** Returns whether every path that the other matches is matched by this one. */
  boolean covers(RoutePattern other) {
    if (segments.size() > other.segments.size() || (other.open && !open)) {
      return false;
    }
    for (int i = 0; i < segments.size(); i++) {
      if (!segments.get(i).covers(other.segments.get(i))) {
        return false;
      }
    }
    return open || segments.size() == other.segments.size();
  }

  /** The methods that the rule is for, HEAD among them if GET is; empty for all but TRACE. */
  ImmutableSet<String> methods() {
    ImmutableSet.Builder<String> methods = ImmutableSet.builder();
    methods.addAll(rule.methods());
    return rule.methods().contains("GET") ? methods.add("HEAD").build() : methods.build();
  }

  /** The resources that the rule asks about, for a path that this pattern matches. */
  Map<String, String> resources(String path) {
    if (rule.resource().isEmpty()) {
      return Map.of();
    }
    List<String> texts = segmentsOf(path);
    ImmutableMap.Builder<String, String> resources = ImmutableMap.builder();
    rule.resource()
        .forEach(
            (type, template) ->
                resources.put(
                    type,
                    isVariable(template) ? texts.get(position(inBraces(template))) : template));
    return resources.buildOrThrow();
  }

  private int position(String variable) {
    Integer position = variables.get(variable);
    if (position == null) {
      throw new IllegalStateException("a template was not checked");
    }
    return position;
  }

  private static boolean isVariable(String template) {
    return template.startsWith("{") && template.endsWith("}");
  }

  private static String inBraces(String template) {
    return template.substring(1, template.length() - 1);
  }
}
