package dev.staffgate.examples.benchmarks.networks;

import dev.staffgate.network.IpRange;
import dev.staffgate.network.NetworkSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Building a set of 100,000 prefixes, beside sorting them by their first address. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class NetworkBuildBenchmark {
  private static final int PREFIXES = 100_000;

  @Param AddressFamily family;

  private List<IpRange> ranges;
  private long[] numbers;
  private List<AddressPrefix> prefixes;

  @Setup
  public void prepare() {
    NetworkWorkload workload = NetworkWorkload.of(family, PREFIXES);
    ranges = workload.ranges();
    prefixes = workload.prefixes();
    // IPv4 as (first, length): one number a prefix, and the order of these is that of the prefixes.
    numbers = prefixes.stream().mapToLong(p -> p.network().low() << 8 | p.length()).toArray();
  }

  @Benchmark
  public NetworkSet staffgate() {
    return NetworkSet.copyOf(ranges);
  }

  /** The prefixes as objects, by their first address. */
  @Benchmark
  public IpRange[] sortingObjects() {
    IpRange[] sorted = ranges.toArray(IpRange[]::new);
    Arrays.sort(sorted, Comparator.comparing(IpRange::first));
    return sorted;
  }

  /** The least that anybody could do for IPv4: each prefix as one number. */
  @Benchmark
  public long[] sortingNumbers() {
    long[] sorted = numbers.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  @Benchmark
  public CritBitTrie trie() {
    return CritBitTrie.of(prefixes);
  }
}
