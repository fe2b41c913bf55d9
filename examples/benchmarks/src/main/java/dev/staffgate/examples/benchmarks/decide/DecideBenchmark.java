package dev.staffgate.examples.benchmarks.decide;

import dev.staffgate.policy.Policy;
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
 * One decision without conditions, beside the yardsticks. One call makes {@link #BATCH} decisions,
 * each about a question that follows from the answer before: {@link QuestionSequence}.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecideBenchmark {
  /** Decisions of one call. */
  public static final int BATCH = 1_000;

  /** The kind of question. */
  @State(Scope.Benchmark)
  public static class Asked {
    @Param WorkloadShape shape;

    PolicyWorkload workload;
    WorkloadQuestions questions;

    @Setup
    public void prepare() {
      workload = shape.workload();
      questions = WorkloadQuestions.unconditional(workload, shape.questions());
    }
  }

  /** Staffgate, ready. */
  @State(Scope.Benchmark)
  public static class Ours {
    PreparedPolicy engine;

    @Setup
    public void prepare(Asked asked) {
      engine =
          PreparedPolicy.forPermissions(
              Policy.of(WorkloadPolicies.of(asked.workload, asked.shape.staff())), asked.questions);
    }
  }

  /** The yardsticks, a row for each account, ready. */
  @State(Scope.Benchmark)
  public static class Beside {
    BitSetBaseline yardsticks;

    @Setup
    public void prepare(Asked asked) {
      yardsticks = BitSetBaseline.ofAccounts(asked.workload, asked.questions);
    }
  }

  /** The yardsticks, a row for each profile, ready. */
  @State(Scope.Benchmark)
  public static class BesideShared {
    BitSetBaseline yardsticks;

    @Setup
    public void prepare(Asked asked) {
      yardsticks = BitSetBaseline.ofProfiles(asked.workload, asked.questions);
    }
  }

  /** The position of a thread among the questions. */
  @State(Scope.Thread)
  public static class Cursor {
    private QuestionSequence walk;
    private int at;

    @Setup
    public void prepare(Asked asked) {
      walk = new QuestionSequence(asked.questions.count());
    }
  }

  @Benchmark
  public int staffgate(Ours ours, Cursor cursor) {
    int at = cursor.at;
    for (int i = 0; i < BATCH; i++) {
      at = cursor.walk.after(at, ours.engine.permits(at));
    }
    cursor.at = at;
    return at;
  }

  @Benchmark
  public int staffgateResolved(Ours ours, Cursor cursor) {
    int at = cursor.at;
    for (int i = 0; i < BATCH; i++) {
      at = cursor.walk.after(at, ours.engine.permitsResolved(at));
    }
    cursor.at = at;
    return at;
  }

  @Benchmark
  public int staffgateByText(Ours ours, Cursor cursor) {
    int at = cursor.at;
    for (int i = 0; i < BATCH; i++) {
      at = cursor.walk.after(at, ours.engine.permitsByText(at));
    }
    cursor.at = at;
    return at;
  }

  @Benchmark
  public int staffgateBuilding(Ours ours, Cursor cursor) {
    int at = cursor.at;
    for (int i = 0; i < BATCH; i++) {
      at = cursor.walk.after(at, ours.engine.buildsAndPermits(at));
    }
    cursor.at = at;
    return at;
  }

  @Benchmark
  public int map(Beside beside, Cursor cursor) {
    int at = cursor.at;
    for (int i = 0; i < BATCH; i++) {
      at = cursor.walk.after(at, beside.yardsticks.byMap(at));
    }
    cursor.at = at;
    return at;
  }

  @Benchmark
  public int reference(Beside beside, Cursor cursor) {
    int at = cursor.at;
    for (int i = 0; i < BATCH; i++) {
      at = cursor.walk.after(at, beside.yardsticks.byReference(at));
    }
    cursor.at = at;
    return at;
  }

  @Benchmark
  public int twoMaps(Beside beside, Cursor cursor) {
    int at = cursor.at;
    for (int i = 0; i < BATCH; i++) {
      at = cursor.walk.after(at, beside.yardsticks.byTwoMaps(at));
    }
    cursor.at = at;
    return at;
  }

  @Benchmark
  public int sharedMap(BesideShared beside, Cursor cursor) {
    int at = cursor.at;
    for (int i = 0; i < BATCH; i++) {
      at = cursor.walk.after(at, beside.yardsticks.byMap(at));
    }
    cursor.at = at;
    return at;
  }

  @Benchmark
  public int sharedReference(BesideShared beside, Cursor cursor) {
    int at = cursor.at;
    for (int i = 0; i < BATCH; i++) {
      at = cursor.walk.after(at, beside.yardsticks.byReference(at));
    }
    cursor.at = at;
    return at;
  }
}
