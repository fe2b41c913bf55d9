package dev.staffgate.generators;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Draws from few things, the same for the same seed. Not thread-safe. */
public final class RandomChoices {
  private final SplittableRandom random;

  public RandomChoices(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** A number from 0 to {@code bound - 1}. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** True once in {@code times}. */
  boolean oneIn(int times) {
    return below(times) == 0;
  }

  boolean either() {
    return random.nextBoolean();
  }

  <T> T of(List<T> all) {
    return all.get(below(all.size()));
  }

  /**
   * Different ones of {@code all}, which has no two alike: {@code least} to {@code most} of them.
   */
  <T> List<T> some(List<T> all, int least, int most) {
    List<T> left = new ArrayList<>(all);
    List<T> drawn = new ArrayList<>();
    int count = Math.min(least + below(most - least + 1), all.size());
    while (drawn.size() < count) {
      drawn.add(left.remove(below(left.size())));
    }
    return drawn;
  }

  /** As many as {@code least} to {@code most} draws. */
  <T> List<T> times(int least, int most, Supplier<T> draw) {
    List<T> drawn = new ArrayList<>();
    for (int count = least + below(most - least + 1); count > 0; count--) {
      drawn.add(draw.get());
    }
    return drawn;
  }

  /** A draw once in {@code times}, else nothing. */
  <T> Optional<T> rarely(int times, Supplier<T> draw) {
    return oneIn(times) ? Optional.of(draw.get()) : Optional.empty();
  }
}
