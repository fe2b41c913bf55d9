package dev.staffgate.examples.benchmarks.filter;

import dev.staffgate.examples.benchmarks.measure.BenchmarkSettings;
import dev.staffgate.examples.benchmarks.measure.BudgetReport;
import dev.staffgate.examples.benchmarks.measure.MedianInterval;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * The budgets of the filter: requests per second of a container with it, in one run with the same
 * container without it and with other filters, in turns.
 */
public final class FilterBudgets {
  private static final int BYTES = 400;

  private FilterBudgets() {}

  /**
   * Shows that a filter lets through and refuses what the rules say.
   *
   * @throws IllegalStateException if it does not
   */
  public static void verifyAnswers(BenchmarkContainer container, FilterKind guard, int routes) {
    try (BenchmarkServer server = container.start(guard.before(routes))) {
      boolean guarded = guard != FilterKind.NONE;
      require(server, BenchmarkRoutes.path(0, "c1"), 200);
      require(server, BenchmarkRoutes.path(routes - 2, "c1"), 200);
      require(server, BenchmarkRoutes.path(routes - 1, "c1"), guarded ? 403 : 200);
      require(server, BenchmarkRoutes.path(routes, "c1"), guarded ? 403 : 200);
      require(server, "/part0/clients", guarded ? 403 : 200);
    }
  }

  private static void require(BenchmarkServer server, String path, int status) {
    try (PersistentConnection connection = new PersistentConnection(server.port())) {
      connection.send(BenchmarkRoutes.request(path));
      int answered = connection.readStatus();
      if (answered != status) {
        throw new IllegalStateException(path + " is answered with " + answered);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Measures all of them. */
  public static void measure(BenchmarkSettings settings, BudgetReport report) {
    report.section("Filter");
    for (BenchmarkContainer container : BenchmarkContainer.values()) {
      measure(settings, report, container, 50, 0.95);
      measure(settings, report, container, 1_000, 0.93);
    }
  }

  private static void measure(
      BenchmarkSettings settings,
      BudgetReport report,
      BenchmarkContainer container,
      int routes,
      double budget) {
    for (FilterKind guard : FilterKind.values()) {
      verifyAnswers(container, guard, routes);
    }
    FilterComparison turns = FilterComparison.of(container, routes, 2 * settings.milliseconds());
    String where = String.format(Locale.ROOT, "%s, %,d routes", container, routes);
    MedianInterval ratio = turns.ratio(FilterKind.STAFFGATE, FilterKind.NONE);
    report.row(
        where + ": requests per second, beside no filter",
        turns.perSecond(FilterKind.STAFFGATE),
        turns.perSecond(FilterKind.NONE),
        ratio.toString(),
        "≥ " + budget + " ×",
        ratio.median() >= budget);
    MedianInterval bytes = turns.bytes(FilterKind.STAFFGATE);
    report.row(
        where + ": allocated for a request",
        text(bytes),
        "",
        text(bytes),
        "≤ " + BYTES + " B",
        bytes.median() <= BYTES);
    beside(report, where, turns, FilterKind.SPRING);
    beside(report, where, turns, FilterKind.SHIRO);
  }

  private static void beside(
      BudgetReport report, String where, FilterComparison turns, FilterKind other) {
    MedianInterval ahead = turns.ratio(FilterKind.STAFFGATE, other);
    report.row(
        where + ": requests per second, beside " + other,
        turns.perSecond(FilterKind.STAFFGATE),
        turns.perSecond(other) + ", allocates " + text(turns.bytes(other)),
        ahead.toString(),
        "> 1 ×",
        ahead.median() > 1);
    report.note(
        where + ": " + other + " beside no filter",
        turns.perSecond(other),
        turns.perSecond(FilterKind.NONE),
        turns.ratio(other, FilterKind.NONE).toString());
  }

  private static String text(MedianInterval bytes) {
    return String.format(
        Locale.ROOT, "%,.0f B (%,.0f to %,.0f)", bytes.median(), bytes.low(), bytes.high());
  }
}
