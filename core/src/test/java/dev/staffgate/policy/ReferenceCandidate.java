package dev.staffgate.policy;

import dev.staffgate.model.Condition;
import dev.staffgate.model.Grant;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A grant reached by one include path (policy reference, section 4, step 6), with what has become
 * of each of its conditions.
 *
 * <p>INVARIANT: conditions are a plain list. One that is reached twice (by both paths of single
 * sign-on) is there twice, and counts twice where failing ones are counted.
 *
 * @param path from an assigned role to the one that has the grant
 * @param ssoUser for single sign-on, whose session is opened by this way
 */
record ReferenceCandidate(
    Grant grant, List<String> path, List<Judged> conditions, Optional<String> ssoUser) {
  /** A condition and whether it holds. */
  record Judged(Condition condition, Truth truth) {}

  /** A grant holds when every one of its conditions is true: unknown never helps. */
  boolean holds() {
    return failing().isEmpty();
  }

  List<Condition> failing() {
    return conditions.stream()
        .filter(judged -> judged.truth() != Truth.TRUE)
        .map(Judged::condition)
        .toList();
  }

  /** Whether it does not hold, and what fails is of these kinds, all of which occur. */
  boolean lacksExactly(Condition.Kind... kinds) {
    return Set.copyOf(failing().stream().map(Condition::kind).toList()).equals(Set.of(kinds));
  }

  /** The shortest age among all its second-factor conditions, those that hold included. */
  Optional<Duration> shortestAge() {
    return conditions.stream()
        .map(Judged::condition)
        .filter(Condition.SecondFactor.class::isInstance)
        .map(condition -> ((Condition.SecondFactor) condition).maxAge())
        .min(Duration::compareTo);
  }
}
