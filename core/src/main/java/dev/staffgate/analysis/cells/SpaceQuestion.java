package dev.staffgate.analysis.cells;

import dev.staffgate.network.NetworkSet;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All that two policies look at when they decide one permission for one account. */
public final class SpaceQuestion {
  /** The type of resource that is entered. */
  static final String SERVER = "server";

  final Set<ConditionTest> tests = new HashSet<>();
  final SortedSet<Instant> bounds = new TreeSet<>();
  final SortedSet<Choice> choices = new TreeSet<>();
  final Set<NetworkSet> networks = new HashSet<>();
  final Map<String, Optional<Object>> serverClasses = new LinkedHashMap<>();
  boolean entersServer;

  public void addTests(Iterable<? extends ConditionTest> more) {
    more.forEach(tests::add);
  }

  public void addBound(Instant bound) {
    bounds.add(bound);
  }

  public void addChoice(Choice choice) {
    choices.add(choice);
  }

  public void addNetworks(NetworkSet set) {
    networks.add(set);
  }

  /**
   * Says that the server counts, by more than conditions.
   *
   * @param ids the servers that either policy defines
   * @param classes tells servers apart; null for one that is as good as none
   */
  public void addServers(Set<String> ids, Function<String, @Nullable Object> classes) {
    entersServer = true;
    ids.forEach(id -> serverClasses.put(id, Optional.ofNullable(classes.apply(id))));
  }

  <T extends ConditionTest> List<T> testsOf(Class<T> type) {
    return tests.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Returns the tests of each type of resource that counts. */
  SortedMap<String, List<ConditionTest.Membership>> memberships() {
    SortedMap<String, List<ConditionTest.Membership>> byType = new TreeMap<>();
    for (ConditionTest.Membership test : testsOf(ConditionTest.Membership.class)) {
      byType.computeIfAbsent(test.type(), unseen -> new ArrayList<>()).add(test);
    }
    if (entersServer) {
      byType.computeIfAbsent(SERVER, unseen -> new ArrayList<>());
    }
    return byType;
  }

  /** Returns the choices: those of roles and emergencies, and of resources that are assigned. */
  NavigableSet<Choice> allChoices() {
    NavigableSet<Choice> all = new TreeSet<>(choices);
    testsOf(ConditionTest.Membership.class).stream()
        .filter(ConditionTest.Membership::orAssigned)
        .map(test -> Choice.assigned(test.type()))
        .forEach(all::add);
    return all;
  }

  /** Returns the conditions on approval that somebody could fulfil. */
  Set<ConditionTest.Approved> approvals() {
    Set<ConditionTest.Approved> approvals = new HashSet<>(testsOf(ConditionTest.Approved.class));
    approvals.removeIf(test -> !test.isPossible());
    return approvals;
  }

  /** Returns the networks of conditions and of the account. */
  List<NetworkSet> allNetworks() {
    Set<NetworkSet> all = new HashSet<>(networks);
    testsOf(ConditionTest.Addresses.class).forEach(test -> all.add(test.networks()));
    return List.copyOf(all);
  }

  /** Returns the clock of each zone that counts, in the order of their ids. */
  List<ClockPartition> clocks() {
    SortedMap<ZoneId, List<BitSet>> zones = new TreeMap<>(Comparator.comparing(ZoneId::getId));
    for (ConditionTest.Windows test : testsOf(ConditionTest.Windows.class)) {
      zones.computeIfAbsent(test.zone(), unseen -> new ArrayList<>()).add(test.minutes());
    }
    List<ClockPartition> clocks = new ArrayList<>();
    zones.forEach((zone, windows) -> clocks.add(ClockPartition.of(zone, windows)));
    return clocks;
  }

  /** Returns the ages of a second factor that count, ascending. */
  List<Duration> factorAges() {
    return testsOf(ConditionTest.FactorAge.class).stream()
        .map(ConditionTest.FactorAge::most)
        .distinct()
        .sorted()
        .toList();
  }
}
