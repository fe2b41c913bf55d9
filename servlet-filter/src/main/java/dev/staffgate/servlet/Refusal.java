package dev.staffgate.servlet;

import static java.util.Objects.requireNonNull;

import dev.staffgate.policy.Decision;
import dev.staffgate.policy.Reason;
import dev.staffgate.policy.ReasonCode;

/**
 * That a request does not go on: which status, and what the person is told.
 *
 * @param status 400, 401, 403 or 503
 * @param code a stable word
 * @param title what it is, in few words
 * @param sentence for the person; tells nothing about the policy
 * @param remedy what the person could do, as a stable word
 */
public record Refusal(int status, String code, String title, String sentence, String remedy) {
  public Refusal {
    requireNonNull(code, "code");
    requireNonNull(title, "title");
    requireNonNull(sentence, "sentence");
    requireNonNull(remedy, "remedy");
  }

  static Refusal badPath(String why) {
    return new Refusal(
        400, "bad-path", "Bad request", "This address cannot be read: " + why + ".", "none");
  }

  static Refusal broken() {
    return new Refusal(
        503,
        "undecided",
        "Not available",
        "This cannot be decided at the moment. Please try again later.",
        "none");
  }

  static Refusal of(Decision decision) {
    Reason reason = decision.reason();
    int status =
        reason.code() == ReasonCode.NOT_SIGNED_IN
            ? 401
            : switch (decision.outcome()) {
              case SECOND_FACTOR -> 401;
              case APPROVAL, DENY -> 403;
              case PERMIT -> throw new IllegalArgumentException("a permit is no refusal");
            };
    String title = status == 401 ? "Please sign in" : "Not allowed";
    return new Refusal(
        status, reason.code().text(), title, reason.sentence(), reason.remedy().text());
  }
}
