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

  /** Makes an exception of at least one problem. */
  public PolicyException(List<PolicyProblem> problems) {
    super(PolicyProblem.join(sorted(problems)));
    this.problems = sorted(problems);
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

  /** Returns the problems, by place; at least one. */
  public List<PolicyProblem> problems() {
    return problems;
  }
}
