package dev.staffgate.servlet.route;

import com.google.common.collect.ImmutableSet;
import dev.staffgate.model.RouteRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds rules past which something falls through to a later one that asks for less: other methods
 * of their paths, and what lies below a path that ends in {@code *}. Not thread-safe.
 */
final class FallThroughs {
  /** Methods that most applications obey: one of these makes a sentence plainer. */
  private static final List<String> COMMON = List.of("DELETE", "POST", "PUT", "PATCH", "GET");

  /** The most methods of a policy that are tried. */
  private static final int MAX_METHODS = 24;

  private final RouteRules rules;
  private final WorkLimit work;
  private final ImmutableSet<String> methods;

  /** For each rule the next one with the same pattern; -1 for none. */
  private final int[] nextOfPattern;

  FallThroughs(RouteRules rules, WorkLimit work) {
    this.rules = rules;
    this.work = work;
    Set<String> named = new LinkedHashSet<>(COMMON);
    rules.routes().forEach(route -> named.addAll(route.pattern().methods()));
    named.remove("TRACE"); // which no rule is for that does not list it
    ImmutableSet.Builder<String> tried = ImmutableSet.builder();
    tried.add(RoutePattern.OTHER_METHOD);
    named.stream().limit(MAX_METHODS).forEach(tried::add);
    this.methods = tried.build();
    this.nextOfPattern = new int[rules.routes().size()];
    Map<List<Object>, Integer> later = new HashMap<>();
    for (int i = nextOfPattern.length - 1; i >= 0; i--) {
      RoutePattern pattern = rules.routes().get(i).pattern();
      Integer next = later.put(List.of(pattern.segments(), pattern.open()), i);
      nextOfPattern[i] = next == null ? -1 : next;
    }
  }

  /** Returns a sentence for each rule that something falls through to. */
  List<String> of(int number) {
    CompiledRoute route = rules.routes().get(number);
    List<String> found = new ArrayList<>();
    if (route.rule().access() == RouteRule.Access.PUBLIC) {
      return found;
    }
    RoutePattern pattern = route.pattern();
    if (!pattern.methods().isEmpty()) {
      otherMethods(number, route, found);
    }
    if (route.rule().path().endsWith("/*")) {
      deeperPaths(number, route, found);
    }
    return found;
  }

  private void otherMethods(int number, CompiledRoute route, List<String> found) {
    RoutePattern pattern = route.pattern();
    Map<Integer, String> reached = new TreeMap<>();
    for (String path : pattern.open() ? List.of("", "/*") : List.of("")) {
      for (String method : methods) {
        if (!pattern.methods().contains(method) && work.spend(pattern.segments().size() + 1)) {
          int to = rules.number(method, orRoot(pattern.generic() + path));
          if (to > number && asksLess(to, number) && !isToldLater(number, to)) {
            reached.merge(to, method, FallThroughs::plainer);
          }
        }
      }
    }
    reached.forEach(
        (to, method) ->
            found.add(
                route.shown()
                    + " is not for all methods: "
                    + (method.equals(RoutePattern.OTHER_METHOD)
                        ? "others fall"
                        : method + ", for one, falls")
                    + " through to "
                    + rules.routes().get(to).shown()
                    + ", which asks for less"));
  }

  private void deeperPaths(int number, CompiledRoute route, List<String> found) {
    RoutePattern pattern = route.pattern();
    ImmutableSet<String> own = pattern.methods();
    Set<Integer> told = new HashSet<>();
    for (String method : own.isEmpty() ? ImmutableSet.of(RoutePattern.OTHER_METHOD) : own) {
      if (work.spend(pattern.segments().size() + 1)) {
        int to = rules.number(method, pattern.generic() + "/*");
        if (to > number && asksLess(to, number) && told.add(to)) {
          found.add(
              route.shown()
                  + " matches one segment: what lies deeper falls through to "
                  + rules.routes().get(to).shown()
                  + ", which asks for less; `/**` at the end would match it");
        }
      }
    }
  }

  /** Returns whether another rule with the same pattern, before the one fallen to, tells it. */
  private boolean isToldLater(int number, int to) {
    for (int next = nextOfPattern[number]; next >= 0 && next < to; next = nextOfPattern[next]) {
      if (!rules.routes().get(next).pattern().methods().isEmpty() && asksLess(to, next)) {
        return true;
      }
      if (!work.spend(1)) {
        return true;
      }
    }
    return false;
  }

  private static String plainer(String one, String other) {
    for (String common : COMMON) {
      if (one.equals(common) || other.equals(common)) {
        return common;
      }
    }
    return one;
  }

  private boolean asksLess(int one, int other) {
    return rules
            .routes()
            .get(one)
            .rule()
            .access()
            .compareTo(rules.routes().get(other).rule().access())
        < 0;
  }

  private static String orRoot(String path) {
    return path.isEmpty() ? "/" : path;
  }
}
