package dev.staffgate.examples.benchmarks.filter;

import static java.util.Objects.requireNonNull;

import dev.staffgate.examples.benchmarks.measure.MedianInterval;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** The samples of each of a container's servers, measured in turns. */
final class FilterComparison {
  private static final int COUNT = 24;
  private static final int WARM_UP = 20;

  private final Map<FilterKind, ThroughputSample[]> slices = new EnumMap<>(FilterKind.class);

  private FilterComparison() {}

  /**
   * Measures: in each turn all once, one after the other, beginning with another each time.
   *
   * @param milliseconds for each server in each turn
   */
  static FilterComparison of(BenchmarkContainer container, int routes, int milliseconds) {
    Map<FilterKind, BenchmarkServer> servers = new EnumMap<>(FilterKind.class);
    try {
      for (FilterKind guard : FilterKind.values()) {
        servers.put(guard, container.start(guard.before(routes)));
      }
      FilterComparison turns = new FilterComparison();
      for (int turn = -WARM_UP; turn < COUNT; turn++) {
        turns.measure(turn, servers, BenchmarkRoutes.requests(routes), milliseconds);
      }
      return turns;
    } finally {
      servers.values().forEach(BenchmarkServer::close);
    }
  }

  private void measure(
      int turn, Map<FilterKind, BenchmarkServer> servers, byte[][] requests, int milliseconds) {
    FilterKind[] guards = FilterKind.values();
    for (int i = 0; i < guards.length; i++) {
      FilterKind guard = guards[Math.floorMod(turn + i, guards.length)];
      ThroughputSample slice =
          ThroughputSample.of(requireNonNull(servers.get(guard)), requests, milliseconds);
      if (turn >= 0) {
        slices.computeIfAbsent(guard, any -> new ThroughputSample[COUNT])[turn] = slice;
      }
    }
  }

  private ThroughputSample of(FilterKind guard, int turn) {
    return requireNonNull(slices.get(guard))[turn];
  }

  private static MedianInterval middle(IntToDoubleFunction figure) {
    return MedianInterval.of(IntStream.range(0, COUNT).mapToDouble(figure).toArray());
  }

  /** Returns how many times as many requests one server answers as the other. */
  MedianInterval ratio(FilterKind one, FilterKind other) {
    return middle(turn -> of(one, turn).perSecond() / of(other, turn).perSecond());
  }

  /** Returns the bytes that a filter allocates for a request, beside those of the container. */
  MedianInterval bytes(FilterKind guard) {
    return middle(turn -> of(guard, turn).bytes() - of(FilterKind.NONE, turn).bytes());
  }

  /** Requests, for a person to read. */
  String perSecond(FilterKind guard) {
    return String.format(
        Locale.ROOT, "%,.0f/s", middle(turn -> of(guard, turn).perSecond()).median());
  }
}
