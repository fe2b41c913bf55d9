package dev.staffgate.analysis;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision.Outcome;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.NameSyntax;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyOptions;
import dev.staffgate.model.PolicyProblem;
import dev.staffgate.model.PolicyTestCase;
import dev.staffgate.model.Role;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.CompiledAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.validation.DeclaredNames;
import dev.staffgate.validation.PolicyValidator;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Makes tests of requests, as far as the format of tests can say them. */
final class TestCaseFactory {
  private final Policy policy;
  private final Policy other;

  /**
   * @param policy the one whose answers tests expect
   * @param other one that may define other roles
   */
  TestCaseFactory(Policy policy, Policy other) {
    this.policy = policy;
    this.other = other;
  }

  /**
   * Makes the test that expects the answer of the policy.
   *
   * @throws UnsayableRequestException if a test cannot say the request, with the reason
   */
  PolicyTestCase test(String name, DiffWitness witness) {
    AccessRequest request = witness.request();
    if (policy.catalogue().find(request.permissionId()).isEmpty()) {
      throw new UnsayableRequestException(
          "the policy that is tested does not know `" + request.permissionId() + "`");
    }
    PolicyTestCase test =
        new PolicyTestCase(
            name,
            asker(witness),
            circumstances(request),
            expected(request, outcome(witness)),
            Optional.empty(),
            Place.NONE);
    requireValid(test);
    return test;
  }

  private void requireValid(PolicyTestCase test) {
    PolicyDocument alone =
        PolicyDocument.builder().hosting(policy.document().hosting()).test(test).build();
    List<PolicyProblem> problems =
        PolicyValidator.problems(alone, PolicyOptions.DEFAULT, DeclaredNames.in(policy.document()));
    if (!problems.isEmpty()) {
      throw new UnsayableRequestException(problems.get(0).what());
    }
  }

  private Outcome outcome(DiffWitness witness) {
    Map<String, CompiledAccount> compiled = new HashMap<>();
    witness.accounts().forEach(one -> compiled.put(one.id(), policy.compile(one)));
    return policy
        .decide(
            id -> policy.account(id).or(() -> Optional.ofNullable(compiled.get(id))),
            witness.request())
        .outcome();
  }

  private PolicyTestCase.Asker asker(DiffWitness witness) {
    String id = witness.request().staff();
    if (policy.document().staff().containsKey(id)) {
      return PolicyTestCase.Asker.of(id);
    }
    StaffAccount account =
        witness.accounts().stream()
            .filter(one -> one.id().equals(id))
            .findFirst()
            .orElseThrow(
                () ->
                    new UnsayableRequestException(
                        "the policy that is tested has no account `" + id + "`"));
    if (account.roles().isEmpty()) {
      throw new UnsayableRequestException("a test is not about an account without roles");
    }
    return new PolicyTestCase.Asker(
        PolicyTestCase.Choice.none(),
        account.roles().stream().map(one -> NameRef.of(role(one))).toList(),
        account.assigned());
  }

  // A test says what a role is called now.
  private String role(Assignment assignment) {
    String id = assignment.role().id();
    return policy.document().roles().values().stream()
        .filter(role -> role.formerly().stream().anyMatch(former -> former.id().equals(id)))
        .map(Role::id)
        .findFirst()
        .orElse(id);
  }

  private PolicyTestCase.Circumstances circumstances(AccessRequest request) {
    if (request.isUnderLocks()) {
      throw new UnsayableRequestException("it is asked under locks");
    }
    Instant instant =
        request
            .at()
            .orElseThrow(
                () ->
                    new UnsayableRequestException(
                        "it is asked without an instant, and each test has one"));
    return new PolicyTestCase.Circumstances(
        request.from().map(PolicyTestCase.Choice::of).orElse(PolicyTestCase.Choice.none()),
        instant,
        request.secondFactorAt().map(verified -> age(verified, instant)),
        Map.of(),
        Map.of(),
        actingAs(request.staff(), request.actingAs()),
        request.emergencies(),
        request.approvals().stream()
            .map(
                one ->
                    new PolicyTestCase.GivenApproval(
                        one.by(),
                        one.at(),
                        one.from(),
                        one.secondFactorAt(),
                        actingAs(one.by(), one.actingAs())))
            .toList(),
        List.of());
  }

  private static Duration age(Instant verified, Instant instant) {
    Duration age = Duration.between(verified, instant);
    if (age.isNegative() || !age.equals(age.truncatedTo(ChronoUnit.SECONDS))) {
      throw new UnsayableRequestException("its second factor is " + age + " old");
    }
    return age;
  }

  // Acting with what is not a role is acting with none. A test names roles alone: one that the
  // account does not have does the same.
  private List<String> actingAs(String staff, List<String> roles) {
    Set<String> acting = new LinkedHashSet<>(roles);
    if (acting.removeIf(role -> !NameSyntax.isId(role)) && acting.isEmpty()) {
      acting.add(notHeld(staff));
    }
    return List.copyOf(acting);
  }

  private String notHeld(String staff) {
    Set<String> roles = new TreeSet<>(policy.document().roles().keySet());
    roles.add(Role.FULL_ADMINISTRATOR);
    for (Policy one : List.of(policy, other)) {
      StaffAccount account = one.document().staff().get(staff);
      if (account != null) {
        account.roles().forEach(assignment -> roles.remove(assignment.role().id()));
      }
    }
    return roles.stream()
        .findFirst()
        .orElseThrow(() -> new UnsayableRequestException("the account has all roles"));
  }

  private PolicyTestCase.Expected expected(AccessRequest request, Outcome outcome) {
    List<PolicyTestCase.Question> question =
        List.of(
            new PolicyTestCase.Question(
                NameRef.of(request.permissionId()),
                request.resources(),
                request.attributes(),
                Place.NONE));
    return new PolicyTestCase.Expected(
        outcome == Outcome.PERMIT ? question : List.of(),
        outcome == Outcome.SECOND_FACTOR ? question : List.of(),
        outcome == Outcome.APPROVAL ? question : List.of(),
        outcome == Outcome.DENY ? question : List.of(),
        Optional.empty());
  }

  /** Thrown where a test of a policy cannot say a request. */
  static final class UnsayableRequestException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String why;

    /**
     * @param why a clause
     */
    UnsayableRequestException(String why) {
      super(why);
      this.why = why;
    }

    String why() {
      return why;
    }
  }
}
