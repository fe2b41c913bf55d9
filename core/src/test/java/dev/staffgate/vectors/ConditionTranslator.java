package dev.staffgate.vectors;

import com.google.common.collect.Iterables;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Trees of conditions as ways: {@code any} becomes several grants, {@code not} is moved down to the
 * comparisons, and a comparison becomes the condition that means the same.
 */
final class ConditionTranslator {
  private static final Pattern PATH = Pattern.compile("(subject|object|request)\\..+");
  private static final String PRESENCE =
      "a condition on an attribute being there, whatever its value";
  private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1");
  private static final List<String> MULTICAST = List.of("224.0.0.0/4", "ff00::/8");

  private final UnaryOperator<String> attribute;
  private final UnaryOperator<String> value;
  private final UnaryOperator<String> group;
  private final Set<String> read = new HashSet<>();
  private final Set<String> equalToRequester = new HashSet<>();
  private Optional<String> address = Optional.empty();

  /**
   * @param attribute the name in a policy of a path such as {@code object.owner}
   * @param value the text in a request that a constant is compared with
   * @param group the role that stands for a group of subjects
   */
  ConditionTranslator(
      UnaryOperator<String> attribute, UnaryOperator<String> value, UnaryOperator<String> group) {
    this.attribute = attribute;
    this.value = value;
    this.group = group;
  }

  /** The paths that were read. */
  Set<String> read() {
    return read;
  }

  /** The paths that were compared with the requester's id. */
  Set<String> equalToRequester() {
    return equalToRequester;
  }

  /** The path that holds the client's address, if one was read. */
  Optional<String> address() {
    return address;
  }

  /** The ways on which the tree holds, or does not. */
  List<ConditionConjunction> ways(VectorJson tree, boolean holds) {
    String op = Iterables.getOnlyElement(tree.names());
    return switch (op) {
      case "all" -> combined(allButHas(tree.objects("all")), holds, holds);
      case "any" -> combined(tree.objects("any"), !holds, holds);
      case "not" -> ways(tree.object("not"), !holds);
      case "is_true" ->
          List.of(ConditionConjunction.of("where", path(tree.raw(op)), String.valueOf(holds)));
      case "ip_loopback" -> List.of(networks(tree.raw(op), LOOPBACK, holds));
      case "ip_multicast" -> List.of(networks(tree.raw(op), MULTICAST, holds));
      case "has" -> throw notExpressible(PRESENCE);
      default -> compared(op, operand(tree, 0), operand(tree, 1), holds);
    };
  }

  private List<ConditionConjunction> combined(
      List<VectorJson> trees, boolean together, boolean holds) {
    List<ConditionConjunction> ways =
        together ? List.of(ConditionConjunction.ALWAYS) : new ArrayList<>();
    for (VectorJson tree : trees) {
      List<ConditionConjunction> more = ways(tree, holds);
      if (together) {
        ways = ConditionConjunction.and(ways, more);
      } else {
        ways.addAll(more);
      }
    }
    return ways;
  }

  /** That an attribute is there need not be said where a comparison beside it reads it. */
  private static List<VectorJson> allButHas(List<VectorJson> trees) {
    List<VectorJson> others = trees.stream().filter(tree -> !tree.has("has")).toList();
    for (VectorJson tree : trees) {
      if (tree.has("has") && !isRead(others.toString(), tree.object("has").text("attr"))) {
        throw notExpressible(PRESENCE);
      }
    }
    return others;
  }

  /** Whether a comparison reads an attribute, or one of what it refers to. */
  private static boolean isRead(String comparisons, String attr) {
    return comparisons.contains("{attr=" + attr + "}")
        || comparisons.contains("{attr=" + attr + ".");
  }

