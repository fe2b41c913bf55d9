package dev.staffgate.examples.benchmarks.decide;

import dev.staffgate.examples.benchmarks.measure.Figure;
import dev.staffgate.examples.benchmarks.measure.Figures;
import dev.staffgate.examples.benchmarks.measure.Report;
import dev.staffgate.examples.benchmarks.measure.Settings;
import dev.staffgate.policy.Policy;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/** The budgets of decisions, beside the yardsticks. */
public final class Decisions {
  private static final List<Shape> BUSINESSES =
      List.of(Shape.SMALL, Shape.MEDIUM, Shape.LARGE, Shape.HUGE);
  private static final List<Shape> OTHERS =
      List.of(Shape.CASBIN_SMALL, Shape.CASBIN_MEDIUM, Shape.CASBIN_LARGE, Shape.HOSPITAL);

  private Decisions() {}

  /**
   * Shows that Staffgate and the yardsticks give the answers that the workload was made for.
   *
   * @throws IllegalStateException if one differs
   */
  public static void check(Shape shape) {
    Workload workload = shape.workload();
    Questions questions = Questions.unconditional(workload, shape.questions());
    Engine engine =
        Engine.forPermissions(Policy.of(Documents.of(workload, shape.staff())), questions);
    check(shape + ", account by id", questions, engine::permits);
    check(shape + ", account resolved", questions, engine::permitsResolved);
    check(shape + ", permission by id", questions, engine::permitsByText);
    check(shape + ", rows of accounts", questions, Yardsticks.ofAccounts(workload, questions));
    check(shape + ", rows of profiles", questions, Yardsticks.ofProfiles(workload, questions));
  }

  /**
   * Shows the same of decisions under conditions and of single sign-on.
   *
   * @throws IllegalStateException if one differs
   */
  public static void checkConditions(Shape shape) {
    Workload workload = shape.conditional();
    Policy policy = Policy.of(Documents.of(workload, shape.staff()));
    int count = shape.questions();
    Questions plain = Questions.unconditional(workload, count);
    check(shape + " C, unconditional", plain, Engine.forPermissions(policy, plain)::permits);
    Questions conditional = Questions.conditional(workload, count);
    Engine engine = Engine.underConditions(policy, conditional);
    check(shape + " C, conditional", conditional, engine::permitsUnderConditions);
    check(shape + " C, nothing given", conditional, question -> !engine.permits(question), true);
    Questions servers = Questions.signOn(workload, count);
    check(shape + " C, sign-on", servers, Engine.forServers(policy, servers)::entersServer);
  }

  private static void check(String who, Questions questions, Yardsticks yardsticks) {
    check(who + ", by map", questions, yardsticks::byMap);
    check(who + ", by reference", questions, yardsticks::byReference);
    check(who + ", by two maps", questions, yardsticks::byTwoMaps);
  }

  private static void check(String who, Questions questions, IntPredicate permits) {
    for (int i = 0; i < questions.count(); i++) {
      if (permits.test(i) != questions.expected[i]) {
        throw new IllegalStateException(
            who + ": question " + i + " is answered " + !questions.expected[i]);
      }
    }
  }

  private static void check(
      String who, Questions questions, IntPredicate permits, boolean expected) {
    for (int i = 0; i < questions.count(); i++) {
      if (permits.test(i) != expected) {
        throw new IllegalStateException(who + ": question " + i + " is answered " + !expected);
      }
    }
  }

