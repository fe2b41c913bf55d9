package dev.staffgate.analysis.cells;

import dev.staffgate.decision.AccessRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** One part of each dimension that counts. */
public final class SpaceCell {
  private final SpaceDimensions dimensions;
  private final int[] parts;
  private final CellRequestFactory requests;

  SpaceCell(SpaceDimensions dimensions, int[] parts) {
    this.dimensions = dimensions;
    this.parts = parts.clone();
    this.requests = new CellRequestFactory(dimensions, this.parts);
  }

  private int partOf(SpaceVariable<?> variable) {
    return parts[variable.number()];
  }

  /** Returns the types of resources and the attributes that count here. */
  public Set<String> settled() {
    Set<String> settled = new TreeSet<>();
    for (Map<String, ? extends SpaceVariable<?>> variables :
        List.of(dimensions.resources(), dimensions.attributes())) {
      variables.forEach(
          (name, variable) -> {
            if (partOf(variable) >= 0) {
              settled.add(name);
            }
          });
    }
    return settled;
  }

  /** Returns whether a request lies in this cell as to its instant. */
  public boolean isAt(AccessRequest request) {
    return Stream.concat(Stream.of(dimensions.periods()), dimensions.weeks().stream())
        .allMatch(
            variable ->
                partOf(variable) < 0 || partOf(variable) == variable.dimension().partOf(request));
  }

  /** Returns a request that is also about what this cell is about. */
  public AccessRequest completed(AccessRequest base) {
    return requests.completed(base);
  }

  /** Returns an instant in this cell; empty if none is given. */
  public Optional<Instant> instant() {
    return requests.instant();
  }

  /** Returns a request in this cell; approvals are not given. */
  public AccessRequest request(AccessRequest base) {
    return requests.request(base);
  }

  /** Returns a request with address, second factor, roles and emergencies of this cell. */
  public AccessRequest circumstances(AccessRequest base) {
    return requests.circumstances(base);
  }

  /** Returns the approvals that count here, and whether they are given. */
  public Map<ConditionTest.Approved, Boolean> approvals() {
    Map<ConditionTest.Approved, Boolean> wanted = new HashMap<>();
    for (ConditionTest.Approved one : dimensions.approvals()) {
      int part = partOf(dimensions.choice(Choice.approved(one)));
      if (part >= 0) {
        wanted.put(one, part == 1);
      }
    }
    return wanted;
  }

  /** Returns the texts of the account that count here, by the name without {@code staff.}. */
  public Map<String, String> staffTexts() {
    Map<String, String> texts = new TreeMap<>();
    new TextChoice(dimensions, parts)
        .texts()
        .forEach(
            (name, text) -> {
              if (name.startsWith(AttributeDimension.STAFF)) {
                texts.put(name.substring(AttributeDimension.STAFF.length()), text);
              }
            });
    return texts;
  }

  /** Returns the resources that are assigned to the account here, by type. */
  public Map<String, String> assigned() {
    Map<String, String> assigned = new TreeMap<>();
    dimensions
        .choices()
        .forEach(
            (choice, variable) -> {
              if (choice.kind() == RegionLimit.Kind.ASSIGNED && partOf(variable) == 1) {
                resource(choice.name()).ifPresent(id -> assigned.put(choice.name(), id));
              }
            });
    return assigned;
  }

  private Optional<String> resource(String type) {
    SpaceVariable<ResourceDimension> resource = dimensions.resource(type);
    int part = partOf(resource);
    return part < 0 ? Optional.empty() : resource.dimension().example(part);
  }

  /** Returns the roles that count here, and whether they are held. */
  public Map<String, Boolean> holding() {
    Map<String, Boolean> wanted = new TreeMap<>();
    dimensions
        .choices()
        .forEach(
            (choice, variable) -> {
              if (choice.kind() == RegionLimit.Kind.HOLDS && partOf(variable) >= 0) {
                wanted.put(choice.name(), partOf(variable) == 1);
              }
            });
    return wanted;
  }
}
