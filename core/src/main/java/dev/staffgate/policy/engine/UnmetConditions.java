package dev.staffgate.policy.engine;

import com.google.common.collect.ImmutableList;
import dev.staffgate.decision.Remedy;
import dev.staffgate.model.Condition.Kind;

/**
 * The conditions of a candidate that do not hold, as bits of one number, so that looking at many
 * candidates allocates nothing: how many, of which kinds, and which of the first few.
 */
final class UnmetConditions {
  /** The number of conditions, from the first on, that have a bit of their own. */
  static final int TRACKED = 6;

  /** The least distance of a candidate that does not hold. */
  static final int LEAST = 1;

  private static final ImmutableList<Kind> KINDS = ImmutableList.copyOf(Kind.values());
  private static final int KINDS_SHIFT = 8;
  private static final int MISSING_SHIFT = 32;

  private UnmetConditions() {}

  /** Adds a condition that does not hold. */
  static long add(long unmet, int index, Kind kind) {
    long tracked = index < TRACKED ? 1L << index : 0;
    return (unmet | tracked | ((long) bit(kind) << KINDS_SHIFT)) + (1L << MISSING_SHIFT);
  }

  /** Returns the bit of a kind in {@link #kinds}. */
  @SuppressWarnings("EnumOrdinal") // a number that is never kept longer than one decision
  static int bit(Kind kind) {
    return 1 << kind.ordinal();
  }

  /** Returns a bit for each of the first {@link #TRACKED} conditions that does not hold. */
  static int firstBits(long unmet) {
    return (int) unmet & ((1 << TRACKED) - 1);
  }

  /** Returns the kinds of all that do not hold. */
  static int kinds(long unmet) {
    return (int) (unmet >> KINDS_SHIFT) & 0xffff;
  }

  /** Returns how many do not hold. */
  static int missing(long unmet) {
    return (int) (unmet >> MISSING_SHIFT);
  }

  /**
   * Returns how far a candidate is from holding, as steps 7 to 10 look at candidates: one that
   * holds is nearest; then one that lacks nothing but a second factor, or approval, or both; then
   * the one that lacks fewest. This alone says which candidate is the nearest.
   */
  static int distance(long unmet) {
    int kinds = kinds(unmet);
    if (kinds == 0) {
      return 0;
    }
    if (kinds == bit(Kind.SECOND_FACTOR)) {
      return LEAST;
    }
    if (kinds == bit(Kind.APPROVAL)) {
      return LEAST + 1;
    }
    return kinds == (bit(Kind.SECOND_FACTOR) | bit(Kind.APPROVAL))
        ? LEAST + 2
        : LEAST + 2 + missing(unmet);
  }

  /** Returns what would help against all that do not hold, if one thing would. */
  static Remedy remedy(long unmet) {
    Remedy remedy = null;
    for (Kind kind : KINDS) {
      if ((kinds(unmet) & bit(kind)) != 0) {
        Remedy one = remedy(kind);
        if (remedy != null && remedy != one) {
          return Remedy.NONE;
        }
        remedy = one;
      }
    }
    return remedy == null ? Remedy.NONE : remedy;
  }

  private static Remedy remedy(Kind kind) {
    return switch (kind) {
      case NETWORKS -> Remedy.ANOTHER_NETWORK;
      case SCHEDULE -> Remedy.ANOTHER_TIME;
      case SECOND_FACTOR -> Remedy.SECOND_FACTOR;
      case APPROVAL -> Remedy.APPROVAL;
      case AMOUNT, RESOURCE, ATTRIBUTE, SAME -> Remedy.NONE;
    };
  }
}
