package dev.staffgate.examples.benchmarks.decide;

import dev.staffgate.policy.Policy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Decisions by the policy in force, while another thread puts another one in force 1,000 times a
 * second, or does not. One call makes {@link DecideBenchmark#BATCH}, each by the policy that is in
 * force at that moment.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SwapBenchmark {
  private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(1);

  @Param({"false", "true"})
  boolean swapping;

  private Engine engine;
  private Policy[] policies;
  private volatile Policy inForce;
  private volatile boolean over;
  private Thread swapper;
  private int mask;
  private int at;

  @Setup
  public void prepare() {
    Workload workload = Shape.MEDIUM.workload();
    int count = Shape.MEDIUM.questions();
    mask = count - 1;
    policies =
        new Policy[] {
          Policy.of(Documents.of(workload, Shape.MEDIUM.staff())),
          Policy.of(Documents.of(workload, Shape.MEDIUM.staff()))
        };
    inForce = policies[0];
    engine = Engine.forPermissions(policies[0], Questions.unconditional(workload, count));
    swapper = new Thread(this::swap, "swapper");
    if (swapping) {
      swapper.start();
    }
  }

  private void swap() {
    long next = System.nanoTime();
    for (int i = 1; !over; i++) {
      inForce = policies[i & 1];
      next += PERIOD;
      LockSupport.parkNanos(next - System.nanoTime());
    }
  }

  @TearDown
  public void end() throws InterruptedException {
    over = true;
    if (swapping) {
      swapper.join();
    }
  }

  @Benchmark
  public int decide() {
    int permitted = 0;
    for (int i = 0; i < DecideBenchmark.BATCH; i++) {
      permitted += engine.permits(inForce, at++ & mask) ? 1 : 0;
    }
    return permitted;
  }
}
