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
  /** Stands for a method that no rule names; none that a rule names is written like it. */
  static final String OTHER_METHOD = "-";

  private static final Splitter SLASH = Splitter.on('/');

  /**
   * One segment: its text, or a placeholder for any one that is not empty.
   *
   * @param text what it has to be; empty for a placeholder, and in the path {@code /}
   */
  record Segment(String text, boolean placeholder) {}

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

  /**
   * Returns a path that it matches, with a text that no pattern has wherever it leaves the choice;
   * empty for {@code /**}.
   */
  String generic() {
    StringBuilder path = new StringBuilder();
    for (Segment segment : segments) {
      path.append('/').append(segment.placeholder ? "*" : segment.text);
    }
    return path.toString();
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
