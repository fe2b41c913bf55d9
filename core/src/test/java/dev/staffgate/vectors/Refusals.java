package dev.staffgate.vectors;

import static java.util.stream.Collectors.toCollection;

import dev.staffgate.model.PolicyException;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Policies that may be refused, and for nothing else than what a vector is about. */
final class Refusals {
  private Refusals() {}

  /**
   * Returns if a policy loads.
   *
   * @throws AssertionError if it is refused with another code than these: what is wrong with it is
   *     then not what is asked
   */
  static boolean loads(Supplier<LoadedPolicy> policy, String... expected) {
    Set<String> codes = codes(policy);
    if (!Set.of(expected).containsAll(codes)) {
      throw new AssertionError("refused for " + codes + ", and not for " + Set.of(expected));
    }
    return codes.isEmpty();
  }

  /** The codes with which a policy is refused; none if it loads. */
  private static Set<String> codes(Supplier<LoadedPolicy> policy) {
    try {
      return policy.get().policy().document().staff().isEmpty() ? Set.of("no-staff") : Set.of();
    } catch (PolicyException refused) {
      return refused.problems().stream()
          .map(problem -> problem.code())
          .collect(toCollection(TreeSet::new));
    }
  }
}
