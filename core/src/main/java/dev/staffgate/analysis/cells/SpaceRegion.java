package dev.staffgate.analysis.cells;

import dev.staffgate.decision.AccessRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/** A box of a space. */
public final class SpaceRegion {
  private final RequestSpace space;
  private final RequestBox box;

  SpaceRegion(RequestSpace space, RequestBox box) {
    this.space = space;
    this.box = box;
  }

  /** Returns the dimensions that it does not take up as a whole. */
  public List<RegionLimit> limits() {
    return space.limits(box);
  }

  /** Returns whether a request lies in it; approvals and roles held are not looked at. */
  public boolean holds(AccessRequest request) {
    return space.holds(box, request);
  }

  /** Returns a cell of it in which a diagram has one of some values. */
  public Optional<SpaceCell> cell(int diagram, IntPredicate values) {
    return space
        .cell(diagram, box, space.anywhere(), values)
        .map(parts -> new SpaceCell(space, parts));
  }
}
