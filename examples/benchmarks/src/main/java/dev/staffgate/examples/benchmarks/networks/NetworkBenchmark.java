package dev.staffgate.examples.benchmarks.networks;

import dev.staffgate.network.IpAddress;
import dev.staffgate.network.NetworkSet;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Does a set of prefixes hold an address, parsed before or given as text? Staffgate beside a plain
 * search in sorted numbers and beside a trie. One call asks for {@link NetworkWorkload#ADDRESSES}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class NetworkBenchmark {
  @Param AddressFamily family;

  @Param({"10", "1000", "100000"})
  int prefixes;

  private NetworkSet staffgate;
  private SortedRangeBaseline search;
  private CritBitTrie trie;
  private IpAddress[] parsed;
  private String[] texts;
  private long[] highs;
  private long[] lows;

  @Setup
  public void prepare() {
    NetworkWorkload workload = NetworkWorkload.of(family, prefixes);
    staffgate = NetworkSet.copyOf(workload.ranges());
    search = SortedRangeBaseline.of(workload.prefixes());
    trie = CritBitTrie.of(workload.prefixes());
    parsed = workload.parsed();
    texts = workload.texts();
    highs = workload.addresses().stream().mapToLong(AddressBits::high).toArray();
    lows = workload.addresses().stream().mapToLong(AddressBits::low).toArray();
  }

  @Benchmark
  public int parsedStaffgate() {
    int found = 0;
    for (IpAddress address : parsed) {
      found += staffgate.contains(address) ? 1 : 0;
    }
    return found;
  }

  @Benchmark
  public int parsedPlainSearch() {
    int found = 0;
    if (family == AddressFamily.IPV4) {
      for (long low : lows) {
        found += search.containsIpv4(low) ? 1 : 0;
      }
    } else {
      for (int i = 0; i < lows.length; i++) {
        found += search.containsIpv6(highs[i], lows[i]) ? 1 : 0;
      }
    }
    return found;
  }

  @Benchmark
  public int parsedTrie() {
    int found = 0;
    if (family == AddressFamily.IPV4) {
      for (long low : lows) {
        found += trie.containsIpv4(low) ? 1 : 0;
      }
    } else {
      for (int i = 0; i < lows.length; i++) {
        found += trie.containsIpv6(highs[i], lows[i]) ? 1 : 0;
      }
    }
    return found;
  }

  @Benchmark
  public int textStaffgate() {
    int found = 0;
    for (String text : texts) {
      found += staffgate.contains(text) ? 1 : 0;
    }
    return found;
  }

  @Benchmark
  public int textGuavaThenPlainSearch() {
    int found = 0;
    for (String text : texts) {
      found += AddressParsers.guava(search, text) ? 1 : 0;
    }
    return found;
  }

  @Benchmark
  public int textJdkThenPlainSearch() {
    int found = 0;
    for (String text : texts) {
      found += AddressParsers.jdk(search, text) ? 1 : 0;
    }
    return found;
  }

  @Benchmark
  public int textSeancfoleyThenPlainSearch() {
    int found = 0;
    for (String text : texts) {
      found += AddressParsers.seancfoley(search, text) ? 1 : 0;
    }
    return found;
  }

  /**
   * Staffgate's own parser, then the plain search by the numbers that the workload has beside the
   * text: an {@link IpAddress} keeps its bits to itself.
   */
  @Benchmark
  public int textStaffgateThenPlainSearch() {
    int found = 0;
    for (int i = 0; i < texts.length; i++) {
      boolean inside =
          IpAddress.parse(texts[i]).isIpv4()
              ? search.containsIpv4(lows[i])
              : search.containsIpv6(highs[i], lows[i]);
      found += inside ? 1 : 0;
    }
    return found;
  }
}
