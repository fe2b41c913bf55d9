package dev.staffgate.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.fixtures.PolicyParts;
import dev.staffgate.model.Condition;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.StaffAccount;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Includes that go deep and wide: neither the stack nor the number of paths is a limit. */
class LargePoliciesTest {
  private static final int MANY = 10_000;
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

  private static AccessRequest request(String permission) {
    return AccessRequest.of("alice", permission).at(NOW).from("203.0.113.7");
  }

  @Test
  void includes_tenThousandDeepAndWide_reachTheLast() {
    PolicyDocument.Builder document = PolicyDocument.builder();
    List<String> wide = new ArrayList<>(List.of("deep0"));
    for (int i = 0; i < MANY; i++) {
      List<String> next = i + 1 < MANY ? List.of("deep" + (i + 1)) : List.of();
      document.role(PolicyParts.role("deep" + i, next, List.of(), grantOf(i, "client.view")));
      document.role(PolicyParts.role("wide" + i, grantOf(i, "invoice.view")));
      wide.add("wide" + i);
    }
    document.role(PolicyParts.role("top", wide, List.of()));
    Policy policy = Policy.of(document.staff(StaffAccount.of("alice", "top")).build());

    Decision deep = policy.decide(request("client.view"));
    assertThat(deep.permitted()).isTrue();
    assertThat(deep.reason().path()).hasSize(MANY + 1);
    assertThat(policy.decide(request("invoice.view")).reason().path())
        .containsExactly("top", "wide" + (MANY - 1));
    assertThat(policy.decide(request("client.delete")).permitted()).isFalse();
    assertThat(policy.explain(request("client.view")).decision().permitted()).isTrue();
  }

  private static Object[] grantOf(int i, String permission) {
    return i == MANY - 1 ? new Object[] {PolicyParts.grant(3, permission)} : new Object[0];
  }

  @Test
  void includes_inALatticeWithoutRequires_haveAsManyWaysAsRoles() {
    Policy policy = Policy.of(lattice(5_000, List.of()));

    assertThat(policy.decide(request("client.view")).permitted()).isTrue();
  }

  @Test
  void includes_inALatticeThatRequires_areRefusedWhenLoaded() {
    PolicyException refused =
        catchThrowableOfType(
            PolicyException.class,
            () -> Policy.of(lattice(40, List.of(PolicyParts.networks("203.0.113.0/24")))));

    assertThat(refused.problems())
        .extracting(problem -> problem.code())
        .containsExactly("too-many-include-paths");
  }

  @Test
  void includes_inALatticeThatRequires_areRefusedInLittleMemory() {
    PolicyDocument document = lattice(40, List.of(PolicyParts.networks("203.0.113.0/24")));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    long before = threads.getCurrentThreadAllocatedBytes();
    assertThatExceptionOfType(PolicyException.class).isThrownBy(() -> Policy.of(document));

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(64L << 20);
  }

  @Test
  void requires_onEveryRoleOfALongChain_allCount() {
    PolicyDocument.Builder document = PolicyDocument.builder();
    int depth = 1_000;
    for (int i = 0; i < depth; i++) {
      document.role(
          PolicyParts.role(
              "role" + i,
              i + 1 < depth ? List.of("role" + (i + 1)) : List.of(),
              List.of(PolicyParts.where("amount", "1", "" + (i == depth - 1 ? 2 : i + 1_000))),
              i == depth - 1 ? new Object[] {PolicyParts.grant(3, "client.view")} : new Object[0]));
    }
    Policy policy = Policy.of(document.staff(StaffAccount.of("alice", "role0")).build());

    assertThat(policy.decide(request("client.view").with("amount", "1")).permitted()).isTrue();
    assertThat(policy.decide(request("client.view").with("amount", "2")).permitted()).isFalse();
  }

  /** Layers of two roles, each of which includes both of the next layer. */
  private static PolicyDocument lattice(int layers, List<Condition> requires) {
    PolicyDocument.Builder document = PolicyDocument.builder();
    IntStream.range(0, layers)
        .forEach(
            i -> {
              List<String> next =
                  i + 1 < layers ? List.of("a" + (i + 1), "b" + (i + 1)) : List.of();
              document.role(PolicyParts.role("a" + i, next, requires));
              document.role(
                  PolicyParts.role(
                      "b" + i, next, requires, PolicyParts.grant(i + 1, "client.view")));
            });
    return document.staff(StaffAccount.of("alice", "a0")).build();
  }
}
