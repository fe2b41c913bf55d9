package dev.staffgate.reference;

import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Lock;
import dev.staffgate.decision.Reason;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.decision.RequiredApproval;
import dev.staffgate.model.Place;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What of a decision the policy reference determines, so that two evaluators can be compared.
 *
 * @param maxAge of a second factor that is asked for
 * @param required every approval that is asked for, in order
 * @param ssoUser whose panel session a permit opens
 * @param message what a lock says to the person; nothing where no lock is the reason
 */
public record ComparableDecision(
    Decision.Outcome outcome,
    ReasonCode code,
    Place place,
    List<String> path,
    Optional<Duration> maxAge,
    List<RequiredApproval> required,
    Optional<String> ssoUser,
    Optional<String> message) {
  static ComparableDecision deny(ReasonCode code, Place place, List<String> path) {
    return new ComparableDecision(
        Decision.Outcome.DENY,
        code,
        place,
        path,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  static ComparableDecision deny(ReasonCode code, Place place) {
    return deny(code, place, List.of());
  }

  static ComparableDecision locked(Lock lock) {
    return new ComparableDecision(
        Decision.Outcome.DENY,
        ReasonCode.LOCKED,
        Place.NONE,
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.of(lock.message()));
  }

  static ComparableDecision permit(Place place, List<String> path, Optional<String> ssoUser) {
    return new ComparableDecision(
        Decision.Outcome.PERMIT,
        ReasonCode.GRANTED,
        place,
        path,
        Optional.empty(),
        List.of(),
        ssoUser,
        Optional.empty());
  }

  static ComparableDecision secondFactor(
      Place place, List<String> path, Optional<Duration> maxAge) {
    return new ComparableDecision(
        Decision.Outcome.SECOND_FACTOR,
        ReasonCode.SECOND_FACTOR_NEEDED,
        place,
        path,
        maxAge,
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  static ComparableDecision approval(
      Place place, List<String> path, List<RequiredApproval> required) {
    return new ComparableDecision(
        Decision.Outcome.APPROVAL,
        ReasonCode.APPROVAL_NEEDED,
        place,
        path,
        Optional.empty(),
        required,
        Optional.empty(),
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
        decision instanceof Decision.Approval wanted ? wanted.required() : List.of(),
        decision instanceof Decision.Permit permit ? permit.ssoUser() : Optional.empty(),
        reason.code() == ReasonCode.LOCKED ? Optional.of(reason.sentence()) : Optional.empty());
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
        && required.equals(that.required)
        && ssoUser.equals(that.ssoUser)
        && message.equals(that.message);
  }

  @Override
  public int hashCode() {
    return Objects.hash(code, place.line(), path, maxAge, required, ssoUser, message);
  }

  /** Such as {@code permit granted at policy.yaml:3:1 by billing as ops}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(outcome + " " + code + " at " + place);
    if (!path.isEmpty()) {
      text.append(" by ").append(String.join(" > ", path));
    }
    maxAge.ifPresent(age -> text.append(" within ").append(age));
    for (RequiredApproval approval : required) {
      text.append(" of");
      for (RequiredApproval.Seat seat : approval.seats()) {
        text.append(" ").append(seat.count()).append(" ").append(seat.by());
      }
      text.append(" within ").append(approval.within());
    }
    ssoUser.ifPresent(user -> text.append(" as ").append(user));
    message.ifPresent(words -> text.append(" saying ").append(words));
    return text.toString();
  }
}
