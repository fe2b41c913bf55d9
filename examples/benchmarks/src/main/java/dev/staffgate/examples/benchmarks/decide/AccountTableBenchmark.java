package dev.staffgate.examples.benchmarks.decide;

import dev.staffgate.accounts.AccountHandle;
import dev.staffgate.accounts.AccountTable;
import dev.staffgate.model.Permission;
import dev.staffgate.model.StaffAccount;
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
 * Accounts in a table beside the policy: asked about, and changed one by one. One call asks or
 * changes {@link DecideBenchmark#BATCH}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AccountTableBenchmark {
  @Param({"MEDIUM", "HUGE"})
  WorkloadShape shape;

  private WorkloadQuestions questions;
  private AccountTable table;
  private AccountHandle[] handles;
  private Permission[] permissions;
  private StaffAccount[] changed;
  private QuestionSequence walk;
  private int at;

  @Setup
  public void prepare() {
    PolicyWorkload workload = shape.workload();
    Policy policy = Policy.of(WorkloadPolicies.of(workload, 0));
    questions = WorkloadQuestions.unconditional(workload, shape.questions());
    table = table(workload, policy);
    int count = questions.count();
    walk = new QuestionSequence(count);
    handles = new AccountHandle[count];
    permissions = new Permission[count];
    changed = new StaffAccount[count];
    for (int i = 0; i < count; i++) {
      handles[i] = table.handle(questions.staffIds[i]);
      permissions[i] = policy.permission(questions.permissionIds[i]);
      changed[i] = WorkloadPolicies.account(workload, questions.staff[i]);
      boolean unused = table.decide(handles[i], permissions[i]).permitted();
    }
  }

  /** A table of all staff of a workload. */
  static AccountTable table(PolicyWorkload workload, Policy policy) {
    AccountTable table = new AccountTable(policy);
    for (int staff = 0; staff < workload.profileOfStaff().size(); staff++) {
      table.put(WorkloadPolicies.account(workload, staff));
    }
    return table;
  }

  /** The account by its id, the permission resolved. */
  @Benchmark
  public int byId() {
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

  /** The account resolved too. */
  @Benchmark
  public int byHandle() {
    int question = at;
    for (int i = 0; i < DecideBenchmark.BATCH; i++) {
      question =
          walk.after(question, table.decide(handles[question], permissions[question]).permitted());
    }
    at = question;
    return question;
  }

  /** An account is changed, and the next decision is about it. */
  @Benchmark
  public int changes() {
    int question = at;
    for (int i = 0; i < DecideBenchmark.BATCH; i++) {
      table.put(changed[question]);
      question =
          walk.after(question, table.decide(handles[question], permissions[question]).permitted());
    }
    at = question;
    return question;
  }
}
