package dev.staffgate.examples.benchmarks.decide;

import dev.staffgate.decision.Access;
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

/** Library can do something: one permission after the other, each answer read to its end. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WhoCanBenchmark {
  @Param("LARGE")
  WorkloadShape shape;

  private Policy policy;
  private String[] permissions;
  private int at;

  @Setup
  public void prepare() {
    PolicyWorkload workload = shape.workload();
    policy = Policy.of(WorkloadPolicies.of(workload, shape.staff()));
    permissions = WorkloadQuestions.unconditional(workload, 1 << 12).permissionIds;
  }

  @Benchmark
  public int whoCan() {
    int always = 0;
    for (Access access : policy.whoCan(permissions[at++ % permissions.length])) {
      always += access.always() ? access.staff().id().length() : 0;
    }
    return always;
  }
}
