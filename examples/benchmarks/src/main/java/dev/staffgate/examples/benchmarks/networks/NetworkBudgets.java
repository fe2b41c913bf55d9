package dev.staffgate.examples.benchmarks.networks;

import dev.staffgate.examples.benchmarks.measure.BenchmarkResults;
import dev.staffgate.examples.benchmarks.measure.BenchmarkSettings;
import dev.staffgate.examples.benchmarks.measure.BudgetReport;
import dev.staffgate.examples.benchmarks.measure.OperationCost;
import dev.staffgate.network.NetworkSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The budgets of sets of addresses. */
public final class NetworkBudgets {
  private static final List<Integer> SIZES = List.of(10, 1_000, 100_000);

  private NetworkBudgets() {}

  /**
   * Shows that all give the same answers.
   *
   * @throws IllegalStateException if two differ
   */
  public static void verifyAnswers() {
    for (AddressFamily family : AddressFamily.values()) {
      for (int size : SIZES) {
        verifyAnswers(NetworkWorkload.of(family, size));
      }
    }
    NetworkPeersBenchmark peers = new NetworkPeersBenchmark();
    peers.prepare();
    for (AddressBits address :
        NetworkWorkload.of(AddressFamily.IPV4, 1_000).addresses().subList(0, 4_096)) {
      String text = address.toString();
      boolean expected = peers.inStaffgate(text);
      same(expected, peers.inTrie(text), "seancfoley's trie", text);
      same(expected, peers.inMatchers(text), "Spring's matchers", text);
    }
  }

  private static void verifyAnswers(NetworkWorkload workload) {
    NetworkSet staffgate = NetworkSet.copyOf(workload.ranges());
    SortedRangeBaseline search = SortedRangeBaseline.of(workload.prefixes());
    CritBitTrie trie = CritBitTrie.of(workload.prefixes());
    for (AddressBits address : workload.addresses()) {
      String text = address.toString();
      boolean expected = staffgate.contains(text);
      same(expected, search.contains(address), "the plain search", text);
      same(expected, trie.contains(address), "the trie", text);
      same(expected, AddressParsers.guava(search, text), "Guava's parser", text);
      same(expected, AddressParsers.jdk(search, text), "the JDK's parser", text);
      same(expected, AddressParsers.seancfoley(search, text), "seancfoley's parser", text);
    }
  }

  private static void same(boolean expected, boolean found, String who, String text) {
    if (expected != found) {
      throw new IllegalStateException(
          who + " says " + found + " of " + text + ", Staffgate " + expected);
    }
  }

  /** Measures all of them. */
  public static void measure(BenchmarkSettings settings, BudgetReport report) {
    report.section("Networks");
    BenchmarkResults figures =
        BenchmarkResults.of(
            settings, NetworkBenchmark.class, ".*", NetworkWorkload.ADDRESSES, options -> {});
    for (AddressFamily family : AddressFamily.values()) {
      for (int size : SIZES) {
        String what = String.format("%s, %,d prefixes", family, size);
        OperationCost parsed = figures.get("parsedStaffgate", family, size);
        report.atMost(
            what + ": parsed address, beside a plain search",
            parsed,
            figures.get("parsedPlainSearch", family, size),
            1.5);
        report.bytesAtMost(what + ": parsed address", parsed, 0);
        OperationCost trie = figures.get("parsedTrie", family, size);
        report.note(
            what + ": the same beside a trie",
            parsed.toString(),
            trie.toString(),
            String.format("%.2f ×", parsed.per(trie)));
        OperationCost text = figures.get("textStaffgate", family, size);
        String fastest = fastestFromText(figures, family, size);
        report.atMost(
            what + ": from text, beside the fastest parser (" + fastest + ") and a plain search",
            text,
            figures.get("text" + fastest + "ThenPlainSearch", family, size),
            1.3);
        report.bytesAtMost(what + ": from text", text, 64);
      }
    }
    measurePeers(settings, report);
    measureBuilding(settings, report);
  }

  private static String fastestFromText(BenchmarkResults figures, AddressFamily family, int size) {
    return Stream.of("Guava", "Jdk", "Seancfoley", "Staffgate")
        .min(
            Comparator.comparingDouble(
                parser -> figures.get("text" + parser + "ThenPlainSearch", family, size).nanos()))
        .orElseThrow();
  }

  private static void measurePeers(BenchmarkSettings settings, BudgetReport report) {
    BenchmarkResults figures =
        BenchmarkResults.of(
            settings,
            NetworkPeersBenchmark.class,
            ".*",
            NetworkPeersBenchmark.ADDRESSES,
            options -> {});
    OperationCost staffgate = figures.get("staffgate");
    report.fasterBy(
        "1,000 prefixes from text, beside seancfoley's trie",
        staffgate,
        figures.get("seancfoleyTrie"),
        8);
    report.fasterBy(
        "1,000 prefixes from text, beside Spring's list of IpAddressMatcher",
        staffgate,
        figures.get("springMatchers"),
        300);
  }

  private static void measureBuilding(BenchmarkSettings settings, BudgetReport report) {
    BenchmarkResults figures =
        BenchmarkResults.of(settings, NetworkBuildBenchmark.class, ".*", 1, options -> {});
    for (AddressFamily family : AddressFamily.values()) {
      report.atMost(
          family + ": building 100,000 prefixes, beside sorting them",
          figures.get("staffgate", family),
          figures.get(family == AddressFamily.IPV4 ? "sortingNumbers" : "sortingObjects", family),
          3);
      OperationCost trie = figures.get("trie", family);
      report.note(
          family + ": the same beside building a trie",
          figures.get("staffgate", family).toString(),
          trie.toString(),
          String.format("%.2f ×", figures.get("staffgate", family).per(trie)));
    }
  }
}
