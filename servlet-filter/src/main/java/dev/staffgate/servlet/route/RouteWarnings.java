package dev.staffgate.servlet.route;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds routes that look like mistakes though each is right by itself: a rule that no request ever
 * reaches, one that takes paths away from a later one that names them more exactly, one whose other
 * methods or deeper paths fall through to one that asks for less, and one that can never be
 * permitted. Made for the thread that loads a policy, never for that of a request.
 *
 * <p>A rule is reached if it is reached by a path that has, wherever its pattern leaves the choice,
 * a text that no pattern has: what catches such a path catches all others too. So a few paths are
 * tried for each rule, and the answer is exact.
 */
public final class RouteWarnings {
  /** The most warnings that are reported. */
  private static final int MAX = 100;

  private final RouteRules rules;
  private final WorkLimit work = new WorkLimit();
  private final RouteOverlaps overlaps;
  private final FallThroughs fallThroughs;
  private final UnmetPermissions permissions;
  private final int deepest;
  private final List<String> found = new ArrayList<>();

  private RouteWarnings(RouteRules rules) {
    this.rules = rules;
    this.overlaps = new RouteOverlaps(rules.routes(), work);
    this.fallThroughs = new FallThroughs(rules, work);
    this.permissions = new UnmetPermissions(rules.policy());
    this.deepest =
        rules.routes().stream()
            .mapToInt(route -> route.pattern().segments().size())
            .max()
            .orElse(0);
  }

  /** One sentence for each, with both places; in the order of the rules; 100 at most. */
  public static List<String> of(RouteRules rules) {
    RouteWarnings warnings = new RouteWarnings(rules);
    for (int i = 0; i < rules.routes().size() && warnings.found.size() < MAX; i++) {
      warnings.lookAt(i);
    }
    if (warnings.work.isUsedUp() && warnings.found.size() < MAX) {
      warnings.found.add("the routes overlap too much to compare all: warnings may be missing");
    }
    return List.copyOf(warnings.found.subList(0, Math.min(MAX, warnings.found.size())));
  }

  private void lookAt(int number) {
    CompiledRoute route = rules.routes().get(number);
    if (route.pattern().isUnreachable()) {
      found.add(
          route.shown() + " can never be reached: paths with such a segment are refused before");
      return;
    }
    CompiledRoute instead = whatCatchesAllOf(route);
    if (instead != null) {
      found.add(route.shown() + " can never be reached: " + instead.shown() + " comes before it");
      return;
    }
    for (int earlier : overlaps.takenFrom(number)) {
      found.add(
          rules.routes().get(earlier).shown()
              + " comes before "
              + route.shown()
              + " and decides what both match: is that meant?");
    }
    found.addAll(fallThroughs.of(number));
    permissions.neverGranted(route.rule()).ifPresent(why -> found.add(route.shown() + why));
  }

  /** A rule without which the route would be reached; null if it is reached. */
  private @Nullable CompiledRoute whatCatchesAllOf(CompiledRoute route) {
    CompiledRoute instead = null;
    RoutePattern pattern = route.pattern();
    int longest = pattern.open() ? deepest - pattern.segments().size() + 2 : 0;
    for (int more = 0; more <= longest; more++) {
      String path = pattern.generic() + "/*".repeat(more);
      for (String one : pattern.open() ? List.of(path, path + "/") : List.of(path)) {
        for (String method : methodsOf(pattern)) {
          if (!work.spend(pattern.segments().size() + more + 1)) {
            return null;
          }
          CompiledRoute reached = rules.find(method, one.isEmpty() ? "/" : one);
          if (reached == route) {
            return null;
          }
          instead = reached;
        }
      }
    }
    return instead;
  }

  private static List<String> methodsOf(RoutePattern pattern) {
    // None means all: the hardest to reach with is one that no rule names.
    ImmutableSet<String> methods = pattern.methods();
    return methods.isEmpty() ? List.of(RoutePattern.OTHER_METHOD) : methods.asList();
  }
}
