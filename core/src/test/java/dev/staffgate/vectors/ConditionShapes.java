package dev.staffgate.vectors;

import static dev.staffgate.vectors.VectorShape.TEXT;
import static dev.staffgate.vectors.VectorShape.TEXTS;
import static dev.staffgate.vectors.VectorShape.byField;
import static dev.staffgate.vectors.VectorShape.like;
import static dev.staffgate.vectors.VectorShape.listOf;
import static dev.staffgate.vectors.VectorShape.tuple;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Trees of conditions: one operator each, with the operands that it takes. */
final class ConditionShapes {
  private static final ObjectShape CONSTANT = ObjectShape.EMPTY.with("value", TEXT);
  private static final VectorShape GRANT_PATH =
      like("(subject|object)\\..+|request\\.subject", "a path");
  private static final VectorShape GRANT_OPERAND =
      (at, value) ->
          (value instanceof VectorJson
                  ? CONSTANT
                  : like(
                      "(subject|object)\\..+|request\\.subject|-?[0-9]+(\\.[0-9]+)?|true|false",
                      "a path or a constant"))
              .check(at, value);

  private static final ObjectShape ATTRIBUTE =
      ObjectShape.EMPTY.with("attr", like("subject|(subject|object|context)\\..+", "a path"));
  private static final VectorShape OPERAND = byField(Map.of("attr", ATTRIBUTE, "value", CONSTANT));
  private static final VectorShape LIST =
      byField(Map.of("attr", ATTRIBUTE, "value", ObjectShape.EMPTY.with("value", TEXTS)));

  private ConditionShapes() {}

  /** The condition of a grant. */
  static void ofGrant(String at, @Nullable Object tree) {
    Map<String, ObjectShape> operators = new LinkedHashMap<>();
    put(operators, "all", listOf(ConditionShapes::ofGrant));
    for (String operator : List.of("eq", "gt", "ge", "lt", "le")) {
      put(operators, operator, tuple(GRANT_PATH, GRANT_OPERAND));
    }
    byField(operators).check(at, tree);
  }

  /** The condition of a rule over entities. */
  static void ofRule(String at, @Nullable Object tree) {
    Map<String, ObjectShape> operators = new LinkedHashMap<>();
    for (String operator : List.of("all", "any")) {
      put(operators, operator, listOf(ConditionShapes::ofRule));
    }
    put(operators, "not", ConditionShapes::ofRule);
    for (String operator : List.of("has", "is_true", "ip_loopback", "ip_multicast")) {
      put(operators, operator, ATTRIBUTE);
    }
    for (String operator :
        List.of("eq", "ge", "le", "member", "ip_equal", "ip_in", "dec_gt", "dec_ge", "dec_le")) {
      put(operators, operator, tuple(ATTRIBUTE, OPERAND));
    }
    put(operators, "contains", tuple(LIST, ATTRIBUTE));
    byField(operators).check(at, tree);
  }

  private static void put(
      Map<String, ObjectShape> operators, String operator, VectorShape operands) {
    operators.put(operator, ObjectShape.EMPTY.with(operator, operands));
  }
}
