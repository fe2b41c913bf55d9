package dev.staffgate.examples.benchmarks.peers;

import dev.staffgate.examples.benchmarks.decide.PolicyWorkload;
import dev.staffgate.examples.benchmarks.decide.PreparedPolicy;
import dev.staffgate.examples.benchmarks.decide.WorkloadPolicies;
import dev.staffgate.examples.benchmarks.decide.WorkloadQuestions;
import dev.staffgate.examples.benchmarks.decide.WorkloadShape;
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
 * One decision of each library on the same questions. One call makes as many as {@link
 * Library#batch} says.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class PeerBenchmark {
  /** The number of questions for slow libraries, and for Staffgate beside them. */
  public static final int FEW = 64;

  /** The libraries, and Staffgate with the same questions. */
  public enum Library {
    STAFFGATE,
    SPRING,
    SHIRO,
    STAFFGATE_64,
    CASBIN_CACHED,
    CASBIN,
    CEDAR;

    /** Returns the number of questions about a workload. */
    int questions(WorkloadShape shape) {
      return switch (this) {
        case STAFFGATE, SPRING, SHIRO -> shape.questions();
        case STAFFGATE_64, CASBIN_CACHED, CASBIN, CEDAR -> FEW;
      };
    }

    /** Returns the number of questions that one call asks. */
    public int batch() {
      return switch (this) {
        case STAFFGATE, SPRING, SHIRO -> 1_000;
        case STAFFGATE_64, CASBIN_CACHED -> 100 * FEW;
        case CASBIN, CEDAR -> 1;
      };
    }

    PeerLibrary peer(WorkloadShape shape, PolicyWorkload workload, WorkloadQuestions questions) {
      return switch (this) {
        case STAFFGATE, STAFFGATE_64 ->
            PreparedPolicy.forPermissions(
                    Policy.of(WorkloadPolicies.of(workload, shape.staff())), questions)
                ::permits;
        case SPRING -> new SpringPeer(workload, questions);
        case SHIRO -> new ShiroPeer(workload, questions);
        case CASBIN -> CasbinPeer.plain(workload, questions, FEW);
        case CASBIN_CACHED -> CasbinPeer.cached(workload, questions, FEW);
        case CEDAR -> new CedarPeer(workload, questions, FEW);
      };
    }
  }

  @Param WorkloadShape workload;
  @Param Library library;

  private PeerLibrary peer;
  private int batch;
  private int mask;
  private int at;

  @Setup
  public void prepare() {
    PolicyWorkload policy = workload.workload();
    WorkloadQuestions questions = WorkloadQuestions.unconditional(policy, workload.questions());
    peer = library.peer(workload, policy, questions);
    batch = library.batch();
    mask = library.questions(workload) - 1;
  }

  @Benchmark
  public int decide() {
    int permitted = 0;
    for (int i = 0; i < batch; i++) {
      permitted += peer.permits(at++ & mask) ? 1 : 0;
    }
    return permitted;
  }
}
