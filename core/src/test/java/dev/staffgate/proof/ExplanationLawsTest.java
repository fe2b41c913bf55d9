package dev.staffgate.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Lists;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Explanation;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.decision.Reason;
import dev.staffgate.generators.PolicyArbitraries;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.policy.CompiledAccount;
import dev.staffgate.policy.Policy;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** An explanation shows the decision, and what it shows besides bears the decision out. */
@Domain(LawFixture.Domain.class)
@Domain(DomainContext.Global.class)
class ExplanationLawsTest {
  @Property(tries = LawFixture.TRIES)
  void explain_always_showsTheDecisionAndWhatBearsItOut(
      @ForAll PolicyDocument document, @ForAll List<AccessRequest> requests) {
    LawFixture.Ready ready = LawFixture.ready(document);
    for (AccessRequest request : LawFixture.known(document, requests)) {
      if (!document.staff().containsKey(request.staff())) {
        continue;
      }
      CompiledAccount account = ready.accounts().find(request.staff()).orElseThrow();
      Explanation explanation = ready.policy().explain(account, ready.accounts(), request);
      Decision decision = ready.decide(request);
      assertThat(explanation.decision()).isEqualTo(decision);
      assertThat(explanation.request()).isSameAs(request);
      switch (decision.reason().code()) {
        case GRANTED -> permitted(explanation);
        case DENIED_BY_ROLE -> deniedByRole(explanation);
        case CONDITION_NOT_MET -> nearestIsNamed(explanation);
        case APPROVAL_NEEDED -> nearestIsNamed(explanation);
        case SECOND_FACTOR_NEEDED -> {
          nearestIsNamed(explanation);
          secondFactorHelps(ready, request);
        }
        case NOT_GRANTED, SERVER_RESTRICTED -> assertThat(explanation.candidates()).isEmpty();
        default -> assertThat(decision.outcome()).isEqualTo(Decision.Outcome.DENY);
      }
      assertThat(explanation.toText()).contains(decision.reason().code().text());
    }
  }

  private static void permitted(Explanation explanation) {
    Decision.Permit permit = (Decision.Permit) explanation.decision();
    assertThat(hitting(explanation)).isEmpty();
    Optional<Explanation.CandidateSeen> first =
        explanation.candidates().stream().filter(Explanation.CandidateSeen::holds).findFirst();
    assertThat(first)
        .hasValueSatisfying(
            one -> {
              assertThat(one.path()).isEqualTo(permit.reason().path());
              assertThat(one.at()).hasToString(permit.reason().place().toString());
              assertThat(one.ssoUser()).isEqualTo(permit.ssoUser());
            });
  }

  private static void deniedByRole(Explanation explanation) {
    Reason reason = explanation.decision().reason();
    assertThat(hitting(explanation))
        .anySatisfy(
            deny -> {
              assertThat(deny.path()).isEqualTo(reason.path());
              assertThat(deny.at()).hasToString(reason.place().toString());
            });
  }

  private static List<Explanation.DenySeen> hitting(Explanation explanation) {
    // Of single sign-on also those are shown that take the candidates of one permission away.
    boolean sso = explanation.request().permissionId().equals("server.sso");
    return explanation.denies().stream()
        .filter(Explanation.DenySeen::hits)
        .filter(
            deny ->
                !sso
                    || explanation.decision().outcome() == Decision.Outcome.DENY
                    || deny.permissions().contains("server.sso"))
        .toList();
  }

  private static void nearestIsNamed(Explanation explanation) {
    Reason reason = explanation.decision().reason();
    assertThat(explanation.candidates()).isNotEmpty().noneMatch(one -> one.holds());
    assertThat(explanation.nearest())
        .hasValueSatisfying(
            nearest -> {
              assertThat(nearest.path()).isEqualTo(reason.path());
              assertThat(nearest.at()).hasToString(reason.place().toString());
            });
  }

  private static void secondFactorHelps(LawFixture.Ready ready, AccessRequest request) {
    if (request.at().isPresent()) {
      assertThat(ready.decide(request.secondFactorAt(request.at().get())).outcome())
          .isIn(Decision.Outcome.PERMIT, Decision.Outcome.APPROVAL);
    }
  }

  /** Nothing is kept from one request to the next, and nothing depends on how it is asked. */
  @Property(tries = LawFixture.TRIES)
  void decide_inAnyOrderAndByAnyHandle_answersAlike(
      @ForAll PolicyDocument document, @ForAll List<AccessRequest> drawn) {
    PolicyDocument loadable = LawFixture.loadable(document);
    List<AccessRequest> requests = LawFixture.known(loadable, drawn);
    Policy policy = Policy.of(loadable, PolicyArbitraries.OPTIONS, "test");
    LawFixture.Ready ready = LawFixture.ready(loadable);
    List<Decision> inOrder = requests.stream().map(policy::decide).toList();
    List<Decision> backwards = Lists.reverse(requests).stream().map(ready::decide).toList();
    assertThat(Lists.reverse(backwards)).isEqualTo(inOrder);
    for (int i = 0; i < requests.size(); i++) {
      AccessRequest request = requests.get(i);
      assertThat(policy.decide(request)).isEqualTo(inOrder.get(i));
      assertThat(policy.decide(resolved(policy, request))).isEqualTo(inOrder.get(i));
    }
  }

  // The same request with a permission that was looked up before.
  private static AccessRequest resolved(Policy policy, AccessRequest request) {
    AccessRequest resolved =
        AccessRequest.of(request.staff(), policy.permission(request.permissionId()))
            .actingAs(request.actingAs().toArray(String[]::new))
            .inEmergencies(request.emergencies().toArray(String[]::new))
            .approvedBy(request.approvals().toArray(GivenApproval[]::new))
            .underLocks(request.locks());
    for (var resource : request.resources().entrySet()) {
      resolved = resolved.on(resource.getKey(), resource.getValue());
    }
    for (var attribute : request.attributes().entrySet()) {
      resolved = resolved.with(attribute.getKey(), attribute.getValue());
    }
    if (request.from().isPresent()) {
      resolved = resolved.from(request.from().get());
    }
    if (request.at().isPresent()) {
      resolved = resolved.at(request.at().get());
    }
    if (request.secondFactorAt().isPresent()) {
      resolved = resolved.secondFactorAt(request.secondFactorAt().get());
    }
    return resolved;
  }
}