  private List<ConditionConjunction> compared(String op, Object left, Object right, boolean holds) {
    if (!holds) {
      return switch (op) {
        case "le", "dec_le" -> compared("gt", left, right, true);
        case "gt", "dec_gt" -> compared("le", left, right, true);
        case "ip_equal", "ip_in" -> List.of(networks(left, List.of(constant(right)), false));
        case "eq", "ge", "dec_ge", "contains", "member", "lt" ->
            throw notExpressible("the opposite of `" + op + "`");
        default -> throw new AssertionError("unknown condition `" + op + "`");
      };
    }
    return switch (op) {
      case "eq" -> List.of(equal(left, right));
      case "le", "dec_le" -> List.of(ConditionConjunction.of("up-to", path(left), number(right)));
      case "gt", "dec_gt" -> List.of(ConditionConjunction.of("above", path(left), number(right)));
      case "lt" ->
          List.of(
              ConditionConjunction.of("up-to", path(left), number(right))
                  .unless("where", path(left), number(right)));
      case "ge", "dec_ge" ->
          List.of(
              ConditionConjunction.of("above", path(left), number(right)),
              ConditionConjunction.of("where", path(left), number(right)));
      case "contains" -> List.of(contained(left, right));
      case "member" -> List.of(member(left, right));
      case "ip_equal", "ip_in" -> List.of(networks(left, List.of(constant(right)), true));
      default -> throw new AssertionError("unknown condition `" + op + "`");
    };
  }

  private ConditionConjunction equal(Object left, Object right) {
    if (isAttribute(right) && isRequester(left)) {
      equalToRequester.add(pathOf(right));
    }
    if (isRequester(right)) {
      equalToRequester.add(pathOf(left));
    }
    return isAttribute(right)
        ? ConditionConjunction.of("same", path(right), path(left))
        : ConditionConjunction.of("where", path(left), value.apply(constant(right)));
  }

  /** An attribute among constants, or the requester among those whom the object names. */
  private ConditionConjunction contained(Object list, Object item) {
    return isAttribute(list)
        ? isRequester(item)
            ? ConditionConjunction.of("only", path(list), List.of("assigned"))
            : fail("a list in an attribute")
        : ConditionConjunction.of("where", path(item), ((VectorJson) list).items("value"));
  }

  private ConditionConjunction member(Object left, Object right) {
    return isRequester(left)
        ? ConditionConjunction.inGroup(group.apply(constant(right)))
        : fail("an object's membership in a condition");
  }

  private static ConditionConjunction fail(String what) {
    throw notExpressible(what);
  }

  private static NotExpressibleException notExpressible(String what) {
    return new NotExpressibleException(what);
  }

  /** One of the two operands of a comparison. */
  private static Object operand(VectorJson tree, int index) {
    String op = Iterables.getOnlyElement(tree.names());
    if (tree.items(op).size() != 2) {
      throw new AssertionError("two operands are expected in " + tree);
    }
    return tree.items(op).get(index);
  }

  private ConditionConjunction networks(Object attr, List<String> blocks, boolean inside) {
    address = Optional.of(pathOf(attr));
    return ConditionConjunction.of(inside ? "networks" : "not-networks", blocks);
  }

  private static boolean isRequester(Object operand) {
    return isAttribute(operand) && pathOf(operand).equals("subject");
  }

  /** A comparison names a path, or an object that says whether it is a path or a constant. */
  private static boolean isAttribute(Object operand) {
    return operand instanceof VectorJson json
        ? json.has("attr")
        : PATH.matcher(operand.toString()).matches();
  }

  private String path(Object operand) {
    read.add(pathOf(operand));
    return attribute.apply(pathOf(operand));
  }

  private static String pathOf(Object operand) {
    String path = operand instanceof VectorJson json ? json.text("attr") : operand.toString();
    return path.equals("request.subject") ? "subject" : path;
  }

  private static String number(Object operand) {
    String text = constant(operand);
    if (text.startsWith("-")) {
      throw new NotExpressibleException("a bound below zero: amounts have no sign");
    }
    return text;
  }

  private static String constant(Object operand) {
    return operand instanceof VectorJson json ? json.text("value") : operand.toString();
  }
}
