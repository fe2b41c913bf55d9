package dev.staffgate.servlet.route;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Reason;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.model.Permission;
import dev.staffgate.model.RouteRule;
import dev.staffgate.policy.Policy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A route, compiled once for all requests. Immutable. */
public final class CompiledRoute {
  /** The question without a name; the caller's name is added for each request. */
  private static final String NOBODY = "";

  private final RoutePattern pattern;
  private final @Nullable AccessRequest question;
  private final Decision.Permit open;

  private CompiledRoute(RoutePattern pattern, @Nullable Permission permission) {
    this.pattern = pattern;
    this.question = permission == null ? null : AccessRequest.of(NOBODY, permission);
    RouteRule rule = pattern.rule();
    String who =
        rule.access() == RouteRule.Access.PUBLIC ? "public" : "open to whoever is signed in";
    this.open =
        new Decision.Permit(
            Reason.outsidePolicy(
                ReasonCode.GRANTED, "the route at " + rule.at().fileAndLine() + " is " + who),
            Optional.empty());
  }

  static CompiledRoute of(RoutePattern pattern, Policy policy) {
    return new CompiledRoute(
        pattern, pattern.rule().permission().map(one -> policy.permission(one.id())).orElse(null));
  }

  public RouteRule rule() {
    return pattern.rule();
  }

  /** Returns the route and its place, for a sentence. */
  String shown() {
    RouteRule rule = rule();
    return "the route `"
        + (rule.methods().isEmpty() ? "" : String.join(",", rule.methods()) + " ")
        + rule.path()
        + "` at "
        + rule.at().fileAndLine();
  }

  RoutePattern pattern() {
    return pattern;
  }

  /**
   * Returns the question for a path that this route matches, not yet in anybody's name. The route
   * must be one with a permission.
   */
  public AccessRequest question(String path) {
    if (question == null) {
      throw new IllegalStateException("this route asks for no permission");
    }
    return question.on(pattern.resources(path));
  }

  /** The answer where the route itself permits. */
  public Decision.Permit open() {
    return open;
  }
}
