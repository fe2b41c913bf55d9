package dev.staffgate.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A policy that cannot be used, with all that is wrong with it; its message holds them all, by
 * place.
 */
public final class PolicyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings(
      "serial") // an immutable list of records; the exception is not meant to be serialized
  private final List<PolicyProblem> problems;

  private final boolean more;

  /** Makes an exception of at least one problem. */
  public PolicyException(List<PolicyProblem> problems) {
    this(sorted(problems), false);
  }

  private PolicyException(List<PolicyProblem> sorted, boolean more) {
    super(
        PolicyProblem.join(sorted)
            + (more
                ? "\n\nthese are the first " + sorted.size() + " problems; there are more"
                : ""));
    this.problems = List.copyOf(sorted);
    this.more = more;
  }

  /**
   * Returns an exception of the first problems by place, which says so if there are more.
   *
   * @param found at least one
   * @param most how many it holds at most
   */
  public static PolicyException ofFirst(List<PolicyProblem> found, int most) {
    List<PolicyProblem> sorted = sorted(found);
    boolean more = sorted.size() > most;
    return new PolicyException(more ? sorted.subList(0, most) : sorted, more);
  }

  private static List<PolicyProblem> sorted(List<PolicyProblem> problems) {
    checkArgument(!problems.isEmpty(), "no problem, no exception");
    return problems.stream().sorted(PolicyProblem.ORDER).toList();
  }

  /** All problems with their whole messages, a blank line between. */
  @Override
  public String getMessage() {
    return requireNonNull(super.getMessage());
  }

  /** Returns this exception, which says that there are more problems than it holds. */
  public PolicyException andMore() {
    return more ? this : new PolicyException(problems, true);
  }

  /** Returns whether there are more problems than it holds. */
  public boolean hasMore() {
    return more;
  }

  /** Returns the problems, by place; at least one. */
  public List<PolicyProblem> problems() {
    return problems;
  }
}
