package dev.staffgate.servlet;

import dev.staffgate.model.RouteRule;
import dev.staffgate.policy.Policy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The routes of one policy: the first in its order that matches path and method decides, and what
 * none matches is refused. Immutable.
 *
 * <p>Paths are compared as they are decoded, case-sensitively. Policy reference, section 2.
 */
final class RouteRules {
  private final Policy policy;
  private final List<RoutePattern> patterns;
  private final RouteTrie trie;

  /**
   * A route that matches, and what it asks about there.
   *
   * @param resources ids by type, with the segments of the path put in
   */
  record Match(RouteRule rule, Map<String, String> resources) {}

  /**
   * Compiles the routes of a policy.
   *
   * @throws IllegalArgumentException if one of them, made in code, could never match what it seems
   *     to
   */
  RouteRules(Policy policy) {
    this.policy = policy;
    this.patterns = policy.document().routes().stream().map(RoutePattern::of).toList();
    this.trie = RouteTrie.of(patterns);
  }

  @SuppressWarnings("ReferenceEquality") // a policy is one object; rules are compiled once for each
  boolean areOf(Policy other) {
    return policy == other;
  }

  /**
   * The first route that matches.
   *
   * @param method as sent
   * @param path decoded once, beginning with a slash
   */
  Optional<Match> match(String method, String path) {
    List<String> segments = RoutePattern.segmentsOf(path);
    int number = trie.find(segments, method);
    if (number < 0) {
      return Optional.empty();
    }
    RoutePattern pattern = patterns.get(number);
    return Optional.of(new Match(pattern.rule(), pattern.resources(segments)));
  }
}
