package dev.staffgate.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.UnknownPermissionException;
import dev.staffgate.generators.PolicyArbitraries;
import dev.staffgate.generators.PolicyMutations;
import dev.staffgate.generators.RandomChoices;
import dev.staffgate.generators.RandomPolicies;
import dev.staffgate.generators.RandomRequests;
import dev.staffgate.policy.Policy;
import dev.staffgate.reference.ComparableDecision;
import dev.staffgate.reference.ReferenceEvaluator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Holds diffs of random pairs of policies against random requests. */
final class DiffProof {
  private final TreeMap<String, Integer> counts = new TreeMap<>();

  /** Returns how often each verdict and other event came. */
  TreeMap<String, Integer> counts() {
    return counts;
  }

  private void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  /**
   * Proves one pair.
   *
   * @param rounds in each of which 512 requests are asked
   */
  void pair(long seed, int rounds) {
    RandomChoices dice = new RandomChoices(seed);
    RandomPolicies.Rolled rolled = RandomPolicies.of(dice);
    Optional<Policy> changed =
        rolled.directory() ? Optional.empty() : PolicyMutations.of(rolled.document(), dice);
    if (changed.isEmpty()) {
      return;
    }
    count("pairs");
    Policy before = Policy.of(rolled.document(), PolicyArbitraries.OPTIONS, "old");
    Policy after = changed.get();
    PolicyDiff diff = PolicyDiff.between(before, after);
    count("verdict " + diff.verdict());
    diff.gaps().forEach(gap -> count("gaps"));
    if (Boolean.getBoolean("staffgate.diff.gaps")) {
      diff.gaps().forEach(gap -> System.err.println(seed + " " + gap));
    }
    diff.regions().forEach(region -> checkWitness(before, after, region));
    checkMirror(diff, PolicyDiff.between(after, before));
    for (int i = 0; i < rounds; i++) {
      for (AccessRequest request : new RandomRequests(dice, rolled).all()) {
        check(before, after, diff, request.underLocks(List.of()));
      }
    }
  }

  private static DiffAnswer answer(
      Function<AccessRequest, Decision> policy, AccessRequest request) {
    try {
      Decision decision = policy.apply(request);
      return new DiffAnswer(
          decision.outcome(),
          decision instanceof Decision.Permit permit ? permit.ssoUser() : Optional.empty());
    } catch (UnknownPermissionException unknown) {
      return new DiffAnswer(Decision.Outcome.DENY, Optional.empty());
    }
  }

  private static DiffAnswer reference(Policy policy, AccessRequest request) {
    try {
      ComparableDecision decision =
          new ReferenceEvaluator(policy.document(), PolicyArbitraries.OPTIONS).decide(request);
      return new DiffAnswer(decision.outcome(), decision.ssoUser());
    } catch (UnknownPermissionException unknown) {
      return new DiffAnswer(Decision.Outcome.DENY, Optional.empty());
    }
  }

  private void checkWitness(Policy before, Policy after, DiffRegion region) {
    count("regions");
    AccessRequest witness = region.witness().request();
    assertThat(answer(before::decide, witness)).as("%s", region).isEqualTo(region.before());
    assertThat(answer(after::decide, witness)).as("%s", region).isEqualTo(region.after());
    assertThat(reference(before, witness)).as("%s", region).isEqualTo(region.before());
    assertThat(reference(after, witness)).as("%s", region).isEqualTo(region.after());
    assertThat(region.covers(witness)).as("%s covers %s", region, witness).isTrue();
  }

  private static void checkMirror(PolicyDiff diff, PolicyDiff mirrored) {
    assertThat(mirrored.verdict())
        .isEqualTo(
            switch (diff.verdict()) {
              case TIGHTER -> DiffVerdict.WIDER;
              case WIDER -> DiffVerdict.TIGHTER;
              default -> diff.verdict();
            });
    // Where each policy counts approvals by itself, the boxes are cut in another order.
    boolean countsApart =
        diff.regions().stream()
            .flatMap(region -> region.limits().stream())
            .anyMatch(limit -> limit.name().endsWith(" policy counts"));
    if (diff.verdict() != DiffVerdict.UNKNOWN && !countsApart) {
      assertThat(mirrored.regions().stream().map(DiffProof::mirrored))
          .containsExactlyInAnyOrderElementsOf(
              diff.regions().stream().map(DiffRegion::toString).toList());
    }
  }

  private static String mirrored(DiffRegion region) {
    String arrow = region.before() + " → " + region.after();
    String text = region.toString();
    assertThat(text).endsWith(arrow);
    return text.substring(0, text.length() - arrow.length())
        + region.after()
        + " → "
        + region.before();
  }

  private void check(Policy before, Policy after, PolicyDiff diff, AccessRequest request) {
    DiffAnswer old = answer(before::decide, request);
    DiffAnswer now = answer(after::decide, request);
    boolean differs = !old.equals(now);
    count(differs ? "requests that differ" : "requests that do not");
    List<DiffRegion> covering =
        diff.regions().stream().filter(region -> region.covers(request)).toList();
    if (differs && covering.isEmpty() && diff.verdict() != DiffVerdict.UNKNOWN) {
      throw new AssertionError(
          "outside of all regions: " + request + ": " + old + " → " + now + "\n" + diff.toText());
    }
    for (DiffRegion region : covering) {
      boolean byApproval =
          region.limits().stream().anyMatch(one -> one.kind() == DiffLimit.Kind.APPROVAL);
      if (!byApproval && !(region.before().equals(old) && region.after().equals(now))) {
        throw new AssertionError(
            region + " covers " + request + ": " + old + " → " + now + "\n" + diff.toText());
      }
    }
    if (differs && diff.verdict() == DiffVerdict.EQUAL) {
      throw new AssertionError("not equal");
    }
  }
}
