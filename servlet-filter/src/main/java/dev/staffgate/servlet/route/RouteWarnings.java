package dev.staffgate.servlet.route;

import com.google.common.collect.ImmutableSet;
import dev.staffgate.model.RouteRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds routes that look like mistakes though each is right by itself: a rule that no request ever
 * reaches, and a rule that takes paths away from a later one that names them more exactly.
 *
 * <p>A rule is reached if it is reached by a path that has, wherever its pattern leaves the choice,
 * a text that no pattern has: what catches such a path catches all others too. So a few paths are
 * tried for each rule, and the answer is exact.
 */
public final class RouteWarnings {
  /** The most warnings that are reported. */
  private static final int MAX = 100;

  private final RouteRules rules;
  private final int deepest;
  private final List<String> found = new ArrayList<>();

  private RouteWarnings(RouteRules rules) {
    this.rules = rules;
    this.deepest =
        rules.routes().stream()
            .mapToInt(route -> route.pattern().segments().size())
            .max()
            .orElse(0);
  }

  /** One sentence for each, with both places; in the order of the later rule; 100 at most. */
  public static List<String> of(RouteRules rules) {
    RouteWarnings warnings = new RouteWarnings(rules);
    for (int later = 0; later < rules.routes().size() && warnings.found.size() < MAX; later++) {
      warnings.lookAt(later);
    }
    return List.copyOf(warnings.found.subList(0, Math.min(MAX, warnings.found.size())));
  }

  private void lookAt(int later) {
    CompiledRoute route = rules.routes().get(later);
    if (route.pattern().isUnreachable()) {
      found.add(
          shown(route) + " can never be reached: paths with such a segment are refused before");
      return;
    }
    CompiledRoute instead = whatCatchesAllOf(route);
    if (instead != null) {
      found.add(shown(route) + " can never be reached: " + shown(instead) + " comes before it");
      return;
    }
    ImmutableSet<String> methods = route.pattern().methods();
    for (int earlier = 0; earlier < later; earlier++) {
      CompiledRoute other = rules.routes().get(earlier);
      if (takesAwayFrom(other, route) && meet(other.pattern().methods(), methods)) {
        found.add(
            shown(other)
                + " comes before "
                + shown(route)
                + " and decides what both match: is that meant?");
      }
    }
  }

  /** A rule without which the route would be reached; null if it is reached. */
  private @Nullable CompiledRoute whatCatchesAllOf(CompiledRoute route) {
    CompiledRoute instead = null;
    for (String path : pathsOf(route.pattern())) {
      for (String method : methodsOf(route.pattern())) {
        CompiledRoute reached = rules.find(method, path);
        if (reached == route) {
          return null;
        }
        instead = reached;
      }
    }
    return instead;
  }

  private static List<String> methodsOf(RoutePattern pattern) {
    // None means all: the hardest to reach with is one that no rule names.
    return pattern.methods().isEmpty() ? List.of("-") : pattern.methods().asList();
  }

  private static boolean meet(ImmutableSet<String> one, ImmutableSet<String> other) {
    return one.isEmpty() || other.isEmpty() || one.stream().anyMatch(other::contains);
  }

  private List<String> pathsOf(RoutePattern pattern) {
    StringBuilder path = new StringBuilder();
    for (RoutePattern.Segment segment : pattern.segments()) {
      // No pattern has an asterisk in its text.
      path.append('/').append(segment.placeholder() ? "*" : segment.text());
    }
    String exact = path.isEmpty() ? "/" : path.toString();
    if (!pattern.open()) {
      return List.of(exact);
    }
    List<String> paths = new ArrayList<>(List.of(exact));
    for (int more = 0; more <= deepest - pattern.segments().size() + 1; more++) {
      paths.add(path + "/*".repeat(more) + "/");
      paths.add(path + "/*".repeat(more + 1));
    }
    return paths;
  }

  private static boolean takesAwayFrom(CompiledRoute earlier, CompiledRoute later) {
    return !asksTheSame(earlier.rule(), later.rule())
        && earlier.pattern().overlaps(later.pattern())
        && !later.pattern().covers(earlier.pattern());
  }

  private static boolean asksTheSame(RouteRule one, RouteRule other) {
    return one.access() == other.access()
        && one.permission().equals(other.permission())
        && one.resource().equals(other.resource());
  }

  private static String shown(CompiledRoute route) {
    RouteRule rule = route.rule();
    return "the route `"
        + (rule.methods().isEmpty() ? "" : String.join(",", rule.methods()) + " ")
        + rule.path()
        + "` at "
        + rule.at().fileAndLine();
  }
}
