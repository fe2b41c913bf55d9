package dev.staffgate.analysis.cells;

import dev.staffgate.decision.AccessRequest;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Time in its dimensions: none given, or one of the periods between which assignments begin and
 * end; and the week on the clocks of each zone.
 */
final class TimeDimensions {
  private final List<Instant> starts = new ArrayList<>();
  private final List<ClockPartition> clocks;
  private final List<Map<List<Integer>, Instant>> instants = new ArrayList<>();

  /** Instants that were found before, as many questions have the same clocks. */
  static final class FoundInstants {
    private record Key(List<ClockPartition> clocks, Instant from, Instant until) {}

    private final Map<Key, Map<List<Integer>, Instant>> found = new HashMap<>();
    private final Map<ZoneId, long[]> changesByZone = new HashMap<>();

    Map<List<Integer>, Instant> between(List<ClockPartition> clocks, Instant from, Instant until) {
      return found.computeIfAbsent(
          new Key(clocks, from, until),
          key -> ClockInstants.between(clocks, from, until, changesByZone));
    }
  }

  /**
   * Makes the dimensions.
   *
   * @param bounds instants at which something begins or ends; ascending
   */
  TimeDimensions(List<Instant> bounds, List<ClockPartition> clocks, FoundInstants cache) {
    this.clocks = clocks;
    starts.add(AccessRequest.MIN_INSTANT);
    bounds.stream()
        .filter(bound -> bound.isAfter(AccessRequest.MIN_INSTANT))
        .filter(bound -> !bound.isAfter(AccessRequest.MAX_INSTANT))
        .forEach(starts::add);
    for (int i = 0; i < starts.size(); i++) {
      instants.add(cache.between(clocks, starts.get(i), end(i)));
    }
  }

  private Instant end(int period) {
    return period + 1 < starts.size()
        ? starts.get(period + 1)
        : AccessRequest.MAX_INSTANT.plusNanos(1);
  }

  /** Returns the dimension of periods; part 0 stands for none given. */
  Dimension periods() {
    return new Periods();
  }

  /** Returns the dimension of the week on a clock; part 0 stands for none given. */
  WeekDimension week(int clock) {
    return new WeekDimension(clocks.get(clock));
  }

  /** Returns the first instant of a period from 1. */
  Instant start(int period) {
    return starts.get(period - 1);
  }

  /** Returns the last instant of a period from 1. */
  Instant last(int period) {
    return end(period - 1).minusNanos(1);
  }

  /** Returns the parts of the clocks that occur together in a period from 1. */
  Iterable<List<Integer>> together(int period) {
    return instants.get(period - 1).keySet();
  }

  /** Returns an instant of a period from 1 at which the clocks show these parts; null for any. */
  Optional<Instant> example(int period, Integer[] parts) {
    return instants.get(period - 1).entrySet().stream()
        .filter(entry -> matches(entry.getKey(), parts))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static boolean matches(List<Integer> found, Integer[] wanted) {
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i] != null && !wanted[i].equals(found.get(i))) {
        return false;
      }
    }
    return true;
  }

  private final class Periods implements Dimension {
    @Override
    public int size() {
      return starts.size() + 1;
    }

    @Override
    public int partOf(AccessRequest request) {
      return request.at().map(this::periodOf).orElse(0);
    }

    private int periodOf(Instant at) {
      int period = starts.size();
      while (period > 1 && at.isBefore(starts.get(period - 1))) {
        period--;
      }
      return period;
    }

    @Override
    public RegionLimit limit(BitSet parts) {
      List<String> values = new ArrayList<>();
      for (int first = parts.nextSetBit(1); first >= 0; ) {
        int end = parts.nextClearBit(first);
        values.add(stretch(first, end));
        first = parts.nextSetBit(end);
      }
      if (parts.get(0)) {
        values.add("no instant given");
      }
      return RegionLimit.of(RegionLimit.Kind.INSTANT, "", values);
    }

    private String stretch(int first, int end) {
      String from = first == 1 ? "" : "from " + starts.get(first - 1);
      String until = end > starts.size() ? "" : "before " + starts.get(end - 1);
      return from.isEmpty() && until.isEmpty()
          ? "any instant that is given"
          : (from + " " + until).trim();
    }
  }

  /** The week on one clock; part 0 stands for none given. */
  static final class WeekDimension implements Dimension {
    private final ClockPartition clock;

    WeekDimension(ClockPartition clock) {
      this.clock = clock;
    }

    /** Returns the minutes of one part from 1. */
    BitSet minutes(int part) {
      BitSet one = new BitSet();
      one.set(part - 1);
      return clock.minutes(one);
    }

    @Override
    public int size() {
      return clock.size() + 1;
    }

    @Override
    public int partOf(AccessRequest request) {
      return request.at().map(at -> clock.partAt(at) + 1).orElse(0);
    }

    @Override
    public RegionLimit limit(BitSet parts) {
      BitSet minutes = clock.minutes(parts.get(1, size()));
      List<String> values = new ArrayList<>(WeekText.of(minutes));
      if (parts.get(0)) {
        values.add("no instant given");
      }
      return new RegionLimit(
          RegionLimit.Kind.WEEK,
          clock.zone().getId(),
          values,
          Optional.of(BigInteger.valueOf(minutes.cardinality())));
    }
  }
}
