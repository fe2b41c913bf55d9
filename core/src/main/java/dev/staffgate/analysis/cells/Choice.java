package dev.staffgate.analysis.cells;

import java.util.Comparator;

/**
 * A question with two answers.
 *
 * @param name of the role, emergency or condition
 */
public record Choice(RegionLimit.Kind kind, String name) implements Comparable<Choice> {
  private static final Comparator<Choice> ORDER =
      Comparator.comparing(Choice::kind).thenComparing(Choice::name);

  public static Choice actingAs(String role) {
    return new Choice(RegionLimit.Kind.ACTING_AS, role);
  }

  public static Choice inEmergency(String emergency) {
    return new Choice(RegionLimit.Kind.EMERGENCY, emergency);
  }

  public static Choice holding(String role) {
    return new Choice(RegionLimit.Kind.HOLDS, role);
  }

  static Choice assigned(String type) {
    return new Choice(RegionLimit.Kind.ASSIGNED, type);
  }

  static Choice approved(ConditionTest.Approved test) {
    return new Choice(RegionLimit.Kind.APPROVAL, ApprovalText.of(test));
  }

  static Choice same(ConditionTest.TextsEqual test) {
    return new Choice(RegionLimit.Kind.SAME, test.left() + " and " + test.right());
  }

  String yes() {
    return switch (kind) {
      case SAME -> "the same";
      case APPROVAL -> "given";
      case ASSIGNED -> "assigned";
      default -> "yes";
    };
  }

  String no() {
    return switch (kind) {
      case SAME -> "different";
      case APPROVAL -> "not given";
      case ASSIGNED -> "not assigned";
      default -> "no";
    };
  }

  @Override
  public int compareTo(Choice other) {
    return ORDER.compare(this, other);
  }
}
