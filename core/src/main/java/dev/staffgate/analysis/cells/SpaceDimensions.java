package dev.staffgate.analysis.cells;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSet;
import dev.staffgate.decision.AccessRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The dimensions of a question, in the order in which diagrams decide by them. */
final class SpaceDimensions {
  private final List<Dimension> all = new ArrayList<>();
  private final SortedMap<String, SpaceVariable<ResourceDimension>> resources = new TreeMap<>();
  private final SortedMap<String, SpaceVariable<AttributeDimension>> attributes = new TreeMap<>();
  private final SortedMap<Choice, SpaceVariable<Dimension>> choices = new TreeMap<>();
  private final SortedMap<String, SpaceVariable<TimeDimensions.WeekDimension>> weeks =
      new TreeMap<>();
  private final SpaceVariable<AddressDimension> addresses;
  private final SpaceVariable<AgeDimension> ages;
  private final SpaceVariable<Dimension> periods;
  private final TimeDimensions time;
  private final ImmutableSet<ConditionTest.TextsEqual> pairs;
  private final ImmutableSet<ConditionTest.Approved> approvals;

  SpaceDimensions(SpaceQuestion question, TimeDimensions.FoundInstants found) {
    this.pairs = ImmutableSet.copyOf(question.testsOf(ConditionTest.TextsEqual.class));
    this.approvals = ImmutableSet.copyOf(question.approvals());
    question
        .memberships()
        .forEach((type, tests) -> resources.put(type, add(resource(question, type, tests))));
    AttributeTests.byName(question)
        .forEach(
            (name, own) ->
                attributes.put(name, add(new AttributeDimension(name, List.copyOf(own)))));
    pairs.stream()
        .sorted(Comparator.comparing(Choice::same))
        .forEach(pair -> choices.put(Choice.same(pair), add(new SameDimension(pair))));
    new TreeSet<>(approvals.stream().map(Choice::approved).toList()).forEach(this::addChoice);
    this.addresses = add(new AddressDimension(question.allNetworks()));
    this.ages = add(new AgeDimension(question.factorAges()));
    List<ClockPartition> clocks = question.clocks();
    this.time = new TimeDimensions(List.copyOf(question.bounds), clocks, found);
    for (int i = 0; i < clocks.size(); i++) {
      weeks.put(clocks.get(i).zone().getId(), add(time.week(i)));
    }
    this.periods = add(time.periods());
    question.allChoices().forEach(this::addChoice);
  }

  private <D extends Dimension> SpaceVariable<D> add(D dimension) {
    all.add(dimension);
    return new SpaceVariable<>(all.size() - 1, dimension);
  }

  private void addChoice(Choice choice) {
    choices.computeIfAbsent(choice, one -> add(new ChoiceDimension(one)));
  }

  private static ResourceDimension resource(
      SpaceQuestion question, String type, List<ConditionTest.Membership> tests) {
    return type.equals(SpaceQuestion.SERVER) && question.entersServer
        ? new ResourceDimension(
            type,
            tests,
            question.serverClasses.keySet(),
            id -> question.serverClasses.getOrDefault(id, Optional.empty()).orElse(null))
        : new ResourceDimension(type, tests, Set.of(), id -> "");
  }

  /** Returns all dimensions, each at the number of its variable. */
  List<Dimension> all() {
    return all;
  }

  /** Returns the resources by type. */
  Map<String, SpaceVariable<ResourceDimension>> resources() {
    return resources;
  }

  SpaceVariable<ResourceDimension> resource(String type) {
    return requireNonNull(resources.get(type));
  }

  /** Returns the attributes by name, in order. */
  Map<String, SpaceVariable<AttributeDimension>> attributes() {
    return attributes;
  }

  SpaceVariable<AttributeDimension> attribute(String name) {
    return requireNonNull(attributes.get(name));
  }

  /** Returns the choices in order. */
  Map<Choice, SpaceVariable<Dimension>> choices() {
    return choices;
  }

  SpaceVariable<Dimension> choice(Choice choice) {
    return requireNonNull(choices.get(choice));
  }

  /** Returns the week on each clock, in the order of the clocks in {@link #time()}. */
  Collection<SpaceVariable<TimeDimensions.WeekDimension>> weeks() {
    return weeks.values();
  }

  SpaceVariable<TimeDimensions.WeekDimension> week(String zone) {
    return requireNonNull(weeks.get(zone));
  }

  SpaceVariable<AddressDimension> addresses() {
    return addresses;
  }

  SpaceVariable<AgeDimension> ages() {
    return ages;
  }

  SpaceVariable<Dimension> periods() {
    return periods;
  }

  TimeDimensions time() {
    return time;
  }

  /** Returns the pairs of texts that are compared. */
  Set<ConditionTest.TextsEqual> pairs() {
    return pairs;
  }

  /** Returns the conditions on approval that somebody could fulfil. */
  Set<ConditionTest.Approved> approvals() {
    return approvals;
  }

  /** Describes a box by the dimensions that it does not take up as a whole. */
  List<RegionLimit> limits(RequestBox box) {
    List<RegionLimit> limits = new ArrayList<>();
    box.parts().forEach((variable, parts) -> limits.add(all.get(variable).limit(parts)));
    return limits;
  }

  /** Returns whether a request lies in a box, as far as it tells by itself. */
  boolean holds(RequestBox box, AccessRequest request) {
    return box.parts().keySet().stream()
        .allMatch(variable -> box.holds(variable, all.get(variable).partOf(request)));
  }
}
