package dev.staffgate.examples.benchmarks.sessions;

import static java.util.Objects.requireNonNull;

import dev.staffgate.examples.benchmarks.measure.BenchmarkSettings;
import dev.staffgate.examples.benchmarks.measure.BudgetReport;
import dev.staffgate.examples.benchmarks.measure.MedianInterval;
import dev.staffgate.examples.benchmarks.measure.OperationCost;
import dev.staffgate.model.Secret;
import dev.staffgate.whm.testing.WhmSimulator;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The budgets of opening a session: beside a bare HTTP client that sends the same request to the
 * same server. Each opens one session in turn, over connections that are kept.
 */
public final class SessionBudgets {
  private static final int TURNS = 24;
  private static final int WARM_UP = 8;

  private SessionBudgets() {}

  /**
   * Shows that each way opens one session at each call.
   *
   * @throws IllegalStateException if one does not
   */
  public static void verifyAnswers() {
    Secret token = token();
    try (WhmSimulator server = WhmSimulator.start("check", token, Set.of())) {
      for (OpenerKind way : OpenerKind.values()) {
        try (SessionOpener opener = way.open(server, token)) {
          opener.open();
          opener.open();
        }
      }
      int sessions = server.sessions().getOrDefault("root", 0);
      if (sessions != 2 * OpenerKind.values().length) {
        throw new IllegalStateException(sessions + " sessions were opened");
      }
    }
  }

  /** Measures all of them. */
  public static void measure(BenchmarkSettings settings, BudgetReport report) {
    report.section("Sessions");
    verifyAnswers();
    Map<OpenerKind, double[][]> times = times(5 * settings.milliseconds());
    double[][] bare = requireNonNull(times.get(OpenerKind.BARE));
    for (OpenerKind way : OpenerKind.values()) {
      if (way != OpenerKind.BARE) {
        double[][] ours = requireNonNull(times.get(way));
        row(report, way, ours, bare, 50, 1.15);
        row(report, way, ours, bare, 99, 1.25);
      }
    }
  }

  private static void row(
      BudgetReport report,
      OpenerKind way,
      double[][] ours,
      double[][] bare,
      int percentile,
      double budget) {
    MedianInterval ratio =
        MedianInterval.of(
            IntStream.range(0, TURNS)
                .mapToDouble(
                    turn -> percentile(ours[turn], percentile) / percentile(bare[turn], percentile))
                .toArray());
    String what = "Connect.open, audit in %s, beside a bare client: p%d".formatted(way, percentile);
    String our = OperationCost.time(percentile(all(ours), percentile));
    String their = OperationCost.time(percentile(all(bare), percentile));
    report.row(what, our, their, ratio.toString(), "≤ " + budget + " ×", ratio.median() <= budget);
  }

  private static double[] all(double[][] turns) {
    return Arrays.stream(turns).flatMapToDouble(Arrays::stream).toArray();
  }

  private static double percentile(double[] times, int percentile) {
    double[] sorted = times.clone();
    Arrays.sort(sorted);
    return sorted[Math.min(sorted.length - 1, sorted.length * percentile / 100)];
  }

  /** Nanoseconds of each opening, by turn; in each round of a turn every way opens once. */
  private static Map<OpenerKind, double[][]> times(int rounds) {
    OpenerKind[] ways = OpenerKind.values();
    Map<OpenerKind, double[][]> times = new EnumMap<>(OpenerKind.class);
    Map<OpenerKind, SessionOpener> openers = new EnumMap<>(OpenerKind.class);
    Secret token = token();
    try (WhmSimulator server = WhmSimulator.start("sessions", token, Set.of())) {
      for (OpenerKind way : ways) {
        times.put(way, new double[TURNS][rounds]);
        openers.put(way, way.open(server, token));
      }
      for (int turn = -WARM_UP; turn < TURNS; turn++) {
        for (int round = 0; round < rounds; round++) {
          for (int i = 0; i < ways.length; i++) {
            OpenerKind way = ways[Math.floorMod(turn + round + i, ways.length)];
            SessionOpener opener = requireNonNull(openers.get(way));
            long begin = System.nanoTime();
            opener.open();
            long end = System.nanoTime();
            if (turn >= 0) {
              requireNonNull(times.get(way))[turn][round] = end - begin;
            }
          }
        }
      }
      return times;
    } finally {
      openers.values().forEach(SessionOpener::close);
    }
  }

  private static Secret token() {
    return Secret.of("BENCHMARKBENCHMARKBENCHMARK12345");
  }
}
