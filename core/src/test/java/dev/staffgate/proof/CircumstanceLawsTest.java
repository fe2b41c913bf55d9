package dev.staffgate.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Lists;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.decision.Lock;
import dev.staffgate.generators.EdgeValues;
import dev.staffgate.generators.RequestArbitraries;
import dev.staffgate.model.PolicyDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/**
 * Policy reference, section 5: what is left unsaid, older or locked never permits more, and what is
 * fresher or approved never less.
 */
@Domain(LawFixture.Domain.class)
@Domain(DomainContext.Global.class)
class CircumstanceLawsTest {
  /** "Leaving one out never permits more": each fact alone, whatever else is known. */
  @Property(tries = LawFixture.TRIES)
  void fact_leftOut_permitsNoMore(
      @ForAll PolicyDocument document, @ForAll List<AccessRequest> requests) {
    LawFixture.Ready ready = LawFixture.ready(document);
    for (AccessRequest drawn : requests) {
      // What names no server is under no lock on one.
      AccessRequest request = RequestVariants.withoutServerLocks(drawn);
      for (AccessRequest poorer : RequestVariants.without(request)) {
        if (ready.permits(poorer)) {
          assertThat(ready.answer(request))
              .as("%s\nbut less: %s", RequestVariants.told(request), RequestVariants.told(poorer))
              .startsWith("permit ");
        }
      }
    }
  }

  @Property(tries = LawFixture.TRIES)
  void secondFactor_older_permitsNoMore(
      @ForAll PolicyDocument document,
      @ForAll List<AccessRequest> requests,
      @ForAll("ages") Duration age) {
    LawFixture.Ready ready = LawFixture.ready(document);
    for (AccessRequest request : requests) {
      RequestVariants.withOlderSecondFactor(request, age)
          .filter(older -> ready.permits(older))
          .ifPresent(
              older ->
                  assertThat(ready.answer(request))
                      .as("%s, but older by %s", RequestVariants.told(request), age)
                      .startsWith("permit "));
    }
  }

  /** As of one that lies ahead of the request, as clocks differ. */
  @Property(tries = LawFixture.TRIES)
  void secondFactor_asFreshAsItMayBe_permitsNoLess(
      @ForAll PolicyDocument document, @ForAll List<AccessRequest> requests) {
    LawFixture.Ready ready = LawFixture.ready(document);
    for (AccessRequest request : requests) {
      request
          .at()
          .flatMap(at -> EdgeValues.allowed(at.plusSeconds(60)))
          .filter(latest -> ready.permits(request))
          .ifPresent(
              latest ->
                  assertThat(ready.answer(request.secondFactorAt(latest)))
                      .as(RequestVariants.told(request))
                      .startsWith("permit "));
    }
  }

  @Property(tries = LawFixture.TRIES)
  void lock_added_permitsNoMore(
      @ForAll PolicyDocument document,
      @ForAll List<AccessRequest> requests,
      @ForAll("locks") Lock lock,
      @ForAll boolean first) {
    LawFixture.Ready ready = LawFixture.ready(document);
    for (AccessRequest request : requests) {
      if (ready.permits(RequestVariants.under(request, lock, first))) {
        assertThat(ready.answer(request)).as(RequestVariants.told(request)).startsWith("permit ");
      }
    }
  }

  @Property(tries = LawFixture.TRIES)
  void locks_inAnotherOrder_permitTheSame(
      @ForAll PolicyDocument document, @ForAll List<AccessRequest> requests) {
    LawFixture.Ready ready = LawFixture.ready(document);
    for (AccessRequest request : requests) {
      assertThat(ready.permits(request.underLocks(Lists.reverse(request.locks()))))
          .as(RequestVariants.told(request))
          .isEqualTo(ready.permits(request));
    }
  }

  @Property(tries = LawFixture.TRIES)
  void approval_added_permitsNoLess(
      @ForAll PolicyDocument document,
      @ForAll List<AccessRequest> requests,
      @ForAll("approvers") String approver,
      @ForAll("ages") Duration age) {
    LawFixture.Ready ready = LawFixture.ready(document);
    for (AccessRequest request : requests) {
      if (ready.permits(request)) {
        Instant at = request.at().orElse(AccessRequest.MAX_INSTANT);
        List<GivenApproval> more = new ArrayList<>(request.approvals());
        more.add(0, GivenApproval.of(approver, EdgeValues.allowed(at.minus(age)).orElse(at)));
        assertThat(ready.answer(RequestVariants.approvedBy(request, more)))
            .as(RequestVariants.told(request))
            .startsWith("permit ");
      }
    }
  }

  @Provide
  Arbitrary<Lock> locks() {
    return RequestArbitraries.locks();
  }

  @Provide
  Arbitrary<String> approvers() {
    return Arbitraries.of(EdgeValues.STAFF);
  }

  @Provide
  Arbitrary<Duration> ages() {
    return Arbitraries.of(EdgeValues.AGES);
  }
}
