package dev.staffgate.analysis;

import dev.staffgate.analysis.mutation.MutantDraft;
import dev.staffgate.model.Emergency;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.PolicyTestCase;
import dev.staffgate.model.Role;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The tests of a policy, to be run against changes of it: those alone that a change may touch, and
 * first those that noticed a change before. Not thread-safe.
 */
final class TouchedTests {
  private final Policy policy;
  private final Map<String, StaffAccount> directory = new HashMap<>();
  private final Map<String, String> formerly = new HashMap<>();
  private final Map<String, Set<String>> rolesByAccount = new HashMap<>();
  private final List<TouchedTest> tests = new ArrayList<>();

  /**
   * A test and what it may depend on.
   *
   * @param everybody whether it is about all accounts
   * @param accounts that ask or approve
   * @param roles that these are led to
   */
  private record TouchedTest(
      PolicyTestScenario scenario, boolean everybody, Set<String> accounts, Set<String> roles) {
    boolean isTouchedBy(MutantDraft.Scope scope) {
      return everybody
          || switch (scope.of()) {
            case ALL, SERVER -> true;
            case ROLE -> roles.contains(scope.id());
            case ACCOUNT -> accounts.contains(scope.id());
          };
    }
  }

  TouchedTests(
      Policy policy, Collection<StaffAccount> directory, List<PolicyTestScenario> scenarios) {
    this.policy = policy;
    directory.forEach(account -> this.directory.put(account.id(), account));
    for (Role role : policy.document().roles().values()) {
      role.formerly().forEach(name -> formerly.put(name.id(), role.id()));
    }
    scenarios.forEach(scenario -> tests.add(touched(scenario)));
  }

  private TouchedTest touched(PolicyTestScenario scenario) {
    PolicyTestCase test = scenario.test();
    boolean everybody =
        test.reverse()
            .map(one -> one.kind() == PolicyTestCase.ReverseQuestion.Kind.WHO_CAN)
            .orElse(false);
    Set<String> accounts = new HashSet<>();
    scenario.staff().ifPresent(accounts::add);
    test.reverse().ifPresent(one -> accounts.add(one.subject().id()));
    test.circumstances().approvals().forEach(one -> accounts.add(one.by()));
    Set<String> roles = reached(test.asker().roles().stream().map(NameRef::id));
    accounts.forEach(id -> roles.addAll(rolesOf(id)));
    return new TouchedTest(scenario, everybody, accounts, roles);
  }

  private Set<String> rolesOf(String id) {
    Set<String> known = rolesByAccount.get(id);
    if (known == null) {
      StaffAccount account = policy.document().staff().getOrDefault(id, directory.get(id));
      Stream<String> assigned =
          account == null ? Stream.empty() : account.roles().stream().map(one -> one.role().id());
      Stream<String> given =
          policy.document().emergencies().values().stream()
              .filter(emergency -> emergency.holders().contains(id))
              .map(Emergency::role)
              .map(NameRef::id);
      known = reached(Stream.concat(assigned, given));
      rolesByAccount.put(id, known);
    }
    return known;
  }

  private Set<String> reached(Stream<String> roots) {
    Set<String> reached = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(roots.toList());
    while (!open.isEmpty()) {
      String name = open.pop();
      String id = formerly.getOrDefault(name, name);
      Role role = policy.document().roles().get(id);
      if (reached.add(id) && role != null) {
        role.includes().forEach(one -> open.push(one.id()));
      }
    }
    return reached;
  }

  /** Returns whether a test that a change may touch does not pass for it. */
  boolean notice(MutantDraft.Scope scope, TestedAccounts changed) {
    for (int i = 0; i < tests.size(); i++) {
      TouchedTest test = tests.get(i);
      if (test.isTouchedBy(scope) && !test.scenario.of(changed).run().passed()) {
        tests.remove(i);
        tests.add(0, test);
        return true;
      }
    }
    return false;
  }
}
