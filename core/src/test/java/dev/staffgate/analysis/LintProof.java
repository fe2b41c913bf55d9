package dev.staffgate.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.UnknownPermissionException;
import dev.staffgate.generators.LintMutations;
import dev.staffgate.generators.PolicyArbitraries;
import dev.staffgate.generators.RandomChoices;
import dev.staffgate.generators.RandomPolicies;
import dev.staffgate.generators.RandomRequests;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Grant;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import dev.staffgate.policy.Policy;
import dev.staffgate.reference.ComparableDecision;
import dev.staffgate.reference.ReferenceEvaluator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Removes from random policies what lint calls superfluous, and asks whether anything changes. */
final class LintProof {
  private static final Set<LintCode> SUPERFLUOUS =
      EnumSet.of(
          LintCode.GRANT_UNSATISFIABLE,
          LintCode.GRANT_SHADOWED,
          LintCode.GRANT_REDUNDANT,
          LintCode.DENY_NEVER_HITS,
          LintCode.DENY_SHADOWED);

  private final Map<String, Integer> counts = new TreeMap<>();

  /** Returns how often each kind of finding and verdict came. */
  Map<String, Integer> counts() {
    return counts;
  }

  private void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  /**
   * Proves all findings of one policy.
   *
   * @param rounds in each of which 512 requests are asked
   */
  void policy(long seed, int rounds) {
    RandomChoices dice = new RandomChoices(seed);
    RandomPolicies.Rolled plain = RandomPolicies.of(dice);
    RandomPolicies.Rolled rolled =
        new RandomPolicies.Rolled(
            LintMutations.of(plain.document(), seed),
            LintMutations.of(plain.whole(), seed),
            plain.bounds());
    count("policies");
    Policy policy = Policy.of(rolled.document(), PolicyArbitraries.OPTIONS, "old");
    PolicyLint lint = PolicyLint.of(policy, LintOptions.at(LintExample.NOW));
    assertThat(lint.findings()).isSortedAccordingTo(LintFinding.ORDER);
    List<LintFinding> superfluous =
        lint.findings().stream().filter(one -> SUPERFLUOUS.contains(one.code())).toList();
    for (LintFinding finding : superfluous) {
      count(finding.code().text());
      proveByDiff(rolled, policy, List.of(finding));
    }
    if (!superfluous.isEmpty()) {
      count("policies with findings");
      proveByDiff(rolled, policy, superfluous);
      proveByReference(rolled, superfluous, dice, rounds);
    }
  }

  private void proveByDiff(
      RandomPolicies.Rolled rolled, Policy before, List<LintFinding> findings) {
    PolicyDocument changed = without(rolled.document(), findings);
    Policy after = Policy.of(changed, PolicyArbitraries.OPTIONS, "new");
    PolicyDiff diff = PolicyDiff.between(before, after);
    count("verdict " + diff.verdict());
    if (diff.verdict() != DiffVerdict.UNKNOWN && diff.verdict() != DiffVerdict.EQUAL) {
      throw new AssertionError(findings + "\n" + diff.toText());
    }
  }

  private void proveByReference(
      RandomPolicies.Rolled rolled, List<LintFinding> findings, RandomChoices dice, int rounds) {
    ReferenceEvaluator old = new ReferenceEvaluator(rolled.whole(), PolicyArbitraries.OPTIONS);
    ReferenceEvaluator now =
        new ReferenceEvaluator(without(rolled.whole(), findings), PolicyArbitraries.OPTIONS);
    for (int i = 0; i < rounds; i++) {
      for (AccessRequest request : new RandomRequests(dice, rolled).all()) {
        AccessRequest asked = request.underLocks(List.of());
        count("requests");
        if (!answer(old, asked).equals(answer(now, asked))) {
          throw new AssertionError(findings + "\n" + asked);
        }
      }
    }
  }

  private static DiffAnswer answer(ReferenceEvaluator evaluator, AccessRequest request) {
    try {
      ComparableDecision decision = evaluator.decide(request);
      return new DiffAnswer(decision.outcome(), decision.ssoUser());
    } catch (UnknownPermissionException unknown) {
      return new DiffAnswer(Decision.Outcome.DENY, Optional.empty());
    }
  }

  private static PolicyDocument without(PolicyDocument document, List<LintFinding> findings) {
    PolicyDocument changed = document;
    Set<Place> places = new TreeSet<>(Place.ORDER); // one entry may be superfluous in two ways
    findings.forEach(finding -> places.add(finding.at()));
    for (Place place : places) {
      changed = without(changed, place);
    }
    return changed;
  }

  private static PolicyDocument without(PolicyDocument document, Place at) {
    Map<String, Role> roles = new TreeMap<>();
    int removed = 0;
    for (Role role : document.roles().values()) {
      List<Grant> grants =
          role.grants().stream().filter(one -> Place.ORDER.compare(one.at(), at) != 0).toList();
      List<Deny> denies =
          role.denies().stream().filter(one -> Place.ORDER.compare(one.at(), at) != 0).toList();
      removed += role.grants().size() - grants.size() + role.denies().size() - denies.size();
      roles.put(role.id(), role.with(grants, denies));
    }
    assertThat(removed).as("%s", at).isEqualTo(1);
    return document.toBuilder().roles(roles).build();
  }
}
