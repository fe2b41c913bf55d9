package dev.staffgate.analysis.cells;

import dev.staffgate.decision.AccessRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/** Finds a cell in which a diagram has one of some values. */
final class CellFinder {
  private final SpaceDimensions dimensions;
  private final DecisionDiagrams diagrams;

  CellFinder(SpaceDimensions dimensions, DecisionDiagrams diagrams) {
    this.dimensions = dimensions;
    this.diagrams = diagrams;
  }

  /** Finds a cell of a box. */
  Optional<SpaceCell> in(RequestBox box, int diagram, IntPredicate values) {
    return find(diagram, box, anywhere(), values);
  }

  /**
   * Finds a cell about what a request is about: resources and attributes, and an instant.
   *
   * @param settled the types and attributes that are not to be added to
   * @param at the instant; any if absent
   */
  Optional<SpaceCell> about(
      AccessRequest request,
      Set<String> settled,
      Optional<Instant> at,
      int diagram,
      IntPredicate values) {
    int[] cell = anywhere();
    fix(dimensions.resources(), request, settled, request.resources(), cell);
    fix(dimensions.attributes(), request, settled, request.attributes(), cell);
    if (at.isPresent()) {
      AccessRequest then = request.at(at.get());
      fix(dimensions.periods(), then, cell);
      dimensions.weeks().forEach(week -> fix(week, then, cell));
    }
    return find(diagram, RequestBox.ALL, cell, values);
  }

  /** Returns the addresses of all cells in which a diagram has one of some values. */
  RegionLimit addresses(int diagram, IntPredicate values) {
    SpaceVariable<AddressDimension> addresses = dimensions.addresses();
    BitSet parts = new BitSet();
    for (int part = 0; part < addresses.dimension().size(); part++) {
      int[] cell = anywhere();
      cell[addresses.number()] = part;
      if (find(diagram, RequestBox.ALL, cell, values).isPresent()) {
        parts.set(part);
      }
    }
    return addresses.dimension().limit(parts);
  }

  private int[] anywhere() {
    int[] cell = new int[dimensions.all().size()];
    Arrays.fill(cell, Dimension.ANYWHERE);
    return cell;
  }

  private static void fix(
      Map<String, ? extends SpaceVariable<?>> variables,
      AccessRequest request,
      Set<String> settled,
      Map<String, String> given,
      int[] cell) {
    variables.forEach(
        (name, variable) -> {
          if (settled.contains(name) || given.containsKey(name)) {
            fix(variable, request, cell);
          }
        });
  }

  private static void fix(SpaceVariable<?> variable, AccessRequest request, int[] cell) {
    cell[variable.number()] = variable.dimension().partOf(request);
  }

  private Optional<SpaceCell> find(int diagram, RequestBox box, int[] cell, IntPredicate values) {
    return fill(diagram, box, cell, values, new HashSet<>())
        ? Optional.of(new SpaceCell(dimensions, cell))
        : Optional.empty();
  }

  private boolean fill(
      int diagram, RequestBox box, int[] cell, IntPredicate values, Set<Integer> failed) {
    if (DecisionDiagrams.isLeaf(diagram)) {
      return values.test(DecisionDiagrams.valueOf(diagram));
    }
    if (failed.contains(diagram)) {
      return false;
    }
    int variable = diagrams.variableOf(diagram);
    int settled = cell[variable];
    for (int part = diagrams.sizeOf(variable) - 1; part >= 0; part--) {
      if ((settled < 0 || settled == part) && box.holds(variable, part)) {
        cell[variable] = part;
        if (fill(diagrams.child(diagram, variable, part), box, cell, values, failed)) {
          return true;
        }
      }
    }
    cell[variable] = settled;
    failed.add(diagram);
    return false;
  }
}
