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
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Accounts;
import dev.staffgate.policy.CompiledAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.reference.ComparableDecision;
import dev.staffgate.reference.ReferenceEvaluator;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Holds diffs of random pairs of policies against random requests. */
final class DiffProof {
  private final Map<String, Integer> counts = new TreeMap<>();

  /** Returns how often each verdict and other event came. */
  Map<String, Integer> counts() {
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
    diff.regions().forEach(region -> checkWitness(before, after, region));
    checkMirror(diff, PolicyDiff.between(after, before));
    for (int i = 0; i < rounds; i++) {
      for (AccessRequest request : new RandomRequests(dice, rolled).all()) {
        check(before, after, diff, request.underLocks(List.of()));
      }
    }
  }

  /** Proves one pair whose accounts live in a directory. */
  void directory(long seed) {
    RandomChoices dice = new RandomChoices(seed);
    RandomPolicies.Rolled rolled = RandomPolicies.of(dice);
    PolicyDocument document = PolicyArbitraries.withoutStaff(rolled.document());
    Optional<Policy> changed = PolicyMutations.of(document, dice).filter(DiffProof::hasNoStaff);
    if (changed.isEmpty()) {
      return;
    }
    count("directory pairs");
    Policy before = Policy.of(document, PolicyArbitraries.OPTIONS, "old");
    PolicyDiff diff = PolicyDiff.between(before, changed.get());
    count("directory verdict " + diff.verdict());
    assertThat(diff.regions())
        .allSatisfy(region -> checkDirectoryWitness(before, changed.get(), region));
    if (diff.verdict() == DiffVerdict.UNKNOWN || !diff.notes().isEmpty()) {
      return;
    }
    Map<String, StaffAccount> staff = rolled.whole().staff();
    for (AccessRequest request : new RandomRequests(dice, rolled).all()) {
      // A region does not know who is a holder of an emergency.
      AccessRequest asked = request.underLocks(List.of()).inEmergencies();
      checkDirectory(before, changed.get(), diff, staff, asked);
    }
  }

  private static boolean hasNoStaff(Policy policy) {
    return policy.document().staff().isEmpty();
  }

  private static DiffAnswer directoryAnswer(
      Policy policy, Collection<StaffAccount> staff, AccessRequest request) {
    Map<String, CompiledAccount> accounts = new HashMap<>();
    staff.forEach(account -> accounts.put(account.id(), policy.compile(account)));
    Accounts directory = id -> Optional.ofNullable(accounts.get(id));
    return answer(asked -> policy.decide(directory, asked), request);
  }

  private void checkDirectoryWitness(Policy before, Policy after, DiffRegion region) {
    count("directory regions");
    DiffWitness witness = region.witness();
    assertThat(directoryAnswer(before, witness.accounts(), witness.request()))
        .isEqualTo(region.before());
    assertThat(directoryAnswer(after, witness.accounts(), witness.request()))
        .isEqualTo(region.after());
  }

  private void checkDirectory(
      Policy before,
      Policy after,
      PolicyDiff diff,
      Map<String, StaffAccount> staff,
      AccessRequest request) {
    DiffAnswer old = directoryAnswer(before, staff.values(), request);
    DiffAnswer now = directoryAnswer(after, staff.values(), request);
    if (!old.equals(now)) {
      count("directory requests that differ");
      assertThat(diff.regions())
          .as("%s: %s → %s", request, old, now)
          .anyMatch(
              region ->
                  region.covers(request)
                      && region.before().equals(old)
                      && region.after().equals(now));
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
    if (diff.verdict() == DiffVerdict.UNKNOWN || mirrored.verdict() == DiffVerdict.UNKNOWN) {
      return; // people who approve are looked for in another order
    }
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
    if (!countsApart) {
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
