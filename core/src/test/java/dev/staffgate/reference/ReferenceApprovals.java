package dev.staffgate.reference;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.decision.TruthValue;
import dev.staffgate.model.ApprovalSeat;
import dev.staffgate.model.Condition;
import dev.staffgate.model.PolicyDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Policy reference, section 3, "when an approval counts" and "seats", written down plainly: every
 * way to give out the approvals to the seats is tried.
 */
final class ReferenceApprovals {
  private final PolicyDocument document;
  private final ReferenceEvaluator evaluator;

  ReferenceApprovals(PolicyDocument document, ReferenceEvaluator evaluator) {
    this.document = document;
    this.evaluator = evaluator;
  }

  /**
   * {@code approval}: the approvals that count can be given out so that each seat has as many
   * approvers of its own as it asks for. Without an instant none counts.
   */
  TruthValue of(Condition.Approval condition, AccessRequest asked) {
    if (asked.at().isEmpty()) {
      return TruthValue.FALSE;
    }
    List<List<String>> chairs = new ArrayList<>();
    for (ApprovalSeat seat : condition.seats()) {
      List<String> people = whoCount(seat, condition, asked);
      if (people.size() < seat.count()) {
        return TruthValue.FALSE;
      }
      for (int i = 0; i < seat.count(); i++) {
        chairs.add(people);
      }
    }
    return ReferenceConditions.truth(canSit(chairs, List.of()));
  }

  /**
   * Whether everybody can be given a chair of the others'.
   *
   * @param chairs for each that is left, who may sit there
   * @param seated who sits already, and sits on no other
   */
  private static boolean canSit(List<List<String>> chairs, List<String> seated) {
    if (chairs.isEmpty()) {
      return true;
    }
    for (String person : chairs.get(0)) {
      if (seated.stream().noneMatch(person::equalsIgnoreCase)) {
        List<String> more = new ArrayList<>(seated);
        more.add(person);
        if (canSit(chairs.subList(1, chairs.size()), more)) {
          return true;
        }
      }
    }
    return false;
  }

  // Each person once, with whichever of the approvals and accounts, and however it is spelt.
  private List<String> whoCount(
      ApprovalSeat seat, Condition.Approval condition, AccessRequest asked) {
    List<String> people = new ArrayList<>();
    for (GivenApproval approval : asked.approvals()) {
      String person = person(approval.by());
      if (counts(approval, seat, condition, asked)
          && people.stream().noneMatch(person::equalsIgnoreCase)) {
        people.add(person);
      }
    }
    return people;
  }

  /**
   * "The approver's account passes step 1 at the request's instant, is not the requester's nor of
   * the requester's person" (letter case ignored), "−60 s ≤ request's instant − approval's instant
   * ≤ D", and "the policy, asked for the approver, answers PERMIT".
   */
  private boolean counts(
      GivenApproval approval,
      ApprovalSeat seat,
      Condition.Approval condition,
      AccessRequest asked) {
    Instant at = asked.at().orElseThrow();
    AccessRequest question = asOfTheApprover(approval, seat.by().id(), asked);
    return evaluator.step1(question.at(at)).isEmpty()
        && !isOneOf(approval.by(), asked.staff())
        && !isOneOf(person(approval.by()), asked.staff())
        && ReferenceConditions.isAgeWithin(approval.at(), at, condition.within())
        && evaluator.decide(question).outcome() == Decision.Outcome.PERMIT;
  }

  private boolean isOneOf(String id, String requester) {
    return id.equalsIgnoreCase(requester) || id.equalsIgnoreCase(person(requester));
  }

  // An account that is not there belongs to nobody, and does not pass step 1.
  private String person(String staff) {
    return Optional.ofNullable(document.staff().get(staff))
        .flatMap(account -> account.person())
        .orElse(staff);
  }

  /**
   * "The approver, P, this request's resources, attributes and locks; the approval's own instant,
   * address, second factor and acting roles; what it leaves out is not given; no approvals": and no
   * emergencies.
   */
  private static AccessRequest asOfTheApprover(
      GivenApproval approval, String permission, AccessRequest request) {
    AccessRequest question =
        AccessRequest.of(approval.by(), permission)
            .at(approval.at())
            .actingAs(approval.actingAs().toArray(String[]::new))
            .underLocks(request.locks());
    for (var resource : request.resources().entrySet()) {
      question = question.on(resource.getKey(), resource.getValue());
    }
    for (var attribute : request.attributes().entrySet()) {
      question = question.with(attribute.getKey(), attribute.getValue());
    }
    if (approval.from().isPresent()) {
      question = question.from(approval.from().get());
    }
    if (approval.secondFactorAt().isPresent()) {
      question = question.secondFactorAt(approval.secondFactorAt().get());
    }
    return question;
  }
}
