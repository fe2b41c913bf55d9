package dev.staffgate.servlet;

import com.google.common.collect.ImmutableSet;
import dev.staffgate.model.RouteRule;

/** The request methods that a rule is for; HEAD counts as GET. */
final class RouteMethods {
  private RouteMethods() {}

  /** The methods, HEAD among them if GET is; empty for all. */
  static ImmutableSet<String> of(RouteRule rule) {
    ImmutableSet.Builder<String> methods = ImmutableSet.builder();
    methods.addAll(rule.methods());
    return rule.methods().contains("GET") ? methods.add("HEAD").build() : methods.build();
  }

  /** Whether some method is in both. */
  static boolean meet(ImmutableSet<String> one, ImmutableSet<String> other) {
    return one.isEmpty() || other.isEmpty() || one.stream().anyMatch(other::contains);
  }
}
