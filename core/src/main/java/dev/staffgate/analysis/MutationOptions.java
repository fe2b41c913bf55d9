package dev.staffgate.analysis;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.Sets;
import java.util.EnumSet;
import java.util.Set;

/**
 * The extent of a mutation.
 *
 * @param kinds the sorts of changes that are tried
 * @param most how many changes are tried; the rest is told as untried
 * @param progress told after each change
 */
public record MutationOptions(Set<PolicyMutant.Kind> kinds, int most, Progress progress) {
  /** All sorts of changes, up to 10,000 of them. */
  public static final MutationOptions DEFAULT =
      new MutationOptions(EnumSet.allOf(PolicyMutant.Kind.class), 10_000, (done, all) -> {});

  /** Is told how far the work is. Called by the thread that asked for the work. */
  @FunctionalInterface
  public interface Progress {
    /** Takes the number of changes that are tried, and of all that will be. */
    void tell(int done, int all);
  }

  public MutationOptions {
    kinds = Sets.immutableEnumSet(kinds);
    checkArgument(!kinds.isEmpty(), "no sort of change is left");
    checkArgument(most >= 1, "%s changes are none", most);
    requireNonNull(progress, "progress");
  }

  /** Returns these options for some sorts of changes alone. */
  public MutationOptions withKinds(Set<PolicyMutant.Kind> some) {
    return new MutationOptions(some, most, progress);
  }

  /** Returns these options with another bound on the work. */
  public MutationOptions withMost(int changes) {
    return new MutationOptions(kinds, changes, progress);
  }

  /** Returns these options, and tells how far the work is. */
  public MutationOptions withProgress(Progress told) {
    return new MutationOptions(kinds, most, told);
  }
}
