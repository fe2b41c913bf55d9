package dev.staffgate.analysis.cells;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.text.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Ages of the second factor. The last part is older ones, and none that counts. */
final class AgeDimension implements Dimension {
  private static final Duration AHEAD = Duration.ofMinutes(-1);

  /** Ascending. */
  private final List<Duration> limits;

  AgeDimension(List<Duration> limits) {
    this.limits = limits;
  }

  @Override
  public int size() {
    return limits.size() + 1;
  }

  int oldest() {
    return limits.size();
  }

  boolean isWithin(int part, Duration most) {
    return part < limits.size() && limits.get(part).compareTo(most) <= 0;
  }

  @Override
  public int partOf(AccessRequest request) {
    Optional<Instant> at = request.at();
    Optional<Instant> verified = request.secondFactorAt();
    if (at.isEmpty() || verified.isEmpty()) {
      return oldest();
    }
    Duration age = Duration.between(verified.get(), at.get());
    if (age.compareTo(AHEAD) < 0) {
      return oldest();
    }
    int part = 0;
    while (part < limits.size() && age.compareTo(limits.get(part)) > 0) {
      part++;
    }
    return part;
  }

  /** Returns an age in a part; empty for none. */
  Optional<Duration> example(int part) {
    return part == oldest() ? Optional.empty() : Optional.of(limits.get(part));
  }

  /** Returns the least age in a part, except of those that lie ahead; empty for none. */
  Optional<Duration> least(int part) {
    if (part == 0) {
      return Optional.of(Duration.ZERO);
    }
    return part == oldest() ? Optional.empty() : Optional.of(limits.get(part - 1).plusNanos(1));
  }

  @Override
  public RegionLimit limit(BitSet parts) {
    List<String> values = new ArrayList<>();
    for (int first = parts.nextSetBit(0); first >= 0; ) {
      int end = parts.nextClearBit(first);
      values.add(stretch(first, end - 1));
      first = parts.nextSetBit(end);
    }
    return RegionLimit.of(RegionLimit.Kind.SECOND_FACTOR, "", values);
  }

  private String stretch(int first, int last) {
    String from = first == 0 ? "" : "older than " + text(limits.get(first - 1));
    if (last == oldest()) {
      return from + " or none";
    }
    String to = "at most " + text(limits.get(last)) + " old";
    return from.isEmpty() ? to : from + " and " + to;
  }

  private static String text(Duration age) {
    return age.equals(age.truncatedTo(ChronoUnit.SECONDS))
        ? DurationText.format(age)
        : age.toString();
  }
}
