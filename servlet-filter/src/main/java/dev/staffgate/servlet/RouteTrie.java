package dev.staffgate.servlet;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.staffgate.model.RouteRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The patterns of all routes by their segments: a node for each prefix, with what may stand next.
 *
 * <p>The first rule in the policy's order wins, not the most specific one, so a look-up follows
 * both the exact segment and the placeholder and keeps the lowest number. A branch whose lowest
 * number is no better than what was found already is not entered. Immutable.
 */
final class RouteTrie {
  /** A rule with its position in the policy. */
  private record Numbered(int number, RouteRule rule) {}

  private final ImmutableMap<String, RouteTrie> exact;
  private final @Nullable RouteTrie placeholder;
  private final ImmutableList<Numbered> here;
  private final ImmutableList<Numbered> below;
  private final int lowest;

  private RouteTrie(Builder builder) {
    ImmutableMap.Builder<String, RouteTrie> children = ImmutableMap.builder();
    builder.exact.forEach((segment, child) -> children.put(segment, new RouteTrie(child)));
    this.exact = children.buildOrThrow();
    this.placeholder = builder.placeholder == null ? null : new RouteTrie(builder.placeholder);
    this.here = ImmutableList.copyOf(builder.here);
    this.below = ImmutableList.copyOf(builder.below);
    this.lowest = builder.lowest;
  }

  static RouteTrie of(List<RoutePattern> patterns) {
    Builder root = new Builder();
    for (int i = 0; i < patterns.size(); i++) {
      root.add(patterns.get(i), i);
    }
    return new RouteTrie(root);
  }

  /** The number of the first rule that matches, or -1. */
  int find(List<String> segments, String method) {
    int found = find(segments, 0, method, Integer.MAX_VALUE);
    return found == Integer.MAX_VALUE ? -1 : found;
  }

  private int find(List<String> segments, int depth, String method, int best) {
    if (lowest >= best) {
      return best;
    }
    int found = first(below, method, best);
    if (depth == segments.size()) {
      return first(here, method, found);
    }
    String segment = segments.get(depth);
    RouteTrie child = exact.get(segment);
    if (child != null) {
      found = child.find(segments, depth + 1, method, found);
    }
    if (placeholder != null && !segment.isEmpty()) {
      found = placeholder.find(segments, depth + 1, method, found);
    }
    return found;
  }

  private static int first(List<Numbered> rules, String method, int best) {
    for (Numbered one : rules) {
      if (one.number >= best) {
        return best;
      }
      if (isFor(one.rule, method)) {
        return one.number;
      }
    }
    return best;
  }

  /**
   * HEAD counts as GET. Methods are compared as they are (RFC 9110, section 9.1), so one that is
   * unknown, such as {@code get}, is matched by rules without methods alone.
   */
  private static boolean isFor(RouteRule rule, String method) {
    return rule.methods().isEmpty()
        || rule.methods().contains(method)
        || (method.equals("HEAD") && rule.methods().contains("GET"));
  }

  /** A node that still grows. */
  private static final class Builder {
    private final Map<String, Builder> exact = new HashMap<>();
    private @Nullable Builder placeholder;
    private final List<Numbered> here = new ArrayList<>();
    private final List<Numbered> below = new ArrayList<>();
    private int lowest = Integer.MAX_VALUE;

    private void add(RoutePattern pattern, int number) {
      Builder node = this;
      node.lowest = Math.min(node.lowest, number);
      for (RoutePattern.Segment segment : pattern.segments()) {
        node = node.next(segment);
        node.lowest = Math.min(node.lowest, number);
      }
      (pattern.open() ? node.below : node.here).add(new Numbered(number, pattern.rule()));
    }

    private Builder next(RoutePattern.Segment segment) {
      if (!segment.placeholder()) {
        return exact.computeIfAbsent(segment.text(), any -> new Builder());
      }
      Builder next = placeholder == null ? new Builder() : placeholder;
      placeholder = next;
      return next;
    }
  }
}
