package dev.staffgate.analysis.lint;

import com.google.common.collect.ImmutableMap;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A policy that rules look at, and what they share. Not thread-safe. */
public final class LintSubject {
  private final Policy policy;
  private final Instant now;
  private final int mostFullAdministrators;
  private final Map<String, StaffAccount> accounts;
  private final boolean knowsAllAccounts;

  /**
   * Makes a policy ready.
   *
   * @param directory all accounts beside the policy document; absent if they are not known
   */
  public LintSubject(
      Policy policy,
      Instant now,
      int mostFullAdministrators,
      Optional<List<StaffAccount>> directory) {
    this.policy = policy;
    this.now = now;
    this.mostFullAdministrators = mostFullAdministrators;
    Map<String, StaffAccount> staff = policy.document().staff();
    this.knowsAllAccounts = !staff.isEmpty() || directory.isPresent();
    // An id in both is the account of the document.
    ImmutableMap.Builder<String, StaffAccount> all = ImmutableMap.builder();
    all.putAll(staff);
    directory
        .orElse(List.of())
        .forEach(
            account -> {
              if (!staff.containsKey(account.id())) {
                all.put(account.id(), account);
              }
            });
    this.accounts = all.buildKeepingLast();
  }

  Policy policy() {
    return policy;
  }

  PolicyDocument document() {
    return policy.document();
  }

  Instant now() {
    return now;
  }

  int mostFullAdministrators() {
    return mostFullAdministrators;
  }

  /** Returns all accounts that are known, those of the document first. */
  Collection<StaffAccount> accounts() {
    return accounts.values();
  }

  Optional<StaffAccount> account(String id) {
    return Optional.ofNullable(accounts.get(id));
  }

  /** Returns whether the accounts that are known are all that are looked at. */
  boolean knowsAllAccounts() {
    return knowsAllAccounts;
  }
}
