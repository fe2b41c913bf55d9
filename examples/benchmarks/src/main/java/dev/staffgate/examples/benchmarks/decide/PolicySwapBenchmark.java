package dev.staffgate.examples.benchmarks.decide;

import dev.staffgate.accounts.AccountTable;
import dev.staffgate.model.Permission;
import dev.staffgate.model.StaffAccount;
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
 * Decisions while another thread changes an account, or an account and the policy too, 1,000 times
 * a second. One call makes {@link DecideBenchmark#BATCH}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PolicySwapBenchmark {
  private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(1);

  /** The work that goes on meanwhile. */
  public enum Meanwhile {
    NOTHING,
    ACCOUNTS,
    ACCOUNTS_AND_POLICIES
  }

  @Param Meanwhile meanwhile;

  private PolicyWorkload workload;
  private WorkloadQuestions questions;
  private AccountTable table;
  private Permission[] permissions;
  private Policy[] policies;
  private volatile boolean over;
  private Thread swapper;
  private QuestionSequence walk;
  private int at;

  @Setup
  public void prepare() {
    workload = WorkloadShape.MEDIUM.workload();
    questions = WorkloadQuestions.unconditional(workload, WorkloadShape.MEDIUM.questions());
    walk = new QuestionSequence(questions.count());
    policies =
        new Policy[] {
          Policy.of(WorkloadPolicies.of(workload, 0)), Policy.of(WorkloadPolicies.of(workload, 0))
        };
    table = AccountTableBenchmark.table(workload, policies[0]);
    permissions = new Permission[questions.count()];
    for (int i = 0; i < permissions.length; i++) {
      permissions[i] = policies[0].permission(questions.permissionIds[i]);
    }
    swapper = new Thread(this::swap, "swapper");
    if (meanwhile != Meanwhile.NOTHING) {
      swapper.start();
    }
  }

  private void swap() {
    StaffAccount[] accounts = new StaffAccount[WorkloadShape.MEDIUM.staff()];
    for (int i = 0; i < accounts.length; i++) {
      accounts[i] = WorkloadPolicies.account(workload, i);
    }
    long next = System.nanoTime();
    for (int i = 1; !over; i++) {
      table.put(accounts[i % accounts.length]);
      if (meanwhile == Meanwhile.ACCOUNTS_AND_POLICIES) {
        table.policy(policies[i & 1]);
      }
      next += PERIOD;
      LockSupport.parkNanos(next - System.nanoTime());
    }
  }

  @TearDown
  public void end() throws InterruptedException {
    over = true;
    swapper.join();
  }

  @Benchmark
  public int decide() {
    int question = at;
    for (int i = 0; i < DecideBenchmark.BATCH; i++) {
      question =
          walk.after(
              question,
              table.decide(questions.staffIds[question], permissions[question]).permitted());
    }
    at = question;
    return question;
  }
}
