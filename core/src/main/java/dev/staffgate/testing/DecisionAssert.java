package dev.staffgate.testing;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Decision.Outcome;
import dev.staffgate.decision.Reason;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.decision.Remedy;
import dev.staffgate.decision.RequiredApproval;
import dev.staffgate.model.Place;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Assertions on one decision, made by {@link PolicyAssertions#assertThat}. Each method asserts one
 * thing and returns this object, so that several form a sentence.
 *
 * <p>Every method throws an {@link AssertionError} if the decision is another; its message holds
 * what was wanted, the whole decision, and the sentence for administrators. Immutable.
 */
public final class DecisionAssert {
  private final Decision decision;

  DecisionAssert(Decision decision) {
    this.decision = requireNonNull(decision, "decision");
  }

  /** Asserts that it is permitted now, without a second factor or an approval still to come. */
  @CanIgnoreReturnValue
  public DecisionAssert isPermitted() {
    return hasOutcome(Outcome.PERMIT);
  }

  /** Asserts that it is denied; a second factor or an approval would not help. */
  @CanIgnoreReturnValue
  public DecisionAssert isDenied() {
    return hasOutcome(Outcome.DENY);
  }

  /** Asserts that it would be permitted after a second factor. */
  @CanIgnoreReturnValue
  public DecisionAssert needsSecondFactor() {
    return hasOutcome(Outcome.SECOND_FACTOR);
  }

  /** Asserts that it would be permitted after approval. */
  @CanIgnoreReturnValue
  public DecisionAssert needsApproval() {
    return hasOutcome(Outcome.APPROVAL);
  }

  /**
   * Asserts that it is not permitted: denied, or still in need of a second factor or an approval.
   */
  @CanIgnoreReturnValue
  public DecisionAssert isNotPermitted() {
    return hold(!decision.permitted(), "any outcome but permit");
  }

  /**
   * Asserts that it is the same answer as another: the same outcome with all that belongs to it,
   * and an equal reason.
   */
  @CanIgnoreReturnValue
  public DecisionAssert isEqualTo(Decision other) {
    return hold(decision.equals(other), String.valueOf(other));
  }

  /** Asserts this outcome, for tables of cases. */
  @CanIgnoreReturnValue
  public DecisionAssert hasOutcome(Outcome outcome) {
    requireNonNull(outcome, "outcome");
    return hold(decision.outcome() == outcome, outcome.text());
  }

  /**
   * Asserts the code of its reason.
   *
   * @throws IllegalArgumentException if the code does not exist
   */
  @CanIgnoreReturnValue
  public DecisionAssert because(String code) {
    requireNonNull(code, "code");
    for (ReasonCode known : ReasonCode.values()) {
      if (known.text().equals(code)) {
        return because(known);
      }
    }
    throw new IllegalArgumentException("`" + code + "` is not a reason code");
  }

  /** Asserts the code of its reason. */
  @CanIgnoreReturnValue
  public DecisionAssert because(ReasonCode code) {
    requireNonNull(code, "code");
    return hold(reason().code() == code, "because " + code);
  }

  /**
   * Asserts the place in the policy that decided it.
   *
   * @param place the file as it was given to the loader and the line, such as {@code policy.yaml:3}
   */
  @CanIgnoreReturnValue
  public DecisionAssert at(String place) {
    requireNonNull(place, "place");
    return hold(reason().place().fileAndLine().equals(place), "at " + place);
  }

  /** Asserts that no place in the policy decided it, as when nothing grants the permission. */
  @CanIgnoreReturnValue
  public DecisionAssert atNoPlace() {
    return hold(isNowhere(reason().place()), "at no place in the policy");
  }

  /**
   * Asserts the roles from the one that is assigned to the one that grants or denies; no roles
   * assert that such a path is missing.
   */
  @CanIgnoreReturnValue
  public DecisionAssert through(String... roles) {
    return hold(reason().path().equals(List.of(roles)), throughRoles(List.of(roles)));
  }

  /** Asserts what the person could do, alone, to change the decision. */
  @CanIgnoreReturnValue
  public DecisionAssert withRemedy(Remedy remedy) {
    requireNonNull(remedy, "remedy");
    return hold(reason().remedy() == remedy, "with remedy " + remedy);
  }

  /** Asserts the panel user whose session a permit of single sign-on opens. */
  @CanIgnoreReturnValue
  public DecisionAssert as(String panelUser) {
    requireNonNull(panelUser, "panelUser");
    return hold(panelUser().equals(Optional.of(panelUser)), "permit as " + panelUser);
  }

  /**
   * Asserts the oldest age that counts: of the second factor that it needs, or of each approval.
   */
  @CanIgnoreReturnValue
  public DecisionAssert noOlderThan(Duration age) {
    requireNonNull(age, "age");
    Set<Duration> bounds = Set.of();
    if (decision instanceof Decision.SecondFactor secondFactor) {
      bounds = Set.of(secondFactor.maxAge());
    } else if (decision instanceof Decision.Approval approval) {
      bounds = approval.required().stream().map(RequiredApproval::within).collect(toSet());
    }
    return hold(bounds.equals(Set.of(age)), "no older than " + age);
  }

  /**
   * Asserts whose approval it needs, among others: call it once for each seat.
   *
   * @param count how many people have to approve
   * @param permission the permission that each of them must have
   */
  @CanIgnoreReturnValue
  public DecisionAssert from(int count, String permission) {
    requireNonNull(permission, "permission");
    return hold(
        decision instanceof Decision.Approval approval
            && approval.required().stream()
                .flatMap(one -> one.seats().stream())
                .anyMatch(new RequiredApproval.Seat(permission, count)::equals),
        "approval from " + count + " with " + permission);
  }

  /** Asserts all approvals that it needs, in their order, with all their seats. */
  @CanIgnoreReturnValue
  public DecisionAssert requiring(RequiredApproval... approvals) {
    List<RequiredApproval> wanted = List.of(approvals);
    return hold(
        decision instanceof Decision.Approval approval && approval.required().equals(wanted),
        "approvals " + wanted);
  }

  /** Asserts the sentence for the person who asked, such as the message of a lock. */
  @CanIgnoreReturnValue
  public DecisionAssert saying(String sentence) {
    requireNonNull(sentence, "sentence");
    return hold(reason().sentence().equals(sentence), "saying \"" + sentence + "\"");
  }

  /** Asserts that the sentence for administrators contains this text. */
  @CanIgnoreReturnValue
  public DecisionAssert tellingAdministrators(String text) {
    requireNonNull(text, "text");
    return hold(
        reason().forAdministrator().contains(text), "telling administrators \"" + text + "\"");
  }

  private Reason reason() {
    return decision.reason();
  }

  private Optional<String> panelUser() {
    return decision instanceof Decision.Permit permit ? permit.ssoUser() : Optional.empty();
  }

  @CanIgnoreReturnValue
  private DecisionAssert hold(boolean holds, String wanted) {
    if (!holds) {
      throw new AssertionError(
          "wanted: " + wanted + "\n   got: " + got() + "\n        " + reason().forAdministrator());
    }
    return this;
  }

  /** The decision in the words of these assertions. */
  private String got() {
    StringBuilder text = new StringBuilder(decision.outcome().text());
    panelUser().ifPresent(user -> text.append(" as ").append(user));
    if (decision instanceof Decision.SecondFactor secondFactor) {
      text.append(" no older than ").append(secondFactor.maxAge());
    } else if (decision instanceof Decision.Approval approval) {
      approval.required().forEach(one -> text.append(' ').append(one));
    }
    text.append(" because ").append(reason().code());
    Place place = reason().place();
    text.append(isNowhere(place) ? " at no place in the policy" : " at " + place.fileAndLine());
    if (!reason().path().isEmpty()) {
      text.append(' ').append(throughRoles(reason().path()));
    }
    if (reason().remedy() != Remedy.NONE) {
      text.append(" with remedy ").append(reason().remedy());
    }
    return text.toString();
  }

  // All places are equal to each other, so equals cannot tell.
  private static boolean isNowhere(Place place) {
    return place.fileIndex() < 0;
  }

  private static String throughRoles(List<String> roles) {
    return roles.isEmpty() ? "through no role" : "through " + String.join(" > ", roles);
  }
}
