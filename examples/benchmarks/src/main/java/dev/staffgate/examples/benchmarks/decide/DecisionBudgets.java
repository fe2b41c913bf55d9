package dev.staffgate.examples.benchmarks.decide;

import dev.staffgate.examples.benchmarks.measure.BenchmarkResults;
import dev.staffgate.examples.benchmarks.measure.BenchmarkSettings;
import dev.staffgate.examples.benchmarks.measure.BudgetReport;
import dev.staffgate.examples.benchmarks.measure.OperationCost;
import dev.staffgate.policy.Policy;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/** The budgets of decisions, beside the yardsticks. */
public final class DecisionBudgets {
  private static final List<WorkloadShape> BUSINESSES =
      List.of(WorkloadShape.SMALL, WorkloadShape.MEDIUM, WorkloadShape.LARGE, WorkloadShape.HUGE);
  private static final List<WorkloadShape> OTHERS =
      List.of(
          WorkloadShape.CASBIN_SMALL,
          WorkloadShape.CASBIN_MEDIUM,
          WorkloadShape.CASBIN_LARGE,
          WorkloadShape.HOSPITAL);

  private DecisionBudgets() {}

  /**
   * Shows that Staffgate and the yardsticks give the answers that the workload was made for.
   *
   * @throws IllegalStateException if one differs
   */
  public static void verifyAnswers(WorkloadShape shape) {
    PolicyWorkload workload = shape.workload();
    WorkloadQuestions questions = WorkloadQuestions.unconditional(workload, shape.questions());
    PreparedPolicy engine =
        PreparedPolicy.forPermissions(
            Policy.of(WorkloadPolicies.of(workload, shape.staff())), questions);
    verifyAnswers(shape + ", account by id", questions, engine::permits);
    verifyAnswers(shape + ", account resolved", questions, engine::permitsResolved);
    verifyAnswers(shape + ", permission by id", questions, engine::permitsByText);
    verifyAnswers(
        shape + ", rows of accounts", questions, BitSetBaseline.ofAccounts(workload, questions));
    verifyAnswers(
        shape + ", rows of profiles", questions, BitSetBaseline.ofProfiles(workload, questions));
  }

  /**
   * Shows the same of decisions under conditions and of single sign-on.
   *
   * @throws IllegalStateException if one differs
   */
  public static void verifyConditionalAnswers(WorkloadShape shape) {
    PolicyWorkload workload = shape.conditional();
    Policy policy = Policy.of(WorkloadPolicies.of(workload, shape.staff()));
    int count = shape.questions();
    WorkloadQuestions plain = WorkloadQuestions.unconditional(workload, count);
    verifyAnswers(
        shape + " C, unconditional", plain, PreparedPolicy.forPermissions(policy, plain)::permits);
    WorkloadQuestions conditional = WorkloadQuestions.conditional(workload, count);
    PreparedPolicy engine = PreparedPolicy.underConditions(policy, conditional);
    verifyAnswers(shape + " C, conditional", conditional, engine::permitsUnderConditions);
    verifyAnswers(
        shape + " C, nothing given", conditional, question -> !engine.permits(question), true);
    WorkloadQuestions servers = WorkloadQuestions.signOn(workload, count);
    verifyAnswers(
        shape + " C, sign-on", servers, PreparedPolicy.forServers(policy, servers)::entersServer);
  }

  private static void verifyAnswers(
      String who, WorkloadQuestions questions, BitSetBaseline yardsticks) {
    verifyAnswers(who + ", by map", questions, yardsticks::byMap);
    verifyAnswers(who + ", by reference", questions, yardsticks::byReference);
    verifyAnswers(who + ", by two maps", questions, yardsticks::byTwoMaps);
  }

  private static void verifyAnswers(String who, WorkloadQuestions questions, IntPredicate permits) {
    for (int i = 0; i < questions.count(); i++) {
      if (permits.test(i) != questions.expected[i]) {
        throw new IllegalStateException(
            who + ": question " + i + " is answered " + !questions.expected[i]);
      }
    }
  }

  private static void verifyAnswers(
      String who, WorkloadQuestions questions, IntPredicate permits, boolean expected) {
    for (int i = 0; i < questions.count(); i++) {
      if (permits.test(i) != expected) {
        throw new IllegalStateException(who + ": question " + i + " is answered " + !expected);
      }
    }
  }

