package dev.staffgate.servlet.route;

import com.google.common.collect.ImmutableSet;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.RouteRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rules that take paths away from a later one that names them more exactly. All patterns
 * stand in a tree by their segments, and a branch is left out if all in it ask for the same as the
 * rule that is looked at, come after it, or are covered by it. Not thread-safe.
 */
final class RouteOverlaps {
  private static final int NOBODY = -1;
  private static final int SEVERAL = -2;

  /** The requirement of a rule. */
  private record Asked(
      RouteRule.Access access, Optional<NameRef> permission, Map<String, String> on) {
    static Asked by(RouteRule rule) {
      return new Asked(rule.access(), rule.permission(), rule.resource());
    }
  }

  /** The rules below a prefix. */
  private static final class Node {
    private final Map<String, Node> exact = new HashMap<>();
    private @Nullable Node placeholder;
    private final List<Integer> here = new ArrayList<>();
    private final List<Integer> below = new ArrayList<>();
    private int lowest = Integer.MAX_VALUE;
    private int asked = NOBODY;

    private void take(int number, int what) {
      lowest = Math.min(lowest, number);
      asked = asked == NOBODY || asked == what ? what : SEVERAL;
    }

    private Node next(RoutePattern.Segment segment) {
      if (!segment.placeholder()) {
        return exact.computeIfAbsent(segment.text(), any -> new Node());
      }
      Node next = placeholder == null ? new Node() : placeholder;
      placeholder = next;
      return next;
    }
  }

  private final List<CompiledRoute> routes;
  private final WorkLimit work;
  private final Node root = new Node();
  private final int[] asked;

  RouteOverlaps(List<CompiledRoute> routes, WorkLimit work) {
    this.routes = routes;
    this.work = work;
    this.asked = new int[routes.size()];
    Map<Asked, Integer> kinds = new HashMap<>();
    for (int i = 0; i < asked.length; i++) {
      asked[i] = kinds.computeIfAbsent(Asked.by(routes.get(i).rule()), any -> kinds.size());
      add(i, routes.get(i).pattern());
    }
  }

  private void add(int number, RoutePattern pattern) {
    Node node = root;
    node.take(number, asked[number]);
    for (RoutePattern.Segment segment : pattern.segments()) {
      node = node.next(segment);
      node.take(number, asked[number]);
    }
    (pattern.open() ? node.below : node.here).add(number);
  }

  /**
   * Returns the earlier rules that match some path and method of this one, ask for something else,
   * and are not covered by it; in their order.
   */
  List<Integer> takenFrom(int number) {
    List<Integer> found = new ArrayList<>();
    collect(root, number, 0, true, found);
    Collections.sort(found);
    return found;
  }

  /**
   * Follows the segments of a rule.
   *
   * @param depth the number of segments that have been followed
   * @param covered whether the rule matches whatever has been followed
   */
  private void collect(Node node, int number, int depth, boolean covered, List<Integer> found) {
    if (isNothing(node, number)) {
      return;
    }
    RoutePattern pattern = routes.get(number).pattern();
    boolean atEnd = depth == pattern.segments().size();
    if (!atEnd || !covered || !pattern.open()) {
      addAll(node.below, number, found);
    }
    if (atEnd) {
      if (!covered) {
        addAll(node.here, number, found);
      }
      if (pattern.open() && !covered) {
        children(node).forEach(child -> collectAll(child, number, found));
      }
      return;
    }
    RoutePattern.Segment segment = pattern.segments().get(depth);
    if (segment.placeholder()) {
      node.exact.forEach(
          (text, child) -> {
            if (!text.isEmpty()) {
              collect(child, number, depth + 1, covered, found);
            }
          });
      if (node.placeholder != null) {
        collect(node.placeholder, number, depth + 1, covered, found);
      }
      return;
    }
    Node same = node.exact.get(segment.text());
    if (same != null) {
      collect(same, number, depth + 1, covered, found);
    }
    if (node.placeholder != null && !segment.text().isEmpty()) {
      collect(node.placeholder, number, depth + 1, false, found);
    }
  }

  private void collectAll(Node node, int number, List<Integer> found) {
    if (isNothing(node, number)) {
      return;
    }
    addAll(node.here, number, found);
    addAll(node.below, number, found);
    children(node).forEach(child -> collectAll(child, number, found));
  }

  private static List<Node> children(Node node) {
    List<Node> children = new ArrayList<>(node.exact.values());
    if (node.placeholder != null) {
      children.add(node.placeholder);
    }
    return children;
  }

  private boolean isNothing(Node node, int number) {
    return node.lowest >= number || node.asked == asked[number] || !work.spend(1);
  }

  private void addAll(List<Integer> rules, int number, List<Integer> found) {
    for (int other : rules) {
      if (other >= number || !work.spend(1)) {
        return;
      }
      if (asked[other] != asked[number] && meet(methods(other), methods(number))) {
        found.add(other);
      }
    }
  }

  private ImmutableSet<String> methods(int number) {
    return routes.get(number).pattern().methods();
  }

  private static boolean meet(ImmutableSet<String> one, ImmutableSet<String> other) {
    return one.isEmpty() || other.isEmpty() || one.stream().anyMatch(other::contains);
  }
}
