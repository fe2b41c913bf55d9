package dev.staffgate.examples.benchmarks;

import dev.staffgate.examples.benchmarks.decide.DecisionBudgets;
import dev.staffgate.examples.benchmarks.filter.FilterBudgets;
import dev.staffgate.examples.benchmarks.load.LoadBudgets;
import dev.staffgate.examples.benchmarks.measure.BenchmarkSettings;
import dev.staffgate.examples.benchmarks.measure.BudgetReport;
import dev.staffgate.examples.benchmarks.networks.NetworkBudgets;
import dev.staffgate.examples.benchmarks.peers.PeerBudgets;
import dev.staffgate.examples.benchmarks.sessions.SessionBudgets;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures everything and prints the table of budgets.
 *
 * <pre>
 * java -jar benchmarks.jar [--quick] [--percentile N] [section…]
 * </pre>
 */
public final class BenchmarkRunner {
  private static final List<String> SECTIONS =
      List.of("networks", "decide", "peers", "load", "filter", "sessions");

  private BenchmarkRunner() {}

  public static void main(String[] args) throws IOException {
    Path log = Files.createTempFile("benchmarks", ".log");
    log.toFile().deleteOnExit();
    System.setProperty("org.slf4j.simpleLogger.logFile", log.toString());
    List<String> words = new ArrayList<>(Arrays.asList(args));
    BenchmarkSettings settings =
        words.remove("--quick") ? BenchmarkSettings.QUICK : BenchmarkSettings.FULL;
    int percentile = words.indexOf("--percentile");
    if (percentile >= 0) {
      settings = settings.withPercentile(Integer.parseInt(words.remove(percentile + 1)));
      words.remove(percentile);
    }
    if (!SECTIONS.containsAll(words)) {
      throw new IllegalArgumentException("a section is one of " + SECTIONS);
    }
    BudgetReport report =
        new BudgetReport(
            new PrintStream(
                new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
    for (String section : words.isEmpty() ? SECTIONS : words) {
      switch (section) {
        case "networks" -> {
          NetworkBudgets.verifyAnswers();
          NetworkBudgets.measure(settings, report);
        }
        case "decide" -> DecisionBudgets.measure(settings, report);
        case "peers" -> PeerBudgets.measure(settings, report);
        case "load" -> LoadBudgets.measure(settings, report);
        case "filter" -> FilterBudgets.measure(settings, report);
        case "sessions" -> SessionBudgets.measure(settings, report);
        default -> throw new IllegalStateException(section);
      }
    }
    report.end();
  }
}