  /** Measures all of them. */
  public static void measure(BenchmarkSettings settings, BudgetReport report) {
    report.section("Decide");
    BUSINESSES.stream()
        .filter(shape -> shape != WorkloadShape.HUGE)
        .forEach(DecisionBudgets::verifyAnswers);
    List<WorkloadShape> businesses =
        BUSINESSES.stream()
            .filter(shape -> settings.huge() || shape != WorkloadShape.HUGE)
            .toList();
    OTHERS.forEach(DecisionBudgets::verifyAnswers);
    BenchmarkResults figures = figures(settings, ".*", businesses, 1);
    for (WorkloadShape shape : businesses) {
      OperationCost byId = figures.get("staffgate", shape);
      report.atMost(
          shape + ": account by id, beside a map and a bit test",
          byId,
          figures.get("map", shape),
          1.5);
      report.bytesAtMost(shape + ": account by id", byId, 0);
      OperationCost resolved = figures.get("staffgateResolved", shape);
      report.atMost(
          shape + ": account resolved, beside a bit test through one reference",
          resolved,
          figures.get("reference", shape),
          2);
      report.bytesAtMost(shape + ": account resolved", resolved, 0);
      shared(shape, figures, report);
      OperationCost byText = figures.get("staffgateByText", shape);
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
          OperationCost.time(byId.p99()),
          OperationCost.time(byId.nanos()),
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
  private static void shared(WorkloadShape shape, BenchmarkResults figures, BudgetReport report) {
    report.beside(
        shape + ": account by id, beside a map to rows that are shared",
        figures.get("staffgate", shape),
        figures.get("sharedMap", shape));
    report.beside(
        shape + ": account resolved, beside a bit test in a row that is shared",
        figures.get("staffgateResolved", shape),
        figures.get("sharedReference", shape));
  }

  private static BenchmarkResults figures(
      BenchmarkSettings settings, String methods, List<WorkloadShape> shapes, int threads) {
    return BenchmarkResults.of(
        settings,
        DecideBenchmark.class,
        methods,
        DecideBenchmark.BATCH,
        options ->
            options
                .param("shape", shapes.stream().map(WorkloadShape::name).toArray(String[]::new))
                .threads(threads)
                .jvmArgsAppend("-Xmx8g"));
  }

  private static void growth(BenchmarkResults figures, BudgetReport report) {
    double ours =
        figures
            .get("staffgate", WorkloadShape.HUGE)
            .per(figures.get("staffgate", WorkloadShape.SMALL));
    double map =
        figures.get("map", WorkloadShape.HUGE).per(figures.get("map", WorkloadShape.SMALL));
    report.row(
        "growth from SMALL to HUGE, beside the map's",
        String.format(Locale.ROOT, "%.1f ×", ours),
        String.format(Locale.ROOT, "%.1f ×", map),
        String.format(Locale.ROOT, "%.2f ×", ours / map),
        "≤ 1.15 ×",
        ours <= 1.15 * map);
  }

  private static void twoThreads(
      BenchmarkSettings settings, BenchmarkResults one, BudgetReport report) {
    List<WorkloadShape> medium = List.of(WorkloadShape.MEDIUM);
    BenchmarkResults two = figures(settings, "staffgate|map", medium, 2);
    double ours =
        2
            * one.get("staffgate", WorkloadShape.MEDIUM)
                .per(two.get("staffgate", WorkloadShape.MEDIUM));
    double map = 2 * one.get("map", WorkloadShape.MEDIUM).per(two.get("map", WorkloadShape.MEDIUM));
    report.row(
        "MEDIUM: decisions of two threads over those of one, beside the map's",
        String.format(Locale.ROOT, "%.2f ×", ours),
        String.format(Locale.ROOT, "%.2f ×", map),
        String.format(Locale.ROOT, "%.2f ×", ours / map),
        "≥ 0.95 ×",
        ours >= 0.95 * map);
  }

  private static void table(
      BenchmarkSettings settings, BenchmarkResults yardsticks, BudgetReport report) {
    List<WorkloadShape> shapes =
        settings.huge()
            ? List.of(WorkloadShape.MEDIUM, WorkloadShape.HUGE)
            : List.of(WorkloadShape.MEDIUM);
    BenchmarkResults figures =
        BenchmarkResults.of(
            settings,
            AccountTableBenchmark.class,
            ".*",
            DecideBenchmark.BATCH,
            options ->
                options
                    .param("shape", shapes.stream().map(WorkloadShape::name).toArray(String[]::new))
                    .jvmArgsAppend("-Xmx8g"));
    for (WorkloadShape shape : shapes) {
      OperationCost byId = figures.get("byId", shape);
      report.atMost(
          shape + ", accounts in a table: account by id, beside a map and a bit test",
          byId,
          yardsticks.get("map", shape),
          1.5);
      report.bytesAtMost(shape + ", accounts in a table: account by id", byId, 0);
      OperationCost byHandle = figures.get("byHandle", shape);
      report.atMost(
          shape + ", accounts in a table: by handle, beside a bit test through one reference",
          byHandle,
          yardsticks.get("reference", shape),
          2);
      report.bytesAtMost(shape + ", accounts in a table: by handle", byHandle, 0);
      OperationCost change = figures.get("changes", shape);
      report.row(
          shape + ", accounts in a table: one changed, and decided about",
          change.toString(),
          "",
          OperationCost.time(change.nanos()),
          "≤ 10 µs",
          change.nanos() <= 10_000);
    }
  }

  private static void swapping(BenchmarkSettings settings, BudgetReport report) {
    BenchmarkResults figures =
        BenchmarkResults.of(
            settings, PolicySwapBenchmark.class, ".*", DecideBenchmark.BATCH, options -> {});
    OperationCost alone = figures.get("decide", PolicySwapBenchmark.Meanwhile.NOTHING);
    report.atMost(
        "MEDIUM: reads while an account is changed 1,000 times a second, beside reads alone",
        figures.get("decide", PolicySwapBenchmark.Meanwhile.ACCOUNTS),
        alone,
        1.2);
    report.atMost(
        "MEDIUM: the same while the policy is swapped as often too",
        figures.get("decide", PolicySwapBenchmark.Meanwhile.ACCOUNTS_AND_POLICIES),
        alone,
        1.2);
  }

  private static void others(BenchmarkSettings settings, BudgetReport report) {
    BenchmarkResults figures = figures(settings, "staffgate|map", OTHERS, 1);
    for (WorkloadShape shape : OTHERS) {
      report.atMost(
          shape + ": account by id, beside a map and a bit test",
          figures.get("staffgate", shape),
          figures.get("map", shape),
          1.5);
    }
  }

  private static void conditions(BenchmarkSettings settings, BudgetReport report) {
    BenchmarkResults figures =
        BenchmarkResults.of(
            settings,
            ConditionsBenchmark.class,
            ".*",
            DecideBenchmark.BATCH,
            options -> options.jvmArgsAppend("-Xmx8g"));
    for (WorkloadShape shape :
        List.of(WorkloadShape.SMALL, WorkloadShape.MEDIUM, WorkloadShape.LARGE)) {
      verifyConditionalAnswers(shape);
      OperationCost unconditional = figures.get("unconditional", shape);
      OperationCost conditional = figures.get("conditional", shape);
      report.atMost(
          shape + " C: network, hours and second factor, beside unconditional",
          conditional,
          unconditional,
          5);
      report.bytesAtMost(shape + " C: network, hours and second factor", conditional, 64);
      OperationCost signOn = figures.get("signOn", shape);
      report.atMost(shape + " C: sign-on, beside unconditional", signOn, unconditional, 2);
      report.bytesAtMost(shape + " C: sign-on", signOn, 0);
    }
  }

  private static void whoCan(BenchmarkSettings settings, BudgetReport report) {
    OperationCost figure =
        BenchmarkResults.of(
                settings,
                WhoCanBenchmark.class,
                ".*",
                1,
                options -> options.jvmArgsAppend("-Xmx8g"))
            .get("whoCan", WorkloadShape.LARGE);
    report.row(
        "LARGE: who can do something",
        figure.toString(),
        "",
        OperationCost.time(figure.nanos()),
        "≤ 10 ms",
        figure.nanos() <= 10_000_000);
  }
}
