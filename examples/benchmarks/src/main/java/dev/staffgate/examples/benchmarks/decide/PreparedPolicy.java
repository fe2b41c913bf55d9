package dev.staffgate.examples.benchmarks.decide;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.model.Permission;
import dev.staffgate.network.IpAddress;
import dev.staffgate.policy.CompiledAccount;
import dev.staffgate.policy.Policy;
import java.time.Instant;
import java.util.function.IntPredicate;

/** Staffgate with the questions of a workload, ready to be asked in each way. */
public final class PreparedPolicy {
  /** A Wednesday noon, when the business hours of the workloads are running. */
  public static final Instant NOON = Instant.parse("2026-11-25T11:00:00Z");

  private static final IpAddress INSIDE = IpAddress.parse("203.0.113.7");
  private static final IpAddress OUTSIDE = IpAddress.parse("192.0.2.7");

  private final Policy policy;
  private final WorkloadQuestions questions;
  private final Permission[] permissions;
  private final CompiledAccount[] accounts;
  private final AccessRequest[] circumstances;
  private final AccessRequest[] signOns;

  private PreparedPolicy(Policy policy, WorkloadQuestions questions) {
    this.policy = policy;
    this.questions = questions;
    int count = questions.count();
    permissions = new Permission[count];
    accounts = new CompiledAccount[count];
    circumstances = new AccessRequest[count];
    signOns = new AccessRequest[count];
    for (int i = 0; i < count; i++) {
      accounts[i] = policy.account(questions.staffIds[i]).orElseThrow();
    }
  }

  /** Ready for questions about permissions. */
  public static PreparedPolicy forPermissions(Policy policy, WorkloadQuestions questions) {
    PreparedPolicy engine = aboutPermissions(policy, questions);
    engine.warmUp(engine::permits);
    return engine;
  }

  /** Ready for questions about permissions that are granted under conditions. */
  public static PreparedPolicy underConditions(Policy policy, WorkloadQuestions questions) {
    PreparedPolicy engine = aboutPermissions(policy, questions);
    engine.warmUp(engine::permitsUnderConditions);
    return engine;
  }

  private static PreparedPolicy aboutPermissions(Policy policy, WorkloadQuestions questions) {
    PreparedPolicy engine = new PreparedPolicy(policy, questions);
    for (int i = 0; i < questions.count(); i++) {
      String staff = questions.staffIds[i];
      engine.permissions[i] = policy.permission(questions.permissionIds[i]);
      engine.circumstances[i] =
          AccessRequest.of(staff, engine.permissions[i])
              .from(questions.expected[i] ? INSIDE : OUTSIDE)
              .at(NOON)
              .secondFactorAt(NOON.minusSeconds(3_600));
    }
    return engine;
  }

  /** Ready for questions about servers. */
  public static PreparedPolicy forServers(Policy policy, WorkloadQuestions questions) {
    PreparedPolicy engine = new PreparedPolicy(policy, questions);
    for (int i = 0; i < questions.count(); i++) {
      engine.signOns[i] =
          AccessRequest.sso(questions.staffIds[i], PolicyWorkload.serverId(questions.servers[i]));
    }
    engine.warmUp(engine::entersServer);
    return engine;
  }

  /** Asks everything once: what a policy makes ready when it is first asked for is ready then. */
  private void warmUp(IntPredicate permits) {
    for (int i = 0; i < questions.count(); i++) {
      boolean unused = permits.test(i);
    }
  }

  /** The account by its id, the permission resolved. */
  public boolean permits(int question) {
    return policy.decide(questions.staffIds[question], permissions[question]).permitted();
  }

  /** The account resolved too. */
  public boolean permitsResolved(int question) {
    return policy.decide(accounts[question], permissions[question]).permitted();
  }

  /** Account and permission by their ids. */
  public boolean permitsByText(int question) {
    return policy
        .decide(questions.staffIds[question], questions.permissionIds[question])
        .permitted();
  }

  /** With address, instant and second factor. */
  public boolean permitsUnderConditions(int question) {
    return policy.decide(circumstances[question]).permitted();
  }

  /** Single sign-on. */
  public boolean entersServer(int question) {
    return policy.decide(signOns[question]).permitted();
  }

  /** A request that is made of its parts and decided. */
  public boolean buildsAndPermits(int question) {
    return policy
        .decide(
            AccessRequest.of(questions.staffIds[question], permissions[question])
                .from(questions.expected[question] ? INSIDE : OUTSIDE)
                .at(NOON))
        .permitted();
  }
}
