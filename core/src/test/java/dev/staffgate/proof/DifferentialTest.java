package dev.staffgate.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.UnknownPermissionException;
import dev.staffgate.decision.UnreadableLockException;
import dev.staffgate.generators.PolicyArbitraries;
import dev.staffgate.generators.RequestArbitraries;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.PolicyProblem;
import dev.staffgate.policy.Accounts;
import dev.staffgate.policy.CompiledAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.reference.ComparableDecision;
import dev.staffgate.reference.ReferenceEvaluator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Policy reference, section 5: the engine answers every request as the reference evaluator does,
 * with the same reason, place, path, age and panel user.
 *
 * <p>A run is 1000 policies with 10 requests each; {@code -Djqwik.tries.default=20000} makes it
 * longer. A failure prints its seed and the smallest case that was found. {@link
 * GeneratedDecisionsTest} compares a hundred times as many, which it cannot make smaller.
 */
public class DifferentialTest {
  private static final int REQUESTS = 10;

  @Property
  void engine_onAnyPolicyAndRequest_answersAsTheReferenceDoes(
      @ForAll("policies") PolicyDocument document,
      @ForAll("requests") List<AccessRequest> requests) {
    ReferenceEvaluator reference = new ReferenceEvaluator(document, PolicyArbitraries.OPTIONS);
    Optional<Policy> whole = loaded(document);
    Policy policy =
        Policy.of(PolicyArbitraries.withoutStaff(document), PolicyArbitraries.OPTIONS, "test");
    Accounts directory =
        staff -> Optional.ofNullable(document.staff().get(staff)).map(policy::compile);
    for (AccessRequest request : requests) {
      String expected = shown(() -> reference.decide(request));
      whole.ifPresent(
          one -> {
            assertAnswer(request, expected, () -> one.decide(request));
            assertAnswer(request, expected, () -> one.explain(request).decision());
          });
      assertAnswer(request, expected, () -> policy.decide(directory, request));
      assertAnswer(request, expected, () -> byNarrowedHandle(policy, directory, request));
    }
    PermissionAlone alone = PermissionAlone.of(document);
    requests.forEach(one -> alone.assertAnswers(one.staff(), List.of(one.permissionId())));
  }

  // With accounts that break a rule of separation, have a role that is not defined or a person who
  // is somebody else, a document is refused; in a directory they may be, and are denied.
  private static Optional<Policy> loaded(PolicyDocument document) {
    try {
      return Optional.of(Policy.of(document, PolicyArbitraries.OPTIONS, "test"));
    } catch (PolicyException refused) {
      assertThat(refused.problems())
          .extracting(PolicyProblem::code)
          .isSubsetOf(
              "separation-of-duties",
              "unknown-role",
              "former-role-name",
              "person-of-another",
              "differs-in-case-alone");
      if (refused.problems().get(0).code().equals("separation-of-duties")) {
        Policy policy =
            Policy.of(PolicyArbitraries.withoutStaff(document), PolicyArbitraries.OPTIONS, "test");
        assertThat(document.staff().values())
            .anySatisfy(account -> assertThat(policy.breaches(account)).isNotEmpty());
      }
      return Optional.empty();
    }
  }

  private static Decision byNarrowedHandle(
      Policy policy, Accounts directory, AccessRequest request) {
    Optional<CompiledAccount> account = directory.find(request.staff());
    return account.isEmpty()
        ? policy.decide(directory, request)
        : policy.decide(
            account.get().actingAs(request.actingAs().toArray(String[]::new)),
            directory,
            actingAsAll(request));
  }

  private static AccessRequest actingAsAll(AccessRequest request) {
    return request.actingAs(new String[0]);
  }

  private static void assertAnswer(
      AccessRequest request, String expected, Supplier<Decision> decision) {
    assertThat(shown(() -> ComparableDecision.of(decision.get())))
        .as(() -> DifferenceText.of(request))
        .isEqualTo(expected);
  }

  @Provide
  Arbitrary<PolicyDocument> policies() {
    return PolicyArbitraries.withBreaches();
  }

  @Provide
  Arbitrary<List<AccessRequest>> requests() {
    return RequestArbitraries.all().list().ofSize(REQUESTS);
  }

  private static String shown(Supplier<ComparableDecision> answer) {
    try {
      return answer.get().toString();
    } catch (UnknownPermissionException e) {
      return "unknown permission " + e.permission();
    } catch (UnreadableLockException e) {
      return "unreadable " + e.lock();
    }
  }
}
