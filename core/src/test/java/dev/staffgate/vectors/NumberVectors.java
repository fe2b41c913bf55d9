package dev.staffgate.vectors;

import java.math.BigDecimal;
import java.util.Map;

/** Decimal texts, and their order. */
final class NumberVectors {
  private NumberVectors() {}

  /** Whether a text is a number, in a policy and in a request; and which. */
  static Object parsed(VectorJson vector) {
    String text = vector.text("text");
    boolean signed = text.startsWith("-");
    boolean valid = vector.flag("valid");
    if (valid) {
      String value =
          BigDecimal.valueOf(Long.parseLong(vector.text("scaled_1e4")), 4)
              .setScale(9)
              .toPlainString();
      boolean read =
          OneGrantPolicy.policy(Map.of("where", Map.of("x", value)))
                  .permits(OneGrantPolicy.request().with("x", text))
              && OneGrantPolicy.policy(Map.of("where", Map.of("x", text)))
                  .permits(OneGrantPolicy.request().with("x", value));
      return String.valueOf(read && (signed || isBound(text)));
    }
    if (text.matches("[0-9]{1,64}(\\.[0-9]{1,64})?")) {
      throw new NotExpressibleException(
          "narrower numbers: here they have up to 64 digits, and the fraction may be left out");
    }
    boolean counts =
        OneGrantPolicy.policy(Map.of("up-to", Map.of("x", "9".repeat(64))))
            .permits(OneGrantPolicy.request().with("x", text));
    return String.valueOf(counts || isBound(text));
  }

  /** Whether it is a bound that a policy may name; it is then equal to itself. */
  private static boolean isBound(String text) {
    Map<String, ?> upTo = Map.of("up-to", Map.of("x", text));
    return Refusals.loads(() -> OneGrantPolicy.policy(upTo), "bad-number")
        && OneGrantPolicy.policy(upTo).permits(OneGrantPolicy.request().with("x", text));
  }

  static Object compared(VectorJson vector) {
    String a = vector.text("a");
    String b = vector.text("b");
    String op = vector.text("op");
    if (!op.equals("eq") && (a.startsWith("-") || b.startsWith("-"))) {
      throw new NotExpressibleException("the order of numbers below zero: amounts have no sign");
    }
    Map<String, ?> equal = Map.of("where", Map.of("x", b));
    Map<String, ?> above = Map.of("above", Map.of("x", b));
    Map<String, ?> upTo = Map.of("up-to", Map.of("x", b));
    LoadedPolicy policy =
        switch (op) {
          case "eq" -> OneGrantPolicy.policy(equal);
          case "gt" -> OneGrantPolicy.policy(above);
          case "le" -> OneGrantPolicy.policy(upTo);
          case "ge" -> OneGrantPolicy.policy(above, equal);
          case "lt" -> {
            PolicyTextBuilder text = OneGrantPolicy.text();
            text.role("r").grant("it", "act.it", upTo);
            text.role("r").deny("it", "act.it", equal);
            yield text.load();
          }
          default -> throw new AssertionError(op);
        };
    return String.valueOf(policy.permits(OneGrantPolicy.request().with("x", a)));
  }
}
