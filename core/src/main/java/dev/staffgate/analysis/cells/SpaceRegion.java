package dev.staffgate.analysis.cells;

import dev.staffgate.decision.AccessRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/** A box of a space. */
public final class SpaceRegion {
  private final SpaceDimensions dimensions;
  private final CellFinder cells;
  private final RequestBox box;

  SpaceRegion(SpaceDimensions dimensions, CellFinder cells, RequestBox box) {
    this.dimensions = dimensions;
    this.cells = cells;
    this.box = box;
  }

  /** Returns the dimensions that it does not take up as a whole. */
  public List<RegionLimit> limits() {
    return dimensions.limits(box);
  }

  /** Returns whether a request lies in it; approvals and roles held are not looked at. */
  public boolean holds(AccessRequest request) {
    return dimensions.holds(box, request);
  }

  /** Returns a cell of it in which a diagram has one of some values. */
  public Optional<SpaceCell> cell(int diagram, IntPredicate values) {
    return cells.in(box, diagram, values);
  }
}
