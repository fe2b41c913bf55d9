package dev.staffgate.policy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.fixtures.PolicyParts;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyOptions;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.CompiledAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.policy.compile.PolicyCompiler;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Accounts with the same roles share what follows from them; others do not. */
class RoleSetTest {
  private static final PolicyDocument DOCUMENT =
      PolicyDocument.builder()
          .role(PolicyParts.role("a", PolicyParts.grant(1, "client.view")))
          .role(PolicyParts.role("b", PolicyParts.grant(2, "ticket.view")))
          .staff(StaffAccount.of("both", "a", "b"))
          .build();
  private static final Policy POLICY = Policy.of(DOCUMENT);
  private static final PolicyCompiler COMPILER = compiler();
  private static final EngineAccount BOTH = COMPILER.compile(StaffAccount.of("both", "a", "b"));
  private static final EngineAccount TURNED = COMPILER.compile(StaffAccount.of("turned", "b", "a"));
  private static final EngineAccount SINGLE = COMPILER.compile(StaffAccount.of("single", "a"));

  private static PolicyCompiler compiler() {
    return new PolicyCompiler(DOCUMENT, PolicyOptions.DEFAULT, "", any -> {});
  }

  @Test
  void roleSets_ofTheSameRoles_areOne() {
    List<String> a = List.of("a");

    assertThat(TURNED.first()).isSameAs(BOTH.first());
    assertThat(TURNED.actingAs(a).first()).isSameAs(BOTH.actingAs(a).first());
  }

  @Test
  void account_actingWithFewerRoles_hasWhatTheseGiveAtEachTime() {
    CompiledAccount late =
        POLICY.compile(
            PolicyParts.account(
                "late",
                9,
                PolicyParts.assignment("a", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"),
                PolicyParts.assignment("b", "2026-06-01T00:00:00Z", "2027-01-01T00:00:00Z")));
    CompiledAccount both = POLICY.account("both").orElseThrow();
    AccessRequest view =
        AccessRequest.of("late", "ticket.view").at(Instant.parse("2026-07-01T00:00:00Z"));

    assertThat(POLICY.decide(late, view).permitted()).isTrue();
    assertThat(POLICY.decide(late.actingAs("b"), view).permitted()).isTrue();
    assertThat(POLICY.decide(late.actingAs("a"), view).permitted()).isFalse();
    assertThat(POLICY.decide(both.actingAs("b"), view.by("both")).permitted()).isTrue();
    assertThat(late.isOf(POLICY)).isTrue();
    assertThat(late.isOf(Policy.of(DOCUMENT))).isFalse();
    assertThat(late).hasToString("CompiledAccount[late]");
  }

  @Test
  void roleSets_thatDifferInWhatIsAssignedOrActedWithOrInThePolicy_areNotEqual() {
    RoleSet both = BOTH.first();
    RoleSet acting = BOTH.actingAs(List.of("a")).first();
    RoleSet single = SINGLE.first();

    assertThat(both).isNotEqualTo(acting).isNotEqualTo(single).isNotEqualTo("both");
    assertThat(acting).isNotEqualTo(single);
    assertThat(both).isNotEqualTo(compiler().compile(BOTH.account()).first());
    assertThat(both.hashCode()).isNotEqualTo(acting.hashCode()).isNotEqualTo(single.hashCode());
  }
}
