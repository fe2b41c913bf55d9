package dev.staffgate.analysis.cells;

import dev.staffgate.decision.AccessRequest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/** One part of each dimension that counts. */
public final class SpaceCell {
  private final RequestSpace space;
  private final int[] parts;

  SpaceCell(RequestSpace space, int[] parts) {
    this.space = space;
    this.parts = parts.clone();
  }

  /**
   * Finds a cell about what a request is about.
   *
   * @param settled the types and attributes that are not to be added to
   * @param at the instant; any if absent
   * @param values those that the diagram may have there
   */
  public static Optional<SpaceCell> about(
      RequestSpace space,
      int diagram,
      AccessRequest request,
      Set<String> settled,
      Optional<Instant> at,
      IntPredicate values) {
    return space
        .cell(diagram, RequestBox.ALL, space.partsAbout(request, settled, at), values)
        .map(parts -> new SpaceCell(space, parts));
  }

  /** Returns the types of resources and the attributes that count here. */
  public Set<String> settled() {
    return space.settled(parts);
  }

  /** Returns whether a request lies in this cell as to its instant. */
  public boolean isAt(AccessRequest request) {
    return space.isAt(parts, request);
  }

  /** Returns a request that is also about what this cell is about. */
  public AccessRequest completed(AccessRequest base) {
    return space.completed(base, parts);
  }

  /** Returns an instant in this cell; empty if none is given. */
  public Optional<Instant> instant() {
    return space.instantOf(parts);
  }

  /** Returns a request in this cell; approvals are not given. */
  public AccessRequest request(AccessRequest base) {
    return space.request(base, parts);
  }

  /** Returns a request with address, second factor, roles and emergencies of this cell. */
  public AccessRequest circumstances(AccessRequest base) {
    return space.circumstances(base, parts);
  }

  /** Returns the approvals that count here, and whether they are given. */
  public Map<ConditionTest.Approved, Boolean> approvals() {
    return space.approvals(parts);
  }

  /** Returns the texts of the account that count here. */
  public Map<String, String> staffTexts() {
    return space.staffTexts(parts);
  }

  /** Returns the resources that are assigned to the account here, by type. */
  public Map<String, String> assigned() {
    return space.assigned(parts);
  }

  /** Returns the roles that count here, and whether they are held. */
  public Map<String, Boolean> holding() {
    return space.holding(parts);
  }
}
