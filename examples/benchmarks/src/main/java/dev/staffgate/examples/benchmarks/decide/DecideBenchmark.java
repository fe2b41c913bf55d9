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
 * One decision without conditions, beside the yardsticks. One call makes {@link #BATCH} decisions.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecideBenchmark {
  /** Decisions of one call. */
  public static final int BATCH = 1_000;

  /** What is asked. */
  @State(Scope.Benchmark)
  public static class Asked {
    @Param Shape shape;

    Workload workload;
    Questions questions;

    @Setup
    public void prepare() {
      workload = shape.workload();
      questions = Questions.unconditional(workload, shape.questions());
    }
  }

  /** Staffgate, ready. */
  @State(Scope.Benchmark)
  public static class Ours {
    Engine engine;

    @Setup
    public void prepare(Asked asked) {
      engine =
          Engine.forPermissions(
              Policy.of(Documents.of(asked.workload, asked.shape.staff())), asked.questions);
    }
  }

  /** The yardsticks, ready. */
  @State(Scope.Benchmark)
  public static class Beside {
    Yardsticks yardsticks;

    @Setup
    public void prepare(Asked asked) {
      yardsticks = new Yardsticks(asked.workload, asked.questions);
    }
  }

  /** Where a thread stands among the questions. */
  @State(Scope.Thread)
  public static class Cursor {
    private int mask;
    private int at;

    @Setup
    public void prepare(Asked asked) {
      mask = asked.questions.count() - 1;
    }

    int next() {
      return at++ & mask;
    }
  }

  @Benchmark
  public int staffgate(Ours ours, Cursor cursor) {
    int permitted = 0;
    for (int i = 0; i < BATCH; i++) {
      permitted += ours.engine.permits(cursor.next()) ? 1 : 0;
    }
    return permitted;
  }

  @Benchmark
  public int staffgateResolved(Ours ours, Cursor cursor) {
    int permitted = 0;
    for (int i = 0; i < BATCH; i++) {
      permitted += ours.engine.permitsResolved(cursor.next()) ? 1 : 0;
    }
    return permitted;
  }

  @Benchmark
  public int staffgateByText(Ours ours, Cursor cursor) {
    int permitted = 0;
    for (int i = 0; i < BATCH; i++) {
      permitted += ours.engine.permitsByText(cursor.next()) ? 1 : 0;
    }
    return permitted;
  }

  @Benchmark
  public int staffgateBuilding(Ours ours, Cursor cursor) {
    int permitted = 0;
    for (int i = 0; i < BATCH; i++) {
      permitted += ours.engine.buildsAndPermits(cursor.next()) ? 1 : 0;
    }
    return permitted;
  }

  @Benchmark
  public int map(Beside beside, Cursor cursor) {
    int permitted = 0;
    for (int i = 0; i < BATCH; i++) {
      permitted += beside.yardsticks.byMap(cursor.next()) ? 1 : 0;
    }
    return permitted;
  }

  @Benchmark
  public int reference(Beside beside, Cursor cursor) {
    int permitted = 0;
    for (int i = 0; i < BATCH; i++) {
      permitted += beside.yardsticks.byReference(cursor.next()) ? 1 : 0;
    }
    return permitted;
  }

  @Benchmark
  public int twoMaps(Beside beside, Cursor cursor) {
    int permitted = 0;
    for (int i = 0; i < BATCH; i++) {
      permitted += beside.yardsticks.byTwoMaps(cursor.next()) ? 1 : 0;
    }
    return permitted;
  }
}
