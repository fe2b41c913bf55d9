package dev.staffgate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Circles in a graph: the sets of nodes that all reach one another (strongly connected components,
 * by Tarjan's algorithm). Recursive: for graphs of a few thousand nodes.
 */
final class TypeCircles {
  private final Map<String, Set<String>> edges;
  private final Map<String, Integer> index = new HashMap<>();
  private final Map<String, Integer> low = new HashMap<>();
  private final Deque<String> stack = new ArrayDeque<>();
  private final Set<String> onStack = new HashSet<>();
  private final List<Set<String>> circles = new ArrayList<>();

  private TypeCircles(Map<String, Set<String>> edges) {
    this.edges = edges;
  }

  /**
   * Returns the circles of two nodes and more, the largest first; those of equal size by their
   * first node.
   *
   * @param edges from each node to those that it knows
   */
  static List<Set<String>> in(Map<String, Set<String>> edges) {
    TypeCircles search = new TypeCircles(edges);
    new TreeSet<>(edges.keySet())
        .forEach(
            node -> {
              if (!search.index.containsKey(node)) {
                search.visit(node);
              }
            });
    search.circles.sort(
        (a, b) ->
            a.size() != b.size()
                ? b.size() - a.size()
                : a.iterator().next().compareTo(b.iterator().next()));
    return search.circles;
  }

  private void visit(String node) {
    index.put(node, index.size());
    low.put(node, index.get(node));
    stack.push(node);
    onStack.add(node);
    for (String next : edges.getOrDefault(node, Set.of())) {
      if (!index.containsKey(next)) {
        visit(next);
        low.merge(node, low.get(next), Math::min);
      } else if (onStack.contains(next)) {
        low.merge(node, index.get(next), Math::min);
      }
    }
    if (low.get(node).equals(index.get(node))) {
      Set<String> circle = new TreeSet<>();
      String member;
      do {
        member = stack.pop();
        onStack.remove(member);
        circle.add(member);
      } while (!member.equals(node));
      if (circle.size() > 1) {
        circles.add(circle);
      }
    }
  }
}
