package dev.staffgate.generators;

import dev.staffgate.model.Place;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Gives places of one policy, each once: in the order asked for, or in another, over one file or
 * two, as the order of files, lines and columns decides and not the order of definition.
 */
final class PlaceSequence {
  // A prime, so that every step but zero reaches each position once.
  private static final int POSITIONS = 1009;
  private static final int COLUMNS = 2;

  /** Steps from one place to the next: in order, mixed, and backwards. */
  static final List<Integer> STEPS = List.of(1, 37, 500, POSITIONS - 1);

  private final int files;
  private final int step;
  private int given;

  private PlaceSequence(int files, int step) {
    this.files = files;
    this.step = step;
  }

  static Arbitrary<PlaceSequence> mixes() {
    return Combinators.combine(Arbitraries.of(1, 2), Arbitraries.of(STEPS)).as(PlaceSequence::new);
  }

  /** Places of one or two files, in the order that one of {@link #STEPS} makes. */
  static PlaceSequence mixed(int files, int step) {
    return new PlaceSequence(files, step);
  }

  Place next() {
    if (given == POSITIONS) {
      throw new IllegalStateException("all places are given");
    }
    int position = given++ * step % POSITIONS;
    int file = position % files;
    int line = 1 + position / files / COLUMNS;
    int column = 1 + position / files % COLUMNS;
    return Place.of(file, file == 0 ? "policy.yaml" : "more.yaml", line, column, 0);
  }
}
