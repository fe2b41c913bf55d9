package dev.staffgate.analysis;

import com.google.common.collect.ImmutableList;
import dev.staffgate.analysis.mutation.DocumentMutants;
import dev.staffgate.analysis.mutation.MutantDraft;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The changes of a policy that its own tests do not notice. Each rule is flipped, dropped and
 * widened, one at a time, and the tests that it may touch are run. Immutable.
 *
 * <p>A change that the loader would refuse, and one that the exact diff proves to change nothing,
 * are not counted. Of the others, one that makes no test fail has survived: something in the policy
 * is not tested.
 *
 * <p>Nothing is changed while a test of the policy as it is does not pass, or none exists.
 */
public final class PolicyMutation {
  private final List<PolicyTestResult> results;
  private final List<PolicyMutant> survivors;
  private final int noticed;
  private final int equal;
  private final int refused;
  private final int untried;

  private PolicyMutation(
      List<PolicyTestResult> results,
      List<PolicyMutant> survivors,
      int noticed,
      int equal,
      int refused,
      int untried) {
    this.results = List.copyOf(results);
    this.survivors = List.copyOf(survivors);
    this.noticed = noticed;
    this.equal = equal;
    this.refused = refused;
    this.untried = untried;
  }

  /** Changes a policy, whose tests are about the staff of its document. */
  public static PolicyMutation of(Policy policy) {
    return of(policy, List.of(), MutationOptions.DEFAULT);
  }

  /**
   * Changes a policy, whose tests are about the staff of its document and of a directory.
   *
   * @param directory as in {@link PolicyTestSuite#of(Policy, Collection)}
   * @throws IllegalArgumentException if an account names a network that the policy does not define
   */
  public static PolicyMutation of(
      Policy policy, Collection<StaffAccount> directory, MutationOptions options) {
    List<PolicyTestScenario> scenarios = PolicyTestSuite.of(policy, directory).scenarios();
    List<PolicyTestResult> results = scenarios.stream().map(PolicyTestScenario::run).toList();
    List<MutantDraft> drafts =
        DocumentMutants.of(policy.document()).stream()
            .filter(one -> options.kinds().contains(kind(one)))
            .toList();
    return results.isEmpty() || !results.stream().allMatch(PolicyTestResult::passed)
        ? new PolicyMutation(results, List.of(), 0, 0, 0, drafts.size())
        : new Run(policy, directory, new TouchedTests(policy, directory, scenarios), options)
            .of(drafts, results);
  }

  private static PolicyMutant.Kind kind(MutantDraft draft) {
    return PolicyMutant.Kind.valueOf(draft.kind().name());
  }

  /** The work itself. */
  private static final class Run {
    private final Policy policy;
    private final Collection<StaffAccount> directory;
    private final TouchedTests tests;
    private final MutationOptions options;
    private final ImmutableList.Builder<PolicyMutant> survivors = ImmutableList.builder();
    private int noticed;
    private int equal;
    private int refused;

    Run(
        Policy policy,
        Collection<StaffAccount> directory,
        TouchedTests tests,
        MutationOptions options) {
      this.policy = policy;
      this.directory = directory;
      this.tests = tests;
      this.options = options;
    }

    PolicyMutation of(List<MutantDraft> drafts, List<PolicyTestResult> results) {
      int tried = Math.min(drafts.size(), options.most());
      for (int i = 0; i < tried; i++) {
        judge(drafts.get(i));
        options.progress().tell(i + 1, tried);
      }
      return new PolicyMutation(
          results, survivors.build(), noticed, equal, refused, drafts.size() - tried);
    }

    private void judge(MutantDraft draft) {
      Optional<Policy> changed = changed(draft);
      if (changed.isEmpty()) {
        refused++;
      } else if (tests.notice(draft.scope(), TestedAccounts.of(changed.get(), directory))) {
        noticed++;
      } else {
        compare(draft, changed.get());
      }
    }

    private Optional<Policy> changed(MutantDraft draft) {
      try {
        return Optional.of(Policy.of(draft.document().get(), policy.options(), policy.version()));
      } catch (PolicyException | IllegalArgumentException illegal) {
        return Optional.empty();
      }
    }

    private void compare(MutantDraft draft, Policy changed) {
      PolicyDiff diff = difference(changed);
      if (diff.verdict() == DiffVerdict.EQUAL) {
        equal++;
        return;
      }
      survivors.add(
          new PolicyMutant(
              kind(draft),
              draft.place(),
              draft.what(),
              draft.change(),
              changed,
              region(diff.regions()),
              diff.verdict() != DiffVerdict.UNKNOWN));
    }

    // Of a role that no account of the policy has, a directory may tell another story.
    private PolicyDiff difference(Policy changed) {
      PolicyDiff diff = PolicyDiff.between(policy, changed);
      return diff.verdict() == DiffVerdict.EQUAL && !diff.notes().isEmpty()
          ? PolicyDiff.between(withoutStaff(policy), withoutStaff(changed))
          : diff;
    }

    private Policy withoutStaff(Policy whole) {
      return Policy.of(
          whole.document().toBuilder().staff(Map.of()).tests(List.of()).build(),
          policy.options(),
          policy.version());
    }
  }

  // A test can show another outcome, and not another panel user.
  private static Optional<DiffRegion> region(List<DiffRegion> regions) {
    return regions.stream()
        .filter(one -> one.before().outcome() != one.after().outcome())
        .findFirst()
        .or(() -> regions.stream().findFirst());
  }

  /** Returns the results of the tests of the policy as it is. */
  public List<PolicyTestResult> results() {
    return results;
  }

  /** Returns whether there are tests, and all pass. */
  public boolean isTested() {
    return !results.isEmpty() && results.stream().allMatch(PolicyTestResult::passed);
  }

  /** Returns the changes that no test notices, by place. */
  public List<PolicyMutant> survivors() {
    return survivors;
  }

  /** Returns how many changes a test notices. */
  public int noticed() {
    return noticed;
  }

  /** Returns how many changes the diff proves to change nothing. */
  public int equal() {
    return equal;
  }

  /** Returns how many changes the loader would refuse. */
  public int refused() {
    return refused;
  }

  /** Returns how many changes were not tried, as there are too many. */
  public int untried() {
    return untried;
  }

  /**
   * Returns the percentage of changes that a test notices, rounded down. What was not tried counts
   * as not noticed; 100 where there is nothing to notice.
   */
  public int percent() {
    long all = (long) noticed + survivors.size() + untried;
    return all == 0 ? 100 : (int) (100L * noticed / all);
  }

  /** Returns the numbers in a line. */
  @Override
  public String toString() {
    return percent()
        + " % ("
        + noticed
        + " of "
        + ((long) noticed + survivors.size() + untried)
        + " changes are noticed)";
  }
}
