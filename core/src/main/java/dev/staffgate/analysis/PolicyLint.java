package dev.staffgate.analysis;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import dev.staffgate.analysis.lint.LintDraft;
import dev.staffgate.analysis.lint.LintReport;
import dev.staffgate.analysis.lint.LintSubject;
import dev.staffgate.analysis.lint.PolicyLinter;
import dev.staffgate.policy.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Findings in a policy: what is allowed and looks like a mistake. Immutable.
 *
 * <pre>{@code
 * PolicyLint lint = PolicyLint.of(policy, LintOptions.at(clock.instant()));
 * if (!lint.findings().isEmpty()) {
 *   throw new AssertionError(lint.findings());
 * }
 * }</pre>
 *
 * <p>Where a finding says that something is never permitted, shadowed or redundant, it is proven:
 * removing it changes no decision on a request without locks, and no panel user of a session. What
 * cannot be proven is not found. Work is bounded; {@link #notes()} says what was left undone.
 */
public final class PolicyLint {
  private final List<LintFinding> findings;
  private final long leftOut;
  private final List<String> notes;
  private final List<AllowedFinding> allowed;
  private final int most;

  private PolicyLint(
      Stream<LintFinding> findings,
      long leftOutBefore,
      List<String> notes,
      List<AllowedFinding> allowed,
      int most) {
    List<LintFinding> all = findings.sorted(LintFinding.ORDER).toList();
    this.findings = all.size() > most ? List.copyOf(all.subList(0, most)) : all;
    this.leftOut = leftOutBefore + all.size() - this.findings.size();
    this.notes = List.copyOf(notes);
    this.allowed = List.copyOf(allowed);
    this.most = most;
  }

  /** Looks at a policy. */
  public static PolicyLint of(Policy policy, LintOptions options) {
    LintReport report =
        PolicyLinter.check(
            new LintSubject(
                policy, options.now(), options.mostFullAdministrators(), options.directory()));
    return new PolicyLint(
        report.drafts().stream().map(PolicyLint::finding),
        report.leftOut(),
        report.notes(),
        List.of(),
        options.mostFindings());
  }

  private static LintFinding finding(LintDraft draft) {
    return new LintFinding(
        LintCode.of(draft.code()),
        draft.at(),
        draft.what(),
        draft.mend(),
        draft.related().stream()
            .map(one -> new LintFinding.Related(one.at(), one.what()))
            .toList());
  }

  /** Returns it with findings of others, such as warnings about routes. */
  public PolicyLint plus(Collection<LintFinding> more) {
    return new PolicyLint(
        Stream.concat(findings.stream(), more.stream()), leftOut, notes, allowed, most);
  }

  /**
   * Returns it without the findings that these allow at an instant, which are {@link #allowed()}
   * then. One that has expired is a finding, and so is one that allows nothing; that is not known
   * where something was not looked at or is not told. Call it last.
   */
  public PolicyLint allowing(Collection<LintSuppression> suppressions, Instant now) {
    SuppressionMatch match = SuppressionMatch.of(findings, suppressions, now);
    boolean whole = leftOut == 0 && notes.isEmpty();
    return new PolicyLint(
        Stream.concat(
            match.rest().stream(), match.faults().stream().filter(one -> whole || !isUnused(one))),
        leftOut,
        notes,
        ImmutableList.<AllowedFinding>builder().addAll(allowed).addAll(match.allowed()).build(),
        most);
  }

  private static boolean isUnused(LintFinding finding) {
    return finding.code() == LintCode.SUPPRESSION_UNUSED;
  }

  /** Returns the findings that are not told because a suppression allows them, in their order. */
  public List<AllowedFinding> allowed() {
    return allowed;
  }

  /** Returns the findings by file, line, column and code; the first ones if they are too many. */
  public List<LintFinding> findings() {
    return findings;
  }

  /** Returns how many findings are not told because there are too many. */
  public long leftOut() {
    return leftOut;
  }

  /** Returns what could not be looked at within the bounds of work, a sentence each. */
  public List<String> notes() {
    return notes;
  }

  /**
   * A finding that a suppression allows.
   *
   * @param suppression the first one that does
   */
  public record AllowedFinding(LintFinding finding, LintSuppression suppression) {
    public AllowedFinding {
      requireNonNull(finding, "finding");
      requireNonNull(suppression, "suppression");
    }
  }

  /**
   * Findings and the suppressions that cover them.
   *
   * @param rest the findings that none covers
   * @param allowed the others, each with the first that does
   * @param faults a finding for each suppression that has expired, or covers none
   */
  private record SuppressionMatch(
      List<LintFinding> rest, List<AllowedFinding> allowed, List<LintFinding> faults) {
    static SuppressionMatch of(
        List<LintFinding> findings, Collection<LintSuppression> suppressions, Instant now) {
      List<LintSuppression> running =
          suppressions.stream().filter(one -> !one.isExpired(now)).toList();
      List<LintFinding> rest = new ArrayList<>();
      List<AllowedFinding> allowed = new ArrayList<>();
      for (LintFinding finding : findings) {
        first(running, finding)
            .ifPresentOrElse(
                one -> allowed.add(new AllowedFinding(finding, one)), () -> rest.add(finding));
      }
      List<LintFinding> faults = new ArrayList<>();
      Set<LintCode> found = new HashSet<>();
      findings.forEach(finding -> found.add(finding.code()));
      for (LintSuppression one : suppressions) {
        if (one.isExpired(now)) {
          faults.add(expired(one));
        } else if (!found.contains(one.code()) || findings.stream().noneMatch(one::covers)) {
          faults.add(unused(one));
        }
      }
      return new SuppressionMatch(rest, allowed, faults);
    }

    private static Optional<LintSuppression> first(
        List<LintSuppression> suppressions, LintFinding finding) {
      return suppressions.stream().filter(one -> one.covers(finding)).findFirst();
    }

    private static LintFinding expired(LintSuppression one) {
      return new LintFinding(
          LintCode.SUPPRESSION_EXPIRED,
          one.at(),
          "`" + one.code() + "` was allowed until " + one.until(),
          "mend what it allowed; or give it a later day, if its reason still holds",
          List.of());
    }

    private static LintFinding unused(LintSuppression one) {
      return new LintFinding(
          LintCode.SUPPRESSION_UNUSED,
          one.at(),
          "`" + one.code() + "` is allowed and is not found here",
          "delete the comment, or put it where the finding is",
          List.of());
    }
  }

  @Override
  public String toString() {
    return "PolicyLint[" + findings.size() + " findings, " + leftOut + " left out]";
  }
}
