package dev.staffgate.examples.benchmarks.networks;

import dev.staffgate.network.NetworkSet;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.ipv4.IPv4AddressTrie;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * Is an IPv4 address, given as text, in one of 1,000 prefixes? Staffgate beside the trie of
 * seancfoley's IPAddress and a list of Spring Security's matchers. One call asks for {@link
 * #ADDRESSES}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class NetworkPeersBenchmark {
  /** Fewer than usual, since the list of matchers takes its time. */
  public static final int ADDRESSES = 256;

  private static final int PREFIXES = 1_000;

  private NetworkSet staffgate;
  private IPv4AddressTrie trie;
  private List<IpAddressMatcher> matchers;
  private String[] texts;
  private int next;

  @Setup
  public void prepare() {
    NetworkWorkload workload = NetworkWorkload.of(AddressFamily.IPV4, PREFIXES);
    staffgate = NetworkSet.copyOf(workload.ranges());
    trie = new IPv4AddressTrie();
    for (AddressPrefix prefix : workload.prefixes()) {
      trie.add(new IPAddressString(prefix.toString()).getAddress().toIPv4());
    }
    matchers =
        workload.prefixes().stream()
            .map(AddressPrefix::toString)
            .map(IpAddressMatcher::new)
            .toList();
    texts = workload.texts();
  }

  boolean inStaffgate(String text) {
    return staffgate.contains(text);
  }

  boolean inTrie(String text) {
    return trie.elementContains(new IPAddressString(text).getAddress().toIPv4());
  }

  boolean inMatchers(String text) {
    for (IpAddressMatcher matcher : matchers) {
      if (matcher.matches(text)) {
        return true;
      }
    }
    return false;
  }

  private String text() {
    return texts[next++ & (NetworkWorkload.ADDRESSES - 1)];
  }

  @Benchmark
  public int staffgate() {
    int found = 0;
    for (int i = 0; i < ADDRESSES; i++) {
      found += inStaffgate(text()) ? 1 : 0;
    }
    return found;
  }

  @Benchmark
  public int seancfoleyTrie() {
    int found = 0;
    for (int i = 0; i < ADDRESSES; i++) {
      found += inTrie(text()) ? 1 : 0;
    }
    return found;
  }

  @Benchmark
  public int springMatchers() {
    int found = 0;
    for (int i = 0; i < ADDRESSES; i++) {
      found += inMatchers(text()) ? 1 : 0;
    }
    return found;
  }
}
