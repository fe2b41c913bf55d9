package dev.staffgate.servlet.route;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The patterns of all routes by their segments: a node for each prefix, with what may stand next.
 *
 * <p>The first rule in the policy's order wins, not the most specific one, so a look-up follows
 * both the exact segment and the placeholder and keeps the lowest number. It does not enter a
 * branch whose lowest number is not better than the best so far. A look-up allocates nothing: it
 * compares the path where it lies. Immutable.
 */
final class RouteTrie {
  /**
   * A rule with its position in the policy.
   *
   * @param methods those that it is for; empty for all but {@code TRACE}
   */
  private record Numbered(int number, ImmutableSet<String> methods) {
    /**
     * Methods are compared as they are (RFC 9110, section 9.1), so one that is unknown, such as
     * {@code get}, is matched by rules without methods alone. {@code TRACE} sends back what it was
     * sent, cookies included, so a rule without methods is not for it.
     */
    boolean isFor(String method) {
      return methods.isEmpty() ? !method.equalsIgnoreCase("TRACE") : methods.contains(method);
    }
  }

  private final String[] texts;
  private final RouteTrie[] exact;
  private final @Nullable RouteTrie placeholder;
  private final ImmutableList<Numbered> here;
  private final ImmutableList<Numbered> below;
  private final int lowest;

  private RouteTrie(Builder builder) {
    this.texts = builder.exact.keySet().toArray(String[]::new);
    this.exact = builder.exact.values().stream().map(RouteTrie::new).toArray(RouteTrie[]::new);
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
  int find(String path, String method) {
    int found = find(path, 1, method, Integer.MAX_VALUE);
    return found == Integer.MAX_VALUE ? -1 : found;
  }

  /** The segment at {@code start} is next; one beyond the end means that there is none. */
  private int find(String path, int start, String method, int best) {
    if (lowest >= best) {
      return best;
    }
    int found = first(below, method, best);
    if (start > path.length()) {
      return first(here, method, found);
    }
    int slash = path.indexOf('/', start);
    int end = slash < 0 ? path.length() : slash;
    int child = indexOf(path, start, end);
    if (child >= 0) {
      found = exact[child].find(path, end + 1, method, found);
    }
    if (placeholder != null && end > start) {
      found = placeholder.find(path, end + 1, method, found);
    }
    return found;
  }

  private int indexOf(String path, int start, int end) {
    int low = 0;
    int high = texts.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = compare(texts[middle], path, start, end);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  /** Compares like {@link String#compareTo}, with a part of a text. */
  private static int compare(String text, String path, int start, int end) {
    int common = Math.min(text.length(), end - start);
    for (int i = 0; i < common; i++) {
      int order = Character.compare(text.charAt(i), path.charAt(start + i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(text.length(), end - start);
  }

  private static int first(ImmutableList<Numbered> rules, String method, int best) {
    for (int i = 0; i < rules.size(); i++) {
      Numbered one = rules.get(i);
      if (one.number >= best) {
        return best;
      }
      if (one.isFor(method)) {
        return one.number;
      }
    }
    return best;
  }

  /** A node that still grows. */
  private static final class Builder {
    private final Map<String, Builder> exact = new TreeMap<>();
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
      Numbered rule = new Numbered(number, pattern.methods());
      (pattern.open() ? node.below : node.here).add(rule);
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
