package dev.staffgate.analysis.lint;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.staffgate.analysis.cells.ConditionTest;
import dev.staffgate.analysis.diff.PolicySide;
import dev.staffgate.model.Condition;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import dev.staffgate.model.SeparationRule;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
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
  private final boolean knowsDirectory;
  private final PolicySide side;
  private final PatternBits bits;
  private final RoleReach reach;
  private final BitSet sensitive;
  private final AccountGroups groups;
  private final List<String> entries = new ArrayList<>();
  private final Map<String, String> formerNames = new HashMap<>();

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
    this.knowsDirectory = directory.isPresent();
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
    this.side = new PolicySide(policy);
    this.bits = new PatternBits(policy.catalogue());
    this.sensitive = bits.where(Permission::sensitive);
    this.reach = new RoleReach(side, bits);
    for (Role role : side.roles().values()) {
      role.formerly().forEach(name -> formerNames.put(name.id(), role.id()));
    }
    this.groups = new AccountGroups(this);
  }

  /** Returns whether an account that is not known does not exist. */
  boolean knowsDirectory() {
    return knowsDirectory;
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

  /** Returns the roles as they are meant, and servers. */
  PolicySide side() {
    return side;
  }

  PatternBits bits() {
    return bits;
  }

  RoleReach reach() {
    return reach;
  }

  /** Returns the roles where include paths begin. */
  List<String> entries() {
    if (entries.isEmpty()) {
      entries.addAll(EntryRoles.of(this));
    }
    return entries;
  }

  AccountGroups groups() {
    return groups;
  }

  /** Returns the id of a role that an account has, by its id or a former name. */
  Optional<String> roleId(String name) {
    return side.roles().containsKey(name)
        ? Optional.of(name)
        : Optional.ofNullable(formerNames.get(name));
  }

  /** Returns the conditions of any account without the names of the policy. */
  ImmutableSet<ConditionTest> tests(Iterable<Condition> conditions) {
    ImmutableSet.Builder<ConditionTest> tests = ImmutableSet.builder();
    conditions.forEach(one -> tests.add(side.conditions().test(one, null)));
    return tests.build();
  }

  /** Returns the same of two lists together. */
  ImmutableSet<ConditionTest> tests(Iterable<Condition> some, Iterable<Condition> more) {
    return tests(Iterables.concat(some, more));
  }

  List<Condition> defaultRequires() {
    return document().defaults().requires();
  }

  /** Returns the sensitive permissions; not to be changed. */
  BitSet sensitive() {
    return sensitive;
  }

  /** Returns the permissions that rules of separation count. */
  BitSet separated() {
    return bits.of(
        document().separate().stream()
            .filter(rule -> rule.of() == SeparationRule.Of.PERMISSIONS)
            .flatMap(rule -> rule.members().stream())
            .map(NameRef::id)
            .toList());
  }

  /** Returns whether the accounts that are known are all that are looked at. */
  boolean knowsAllAccounts() {
    return knowsAllAccounts;
  }
}
