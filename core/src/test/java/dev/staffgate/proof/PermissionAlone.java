package dev.staffgate.proof;

import static dev.staffgate.generators.PolicyArbitraries.OPTIONS;
import static dev.staffgate.generators.PolicyArbitraries.withStaff;
import static dev.staffgate.generators.PolicyArbitraries.withoutStaff;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.accounts.AccountTable;
import dev.staffgate.accounts.SeparationException;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.CompiledAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.reference.ComparableDecision;
import dev.staffgate.reference.ReferenceEvaluator;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every way of asking about a permission alone, with the accounts of a document in a table: by id,
 * by handle, by an account made ready, and in reverse. Each answers as the reference evaluator does
 * to a request that says nothing else.
 */
final class PermissionAlone {
  private final Policy policy;
  private final AccountTable table;
  private final ReferenceEvaluator reference;

  private PermissionAlone(Policy policy, AccountTable table, ReferenceEvaluator reference) {
    this.policy = policy;
    this.table = table;
    this.reference = reference;
  }

  /** Puts the accounts of a document into a table, but for those that a table refuses. */
  static PermissionAlone of(PolicyDocument document) {
    Policy policy = Policy.of(withoutStaff(document), OPTIONS, "test");
    AccountTable table = new AccountTable(policy);
    Map<String, StaffAccount> staff = new HashMap<>();
    for (StaffAccount account : document.staff().values()) {
      try {
        table.put(account);
        staff.put(account.id(), account);
      } catch (SeparationException refused) {
        assertThat(policy.breaches(account)).isNotEmpty();
      }
    }
    return new PermissionAlone(
        policy, table, new ReferenceEvaluator(withStaff(document, staff), OPTIONS));
  }

  /** Asks about these permissions of a member of staff, if the policy has them. */
  void assertAnswers(String staff, Collection<String> permissions) {
    permissions.stream()
        .flatMap(id -> policy.catalogue().find(id).stream())
        .forEach(permission -> assertAnswer(staff, permission));
  }

  private void assertAnswer(String staff, Permission permission) {
    AccessRequest request = AccessRequest.of(staff, permission.id());
    ComparableDecision expected = reference.decide(request);
    assertThat(ComparableDecision.of(table.decide(staff, permission)))
        .as("by id: %s, %s", staff, permission.id())
        .isEqualTo(expected);
    assertThat(ComparableDecision.of(table.decide(table.handle(staff), permission)))
        .as("by handle: %s, %s", staff, permission.id())
        .isEqualTo(expected);
    Optional<CompiledAccount> account = table.accounts(policy).find(staff);
    account.ifPresent(one -> assertAnswer(one, permission, request, expected));
  }

  private void assertAnswer(
      CompiledAccount account,
      Permission permission,
      AccessRequest request,
      ComparableDecision expected) {
    assertThat(ComparableDecision.of(policy.decide(account, table.accounts(policy), permission)))
        .as("by account: %s", request)
        .isEqualTo(expected);
    boolean permitted = expected.outcome() == Decision.Outcome.PERMIT;
    assertThat(
            policy
                .questions(List.of(account), table.accounts(policy))
                .whoCan(request)
                .contains(account.account().id()))
        .as("in reverse: %s", request)
        .isEqualTo(permitted);
  }
}
