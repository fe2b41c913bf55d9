package dev.staffgate.policy.engine;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.decision.Reason;
import dev.staffgate.text.AgeText;
import dev.staffgate.text.DurationText;
import dev.staffgate.text.VisibleText;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells of each approval of a request why it counts or does not, and which seats stay empty (policy
 * reference, section 3). For administrators: it shows what the policy says. Decisions are made
 * without it.
 *
 * @param <A> where the caller keeps accounts
 */
final class ApprovalExplainer<A> {
  private final DecisionEngine<A> engine;
  private final EngineAccount requester;
  private final A accounts;
  private final AccessRequest request;

  ApprovalExplainer(
      DecisionEngine<A> engine, EngineAccount requester, A accounts, AccessRequest request) {
    this.engine = engine;
    this.requester = requester;
    this.accounts = accounts;
    this.request = request;
  }

  /** Returns a line for each approval given, then one for each seat; none if no approval is. */
  List<String> lines(CompiledCondition.Approval condition) {
    if (request.approvals().isEmpty()) {
      return List.of();
    }
    SeatingPlan plan = new SeatingPlan(condition.seats());
    List<String> lines = new ArrayList<>();
    for (GivenApproval given : request.approvals()) {
      lines.add(VisibleText.longExcerpt(given.by()) + ": " + verdict(given, condition, plan));
    }
    lines.addAll(plan.lines());
    return lines;
  }

  private String verdict(
      GivenApproval given, CompiledCondition.Approval condition, SeatingPlan plan) {
    EngineAccount approver = engine.find(accounts, given.by());
    if (approver == null) {
      return "does not count: no account has this id";
    }
    String fault = faultOf(approver);
    fault = fault == null ? faultOfAge(given.at(), condition) : fault;
    return fault == null
        ? verdictOfSeats(approver, given, condition, plan)
        : "does not count: " + fault;
  }

  private @Nullable String faultOf(EngineAccount approver) {
    if (approver.id().equals(request.staff())) {
      return "nobody approves what they ask for themselves";
    }
    if (approver.person().equals(requester.person())) {
      return "the account belongs to `" + approver.person() + "`, as the requester's does";
    }
    if (requester.mayBeOfTheSamePersonAs(approver)) {
      return "its id or person is the requester's but for letter case";
    }
    if (engine.belongsToNobody(approver, accounts)) {
      return "the account counts as unknown, since its person `"
          + approver.person()
          + "` is an account that belongs to somebody else";
    }
    Decision inactive = engine.inactive(approver, accounts, request.instantOrNull());
    return inactive == null ? null : inactive.reason().forAdministrator();
  }

  private @Nullable String faultOfAge(Instant given, CompiledCondition.Approval condition) {
    Instant now = request.instantOrNull();
    if (condition.isFresh(given, now)) {
      return null;
    }
    if (now == null) {
      return "the request has no instant, so that its age is unknown";
    }
    Duration age = Duration.between(given, now);
    return age.isNegative()
        ? "given "
            + AgeText.of(age)
            + " of the request; clocks may differ by "
            + CompiledCondition.SKEW_SECONDS
            + " s"
        : "given "
            + AgeText.of(age)
            + ", and it is good for "
            + DurationText.format(condition.required().within().truncatedTo(ChronoUnit.SECONDS));
  }

  private String verdictOfSeats(
      EngineAccount approver,
      GivenApproval given,
      CompiledCondition.Approval condition,
      SeatingPlan plan) {
    int mask = 0;
    List<String> may = new ArrayList<>();
    List<String> mayNot = new ArrayList<>();
    for (int i = 0; i < condition.seats().size(); i++) {
      CompiledCondition.Approval.Seat seat = condition.seats().get(i);
      Decision decision = engine.decide(approver, accounts, request.askedOf(given, seat.by()));
      if (decision.permitted()) {
        mask |= 1 << i;
        may.add("`" + seat.by().id() + "`");
      } else {
        mayNot.add("`" + seat.by().id() + "` is not permitted, " + why(decision.reason()));
      }
    }
    if (mask == 0) {
      return "does not count: " + String.join("; ", mayNot);
    }
    String before = plan.seat(approver.personInLowerCase(), approver.id(), mask);
    return "counts for "
        + String.join(" and ", may)
        + (mayNot.isEmpty() ? "" : "; " + String.join("; ", mayNot))
        + (before == null ? "" : "; `" + before + "` is the same person, who counts once");
  }

  private static String why(Reason reason) {
    return reason.forAdministrator() + " [" + reason.code() + "]";
  }
}
