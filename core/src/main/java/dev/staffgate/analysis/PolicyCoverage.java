package dev.staffgate.analysis;

import dev.staffgate.analysis.CoverageItem.Kind;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The part of a policy that its own tests reach: every permission of every grant and deny, every
 * condition (seen true, seen false, and alone making the difference), every server and every role.
 * Immutable.
 *
 * <p>A test that does not pass reaches nothing. A question in reverse counts by the decisions that
 * it stands for, each of which is a permit or is not; one that stands for more than {@value
 * #MOST_OF_A_QUESTION} is not counted.
 */
public final class PolicyCoverage {
  /** The most decisions that a question in reverse may stand for, to be counted. */
  public static final int MOST_OF_A_QUESTION = 100_000;

  private final List<CoverageItem> items;
  private final List<PolicyTestResult> results;
  private final List<PolicyTestScenario> uncounted;

  private PolicyCoverage(
      List<CoverageItem> items,
      List<PolicyTestResult> results,
      List<PolicyTestScenario> uncounted) {
    this.items = List.copyOf(items);
    this.results = List.copyOf(results);
    this.uncounted = List.copyOf(uncounted);
  }

  /** The number of goals, and how many of them tests reach. */
  public record Count(int reached, int all) {
    /** Returns the percentage, rounded down; 100 where there is nothing to reach. */
    public int percent() {
      return all == 0 ? 100 : (int) (100L * reached / all);
    }

    private Count plus(CoverageItem item) {
      return new Count(reached + item.reached().size(), all + item.goals().size());
    }

    private static Count of(Collection<CoverageItem> items) {
      Count count = new Count(0, 0);
      for (CoverageItem item : items) {
        count = count.plus(item);
      }
      return count;
    }
  }

  /** Runs the tests of a policy, which are about the staff of its document. */
  public static PolicyCoverage of(Policy policy) {
    return of(policy, List.of());
  }

  /**
   * Runs the tests of a policy, which are about the staff of its document and of a directory.
   *
   * @param directory as in {@link PolicyTestSuite#of(Policy, Collection)}
   * @throws IllegalArgumentException if an account names a network that the policy does not define
   */
  public static PolicyCoverage of(Policy policy, Collection<StaffAccount> directory) {
    CoverageMarks marks = new CoverageMarks(policy.document());
    CoverageRecorder recorder = new CoverageRecorder(policy.document(), policy.catalogue(), marks);
    List<PolicyTestResult> results = new ArrayList<>();
    List<PolicyTestScenario> uncounted = new ArrayList<>();
    for (PolicyTestScenario scenario : PolicyTestSuite.of(policy, directory).scenarios()) {
      PolicyTestResult result = scenario.run();
      results.add(result);
      if (result.passed()) {
        Optional<List<TestedDecision>> decisions = scenario.decisions(MOST_OF_A_QUESTION);
        decisions.ifPresentOrElse(
            all -> all.forEach(one -> recorder.add(scenario.explain(one), one.byPermit())),
            () -> uncounted.add(scenario));
      }
    }
    return new PolicyCoverage(marks.items(), results, uncounted);
  }

  /** Returns what tests can reach, by place. */
  public List<CoverageItem> items() {
    return items;
  }

  /** Returns those of which something is not reached, by place. */
  public List<CoverageItem> missing() {
    return items.stream().filter(item -> !item.missing().isEmpty()).toList();
  }

  /** Returns the results of the tests, in the order in which they were written. */
  public List<PolicyTestResult> results() {
    return results;
  }

  /** Returns the questions in reverse that stand for too many decisions to be counted. */
  public List<PolicyTestScenario> uncounted() {
    return uncounted;
  }

  /** Returns whether there are tests, and all pass. */
  public boolean isTested() {
    return !results.isEmpty() && results.stream().allMatch(PolicyTestResult::passed);
  }

  /** Returns the count of everything. */
  public Count total() {
    return Count.of(items);
  }

  /** Returns the count of one sort of entries. */
  public Count of(Kind kind) {
    return Count.of(items.stream().filter(item -> item.kind() == kind).toList());
  }

  /** Returns the count of each file that has something to reach, in the order of the files. */
  public Map<String, Count> byFile() {
    Map<String, Count> files = new LinkedHashMap<>();
    for (CoverageItem item : items) {
      files.merge(
          item.place().file(), new Count(0, 0).plus(item), (counted, one) -> counted.plus(item));
    }
    return Collections.unmodifiableMap(files);
  }

  /** Returns the total in a line. */
  @Override
  public String toString() {
    Count total = total();
    return total.percent() + " % (" + total.reached() + " of " + total.all() + ")";
  }
}
