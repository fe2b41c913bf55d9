package dev.staffgate.analysis.cells;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.Maps;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.TruthValue;
import dev.staffgate.network.NetworkSet;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All requests of one account for one permission, cut along each dimension into parts that the
 * conditions of two policies do not tell apart. Conditions become diagrams over these parts.
 *
 * <p>Not all combinations of parts are requests: an instant has one minute of the week in each
 * zone, and two texts that lie in different parts are not the same. {@link #possible()} says which
 * are.
 */
public final class RequestSpace {
  private static final String STAFF = "staff.";

  private final DecisionDiagrams diagrams = new DecisionDiagrams();
  private final List<Dimension> dimensions = new ArrayList<>();
  private final SortedMap<String, Integer> resources = new TreeMap<>();
  private final SortedMap<String, Integer> attributes = new TreeMap<>();
  private final Map<Choice, Integer> choices = new TreeMap<>();
  private final SortedMap<String, Integer> weeks = new TreeMap<>();
  private final int addressVariable;
  private final AddressDimension addresses;
  private final TimeDimensions time;
  private final int periodVariable;
  private final int ageVariable;
  private final AgeDimension ages;
  private final Set<ConditionTest.TextsEqual> pairs = new HashSet<>();
  private final Set<ConditionTest.Approved> approvals = new HashSet<>();
  private final int possible;

  /** Keeps what many spaces need. */
  public static final class Shared {
    private final TimeDimensions.FoundInstants time = new TimeDimensions.FoundInstants();
  }

  /** Makes the space of a question. */
  public RequestSpace(SpaceQuestion question, Shared shared) {
    addResources(question);
    addAttributes(question.tests);
    this.addresses = new AddressDimension(networks(question));
    this.addressVariable = add(addresses);
    this.ages = new AgeDimension(ages(question.tests));
    this.ageVariable = add(ages);
    SortedMap<ZoneId, List<BitSet>> zones = zones(question.tests);
    List<ClockPartition> clocks = new ArrayList<>();
    zones.forEach((zone, windows) -> clocks.add(ClockPartition.of(zone, windows)));
    this.time = new TimeDimensions(List.copyOf(question.bounds), clocks, shared.time);
    for (int i = 0; i < clocks.size(); i++) {
      weeks.put(clocks.get(i).zone().getId(), add(time.week(i)));
    }
    this.periodVariable = add(time.periods());
    question.choices.forEach(this::addChoice);
    this.possible = findPossible();
  }

  private int add(Dimension dimension) {
    dimensions.add(dimension);
    return diagrams.addVariable(dimension.size());
  }

  private void addChoice(Choice choice) {
    choices.computeIfAbsent(choice, one -> add(new ChoiceDimension(one)));
  }

  private static <T> List<T> only(Set<ConditionTest> tests, Class<T> type) {
    return tests.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private void addResources(SpaceQuestion question) {
    SortedMap<String, List<ConditionTest.Membership>> byType = new TreeMap<>();
    for (ConditionTest.Membership test : only(question.tests, ConditionTest.Membership.class)) {
      byType.computeIfAbsent(test.type(), unseen -> new ArrayList<>()).add(test);
      if (test.orAssigned()) {
        question.addChoice(Choice.assigned(test.type()));
      }
    }
    if (question.entersServer) {
      byType.computeIfAbsent("server", unseen -> new ArrayList<>());
    }
    byType.forEach(
        (type, tests) ->
            resources.put(
                type,
                add(
                    type.equals("server") && question.entersServer
                        ? new ResourceDimension(
                            type,
                            tests,
                            question.serverClasses.keySet(),
                            id ->
                                question
                                    .serverClasses
                                    .getOrDefault(id, Optional.empty())
                                    .orElse(null))
                        : new ResourceDimension(type, tests, Set.of(), id -> ""))));
  }

  // Texts that are compared with each other are cut alike.
  private void addAttributes(Set<ConditionTest> tests) {
    pairs.addAll(only(tests, ConditionTest.TextsEqual.class));
    only(tests, ConditionTest.Approved.class).stream()
        .filter(ConditionTest.Approved::isPossible)
        .forEach(approvals::add);
    SortedMap<String, Set<ConditionTest>> byName = new TreeMap<>();
    for (ConditionTest test : tests) {
      attributesOf(test)
          .forEach(
              name -> {
                Set<ConditionTest> own = byName.computeIfAbsent(name, unseen -> new HashSet<>());
                if (!(test instanceof ConditionTest.TextsEqual)) {
                  own.add(test);
                }
              });
    }
    for (boolean more = true; more; ) {
      more = false;
      for (ConditionTest.TextsEqual pair : pairs) {
        more |= share(byName, pair.left(), pair.right());
        more |= share(byName, pair.right(), pair.left());
      }
    }
    byName.forEach(
        (name, own) -> attributes.put(name, add(new AttributeDimension(name, List.copyOf(own)))));
    pairs.stream()
        .sorted(Comparator.comparing(Choice::same))
        .forEach(pair -> choices.put(Choice.same(pair), add(new SameDimension(pair))));
    new TreeSet<>(approvals.stream().map(Choice::approved).toList()).forEach(this::addChoice);
  }

  private static boolean share(Map<String, Set<ConditionTest>> byName, String to, String from) {
    return byName.getOrDefault(to, new HashSet<>()).addAll(byName.getOrDefault(from, Set.of()));
  }

  private static Stream<String> attributesOf(ConditionTest test) {
    if (test instanceof ConditionTest.AmountLimit limit) {
      return Stream.of(limit.attribute());
    }
    if (test instanceof ConditionTest.TextAmong among) {
      return Stream.of(among.attribute());
    }
    if (test instanceof ConditionTest.ExactText exact) {
      return Stream.of(exact.attribute());
    }
    if (test instanceof ConditionTest.TextGiven given) {
      return Stream.of(given.attribute());
    }
    return test instanceof ConditionTest.TextsEqual pair
        ? Stream.of(pair.left(), pair.right())
        : Stream.empty();
  }

  private static List<NetworkSet> networks(SpaceQuestion question) {
    Set<NetworkSet> all = new HashSet<>(question.networks);
    only(question.tests, ConditionTest.Addresses.class).forEach(test -> all.add(test.networks()));
    return List.copyOf(all);
  }

  private static SortedMap<ZoneId, List<BitSet>> zones(Set<ConditionTest> tests) {
    SortedMap<ZoneId, List<BitSet>> zones = new TreeMap<>(Comparator.comparing(ZoneId::getId));
    for (ConditionTest.Windows test : only(tests, ConditionTest.Windows.class)) {
      zones.computeIfAbsent(test.zone(), unseen -> new ArrayList<>()).add(test.minutes());
    }
    return zones;
  }

  private static List<Duration> ages(Set<ConditionTest> tests) {
    return only(tests, ConditionTest.FactorAge.class).stream()
        .map(ConditionTest.FactorAge::most)
        .distinct()
        .sorted()
        .toList();
  }

  private static <K> int variable(Map<K, Integer> variables, K key) {
    return requireNonNull(variables.get(key));
  }

  /** Returns the diagrams that everything here is made of. */
  public DecisionDiagrams diagrams() {
    return diagrams;
  }

  /** Returns where a test is true. */
  public int holds(ConditionTest test) {
    return where(test, false);
  }

  /** Returns where a test is not false. */
  public int isNotFalse(ConditionTest test) {
    return where(test, true);
  }

  private int where(ConditionTest test, boolean orUnknown) {
    if (test instanceof ConditionTest.Constant constant) {
      return isIn(constant.truth(), orUnknown) ? DecisionDiagrams.TRUE : DecisionDiagrams.FALSE;
    }
    if (test instanceof ConditionTest.Addresses one) {
      return byTruth(addressVariable, orUnknown, part -> truth(one, part));
    }
    if (test instanceof ConditionTest.Windows one) {
      return windows(one, orUnknown);
    }
    if (test instanceof ConditionTest.FactorAge one) {
      return by(ageVariable, part -> ages.isWithin(part, one.most()));
    }
    if (test instanceof ConditionTest.Membership one) {
      return membership(one, orUnknown);
    }
    if (test instanceof ConditionTest.TextsEqual one) {
      return textsEqual(one, orUnknown);
    }
    if (test instanceof ConditionTest.Approved one) {
      return one.isPossible() ? isChosen(Choice.approved(one)) : DecisionDiagrams.FALSE;
    }
    int variable = variable(attributes, attributesOf(test).findFirst().orElseThrow());
    AttributeDimension attribute = (AttributeDimension) dimensions.get(variable);
    return byTruth(variable, orUnknown, part -> attribute.truth(test, part));
  }

  private static boolean isIn(TruthValue truth, boolean orUnknown) {
    return truth == TruthValue.TRUE || (orUnknown && truth == TruthValue.UNKNOWN);
  }

  private int byTruth(int variable, boolean orUnknown, IntFunction<TruthValue> truth) {
    return by(variable, part -> isIn(truth.apply(part), orUnknown));
  }

  private int by(int variable, IntPredicate parts) {
    int[] children = new int[diagrams.sizeOf(variable)];
    for (int part = 0; part < children.length; part++) {
      children[part] = parts.test(part) ? DecisionDiagrams.TRUE : DecisionDiagrams.FALSE;
    }
    return diagrams.node(variable, children);
  }

  private TruthValue truth(ConditionTest.Addresses test, int part) {
    return addresses
        .example(part)
        .map(address -> TruthValue.of(test.networks().contains(address) == test.inside()))
        .orElse(TruthValue.UNKNOWN);
  }

  private int windows(ConditionTest.Windows test, boolean orUnknown) {
    int week = variable(weeks, test.zone().getId());
    TimeDimensions.WeekDimension clock = (TimeDimensions.WeekDimension) dimensions.get(week);
    return by(
        week,
        part ->
            part == 0
                ? orUnknown
                : clock.minutes(part).intersects(test.minutes()) == test.inside());
  }

  private int membership(ConditionTest.Membership test, boolean orUnknown) {
    int variable = variable(resources, test.type());
    ResourceDimension resource = (ResourceDimension) dimensions.get(variable);
    if (!test.orAssigned()) {
      return byTruth(variable, orUnknown, part -> resource.truth(test, part));
    }
    int named = by(variable, part -> resource.truth(test, part) != TruthValue.UNKNOWN);
    int listed = by(variable, part -> resource.truth(test, part) == TruthValue.of(test.among()));
    int member = diagrams.or(listed, isChosen(Choice.assigned(test.type())));
    return diagrams.choose(
        named,
        test.among() ? member : diagrams.not(member),
        orUnknown ? DecisionDiagrams.TRUE : DecisionDiagrams.FALSE);
  }

  private int textsEqual(ConditionTest.TextsEqual test, boolean orUnknown) {
    return diagrams.choose(
        diagrams.and(isGiven(test.left()), isGiven(test.right())),
        isChosen(Choice.same(test)),
        orUnknown ? DecisionDiagrams.TRUE : DecisionDiagrams.FALSE);
  }

  private int isGiven(String attribute) {
    int variable = variable(attributes, attribute);
    AttributeDimension dimension = (AttributeDimension) dimensions.get(variable);
    return by(variable, part -> !dimension.examples(part).isEmpty());
  }

  /** Returns where a choice was made. */
  public int isChosen(Choice choice) {
    return by(variable(choices, choice), part -> part == 1);
  }

  /** Returns where the period begins as asked; none given is empty. */
  public int isPeriod(Predicate<Optional<Instant>> start) {
    return by(
        periodVariable,
        part -> start.test(part == 0 ? Optional.empty() : Optional.of(time.start(part))));
  }

  /** Returns where the address lies in some networks. */
  public int isFrom(NetworkSet networks) {
    return byTruth(
        addressVariable, false, part -> truth(new ConditionTest.Addresses(networks, true), part));
  }

  /** Returns the number of parts of the servers. */
  public int serverParts() {
    return dimensions.get(variable(resources, "server")).size();
  }

  /** Returns a server of a part; empty for none. */
  public Optional<String> server(int part) {
    return ((ResourceDimension) dimensions.get(variable(resources, "server"))).example(part);
  }

  /** Returns where the server lies in a part. */
  public int isServer(int part) {
    return by(variable(resources, "server"), one -> one == part);
  }

  /** Returns which combinations of parts there are. */
  public int possible() {
    return possible;
  }

  private int findPossible() {
    int all = clocksTogether();
    int isAtNoInstant = isPeriod(Optional::isEmpty);
    int isOld = by(ageVariable, part -> part == ages.oldest());
    all = diagrams.and(all, diagrams.or(diagrams.not(isAtNoInstant), isOld));
    for (ConditionTest.Approved one : approvals) {
      int given = isChosen(Choice.approved(one));
      all = diagrams.and(all, diagrams.not(diagrams.and(isAtNoInstant, given)));
      for (ConditionTest.Approved other : approvals) {
        if (one.implies(other) && !one.equals(other)) {
          all =
              diagrams.and(all, diagrams.or(diagrams.not(given), isChosen(Choice.approved(other))));
        }
      }
    }
    for (ConditionTest.TextsEqual pair : pairs) {
      all = diagrams.and(all, pairIsPossible(pair));
    }
    return attributes.containsKey("staff.id") ? diagrams.and(all, isGiven("staff.id")) : all;
  }

  private int clocksTogether() {
    int all = isPeriod(Optional::isEmpty);
    for (int variable : weeks.values()) {
      all = diagrams.and(all, by(variable, part -> part == 0));
    }
    int periods = dimensions.get(periodVariable).size();
    for (int period = 1; period < periods; period++) {
      int shown = DecisionDiagrams.FALSE;
      for (List<Integer> parts : time.together(period)) {
        shown = diagrams.or(shown, show(parts));
      }
      int current = period;
      all = diagrams.or(all, diagrams.and(by(periodVariable, some -> some == current), shown));
    }
    return all;
  }

  private int show(List<Integer> parts) {
    int shown = DecisionDiagrams.TRUE;
    int clock = 0;
    for (int variable : weeks.values()) {
      int part = parts.get(clock++) + 1;
      shown = diagrams.and(shown, by(variable, some -> some == part));
    }
    return shown;
  }

  // The same text lies in the same part. Two in one part may differ, if it has two texts.
  private int pairIsPossible(ConditionTest.TextsEqual pair) {
    int left = variable(attributes, pair.left());
    int right = variable(attributes, pair.right());
    AttributeDimension dimension = (AttributeDimension) dimensions.get(left);
    int alike = DecisionDiagrams.FALSE;
    int canDiffer = DecisionDiagrams.TRUE;
    for (int part = 0; part < dimension.size(); part++) {
      int current = part;
      int both = diagrams.and(by(left, one -> one == current), by(right, one -> one == current));
      List<String> texts = dimension.examples(part);
      if (!texts.isEmpty()) {
        alike = diagrams.or(alike, both);
      }
      if (texts.size() == 1) {
        canDiffer = diagrams.and(canDiffer, diagrams.not(both));
      }
    }
    return diagrams.choose(isChosen(Choice.same(pair)), alike, canDiffer);
  }

  /** Returns whether the pairs of compared texts form a circle, in which more is impossible. */
  public boolean hasCircleOfTexts() {
    Map<String, String> leader = new HashMap<>();
    for (ConditionTest.TextsEqual pair : pairs) {
      String left = leaderOf(leader, pair.left());
      String right = leaderOf(leader, pair.right());
      if (left.equals(right)) {
        return true;
      }
      leader.put(left, right);
    }
    return false;
  }

  private static String leaderOf(Map<String, String> leader, String name) {
    String one = name;
    for (String next = leader.get(one); next != null; next = leader.get(one)) {
      one = next;
    }
    return one;
  }

  /** Returns the boxes of each value from {@code least} on, where {@code free} may be anything. */
  public Map<Integer, List<SpaceRegion>> regions(int diagram, int free, int least) {
    Map<Integer, List<SpaceRegion>> regions = new TreeMap<>();
    BoxMerger.boxes(diagrams, diagrams.withoutFree(diagram, free), least)
        .forEach(
            (value, boxes) ->
                regions.put(value, boxes.stream().map(box -> new SpaceRegion(this, box)).toList()));
    return regions;
  }

  List<RegionLimit> limits(RequestBox box) {
    List<RegionLimit> limits = new ArrayList<>();
    box.parts().forEach((variable, parts) -> limits.add(dimensions.get(variable).limit(parts)));
    return limits;
  }

  /** Returns whether a request lies in a box, as far as it tells by itself. */
  boolean holds(RequestBox box, AccessRequest request) {
    return box.parts().keySet().stream()
        .allMatch(variable -> box.holds(variable, dimensions.get(variable).partOf(request)));
  }

  /**
   * Finds a cell of a box with one of some values.
   *
   * @param fixed the parts that are settled already, by variable; -1 for any
   */
  Optional<int[]> cell(int diagram, RequestBox box, int[] fixed, IntPredicate values) {
    int[] cell = fixed.clone();
    return fill(diagram, box, cell, values, new HashSet<>()) ? Optional.of(cell) : Optional.empty();
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

  int[] anywhere() {
    int[] cell = new int[dimensions.size()];
    java.util.Arrays.fill(cell, Dimension.ANYWHERE);
    return cell;
  }

  /**
   * Returns the parts of what is asked about (resources and attributes), and of an instant.
   *
   * @param settled the types and attributes that are not to be added to
   */
  int[] partsAbout(AccessRequest request, Set<String> settled, Optional<Instant> at) {
    int[] cell = anywhere();
    fix(resources, request, settled, request.resources(), cell);
    fix(attributes, request, settled, request.attributes(), cell);
    if (at.isPresent()) {
      AccessRequest then = request.at(at.get());
      cell[periodVariable] = dimensions.get(periodVariable).partOf(then);
      weeks.values().forEach(one -> cell[one] = dimensions.get(one).partOf(then));
    }
    return cell;
  }

  private void fix(
      Map<String, Integer> variables,
      AccessRequest request,
      Set<String> settled,
      Map<String, String> given,
      int[] cell) {
    variables.forEach(
        (name, variable) -> {
          if (settled.contains(name) || given.containsKey(name)) {
            cell[variable] = dimensions.get(variable).partOf(request);
          }
        });
  }

  /** Returns the types and attributes that a cell settles. */
  Set<String> settled(int[] cell) {
    Set<String> settled = new TreeSet<>();
    for (Map<String, Integer> variables : List.of(resources, attributes)) {
      variables.forEach(
          (name, variable) -> {
            if (cell[variable] >= 0) {
              settled.add(name);
            }
          });
    }
    return settled;
  }

  /** Returns whether a request lies in a cell as to its instant. */
  boolean isAt(int[] cell, AccessRequest request) {
    return Stream.concat(Stream.of(periodVariable), weeks.values().stream())
        .allMatch(
            variable ->
                cell[variable] < 0 || cell[variable] == dimensions.get(variable).partOf(request));
  }

  /** Returns a request about what a cell is about besides, and its instant. */
  AccessRequest completed(AccessRequest base, int[] cell) {
    AccessRequest found = request(AccessRequest.of(base.staff(), base.permissionId()), cell);
    Map<String, String> things = new TreeMap<>(found.resources());
    things.keySet().removeAll(base.resources().keySet());
    Map<String, String> texts = new TreeMap<>(found.attributes());
    texts.keySet().removeAll(base.attributes().keySet());
    return base.on(things).with(texts);
  }

  Optional<Instant> instantOf(int[] cell) {
    return instant(cell);
  }

  /** Returns a request in a cell. */
  AccessRequest request(AccessRequest base, int[] cell) {
    AccessRequest request = base;
    for (Map.Entry<String, Integer> resource : resources.entrySet()) {
      int part = cell[resource.getValue()];
      ResourceDimension dimension = (ResourceDimension) dimensions.get(resource.getValue());
      Optional<String> id = part < 0 ? Optional.empty() : dimension.example(part);
      request = id.isPresent() ? request.on(resource.getKey(), id.get()) : request;
    }
    Map<String, String> texts = new TextChoice(this, cell).texts();
    request = request.with(Maps.filterKeys(texts, name -> !name.startsWith(STAFF)));
    Optional<Instant> at = instant(cell);
    request = at.isPresent() ? request.at(at.get()) : request;
    return circumstances(request, cell);
  }

  /** Returns a request with address, second factor, roles and emergencies of a cell. */
  AccessRequest circumstances(AccessRequest base, int[] cell) {
    AccessRequest request = base;
    int from = cell[addressVariable];
    if (from > 0) {
      request = request.from(addresses.example(from).orElseThrow());
    }
    int age = cell[ageVariable];
    if (age >= 0 && request.hasInstant() && ages.example(age).isPresent()) {
      request = request.secondFactorAt(request.at().orElseThrow().minus(ages.example(age).get()));
    }
    return withRoles(request, cell);
  }

  private AccessRequest withRoles(AccessRequest request, int[] cell) {
    List<String> acting = new ArrayList<>();
    List<String> emergencies = new ArrayList<>();
    boolean sheds = false;
    for (Map.Entry<Choice, Integer> choice : choices.entrySet()) {
      int part = cell[choice.getValue()];
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

  private Optional<Instant> instant(int[] cell) {
    int period = cell[periodVariable];
    if (period == 0 || weeks.values().stream().anyMatch(week -> cell[week] == 0)) {
      return Optional.empty();
    }
    Integer[] parts =
        weeks.values().stream()
            .map(week -> cell[week] < 0 ? null : Integer.valueOf(cell[week] - 1))
            .toArray(Integer[]::new);
    if (period > 0) {
      return time.example(period, parts);
    }
    for (int any = dimensions.get(periodVariable).size() - 1; any > 0; any--) {
      Optional<Instant> found = time.example(any, parts);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Returns the texts that the account has in a cell, by the name without {@code staff.}. */
  Map<String, String> staffTexts(int[] cell) {
    Map<String, String> texts = new TreeMap<>();
    new TextChoice(this, cell)
        .texts()
        .forEach(
            (name, text) -> {
              if (name.startsWith(STAFF)) {
                texts.put(name.substring(STAFF.length()), text);
              }
            });
    return texts;
  }

  /** Returns the resources that are assigned to the account in a cell, by type. */
  Map<String, String> assigned(int[] cell) {
    Map<String, String> assigned = new TreeMap<>();
    choices.forEach(
        (choice, variable) -> {
          if (choice.kind() == RegionLimit.Kind.ASSIGNED && cell[variable] == 1) {
            int resource = variable(resources, choice.name());
            Optional<String> id =
                cell[resource] < 0
                    ? Optional.empty()
                    : ((ResourceDimension) dimensions.get(resource)).example(cell[resource]);
            id.ifPresent(one -> assigned.put(choice.name(), one));
          }
        });
    return assigned;
  }

  SortedMap<String, Integer> attributes() {
    return attributes;
  }

  AttributeDimension attribute(String name) {
    return (AttributeDimension) dimensions.get(variable(attributes, name));
  }

  /** Returns the part of a pair of compared texts in a cell; null if it does not count. */
  @Nullable Boolean isSame(ConditionTest.TextsEqual pair, int[] cell) {
    int part = cell[variable(choices, Choice.same(pair))];
    return part < 0 ? null : Boolean.valueOf(part == 1);
  }

  Set<ConditionTest.TextsEqual> pairs() {
    return pairs;
  }

  /** Returns the approvals that a cell asks for, and whether they are given. */
  Map<ConditionTest.Approved, Boolean> approvals(int[] cell) {
    Map<ConditionTest.Approved, Boolean> wanted = new HashMap<>();
    for (ConditionTest.Approved one : approvals) {
      int part = cell[variable(choices, Choice.approved(one))];
      if (part >= 0) {
        wanted.put(one, part == 1);
      }
    }
    return wanted;
  }

  /** Returns the roles that a cell asks about, and whether they are held. */
  Map<String, Boolean> holding(int[] cell) {
    Map<String, Boolean> wanted = new TreeMap<>();
    choices.forEach(
        (choice, variable) -> {
          if (choice.kind() == RegionLimit.Kind.HOLDS && cell[variable] >= 0) {
            wanted.put(choice.name(), cell[variable] == 1);
          }
        });
    return wanted;
  }
}
