package dev.staffgate.analysis.diff;

import dev.staffgate.analysis.diff.RegionDraft.Witness;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Accounts;
import dev.staffgate.policy.CompiledAccount;
import dev.staffgate.policy.Policy;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Both policies, asked about the same request. */
final class AskedPolicies {
  private final PolicySide old;
  private final PolicySide now;

  AskedPolicies(PolicySide old, PolicySide now) {
    this.old = old;
    this.now = now;
  }

  /** Returns how they answer. */
  AnswerChange answers(Witness witness) {
    return new AnswerChange(ask(old.policy(), witness), ask(now.policy(), witness));
  }

  private static Answer ask(Policy policy, Witness witness) {
    if (witness.accounts().isEmpty()) {
      return Answer.of(policy::decide, witness.request());
    }
    Map<String, CompiledAccount> compiled = new HashMap<>();
    witness.accounts().forEach(one -> compiled.put(one.id(), policy.compile(one)));
    Accounts accounts = id -> Optional.ofNullable(compiled.get(id));
    return Answer.of(request -> policy.decide(accounts, request), witness.request());
  }

  /** Returns whose account it is. */
  String person(String id) {
    StaffAccount account = now.document().staff().get(id);
    StaffAccount known = account == null ? old.document().staff().get(id) : account;
    return known == null ? id : known.personId();
  }
}
