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
 * Decisions that depend on the request, beside one of the same policy that does not: on network,
 * hours and second factor, and on a server. One call makes {@link DecideBenchmark#BATCH}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ConditionsBenchmark {
  @Param({"SMALL", "MEDIUM", "LARGE"})
  WorkloadShape shape;

  private PreparedPolicy unconditional;
  private PreparedPolicy conditional;
  private PreparedPolicy servers;
  private QuestionSequence walk;
  private int at;

  @Setup
  public void prepare() {
    PolicyWorkload workload = shape.conditional();
    Policy policy = Policy.of(WorkloadPolicies.of(workload, shape.staff()));
    int count = shape.questions();
    walk = new QuestionSequence(count);
    unconditional =
        PreparedPolicy.forPermissions(policy, WorkloadQuestions.unconditional(workload, count));
    conditional =
        PreparedPolicy.underConditions(policy, WorkloadQuestions.conditional(workload, count));
    servers = PreparedPolicy.forServers(policy, WorkloadQuestions.signOn(workload, count));
  }

  @Benchmark
  public int unconditional() {
    int question = at;
    for (int i = 0; i < DecideBenchmark.BATCH; i++) {
      question = walk.after(question, unconditional.permits(question));
    }
    at = question;
    return question;
  }

  @Benchmark
  public int conditional() {
    int question = at;
    for (int i = 0; i < DecideBenchmark.BATCH; i++) {
      question = walk.after(question, conditional.permitsUnderConditions(question));
    }
    at = question;
    return question;
  }

  @Benchmark
  public int signOn() {
    int question = at;
    for (int i = 0; i < DecideBenchmark.BATCH; i++) {
      question = walk.after(question, servers.entersServer(question));
    }
    at = question;
    return question;
  }
}
