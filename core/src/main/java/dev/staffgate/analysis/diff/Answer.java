package dev.staffgate.analysis.diff;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.UnknownPermissionException;
import java.util.Optional;
import java.util.function.Function;

/**
 * An answer as far as a comparison looks at it.
 *
 * @param user the panel user of a permit of single sign-on
 */
public record Answer(Decision.Outcome outcome, Optional<String> user) {
  static final Answer DENY = new Answer(Decision.Outcome.DENY, Optional.empty());

  /** Asks; a permission that the policy does not know is never permitted. */
  static Answer of(Function<AccessRequest, Decision> policy, AccessRequest request) {
    try {
      Decision decision = policy.apply(request);
      return new Answer(
          decision.outcome(),
          decision instanceof Decision.Permit permit ? permit.ssoUser() : Optional.empty());
    } catch (UnknownPermissionException unknown) {
      return DENY;
    }
  }

  /** Returns its place in the order deny, approval, second factor, permit. */
  public int rank() {
    return switch (outcome) {
      case DENY -> 0;
      case APPROVAL -> 1;
      case SECOND_FACTOR -> 2;
      case PERMIT -> 3;
    };
  }
}
