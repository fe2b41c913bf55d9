package dev.staffgate.policy;

import dev.staffgate.model.Place;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What of a decision the policy reference determines, so that two evaluators can be compared.
 *
 * <p>Places are all equal to each other, so compare {@link #toString()}, which names them.
 *
 * @param maxAge of a second factor that is asked for
 * @param ssoUser whose panel session a permit opens
 */
record Answer(
    Decision.Outcome outcome,
    ReasonCode code,
    Place place,
    List<String> path,
    Optional<Duration> maxAge,
    Optional<String> ssoUser) {
  static Answer deny(ReasonCode code, Place place, List<String> path) {
    return new Answer(Decision.Outcome.DENY, code, place, path, Optional.empty(), Optional.empty());
  }

  static Answer deny(ReasonCode code, Place place) {
    return deny(code, place, List.of());
  }

  /** What the engine decided. */
  static Answer of(Decision decision) {
    Reason reason = decision.reason();
    return new Answer(
        decision.outcome(),
        reason.code(),
        reason.place(),
        reason.path(),
        decision instanceof Decision.SecondFactor wanted
            ? Optional.of(wanted.maxAge())
            : Optional.empty(),
        decision instanceof Decision.Permit permit ? permit.ssoUser() : Optional.empty());
  }

  /** Such as {@code permit granted at policy.yaml:3:1 by billing as ops}. */
  @Override
  public String toString() {
    return outcome
        + " "
        + code
        + " at "
        + place
        + (path.isEmpty() ? "" : " by " + String.join(" > ", path))
        + maxAge.map(age -> " within " + age).orElse("")
        + ssoUser.map(user -> " as " + user).orElse("");
  }
}
