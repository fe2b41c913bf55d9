package dev.staffgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.model.PolicyDocument;
import java.util.List;
import java.util.function.Supplier;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/**
 * Policy reference, section 5: the engine answers every request as the reference evaluator does,
 * with the same reason, place, path, age and panel user.
 *
 * <p>A run is 1000 policies with 10 requests each; {@code -Djqwik.tries.default=20000} makes it
 * longer. A failure prints its seed and the smallest case that was found.
 */
class DifferentialTest {
  private static final int REQUESTS = 10;

  @Property
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void engine_onAnyPolicyAndRequest_answersAsTheReferenceDoes(
      @ForAll("policies") PolicyDocument document,
      @ForAll("requests") List<AccessRequest> requests) {
    Policy policy = Policy.of(document, PolicyDocuments.OPTIONS, "test");
    ReferenceEvaluator reference = new ReferenceEvaluator(document, PolicyDocuments.OPTIONS);
    for (AccessRequest request : requests) {
      String expected = shown(() -> reference.decide(Asked.plainly(request)));
      assertThat(shown(() -> Answer.of(policy.decide(request))))
          .as(
              "%s with %s, second factor at %s",
              request, request.attributes(), request.secondFactorAt())
          .isEqualTo(expected);
      Statistics.label("answer").collect(expected.split(" at ", 2)[0]);
    }
    everyAnswerOccurs();
  }

  @Provide
  Arbitrary<PolicyDocument> policies() {
    return PolicyDocuments.all();
  }

  @Provide
  Arbitrary<List<AccessRequest>> requests() {
    return Requests.all().list().ofSize(REQUESTS);
  }

  private static String shown(Supplier<Answer> answer) {
    try {
      return answer.get().toString();
    } catch (UnknownPermissionException e) {
      return "unknown permission " + e.permission();
    }
  }

  // What is never answered is never compared: the generators have to reach all of it.
  private static void everyAnswerOccurs() {
    for (String answer :
        List.of(
            "permit granted",
            "second-factor second-factor-needed",
            "deny account-unknown",
            "deny account-disabled",
            "deny account-network",
            "deny instant-missing",
            "deny denied-by-role",
            "deny not-granted",
            "deny condition-not-met",
            "deny server-unknown",
            "deny server-without-sso",
            "deny server-restricted")) {
      Statistics.label("answer")
          .coverage(coverage -> coverage.check(answer).count(count -> count > 10));
    }
  }
}