  /** Measures all of them. */
  public static void measure(Settings settings, Report report) {
    report.section("Decide");
    BUSINESSES.stream().filter(shape -> shape != Shape.HUGE).forEach(Decisions::check);
    List<Shape> businesses =
        BUSINESSES.stream().filter(shape -> settings.huge() || shape != Shape.HUGE).toList();
    OTHERS.forEach(Decisions::check);
    Figures figures = figures(settings, ".*", businesses, 1);
    for (Shape shape : businesses) {
      Figure byId = figures.get("staffgate", shape);
      report.atMost(
          shape + ": account by id, beside a map and a bit test",
          byId,
          figures.get("map", shape),
          1.5);
      report.bytesAtMost(shape + ": account by id", byId, 0);
      Figure resolved = figures.get("staffgateResolved", shape);
      report.atMost(
          shape + ": account resolved, beside a bit test through one reference",
          resolved,
          figures.get("reference", shape),
          2);
      report.bytesAtMost(shape + ": account resolved", resolved, 0);
      shared(shape, figures, report);
      Figure byText = figures.get("staffgateByText", shape);
      report.atMost(
          shape + ": permission by id, beside two maps and a bit test",
          byText,
          figures.get("twoMaps", shape),
          1.5);
      report.bytesAtMost(shape + ": permission by id", byText, 0);
      report.bytesAtMost(
          shape + ": request built and decided", figures.get("staffgateBuilding", shape), 320);
      report.row(
          shape + ": p99 of batches of 1,000",
          Figure.time(byId.p99()),
          Figure.time(byId.nanos()),
          String.format(Locale.ROOT, "%.2f ×", byId.p99() / byId.nanos()),
          "≤ 3 × p50",
          byId.p99() <= 3 * byId.nanos());
    }
    if (settings.huge()) {
      growth(figures, report);
    }
    twoThreads(settings, figures, report);
    table(settings, figures, report);
    swapping(settings, report);
    others(settings, report);
    conditions(settings, report);
    whoCan(settings, report);
  }

  // Without a budget: the rows of profiles are fewer, and nearer.
  private static void shared(Shape shape, Figures figures, Report report) {
    report.beside(
        shape + ": account by id, beside a map to rows that are shared",
        figures.get("staffgate", shape),
        figures.get("sharedMap", shape));
    report.beside(
        shape + ": account resolved, beside a bit test in a row that is shared",
        figures.get("staffgateResolved", shape),
        figures.get("sharedReference", shape));
  }

  private static Figures figures(
      Settings settings, String methods, List<Shape> shapes, int threads) {
    return Figures.of(
        settings,
        DecideBenchmark.class,
        methods,
        DecideBenchmark.BATCH,
        options ->
            options
                .param("shape", shapes.stream().map(Shape::name).toArray(String[]::new))
                .threads(threads)
                .jvmArgsAppend("-Xmx8g"));
  }

  private static void growth(Figures figures, Report report) {
    double ours = figures.get("staffgate", Shape.HUGE).per(figures.get("staffgate", Shape.SMALL));
    double map = figures.get("map", Shape.HUGE).per(figures.get("map", Shape.SMALL));
    report.row(
        "growth from SMALL to HUGE, beside the map's",
        String.format(Locale.ROOT, "%.1f ×", ours),
        String.format(Locale.ROOT, "%.1f ×", map),
        String.format(Locale.ROOT, "%.2f ×", ours / map),
        "≤ 1.15 ×",
        ours <= 1.15 * map);
  }

  private static void twoThreads(Settings settings, Figures one, Report report) {
    List<Shape> medium = List.of(Shape.MEDIUM);
    Figures two = figures(settings, "staffgate|map", medium, 2);
    double ours = 2 * one.get("staffgate", Shape.MEDIUM).per(two.get("staffgate", Shape.MEDIUM));
    double map = 2 * one.get("map", Shape.MEDIUM).per(two.get("map", Shape.MEDIUM));
    report.row(
        "MEDIUM: decisions of two threads over those of one, beside the map's",
        String.format(Locale.ROOT, "%.2f ×", ours),
        String.format(Locale.ROOT, "%.2f ×", map),
        String.format(Locale.ROOT, "%.2f ×", ours / map),
        "≥ 0.95 ×",
        ours >= 0.95 * map);
  }

