package dev.staffgate.decision;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The bounds of a request, and of an approval that comes with it. Whatever exceeds them is an error
 * of the program that asks, an {@link IllegalArgumentException}; nothing is cut off.
 */
final class RequestBounds {
  /** The longest name of a role, a resource type, an attribute or an approver, in characters. */
  static final int MAX_NAME = 256;

  private static final int MAX_DIGITS = 64;

  private RequestBounds() {}

  /**
   * Returns a copy of these names; at most {@link AccessRequest#MAX_ENTRIES}, none of them too
   * long.
   */
  static List<String> names(List<String> names) {
    checkArgument(
        names.size() <= AccessRequest.MAX_ENTRIES,
        "more than %s names in one list",
        AccessRequest.MAX_ENTRIES);
    for (String name : names) {
      checkArgument(name.length() <= MAX_NAME, "a name has at most %s characters", MAX_NAME);
    }
    return List.copyOf(names);
  }

  /** Returns these entries and more, which replace those of the same keys. */
  static ImmutableMap<String, String> plus(
      ImmutableMap<String, String> map, Map<String, String> more) {
    for (String key : more.keySet()) {
      checkArgument(
          !key.isEmpty() && key.length() <= MAX_NAME, "a name has 1 to %s characters", MAX_NAME);
    }
    ImmutableMap<String, String> all =
        map.isEmpty()
            ? ImmutableMap.copyOf(more)
            : ImmutableMap.<String, String>builderWithExpectedSize(map.size() + more.size())
                .putAll(map)
                .putAll(more)
                .buildKeepingLast();
    checkArgument(
        all.size() <= AccessRequest.MAX_ENTRIES,
        "more than %s entries in one request",
        AccessRequest.MAX_ENTRIES);
    return all;
  }

  /** Returns a number in plain digits, of which there are at most 64 on each side of the point. */
  static String plainDigits(BigDecimal number) {
    // Looked at before it is written: the digits of 1E+999999999 would fill the memory.
    checkArgument(
        number.scale() <= MAX_DIGITS
            && (number.signum() == 0 || (long) number.precision() - number.scale() <= MAX_DIGITS),
        "a number has at most %s digits before and after the point",
        MAX_DIGITS);
    return number.signum() == 0 && number.scale() < 0 ? "0" : number.toPlainString();
  }

  /** Returns the instant given, which lies in the years 1 to 9999. */
  @CanIgnoreReturnValue
  static Instant checked(Instant instant) {
    checkArgument(isInRange(instant), "%s is not in the years 1 to 9999", instant);
    return instant;
  }

  /** Returns whether an instant lies in the years 1 to 9999, both included. */
  static boolean isInRange(Instant instant) {
    return !instant.isBefore(AccessRequest.MIN_INSTANT)
        && !instant.isAfter(AccessRequest.MAX_INSTANT);
  }
}
