package dev.staffgate.analysis.cells;

import com.google.common.collect.Maps;
import dev.staffgate.decision.AccessRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Makes requests that lie in a cell. */
final class CellRequestFactory {
  private final SpaceDimensions dimensions;
  private final int[] cell;

  CellRequestFactory(SpaceDimensions dimensions, int[] cell) {
    this.dimensions = dimensions;
    this.cell = cell;
  }

  private int partOf(SpaceVariable<?> variable) {
    return cell[variable.number()];
  }

  /** Returns a request in the cell; approvals are not given. */
  AccessRequest request(AccessRequest base) {
    AccessRequest request = base;
    for (Map.Entry<String, SpaceVariable<ResourceDimension>> one :
        dimensions.resources().entrySet()) {
      int part = partOf(one.getValue());
      Optional<String> id = part < 0 ? Optional.empty() : one.getValue().dimension().example(part);
      request = id.isPresent() ? request.on(one.getKey(), id.get()) : request;
    }
    Map<String, String> texts = new TextChoice(dimensions, cell).texts();
    request =
        request.with(Maps.filterKeys(texts, name -> !name.startsWith(AttributeDimension.STAFF)));
    Optional<Instant> at = instant();
    request = at.isPresent() ? request.at(at.get()) : request;
    return circumstances(request);
  }

  /** Returns a request about what the cell is about besides. */
  AccessRequest completed(AccessRequest base) {
    AccessRequest found = request(AccessRequest.of(base.staff(), base.permissionId()));
    Map<String, String> things = new TreeMap<>(found.resources());
    things.keySet().removeAll(base.resources().keySet());
    Map<String, String> texts = new TreeMap<>(found.attributes());
    texts.keySet().removeAll(base.attributes().keySet());
    return base.on(things).with(texts);
  }

  /** Returns a request with address, second factor, roles and emergencies of the cell. */
  AccessRequest circumstances(AccessRequest base) {
    AccessRequest request = base;
    int from = partOf(dimensions.addresses());
    if (from > 0) {
      request = request.from(dimensions.addresses().dimension().example(from).orElseThrow());
    }
    int age = partOf(dimensions.ages());
    if (age >= 0 && request.hasInstant() && age < dimensions.ages().dimension().oldest()) {
      request = request.secondFactorAt(verified(request.at().orElseThrow(), age));
    }
    return withRoles(request);
  }

  private Instant verified(Instant at, int age) {
    AgeDimension ages = dimensions.ages().dimension();
    return Stream.of(ages.example(age), ages.least(age))
        .map(one -> at.minus(one.orElseThrow()))
        .filter(one -> !one.isBefore(AccessRequest.MIN_INSTANT))
        .findFirst()
        .orElseThrow(
            () ->
                new ComparisonTooLargeException(
                    "a second factor that would be older than the first year"));
  }

  private AccessRequest withRoles(AccessRequest base) {
    AccessRequest request = base;
    List<String> acting = new ArrayList<>();
    List<String> emergencies = new ArrayList<>();
    boolean sheds = false;
    for (Map.Entry<Choice, SpaceVariable<Dimension>> choice : dimensions.choices().entrySet()) {
      int part = partOf(choice.getValue());
      if (choice.getKey().kind() == RegionLimit.Kind.ACTING_AS) {
        sheds |= part == 0;
        if (part != 0) {
          acting.add(choice.getKey().name());
        }
      } else if (choice.getKey().kind() == RegionLimit.Kind.EMERGENCY && part == 1) {
        emergencies.add(choice.getKey().name());
      }
    }
    if (sheds) {
      acting.add("(none)"); // not a role; with it alone, nothing is held
      request = request.actingAs(acting.toArray(String[]::new));
    }
    return emergencies.isEmpty()
        ? request
        : request.inEmergencies(emergencies.toArray(String[]::new));
  }

  /** Returns an instant in the cell; empty if none is given. */
  Optional<Instant> instant() {
    int period = partOf(dimensions.periods());
    if (period == 0 || dimensions.weeks().stream().anyMatch(week -> partOf(week) == 0)) {
      return Optional.empty();
    }
    Integer[] parts =
        dimensions.weeks().stream()
            .map(week -> partOf(week) < 0 ? null : Integer.valueOf(partOf(week) - 1))
            .toArray(Integer[]::new);
    TimeDimensions time = dimensions.time();
    if (period > 0) {
      return time.example(period, parts);
    }
    for (int any = dimensions.periods().dimension().size() - 1; any > 0; any--) {
      Optional<Instant> found = time.example(any, parts);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }
}
