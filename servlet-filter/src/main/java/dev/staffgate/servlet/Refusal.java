package dev.staffgate.servlet;

import static java.util.Objects.requireNonNull;

import dev.staffgate.policy.Decision;
import dev.staffgate.policy.Reason;
import dev.staffgate.policy.ReasonCode;
import dev.staffgate.policy.Remedy;
import java.time.Duration;
import java.util.Optional;

/**
 * That a request does not go on: which status, and what the person is told.
 *
 * @param status 400, 401, 403, 500 or 503
 * @param code a stable word
 * @param title what it is, in few words
 * @param sentence for the person; tells nothing about the policy
 * @param remedy what the person could do, as a stable word
 * @param secondFactorMaxAge how old a second factor may be, where a fresh one is the remedy
 */
public record Refusal(
    int status,
    String code,
    String title,
    String sentence,
    String remedy,
    Optional<Duration> secondFactorMaxAge) {
  public Refusal {
    requireNonNull(code, "code");
    requireNonNull(title, "title");
    requireNonNull(sentence, "sentence");
    requireNonNull(remedy, "remedy");
    requireNonNull(secondFactorMaxAge, "secondFactorMaxAge");
  }

  static Refusal badPath(String why) {
    return of(400, "bad-path", "Bad request", "This address cannot be read: " + why + ".");
  }

  static Refusal methodOverride() {
    return of(
        400,
        "method-override",
        "Bad request",
        "This request asks for two methods at the same time.");
  }

  static Refusal broken() {
    return of(
        503,
        "undecided",
        "Not available",
        "This cannot be decided at the moment. Please try again later.");
  }

  /** A slip in policy or program, which trying again does not mend. */
  static Refusal wrong() {
    return of(
        500,
        ReasonCode.PERMISSION_UNKNOWN.text(),
        "Something is wrong",
        "This cannot be decided. Please tell your administrator.");
  }

  private static Refusal of(int status, String code, String title, String sentence) {
    return new Refusal(status, code, title, sentence, Remedy.NONE.text(), Optional.empty());
  }

  static Refusal of(Decision decision) {
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
            : Optional.empty());
  }

  private static int statusOf(Decision decision) {
    return switch (decision.outcome()) {
      case SECOND_FACTOR -> 401;
      case APPROVAL -> 403;
      case DENY ->
          switch (decision.reason().code()) {
            case NOT_SIGNED_IN -> 401;
            case DIRECTORY_UNAVAILABLE, AUDIT_UNAVAILABLE, POLICY_UNAVAILABLE -> 503;
            default -> 403;
          };
      case PERMIT -> throw new IllegalArgumentException("a permit is no refusal");
    };
  }

  private static String titleOf(Decision decision, int status) {
    return switch (status) {
      case 401 ->
          decision.outcome() == Decision.Outcome.SECOND_FACTOR
              ? "Please confirm your second factor"
              : "Please sign in";
      case 503 -> "Not available";
      default -> "Not allowed";
    };
  }
}
