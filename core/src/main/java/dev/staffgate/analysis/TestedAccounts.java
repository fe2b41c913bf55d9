package dev.staffgate.analysis;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Accounts;
import dev.staffgate.policy.CompiledAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.policy.Questions;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * The accounts that the tests of a policy may name: the staff of its document, and those of a
 * directory. Immutable.
 */
final class TestedAccounts implements Accounts {
  private final Policy policy;
  private final Map<String, CompiledAccount> beside;
  private final Questions questions;

  private TestedAccounts(Policy policy, Map<String, CompiledAccount> beside, Questions questions) {
    this.policy = policy;
    this.beside = beside;
    this.questions = questions;
  }

  static TestedAccounts of(Policy policy, Collection<StaffAccount> directory) {
    ImmutableMap<String, CompiledAccount> beside =
        directory.stream()
            .filter(account -> policy.account(account.id()).isEmpty())
            .collect(ImmutableMap.toImmutableMap(StaffAccount::id, policy::compile));
    return new TestedAccounts(policy, beside, questions(policy, beside));
  }

  private static Questions questions(Policy policy, ImmutableMap<String, CompiledAccount> beside) {
    if (beside.isEmpty()) {
      return policy.questions();
    }
    ImmutableList.Builder<CompiledAccount> all = ImmutableList.builder();
    policy.document().staff().keySet().forEach(id -> policy.account(id).ifPresent(all::add));
    return policy.questions(all.addAll(beside.values()).build());
  }

  Policy policy() {
    return policy;
  }

  Questions questions() {
    return questions;
  }

  @Override
  public Optional<CompiledAccount> find(String staff) {
    return policy.account(staff).or(() -> Optional.ofNullable(beside.get(staff)));
  }

  /** Returns the ids of all accounts, those of the policy document first. */
  Collection<String> ids() {
    return ImmutableList.<String>builder()
        .addAll(policy.document().staff().keySet())
        .addAll(beside.keySet())
        .build();
  }
}
