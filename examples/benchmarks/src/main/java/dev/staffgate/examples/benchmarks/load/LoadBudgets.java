package dev.staffgate.examples.benchmarks.load;

import dev.staffgate.examples.benchmarks.measure.BenchmarkResults;
import dev.staffgate.examples.benchmarks.measure.BenchmarkSettings;
import dev.staffgate.examples.benchmarks.measure.BudgetReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** The budgets of loading, starting and keeping policies, and of the jars. */
public final class LoadBudgets {
  private static final int STARTS = 11;

  private LoadBudgets() {}

  /** Measures all of them; the jars, if run from the root of the project after it was built. */
  public static void measure(BenchmarkSettings settings, BudgetReport report) {
    report.section("Load");
    BenchmarkResults figures =
        BenchmarkResults.of(
            settings, LoadBenchmark.class, ".*", 1, options -> options.jvmArgsAppend("-Xmx4g"));
    report.atMost(
        "10 MB of text to a compiled policy, beside SnakeYAML's compose",
        figures.get("staffgate"),
        figures.get("snakeYaml"),
        1);
    JvmStartTimes.measure(STARTS, report);
    PolicyMemory.measure(report);
    jar(report, "core", "staffgate-core", 900);
    jar(report, "servlet-filter", "staffgate-servlet", 150);
    jar(report, "whm-client", "staffgate-whm", 250);
  }

  private static void jar(BudgetReport report, String module, String artefact, int budget) {
    Path folder = Path.of(module, "target");
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      Path jar =
          files
              .filter(file -> file.getFileName().toString().matches(artefact + "-[0-9].*\\.jar"))
              .filter(file -> !file.toString().endsWith("-testing.jar"))
              .findAny()
              .orElse(null);
      if (jar != null) {
        double kilobytes = Files.size(jar) / 1e3;
        String size = String.format(Locale.ROOT, "%.0f KB", kilobytes);
        report.row(
            "the jar of " + module, size, "", size, "≤ " + budget + " KB", kilobytes <= budget);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
