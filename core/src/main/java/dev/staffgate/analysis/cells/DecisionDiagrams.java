package dev.staffgate.analysis.cells;

import com.google.common.primitives.ImmutableIntArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;

/**
 * Ordered decision diagrams over variables with a few values each. Equal functions are the same
 * diagram, so that comparing two costs nothing. A diagram is a number: a leaf is negative and holds
 * a value from 0, all others are nodes. Not thread-safe.
 */
public final class DecisionDiagrams {
  /** The most nodes of one comparison. */
  private static final int MAX_NODES = 400_000;

  /** The most variables: diagrams are walked as deep as that. */
  private static final int MAX_VARIABLES = 1_000;

  private static final int HOLE = Integer.MAX_VALUE;

  public static final int FALSE = leaf(0);
  public static final int TRUE = leaf(1);

  private final List<Integer> sizes = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<Node, Integer> known = new HashMap<>();

  private record Node(int variable, ImmutableIntArray children) {}

  /** Returns the diagram that has one value everywhere. */
  public static int leaf(int value) {
    return ~value;
  }

  public static boolean isLeaf(int diagram) {
    return diagram < 0;
  }

  /** Returns the value of a leaf. */
  public static int valueOf(int leaf) {
    return ~leaf;
  }

  /** Adds a variable after all others; they are numbered from 0. */
  void addVariable(int size) {
    if (sizes.size() == MAX_VARIABLES) {
      throw new ComparisonTooLargeException(
          "more than " + MAX_VARIABLES + " things that answers depend on: too many at once");
    }
    sizes.add(size);
  }

  /** Returns the number of nodes that were made: the work so far. */
  public int nodeCount() {
    return nodes.size();
  }

  int variableCount() {
    return sizes.size();
  }

  int sizeOf(int variable) {
    return sizes.get(variable);
  }

  int variableOf(int diagram) {
    return isLeaf(diagram) ? Integer.MAX_VALUE : nodes.get(diagram).variable;
  }

  /** Returns the diagram that is left of this one for a value of a variable. */
  int child(int diagram, int variable, int value) {
    return variableOf(diagram) == variable ? nodes.get(diagram).children.get(value) : diagram;
  }

  /** Returns the diagram that decides by a variable first; the children decide by later ones. */
  int node(int variable, int[] children) {
    if (Arrays.stream(children).allMatch(child -> child == children[0])) {
      return children[0];
    }
    Node node = new Node(variable, ImmutableIntArray.copyOf(children));
    Integer found = known.get(node);
    if (found != null) {
      return found;
    }
    if (nodes.size() >= MAX_NODES) {
      throw new ComparisonTooLargeException(
          "more than " + MAX_NODES + " steps to compare: too many conditions at once");
    }
    nodes.add(node);
    known.put(node, nodes.size() - 1);
    return nodes.size() - 1;
  }

  public int and(int left, int right) {
    if (left == FALSE || right == FALSE) {
      return FALSE;
    }
    if (left == TRUE || left == right) {
      return right;
    }
    return right == TRUE ? left : combine(left, right, Math::min);
  }

  public int or(int left, int right) {
    if (left == TRUE || right == TRUE) {
      return TRUE;
    }
    if (left == FALSE || left == right) {
      return right;
    }
    return right == FALSE ? left : combine(left, right, Math::max);
  }

  public int not(int diagram) {
    return map(diagram, value -> 1 - value);
  }

  /** Returns {@code then} where the condition holds, and {@code otherwise} elsewhere. */
  public int choose(int condition, int then, int otherwise) {
    if (condition == TRUE || then == otherwise) {
      return then;
    }
    if (condition == FALSE) {
      return otherwise;
    }
    int part = combine(condition, then, (is, value) -> is == 1 ? value : HOLE);
    return combine(part, otherwise, (value, other) -> value == HOLE ? other : value);
  }

  /** Returns the diagram of a value for each two values. */
  public int combine(int left, int right, IntBinaryOperator operator) {
    return combine(left, right, operator, new HashMap<>());
  }

  private int combine(int left, int right, IntBinaryOperator operator, Map<Long, Integer> done) {
    if (isLeaf(left) && isLeaf(right)) {
      return leaf(operator.applyAsInt(valueOf(left), valueOf(right)));
    }
    long key = (long) left << Integer.SIZE | (right & 0xffffffffL);
    Integer before = done.get(key);
    if (before != null) {
      return before;
    }
    int variable = Math.min(variableOf(left), variableOf(right));
    int[] children = new int[sizeOf(variable)];
    for (int i = 0; i < children.length; i++) {
      children[i] = combine(child(left, variable, i), child(right, variable, i), operator, done);
    }
    int made = node(variable, children);
    done.put(key, made);
    return made;
  }

  /** Returns the diagram with other values. */
  public int map(int diagram, IntUnaryOperator operator) {
    return combine(diagram, FALSE, (value, none) -> operator.applyAsInt(value));
  }

  /** Returns the values that occur. */
  public Set<Integer> values(int diagram) {
    Set<Integer> values = new HashSet<>();
    collect(diagram, values, new HashSet<>());
    return values;
  }

  private void collect(int diagram, Set<Integer> values, Set<Integer> seen) {
    if (isLeaf(diagram)) {
      values.add(valueOf(diagram));
    } else if (seen.add(diagram)) {
      nodes.get(diagram).children.forEach(child -> collect(child, values, seen));
    }
  }

  /**
   * Returns a smaller diagram that is the same wherever this one is not {@code free}. Each way
   * through it still holds a cell that is not free, unless all of them are.
   */
  int withoutFree(int diagram, int free) {
    return withoutFree(diagram, leaf(free), new HashMap<>());
  }

  private int withoutFree(int diagram, int free, Map<Integer, Integer> done) {
    if (isLeaf(diagram)) {
      return diagram;
    }
    Integer before = done.get(diagram);
    if (before != null) {
      return before;
    }
    int variable = variableOf(diagram);
    int[] children = new int[sizeOf(variable)];
    for (int i = 0; i < children.length; i++) {
      children[i] = withoutFree(child(diagram, variable, i), free, done);
    }
    fill(children, free);
    int made = node(variable, children);
    done.put(diagram, made);
    return made;
  }

  // With the only other child there is; else with what is false, or with the child before.
  private static void fill(int[] children, int free) {
    int[] others = Arrays.stream(children).filter(child -> child != free).distinct().toArray();
    if (others.length == 0 || others.length == children.length) {
      return;
    }
    boolean hasFalse = Arrays.stream(others).anyMatch(child -> child == FALSE);
    int filling = others.length > 1 && hasFalse ? FALSE : others[0];
    for (int i = 0; i < children.length; i++) {
      if (children[i] == free) {
        children[i] = filling;
      } else if (!hasFalse) {
        filling = children[i];
      }
    }
  }
}
