package dev.staffgate.servlet.route;

import com.google.common.collect.ImmutableList;
import dev.staffgate.policy.Policy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The routes of one policy: the first in its order that matches path and method decides, and what
 * none matches is refused. Immutable.
 *
 * <p>Paths are compared as they are decoded, case-sensitively. Policy reference, section 2.
 */
public final class RouteRules {
  private final Policy policy;
  private final ImmutableList<CompiledRoute> routes;
  private final RouteTrie trie;

  /**
   * Compiles the routes of a policy.
   *
   * @throws IllegalArgumentException if one of them, made in code, could never match what it seems
   *     to
   */
  public RouteRules(Policy policy) {
    this.policy = policy;
    List<RoutePattern> patterns =
        policy.document().routes().stream().map(RoutePattern::of).toList();
    this.routes =
        patterns.stream()
            .map(pattern -> CompiledRoute.of(pattern, policy))
            .collect(ImmutableList.toImmutableList());
    this.trie = RouteTrie.of(patterns);
  }

  @SuppressWarnings("ReferenceEquality") // a policy is one object; rules are compiled once for each
  public boolean belongTo(Policy other) {
    return policy == other;
  }

  /** The policy whose routes these are. */
  public Policy policy() {
    return policy;
  }

  /** All, in the order of the policy. */
  ImmutableList<CompiledRoute> routes() {
    return routes;
  }

  /**
   * The first route that matches; null if there is none. Allocates nothing.
   *
   * @param method as sent
   * @param path decoded once, beginning with a slash
   */
  public @Nullable CompiledRoute find(String method, String path) {
    int number = number(method, path);
    return number < 0 ? null : routes.get(number);
  }

  /** The position of the first route that matches; -1 if there is none. */
  int number(String method, String path) {
    return trie.find(path, method);
  }
}
