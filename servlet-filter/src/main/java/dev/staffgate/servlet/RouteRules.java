package dev.staffgate.servlet;

import com.google.common.base.Splitter;
import dev.staffgate.model.RouteRule;
import dev.staffgate.policy.Policy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The routes of one policy: the first that matches a path and a method decides. Immutable.
 *
 * <p>Paths are compared as they are decoded, case-sensitively. Policy reference, section 2.
 */
final class RouteRules {
  private final Policy policy;
  private final List<Compiled> rules;

  private record Compiled(RouteRule rule, List<String> segments, boolean open) {}

  /** A route, and what its variables stand for in a path. */
  record Match(RouteRule rule, Map<String, String> variables) {
    /** The resources that the route asks about, by type. */
    Map<String, String> resources() {
      Map<String, String> resources = new HashMap<>();
      rule.resource()
          .forEach(
              (type, template) -> resources.put(type, variables.getOrDefault(template, template)));
      return resources;
    }
  }

  RouteRules(Policy policy) {
    this.policy = policy;
    this.rules = policy.document().routes().stream().map(RouteRules::compile).toList();
  }

  private static Compiled compile(RouteRule rule) {
    List<String> segments = segments(rule.path());
    boolean open = !segments.isEmpty() && segments.get(segments.size() - 1).equals("**");
    return new Compiled(rule, open ? segments.subList(0, segments.size() - 1) : segments, open);
  }

  private static List<String> segments(String path) {
    return path.equals("/") ? List.of("") : Splitter.on('/').splitToList(path.substring(1));
  }

  @SuppressWarnings("ReferenceEquality") // a policy is one object; rules are compiled once for each
  boolean areOf(Policy other) {
    return policy == other;
  }

  /** The first route that matches. */
  Optional<Match> match(String method, String path) {
    List<String> segments = segments(path);
    for (Compiled compiled : rules) {
      if (matchesMethod(compiled.rule, method)) {
        Optional<Match> match = match(compiled, segments);
        if (match.isPresent()) {
          return match;
        }
      }
    }
    return Optional.empty();
  }

  private static boolean matchesMethod(RouteRule rule, String method) {
    return rule.methods().isEmpty()
        || rule.methods().contains(method)
        || (method.equals("HEAD") && rule.methods().contains("GET"));
  }

  private static Optional<Match> match(Compiled compiled, List<String> segments) {
    List<String> pattern = compiled.segments;
    if (compiled.open ? segments.size() < pattern.size() : segments.size() != pattern.size()) {
      return Optional.empty();
    }
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < pattern.size(); i++) {
      String wanted = pattern.get(i);
      String found = segments.get(i);
      boolean any = wanted.equals("*") || wanted.startsWith("{");
      if (any ? found.isEmpty() : !wanted.equals(found)) {
        return Optional.empty();
      }
      if (wanted.startsWith("{")) {
        variables.put(wanted, found);
      }
    }
    return Optional.of(new Match(compiled.rule, Map.copyOf(variables)));
  }
}
