package dev.staffgate.yaml.read;

import com.google.common.collect.ImmutableSortedSet;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.PolicyProblem;
import dev.staffgate.yaml.advice.CurlyQuotes;
import dev.staffgate.yaml.advice.OddBlanks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects what is wrong with a policy while it is read. Not thread-safe. */
public final class ProblemCollector {
  /** The largest number that is reported in one go. */
  static final int MAX = 100;

  // More than are told, so that those told are the first of the text and not of the reading; but
  // bounded, so that a hostile file cannot make us word a problem for each of its lines.
  private static final int MAX_KEPT = 10 * MAX;

  /** Codes of problems whose reason may stand anywhere in their line. */
  private static final Set<String> SYNTAX =
      Set.of("unexpected-colon", "missing-comma", "missing-colon", "yaml-syntax");

  private final List<PolicyProblem> found = new ArrayList<>();
  private final Map<Integer, SourceText> sources = new HashMap<>();
  private boolean partMissing;
  private boolean more;
  private int count;

  void know(SourceText source) {
    sources.put(source.index(), source);
  }

  void report(Place at, String code, String what, String why, String mend) {
    add(PolicyProblem.of(at, code, what, why, mend));
  }

  /** Returns how many problems have been found so far. */
  int count() {
    return count;
  }

  public void add(PolicyProblem problem) {
    count++;
    if (found.size() < MAX_KEPT) {
      found.add(problem);
    }
  }

  /** Adds problems; {@code andMore} if there are more of their kind. */
  void addAll(List<PolicyProblem> others, boolean andMore) {
    others.forEach(this::add);
    more |= andMore;
  }

  /**
   * Notes that a part of the policy could not be read. What it defines is unknown, so that a name
   * which seems to be undefined tells nothing.
   */
  void partIsMissing() {
    partMissing = true;
  }

  public boolean isPartMissing() {
    return partMissing;
  }

  /** Hides what begins here, and everything after it on its lines, from all messages. */
  void hide(Place from, int lastLine) {
    SourceText source = sources.get(from.fileIndex());
    if (source != null) {
      source.hide(from, Math.max(lastLine, from.line()));
    }
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** Returns the problems, of which there is one at least: by place, at most {@link #MAX}. */
  public PolicyException toException() {
    // Not distinct by equality: to that, all places are the same.
    List<PolicyProblem> sorted = ImmutableSortedSet.copyOf(PolicyProblem.ORDER, found).asList();
    List<PolicyProblem> told = new ArrayList<>();
    for (PolicyProblem problem : sorted) {
      told.add(told.size() < MAX ? withLine(problem) : problem);
    }
    PolicyException first = PolicyException.ofFirst(told, MAX);
    return more ? first.andMore() : first;
  }

  private PolicyProblem withLine(PolicyProblem problem) {
    SourceText source = sources.get(problem.at().fileIndex());
    return source == null || problem.at().line() == 0
        ? problem
        : withOddCharacter(problem, source).withSourceLine(source.excerpt(problem.at().line()));
  }

  /**
   * Tells of a space that is not a blank, which nobody sees, or of a mark that is not a quotation
   * mark, and which is likely to be the reason.
   */
  private static PolicyProblem withOddCharacter(PolicyProblem problem, SourceText source) {
    Place at = problem.at();
    String line = source.line(at.line());
    return OddBlanks.mend(line, at.column(), at.length())
        .or(() -> CurlyQuotes.mend(line, at.column(), SYNTAX.contains(problem.code())))
        .map(
            mend ->
                new PolicyProblem(
                    at,
                    problem.code(),
                    problem.what(),
                    problem.why(),
                    Optional.of(mend),
                    problem.sourceLine()))
        .orElse(problem);
  }
}
