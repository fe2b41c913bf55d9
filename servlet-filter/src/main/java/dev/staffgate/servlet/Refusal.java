package dev.staffgate.servlet;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.Sets;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Reason;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.decision.Remedy;
import dev.staffgate.gate.AccessDeniedException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A refusal: the status, and the words for the person.
 *
 * @param status 400, 401, 403 or 503
 * @param code a stable word
 * @param title what it is, in few words
 * @param sentence for the person; reveals nothing about the policy
 * @param remedy what the person could do, as a stable word
 * @param secondFactorMaxAge how old a second factor may be, where a fresh one is the remedy
 * @param approvalHandle what to ask for approval with, where that is the remedy: see {@link
 *     ApprovalHandle}; none where code behind the filter asked in somebody else's name
 */
public record Refusal(
    int status,
    String code,
    String title,
    String sentence,
    String remedy,
    Optional<Duration> secondFactorMaxAge,
    Optional<String> approvalHandle)
    implements FilterOutcome {
  private static final Set<ReasonCode> UNAVAILABLE =
      Sets.immutableEnumSet(
          ReasonCode.DIRECTORY_UNAVAILABLE,
          ReasonCode.AUDIT_UNAVAILABLE,
          ReasonCode.STATE_UNAVAILABLE,
          ReasonCode.POLICY_UNAVAILABLE);

  public Refusal {
    requireNonNull(code, "code");
    requireNonNull(title, "title");
    requireNonNull(sentence, "sentence");
    requireNonNull(remedy, "remedy");
    requireNonNull(secondFactorMaxAge, "secondFactorMaxAge");
    requireNonNull(approvalHandle, "approvalHandle");
  }

  static Refusal badPath(String why) {
    return of(400, "bad-path", "Bad request", "This address cannot be read: " + why + ".");
  }

  static Refusal methodOverride() {
    return of(
        400,
        "method-override",
        "Bad request",
        "This request asks for another method than it was sent with.");
  }

  static Refusal broken() {
    return of(
        503,
        "undecided",
        "Not available",
        "This cannot be decided at the moment. Please try again later.");
  }

  private static Refusal of(int status, String code, String title, String sentence) {
    return new Refusal(
        status, code, title, sentence, Remedy.NONE.text(), Optional.empty(), Optional.empty());
  }

  /**
   * Returns the refusal of something that the code behind the filter required.
   *
   * @param staff who is signed in: a question about somebody else is nothing for them to ask
   *     approval for
   */
  static Refusal of(AccessDeniedException denied, Optional<String> staff) {
    return denied
        .request()
        .filter(question -> staff.equals(Optional.of(question.staff())))
        .map(question -> of(denied.decision(), question))
        .orElseGet(() -> of(denied.decision()));
  }

  /** Returns a refusal by the routes alone. */
  static Refusal of(Decision decision) {
    return of(decision, Optional.empty());
  }

  /** Returns the refusal that the policy answered to a question. */
  static Refusal of(Decision decision, AccessRequest question) {
    return of(
        decision,
        decision.outcome() == Decision.Outcome.APPROVAL
            ? Optional.of(ApprovalHandle.of(question))
            : Optional.empty());
  }

  private static Refusal of(Decision decision, Optional<String> approvalHandle) {
    Reason reason = decision.reason();
    int status = statusOf(decision);
    return new Refusal(
        status,
        reason.code().text(),
        titleOf(decision, status),
        reason.sentence(),
        reason.remedy().text(),
        decision instanceof Decision.SecondFactor asked
            ? Optional.of(asked.maxAge())
            : Optional.empty(),
        approvalHandle);
  }

  private static int statusOf(Decision decision) {
    checkArgument(!decision.permitted(), "a permit is not a refusal");
    ReasonCode code = decision.reason().code();
    if (decision instanceof Decision.SecondFactor || code == ReasonCode.NOT_SIGNED_IN) {
      return 401;
    }
    return UNAVAILABLE.contains(code) ? 503 : 403;
  }

  private static String titleOf(Decision decision, int status) {
    return switch (status) {
      case 401 ->
          decision.outcome() == Decision.Outcome.SECOND_FACTOR
              ? "Please confirm your second factor"
              : "Please sign in";
      case 503 -> "Not available";
      case 403 ->
          decision.outcome() == Decision.Outcome.APPROVAL ? "Approval is needed" : "Not allowed";
      default -> "Not allowed";
    };
  }
}
