package dev.staffgate.analysis;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Decision.Outcome;
import dev.staffgate.decision.Explanation;
import dev.staffgate.decision.UnreadableLockException;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyTestCase;
import dev.staffgate.model.PolicyTestCase.Question;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.network.IpAddress;
import dev.staffgate.policy.CompiledAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.validation.NearestName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A test of a policy for one account, or one set of roles, from one address. Immutable, and safe
 * for any number of threads.
 */
public final class PolicyTestScenario {
  private final PolicyTestCase test;
  private final Optional<String> staff;
  private final Optional<IpAddress> from;
  private final TestedAccounts accounts;
  private final String name;

  PolicyTestScenario(
      PolicyTestCase test,
      Optional<String> staff,
      Optional<IpAddress> from,
      TestedAccounts accounts) {
    this.test = test;
    this.staff = staff;
    this.from = from;
    this.accounts = accounts;
    boolean listed = test.asker().staff().isList() || test.circumstances().from().isList();
    this.name =
        listed
            ? test.name()
                + " ["
                + Joiner.on(", ")
                    .join(
                        Stream.concat(staff.stream(), from.map(IpAddress::toString).stream())
                            .toList())
                + "]"
            : test.name();
  }

  /** Returns the name: {@code name [alice, 203.0.113.7]} where the test has lists, else its own. */
  public String name() {
    return name;
  }

  /** Returns where the test was written. */
  public Place place() {
    return test.at();
  }

  /** Runs it. What goes wrong is part of the result and never thrown. */
  public PolicyTestResult run() {
    try {
      Optional<String> unknown = unknownAccount();
      return unknown.isPresent()
          ? error(unknownAccount(unknown.get()))
          : new PolicyTestResult(
              name,
              test.at(),
              test.reverse().isPresent()
                  ? new ReverseQuestionCheck(accounts, test.reverse().get(), base(""))
                      .finding().stream().toList()
                  : findings(),
              Optional.empty());
    } catch (UnreadableLockException unreadable) {
      return error(String.valueOf(unreadable.getMessage()));
    } catch (IllegalArgumentException impossible) {
      return error("the test cannot be asked: " + impossible.getMessage());
    }
  }

  /** Returns the same test of another policy. */
  PolicyTestScenario of(TestedAccounts others) {
    return new PolicyTestScenario(test, staff, from, others);
  }

  PolicyTestCase test() {
    return test;
  }

  /** Returns the id of the account that asks, if it is about one. */
  Optional<String> staff() {
    return staff;
  }

  private PolicyTestResult error(String why) {
    return new PolicyTestResult(name, test.at(), List.of(), Optional.of(why));
  }

  private String unknownAccount(String id) {
    return "the account `"
        + id
        + "` is unknown: "
        + NearestName.hint(
            id,
            accounts.ids(),
            "name one of the policy, hand over the directory that has it, or write `roles: […]`"
                + " instead of `staff`");
  }

  /** Returns the first account that the test names and nobody knows. */
  private Optional<String> unknownAccount() {
    Stream<String> approvers = test.circumstances().approvals().stream().map(one -> one.by());
    Stream<String> reverse = test.reverse().stream().flatMap(ReverseQuestionCheck::accountsNamed);
    return Stream.of(staff.stream(), approvers, reverse)
        .flatMap(ids -> ids)
        .filter(id -> accounts.find(id).isEmpty())
        .findFirst();
  }

  private AccessRequest base(String id) {
    return TestRequestFactory.base(id, test.circumstances(), from);
  }

  private List<PolicyTestFinding> findings() {
    CompiledAccount account = asker();
    AccessRequest base = base(account.account().id());
    PolicyTestCase.Expected expected = test.expected();
    ImmutableList.Builder<PolicyTestFinding> findings = ImmutableList.builder();
    check(account, base, expected.permit(), Outcome.PERMIT, findings);
    check(account, base, expected.challenge(), Outcome.SECOND_FACTOR, findings);
    check(account, base, expected.approval(), Outcome.APPROVAL, findings);
    check(account, base, expected.deny(), Outcome.DENY, findings);
    return findings.build();
  }

  private CompiledAccount asker() {
    return staff.isPresent()
        ? accounts.find(staff.get()).orElseThrow()
        : accounts
            .policy()
            .compile(
                StaffAccount.withoutId(
                    test.asker().roles().stream().map(role -> Assignment.of(role.id())).toList(),
                    test.asker().assigned()));
  }

  private void check(
      CompiledAccount account,
      AccessRequest base,
      List<Question> questions,
      Outcome wanted,
      ImmutableList.Builder<PolicyTestFinding> findings) {
    Policy policy = accounts.policy();
    Optional<String> because =
        wanted == Outcome.DENY ? test.expected().because() : Optional.empty();
    for (Question question : questions) {
      AccessRequest request = request(base, question);
      Decision decision = policy.decide(account, accounts, request);
      if (decision.outcome() != wanted
          || because.filter(code -> !code.equals(decision.reason().code().text())).isPresent()) {
        findings.add(
            new PolicyTestFinding(
                question.at(),
                question.permission().id(),
                wanted + because.map(code -> " [" + code + "]").orElse(""),
                decision.outcome() + " [" + decision.reason().code() + "]",
                Optional.of(policy.explain(account, accounts, request))));
      }
    }
  }

  private AccessRequest request(AccessRequest base, Question question) {
    return base.askingFor(accounts.policy().permission(question.permission().id()))
        .on(question.resources())
        .with(question.attributes());
  }

  /**
   * Returns the decisions that a test stands for which passes.
   *
   * @return empty if they are more than {@code most}
   */
  Optional<List<TestedDecision>> decisions(int most) {
    if (test.reverse().isPresent()) {
      return new ReverseQuestionCheck(accounts, test.reverse().get(), base("")).decisions(most);
    }
    CompiledAccount account = asker();
    AccessRequest base = base(account.account().id());
    PolicyTestCase.Expected expected = test.expected();
    return Optional.of(
        Stream.of(expected.permit(), expected.challenge(), expected.approval(), expected.deny())
            .flatMap(List::stream)
            .map(question -> new TestedDecision(account, request(base, question), false))
            .toList());
  }

  /** Explains one of its decisions. */
  Explanation explain(TestedDecision decision) {
    return accounts.policy().explain(decision.account(), accounts, decision.request());
  }

  @Override
  public String toString() {
    return name + " (" + test.at() + ")";
  }
}
