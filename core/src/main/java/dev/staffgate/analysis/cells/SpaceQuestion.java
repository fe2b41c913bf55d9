package dev.staffgate.analysis.cells;

import dev.staffgate.network.NetworkSet;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All that two policies look at when they decide one permission for one account. */
public final class SpaceQuestion {
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
}
