package dev.staffgate.policy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.fixtures.PolicyParts;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.CompiledAccount;
import dev.staffgate.policy.Policy;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Accounts with the same roles share what follows from them; others do not. */
class RoleSetTest {
  private static final Policy POLICY = policy();

  private static Policy policy() {
    return Policy.of(
        PolicyDocument.builder()
            .role(PolicyParts.role("a", PolicyParts.grant(1, "client.view")))
            .role(PolicyParts.role("b", PolicyParts.grant(2, "ticket.view")))
            .staff(StaffAccount.of("both", "a", "b"))
            .staff(StaffAccount.of("turned", "b", "a"))
            .staff(StaffAccount.of("single", "a"))
            .build());
  }

  private static CompiledAccount account(String id) {
    return POLICY.account(id).orElseThrow();
  }

  @Test
  void roleSets_ofTheSameRoles_areOne() {
    assertThat(account("turned").first()).isSameAs(account("both").first());
    assertThat(account("turned").actingAs("a").first())
        .isSameAs(account("both").actingAs("a").first());
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
    AccessRequest view =
        AccessRequest.of("late", "ticket.view").at(Instant.parse("2026-07-01T00:00:00Z"));

    assertThat(POLICY.decide(late, view).permitted()).isTrue();
    assertThat(POLICY.decide(late.actingAs("b"), view).permitted()).isTrue();
    assertThat(POLICY.decide(late.actingAs("a"), view).permitted()).isFalse();
    assertThat(POLICY.decide(account("both").actingAs("b"), view.by("both")).permitted()).isTrue();
    assertThat(late.policy()).isSameAs(POLICY);
    assertThat(late).hasToString("CompiledAccount[late]");
  }

  @Test
  void roleSets_thatDifferInWhatIsAssignedOrActedWithOrInThePolicy_areNotEqual() {
    RoleSet both = account("both").first();
    RoleSet acting = account("both").actingAs("a").first();
    RoleSet single = account("single").first();

    assertThat(both).isNotEqualTo(acting).isNotEqualTo(single).isNotEqualTo("both");
    assertThat(acting).isNotEqualTo(single);
    assertThat(both).isNotEqualTo(policy().account("both").orElseThrow().first());
    assertThat(both.hashCode()).isNotEqualTo(acting.hashCode()).isNotEqualTo(single.hashCode());
  }
}
