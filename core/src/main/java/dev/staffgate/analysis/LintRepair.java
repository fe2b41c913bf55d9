package dev.staffgate.analysis;

import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableSet;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.PolicyOptions;
import dev.staffgate.policy.Policy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Repair of a policy in which lint found something. A fix after which every request without locks
 * is decided as before, for the accounts of the policy and for any account that a directory may
 * have, and after which every test of the policy passes, is made; any other one, one that adds a
 * grant, and one that removes a deny or group that may be meant, is made only if somebody agrees to
 * it.
 *
 * <p>Fixes that change no decision are made first, and the policy is looked at anew then: of two
 * grants that are the same, one goes, and the other is found no longer. To mend what is mended
 * changes nothing.
 */
public final class LintRepair {
  /**
   * Findings that may be meant all the same: a deny guards against roles that come later, a group
   * may be there for locks, and a needed permission is one more.
   */
  private static final ImmutableSet<LintCode> ASKED =
      ImmutableSet.of(LintCode.NEEDS_UNMET, LintCode.DENY_NEVER_HITS, LintCode.UNUSED_SERVER_GROUP);

  private final PolicyOptions words;
  private final Function<Policy, PolicyLint> lint;
  private final BiPredicate<LintFix, PolicyDiff> consent;
  private final Map<String, LintFix> made = new LinkedHashMap<>();
  private final Map<String, LintFix> declined = new LinkedHashMap<>();
  private Policy policy;

  private LintRepair(
      Policy policy,
      PolicyOptions words,
      Function<Policy, PolicyLint> lint,
      BiPredicate<LintFix, PolicyDiff> consent) {
    this.policy = checkNotNull(policy, "policy");
    this.words = checkNotNull(words, "words");
    this.lint = checkNotNull(lint, "lint");
    this.consent = checkNotNull(consent, "consent");
  }

  /**
   * Mends a policy.
   *
   * @param words those that it is loaded with
   * @param lint returns what is found in a policy
   * @param consent asked about each fix that is not proven to change no decision, with what changes
   */
  public static LintRepair of(
      Policy policy,
      PolicyOptions words,
      Function<Policy, PolicyLint> lint,
      BiPredicate<LintFix, PolicyDiff> consent) {
    LintRepair repair = new LintRepair(policy, words, lint, consent);
    repair.run();
    return repair;
  }

  /** A fix, the policy that it leads to, and what is decided differently then. */
  private record Trial(LintFix fix, Policy after, PolicyDiff diff) {

    String key() {
      return LintRepair.key(fix.finding());
    }
  }

  private void run() {
    boolean goesOn = true;
    while (goesOn) {
      List<Trial> doubtful = new ArrayList<>();
      goesOn = false;
      for (LintFinding finding : lint.apply(policy).findings()) {
        Optional<Trial> trial = made.containsKey(key(finding)) ? Optional.empty() : trial(finding);
        if (trial.isPresent() && changesNothing(trial.get())) {
          make(trial.get());
          goesOn = true;
        } else {
          trial.ifPresent(doubtful::add);
        }
      }
      goesOn = goesOn || isOneAgreedTo(doubtful);
    }
  }

  /**
   * Returns whether everything is decided as before: for the accounts of the policy, for any
   * account that a directory may give changed roles to, and in the tests of the policy.
   */
  private boolean changesNothing(Trial trial) {
    return trial.diff.verdict() == DiffVerdict.EQUAL
        && !ASKED.contains(trial.fix.finding().code())
        && (policy.document().roles().equals(trial.after.document().roles())
            || PolicyDiff.between(withoutStaff(policy), withoutStaff(trial.after)).verdict()
                == DiffVerdict.EQUAL)
        && PolicyTestSuite.of(trial.after).run().stream().allMatch(PolicyTestResult::passed);
  }

  private Policy withoutStaff(Policy whole) {
    PolicyDocument document = whole.document();
    return Policy.of(document.toBuilder().staff(Map.of()).build(), words, "without staff");
  }

  /** Asks about these until one is agreed to, which is made. */
  private boolean isOneAgreedTo(List<Trial> doubtful) {
    for (Trial trial : doubtful) {
      if (!declined.containsKey(trial.key())) {
        if (consent.test(trial.fix, trial.diff)) {
          make(trial);
          return true;
        }
        declined.put(trial.key(), trial.fix);
      }
    }
    return false;
  }

  /** Returns what becomes of the policy; nothing if it could not be used then. */
  private Optional<Trial> trial(LintFinding finding) {
    return LintFix.of(finding, policy.document())
        .flatMap(
            fix ->
                compiled(fix.after())
                    .map(after -> new Trial(fix, after, PolicyDiff.between(policy, after))));
  }

  private Optional<Policy> compiled(PolicyDocument document) {
    try {
      return Optional.of(Policy.of(document, words, "mended"));
    } catch (PolicyException stillNamed) {
      return Optional.empty(); // what names it has to go first: people decide on that
    }
  }

  private void make(Trial trial) {
    declined.remove(trial.key()); // what was made since has left nothing to doubt
    made.put(trial.key(), trial.fix);
    policy = trial.after;
  }

  private static String key(LintFinding finding) {
    return finding.code() + " " + finding.at() + " " + finding.what();
  }

  /** Returns the mended document, for {@code PolicyEdit.change}. */
  public PolicyDocument document() {
    return policy.document();
  }

  /** Returns the fixes that were made, in their order. */
  public List<LintFix> made() {
    return List.copyOf(made.values());
  }

  /** Returns those that change decisions, and that nobody agreed to. */
  public List<LintFix> declined() {
    return List.copyOf(declined.values());
  }
}
