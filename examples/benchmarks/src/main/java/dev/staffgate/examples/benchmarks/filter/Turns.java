package dev.staffgate.examples.benchmarks.filter;

import static java.util.Objects.requireNonNull;

import dev.staffgate.examples.benchmarks.measure.Middle;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** What each of a container's servers did, in turns. */
final class Turns {
  private static final int COUNT = 24;
  private static final int WARM_UP = 20;

  private final Map<Guard, Slice[]> slices = new EnumMap<>(Guard.class);

  private Turns() {}

  /**
   * Measures: in each turn all once, one after the other, beginning with another each time.
   *
   * @param milliseconds for each server in each turn
   */
  static Turns of(Container container, int routes, int milliseconds) {
    Map<Guard, Server> servers = new EnumMap<>(Guard.class);
    try {
      for (Guard guard : Guard.values()) {
        servers.put(guard, container.start(guard.before(routes)));
      }
      Turns turns = new Turns();
      for (int turn = -WARM_UP; turn < COUNT; turn++) {
        turns.measure(turn, servers, Routes.requests(routes), milliseconds);
      }
      return turns;
    } finally {
      servers.values().forEach(Server::close);
    }
  }

  private void measure(int turn, Map<Guard, Server> servers, byte[][] requests, int milliseconds) {
    Guard[] guards = Guard.values();
    for (int i = 0; i < guards.length; i++) {
      Guard guard = guards[Math.floorMod(turn + i, guards.length)];
      Slice slice = Slice.of(requireNonNull(servers.get(guard)), requests, milliseconds);
      if (turn >= 0) {
        slices.computeIfAbsent(guard, any -> new Slice[COUNT])[turn] = slice;
      }
    }
  }

  private Slice of(Guard guard, int turn) {
    return requireNonNull(slices.get(guard))[turn];
  }

  private static Middle middle(IntToDoubleFunction figure) {
    return Middle.of(IntStream.range(0, COUNT).mapToDouble(figure).toArray());
  }

  /** How many times as many requests one answers as the other. */
  Middle ratio(Guard one, Guard other) {
    return middle(turn -> of(one, turn).perSecond() / of(other, turn).perSecond());
  }

  /** What a filter adds to what the container allocates for a request. */
  Middle bytes(Guard guard) {
    return middle(turn -> of(guard, turn).bytes() - of(Guard.NONE, turn).bytes());
  }

  /** Requests, for a person to read. */
  String perSecond(Guard guard) {
    return String.format(
        Locale.ROOT, "%,.0f/s", middle(turn -> of(guard, turn).perSecond()).median());
  }
}
