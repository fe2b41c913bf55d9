package dev.staffgate.analysis.cells;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.network.NetworkSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * All requests of one account for one permission, cut along each dimension into parts that the
 * conditions of two policies do not tell apart. Conditions become diagrams over these parts.
 *
 * <p>Not all combinations of parts are requests: an instant has one minute of the week in each
 * zone, and two texts that lie in different parts are not the same. {@link #possible()} says which
 * are.
 */
public final class RequestSpace {
  private final DecisionDiagrams diagrams = new DecisionDiagrams();
  private final SpaceDimensions dimensions;
  private final TestDiagrams tests;
  private final CellFinder cells;
  private final int possible;
  private final boolean hasLargeCircleOfTexts;

  /** Keeps what many spaces need. */
  public static final class Shared {
    private final TimeDimensions.FoundInstants time = new TimeDimensions.FoundInstants();
  }

  /** Makes the space of a question. */
  public RequestSpace(SpaceQuestion question, Shared shared) {
    this.dimensions = new SpaceDimensions(question, shared.time);
    for (Dimension dimension : dimensions.all()) {
      diagrams.addVariable(dimension.size());
    }
    this.tests = new TestDiagrams(dimensions, diagrams);
    this.cells = new CellFinder(dimensions, diagrams);
    PossibleParts parts = new PossibleParts(dimensions, diagrams, tests);
    this.possible = parts.diagram();
    this.hasLargeCircleOfTexts = parts.hasLargeCircleOfTexts();
  }

  /** Returns the diagrams that everything here is made of. */
  public DecisionDiagrams diagrams() {
    return diagrams;
  }

  /** Returns where a test is true. */
  public int holds(ConditionTest test) {
    return tests.where(test, false);
  }

  /** Returns where a test is not false. */
  public int isNotFalse(ConditionTest test) {
    return tests.where(test, true);
  }

  /** Returns where a choice was made. */
  public int isChosen(Choice choice) {
    return tests.isChosen(choice);
  }

  /** Returns where the period begins as asked; none given is empty. */
  public int isPeriod(Predicate<Optional<Instant>> start) {
    return tests.isPeriod(start);
  }

  /** Returns where the address lies in some networks. */
  public int isFrom(NetworkSet networks) {
    return tests.isFrom(networks);
  }

  /** Returns the addresses from which a diagram may have one of some values, all greater than 0. */
  public RegionLimit addresses(int diagram, IntPredicate values) {
    return cells.addresses(diagrams.combine(possible, diagram, (is, value) -> is * value), values);
  }

  private SpaceVariable<ResourceDimension> servers() {
    return dimensions.resource(SpaceQuestion.SERVER);
  }

  /** Returns the number of parts of the servers. */
  public int serverParts() {
    return servers().dimension().size();
  }

  /** Returns a server of a part; empty for none. */
  public Optional<String> server(int part) {
    return servers().dimension().example(part);
  }

  /** Returns where the server lies in a part. */
  public int isServer(int part) {
    return tests.by(servers(), one -> one == part);
  }

  /** Returns which combinations of parts there are. */
  public int possible() {
    return possible;
  }

  /** Returns whether the pairs of compared texts form a circle, in which more is impossible. */
  public boolean hasLargeCircleOfTexts() {
    return hasLargeCircleOfTexts;
  }

  /** Returns the boxes of each value from {@code least} on, where {@code free} may be anything. */
  public Map<Integer, List<SpaceRegion>> regions(int diagram, int free, int least) {
    Map<Integer, List<SpaceRegion>> regions = new TreeMap<>();
    BoxMerger.boxes(diagrams, diagrams.withoutFree(diagram, free), least)
        .forEach((value, boxes) -> regions.put(value, boxes.stream().map(this::region).toList()));
    return regions;
  }

  private SpaceRegion region(RequestBox box) {
    return new SpaceRegion(dimensions, cells, box);
  }

  /**
   * Finds a cell about what a request is about: resources and attributes, and an instant.
   *
   * @param settled the types and attributes that are not to be added to
   * @param at the instant; any if absent
   * @param diagram of this space
   * @param values those that the diagram may have there
   */
  public Optional<SpaceCell> cellAbout(
      AccessRequest request,
      Set<String> settled,
      Optional<Instant> at,
      int diagram,
      IntPredicate values) {
    return cells.about(request, settled, at, diagram, values);
  }
}
