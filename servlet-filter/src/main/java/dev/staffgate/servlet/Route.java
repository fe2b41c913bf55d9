package dev.staffgate.servlet;

import dev.staffgate.model.Permission;
import dev.staffgate.model.RouteRule;
import dev.staffgate.policy.Decision;
import dev.staffgate.policy.Policy;
import dev.staffgate.policy.Reason;
import dev.staffgate.policy.ReasonCode;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One route, made ready: what can be known before any request comes is found out once. Immutable.
 */
final class Route {
  private final RoutePattern pattern;
  private final @Nullable Permission permission;
  private final Decision.Permit open;

  private Route(RoutePattern pattern, @Nullable Permission permission) {
    this.pattern = pattern;
    this.permission = permission;
    RouteRule rule = pattern.rule();
    String who =
        rule.access() == RouteRule.Access.PUBLIC ? "public" : "open to whoever is signed in";
    this.open =
        new Decision.Permit(
            Reason.outsidePolicy(
                ReasonCode.GRANTED, "the route at " + rule.at().fileAndLine() + " is " + who),
            Optional.empty());
  }

  static Route of(RoutePattern pattern, Policy policy) {
    return new Route(
        pattern, pattern.rule().permission().map(one -> policy.permission(one.id())).orElse(null));
  }

  RouteRule rule() {
    return pattern.rule();
  }

  RoutePattern pattern() {
    return pattern;
  }

  /** What is asked, with access by permission alone. */
  Permission permission() {
    if (permission == null) {
      throw new IllegalStateException("this route asks for no permission");
    }
    return permission;
  }

  /** The answer where the route itself permits. */
  Decision.Permit open() {
    return open;
  }

  /** Ids by type, with the segments of a path put in that this route matches. */
  Map<String, String> resources(String path) {
    return pattern.resources(path);
  }
}
