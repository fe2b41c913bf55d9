package dev.staffgate.yaml;

import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.PolicyProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects what is wrong with a policy while it is read. Not thread-safe. */
final class Problems {
  /** How many are told in one go. */
  static final int MAX = 100;

  private final List<PolicyProblem> found = new ArrayList<>();
  private final Map<Integer, Source> sources = new HashMap<>();

  void know(Source source) {
    sources.put(source.index(), source);
  }

  void report(Place at, String code, String what, String why, String mend) {
    add(PolicyProblem.of(at, code, what, why, mend));
  }

  void add(PolicyProblem problem) {
    found.add(problem);
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** Throws what was found, by place and at most {@link #MAX}, if anything was. */
  void throwIfAny() {
    if (found.isEmpty()) {
      return;
    }
    List<PolicyProblem> first =
        found.stream()
            .sorted(PolicyProblem.ORDER)
            .distinct()
            .limit(MAX)
            .map(this::withLine)
            .toList();
    throw new PolicyException(first);
  }

  private PolicyProblem withLine(PolicyProblem problem) {
    Source source = sources.get(problem.at().fileIndex());
    // The line of a token that was written in clear is not shown: it is the secret.
    if (source == null || problem.at().line() == 0 || problem.code().equals("secret-in-clear")) {
      return problem;
    }
    return problem.withSourceLine(source.line(problem.at().line()));
  }
}
