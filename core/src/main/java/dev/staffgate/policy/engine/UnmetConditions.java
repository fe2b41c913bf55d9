package dev.staffgate.policy.engine;

import com.google.common.collect.ImmutableList;
import dev.staffgate.decision.Remedy;
import dev.staffgate.model.Condition.Kind;

/**
 * Which conditions of a candidate do not hold, in one number, so that judging many candidates
 * allocates nothing: how many, of which kinds, and which of the first few.
 */
public final class UnmetConditions {
  /** Of so many conditions, from the first on, it is kept whether they hold. */
  static final int TRACKED = 6;

  private static final ImmutableList<Kind> KINDS = ImmutableList.copyOf(Kind.values());
  private static final int KINDS_SHIFT = 8;
  private static final int MISSING_SHIFT = 32;

  private UnmetConditions() {}

  /** Adds a condition that does not hold. */
  public static long add(long unmet, int index, Kind kind) {
    long tracked = index < TRACKED ? 1L << index : 0;
    return (unmet | tracked | ((long) bit(kind) << KINDS_SHIFT)) + (1L << MISSING_SHIFT);
  }

  /** The bit of a kind in {@link #kinds}. */
  @SuppressWarnings("EnumOrdinal") // a number that is never kept longer than one decision
  public static int bit(Kind kind) {
    return 1 << kind.ordinal();
  }

  /** A bit for each of the first {@link #TRACKED} conditions that does not hold. */
  public static int firstBits(long unmet) {
    return (int) unmet & ((1 << TRACKED) - 1);
  }

  /** The kinds of all that do not hold. */
  public static int kinds(long unmet) {
    return (int) (unmet >> KINDS_SHIFT) & 0xffff;
  }

  /** How many do not hold. */
  public static int missing(long unmet) {
    return (int) (unmet >> MISSING_SHIFT);
  }

  /** What would help against all that do not hold, if one thing would. */
  public static Remedy remedy(long unmet) {
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
