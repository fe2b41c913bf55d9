package dev.staffgate.examples.benchmarks.filter;

import dev.staffgate.examples.benchmarks.measure.Middle;
import dev.staffgate.examples.benchmarks.measure.Report;
import dev.staffgate.examples.benchmarks.measure.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * The budgets of the filter: requests per second of a container with it, in one run with the same
 * container without it and with other filters, in turns.
 */
public final class Filters {
  private static final int BYTES = 400;

  private Filters() {}

  /**
   * Shows that a filter lets through and refuses what the rules say.
   *
   * @throws IllegalStateException if it does not
   */
  public static void check(Container container, Guard guard, int routes) {
    try (Server server = container.start(guard.before(routes))) {
      boolean guarded = guard != Guard.NONE;
      require(server, Routes.path(0, "c1"), 200);
      require(server, Routes.path(routes - 2, "c1"), 200);
      require(server, Routes.path(routes - 1, "c1"), guarded ? 403 : 200);
      require(server, Routes.path(routes, "c1"), guarded ? 403 : 200);
      require(server, "/part0/clients", guarded ? 403 : 200);
    }
  }

  private static void require(Server server, String path, int status) {
    try (Kept connection = new Kept(server.port())) {
      connection.send(Routes.request(path));
      int answered = connection.readStatus();
      if (answered != status) {
        throw new IllegalStateException(path + " is answered with " + answered);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Measures all of them. */
  public static void measure(Settings settings, Report report) {
    report.section("Filter");
    for (Container container : Container.values()) {
      measure(settings, report, container, 50, 0.95);
      measure(settings, report, container, 1_000, 0.93);
    }
  }

  private static void measure(
      Settings settings, Report report, Container container, int routes, double budget) {
    for (Guard guard : Guard.values()) {
      check(container, guard, routes);
    }
    Turns turns = Turns.of(container, routes, 2 * settings.milliseconds());
    String where = String.format(Locale.ROOT, "%s, %,d routes", container, routes);
    Middle ratio = turns.ratio(Guard.STAFFGATE, Guard.NONE);
    report.row(
        where + ": requests per second, beside no filter",
        turns.perSecond(Guard.STAFFGATE),
        turns.perSecond(Guard.NONE),
        ratio.toString(),
        "≥ " + budget + " ×",
        ratio.median() >= budget);
    Middle bytes = turns.bytes(Guard.STAFFGATE);
    report.row(
        where + ": allocated for a request",
        text(bytes),
        "",
        text(bytes),
        "≤ " + BYTES + " B",
        bytes.median() <= BYTES);
    beside(report, where, turns, Guard.SPRING);
    beside(report, where, turns, Guard.SHIRO);
  }

  private static void beside(Report report, String where, Turns turns, Guard other) {
    Middle ahead = turns.ratio(Guard.STAFFGATE, other);
    report.row(
        where + ": requests per second, beside " + other,
        turns.perSecond(Guard.STAFFGATE),
        turns.perSecond(other) + ", allocates " + text(turns.bytes(other)),
        ahead.toString(),
        "> 1 ×",
        ahead.median() > 1);
    report.note(
        where + ": " + other + " beside no filter",
        turns.perSecond(other),
        turns.perSecond(Guard.NONE),
        turns.ratio(other, Guard.NONE).toString());
  }

  private static String text(Middle bytes) {
    return String.format(
        Locale.ROOT, "%,.0f B (%,.0f to %,.0f)", bytes.median(), bytes.low(), bytes.high());
  }
}
