package dev.staffgate.reference;

import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Reason;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.model.ApprovalSeat;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Place;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What of a decision the policy reference determines, so that two evaluators can be compared.
 *
 * @param maxAge of a second factor that is asked for
 * @param wanted the approval that is asked for
 * @param ssoUser whose panel session a permit opens
 */
public record ComparableDecision(
    Decision.Outcome outcome,
    ReasonCode code,
    Place place,
    List<String> path,
    Optional<Duration> maxAge,
    Optional<Wanted> wanted,
    Optional<String> ssoUser) {
  /** Whose approval, how many, and how old at most. */
  record Wanted(String by, int count, Duration within) {
    public static Wanted of(Condition.Approval condition) {
      ApprovalSeat first = condition.seats().get(0);
      return new Wanted(first.by().id(), first.count(), condition.within());
    }
  }

  static ComparableDecision deny(ReasonCode code, Place place, List<String> path) {
    return new ComparableDecision(
        Decision.Outcome.DENY,
        code,
        place,
        path,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static ComparableDecision deny(ReasonCode code, Place place) {
    return deny(code, place, List.of());
  }

  static ComparableDecision permit(Place place, List<String> path, Optional<String> ssoUser) {
    return new ComparableDecision(
        Decision.Outcome.PERMIT,
        ReasonCode.GRANTED,
        place,
        path,
        Optional.empty(),
        Optional.empty(),
        ssoUser);
  }

  static ComparableDecision secondFactor(
      Place place, List<String> path, Optional<Duration> maxAge) {
    return new ComparableDecision(
        Decision.Outcome.SECOND_FACTOR,
        ReasonCode.SECOND_FACTOR_NEEDED,
        place,
        path,
        maxAge,
        Optional.empty(),
        Optional.empty());
  }

  static ComparableDecision approval(Place place, List<String> path, Optional<Wanted> wanted) {
    return new ComparableDecision(
        Decision.Outcome.APPROVAL,
        ReasonCode.APPROVAL_NEEDED,
        place,
        path,
        Optional.empty(),
        wanted,
        Optional.empty());
  }

  /** What the engine decided. */
  public static ComparableDecision of(Decision decision) {
    Reason reason = decision.reason();
    return new ComparableDecision(
        decision.outcome(),
        reason.code(),
        reason.place(),
        reason.path(),
        decision instanceof Decision.SecondFactor wanted
            ? Optional.of(wanted.maxAge())
            : Optional.empty(),
        decision instanceof Decision.Approval wanted
            ? Optional.of(new Wanted(wanted.by(), wanted.count(), wanted.within()))
            : Optional.empty(),
        decision instanceof Decision.Permit permit ? permit.ssoUser() : Optional.empty());
  }

  /** Places are all equal to each other; here the very place counts. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ComparableDecision that
        && outcome == that.outcome
        && code == that.code
        && Place.ORDER.compare(place, that.place) == 0
        && place.file().equals(that.place.file())
        && path.equals(that.path)
        && maxAge.equals(that.maxAge)
        && wanted.equals(that.wanted)
        && ssoUser.equals(that.ssoUser);
  }

  @Override
  public int hashCode() {
    return Objects.hash(code, place.line(), path, maxAge, wanted, ssoUser);
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
        + wanted
            .map(one -> " of " + one.count() + " " + one.by() + " within " + one.within())
            .orElse("")
        + ssoUser.map(user -> " as " + user).orElse("");
  }
}