  private static void table(Settings settings, Figures yardsticks, Report report) {
    List<Shape> shapes =
        settings.huge() ? List.of(Shape.MEDIUM, Shape.HUGE) : List.of(Shape.MEDIUM);
    Figures figures =
        Figures.of(
            settings,
            TableBenchmark.class,
            ".*",
            DecideBenchmark.BATCH,
            options ->
                options
                    .param("shape", shapes.stream().map(Shape::name).toArray(String[]::new))
                    .jvmArgsAppend("-Xmx8g"));
    for (Shape shape : shapes) {
      Figure byId = figures.get("byId", shape);
      report.atMost(
          shape + ", accounts in a table: account by id, beside a map and a bit test",
          byId,
          yardsticks.get("map", shape),
          1.5);
      report.bytesAtMost(shape + ", accounts in a table: account by id", byId, 0);
      Figure byHandle = figures.get("byHandle", shape);
      report.atMost(
          shape + ", accounts in a table: by handle, beside a bit test through one reference",
          byHandle,
          yardsticks.get("reference", shape),
          2);
      report.bytesAtMost(shape + ", accounts in a table: by handle", byHandle, 0);
      Figure change = figures.get("changes", shape);
      report.row(
          shape + ", accounts in a table: one changed, and decided about",
          change.toString(),
          "",
          Figure.time(change.nanos()),
          "≤ 10 µs",
          change.nanos() <= 10_000);
    }
  }

  private static void swapping(Settings settings, Report report) {
    Figures figures =
        Figures.of(settings, SwapBenchmark.class, ".*", DecideBenchmark.BATCH, options -> {});
    Figure alone = figures.get("decide", SwapBenchmark.Meanwhile.NOTHING);
    report.atMost(
        "MEDIUM: reads while an account is changed 1,000 times a second, beside reads alone",
        figures.get("decide", SwapBenchmark.Meanwhile.ACCOUNTS),
        alone,
        1.2);
    report.atMost(
        "MEDIUM: the same while the policy is swapped as often too",
        figures.get("decide", SwapBenchmark.Meanwhile.ACCOUNTS_AND_POLICIES),
        alone,
        1.2);
  }

  private static void others(Settings settings, Report report) {
    Figures figures = figures(settings, "staffgate|map", OTHERS, 1);
    for (Shape shape : OTHERS) {
      report.atMost(
          shape + ": account by id, beside a map and a bit test",
          figures.get("staffgate", shape),
          figures.get("map", shape),
          1.5);
    }
  }

  private static void conditions(Settings settings, Report report) {
    Figures figures =
        Figures.of(
            settings,
            ConditionsBenchmark.class,
            ".*",
            DecideBenchmark.BATCH,
            options -> options.jvmArgsAppend("-Xmx8g"));
    for (Shape shape : List.of(Shape.SMALL, Shape.MEDIUM, Shape.LARGE)) {
      checkConditions(shape);
      Figure unconditional = figures.get("unconditional", shape);
      Figure conditional = figures.get("conditional", shape);
      report.atMost(
          shape + " C: network, hours and second factor, beside unconditional",
          conditional,
          unconditional,
          5);
      report.bytesAtMost(shape + " C: network, hours and second factor", conditional, 64);
      Figure signOn = figures.get("signOn", shape);
      report.atMost(shape + " C: sign-on, beside unconditional", signOn, unconditional, 2);
      report.bytesAtMost(shape + " C: sign-on", signOn, 0);
    }
  }

  private static void whoCan(Settings settings, Report report) {
    Figure figure =
        Figures.of(
                settings,
                WhoCanBenchmark.class,
                ".*",
                1,
                options -> options.jvmArgsAppend("-Xmx8g"))
            .get("whoCan", Shape.LARGE);
    report.row(
        "LARGE: who can do something",
        figure.toString(),
        "",
        Figure.time(figure.nanos()),
        "≤ 10 ms",
        figure.nanos() <= 10_000_000);
  }
}
