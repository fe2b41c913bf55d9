package dev.staffgate.vectors;

/** Reads what a grant or a rule does. */
final class VectorEffects {
  private VectorEffects() {}

  /**
   * Returns whether an effect denies.
   *
   * @throws IllegalArgumentException if it is neither {@code allow} nor {@code deny}: taken for one
   *     of them, it would pass for what it is not
   */
  static boolean isDeny(String effect) {
    return switch (effect) {
      case "allow" -> false;
      case "deny" -> true;
      default -> throw new IllegalArgumentException("unknown effect `" + effect + "`");
    };
  }
}
