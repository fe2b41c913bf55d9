package dev.staffgate.servlet.authzen;

import dev.staffgate.Staffgate;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Reason;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.decision.UnknownPermissionException;

/** Decides single evaluations. What is asked here is done: so it is recorded as any check is. */
record EvaluationDecider(Staffgate staffgate, RequestTranslator translation) {
  /**
   * Decides one evaluation.
   *
   * @param item subject, action, resource and context
   * @throws CallRefusedException if it is none
   */
  Decision decide(AuthZenCaller caller, JsonNode.Members item) throws CallRefusedException {
    return decide(
        caller,
        AuthZenEntity.subject(item),
        AuthZenEntity.action(item),
        AuthZenEntity.resource(item),
        AuthZenEntity.context(item));
  }

  private Decision decide(
      AuthZenCaller caller,
      AuthZenEntity subject,
      AuthZenEntity action,
      AuthZenEntity resource,
      JsonNode.Members context)
      throws CallRefusedException {
    AccessRequest request = translation.request(caller, subject, action, resource, context);
    if (!translation.knows(subject)) {
      return refused(
          request.by(subject.type() + ":" + subject.id()),
          ReasonCode.ACCOUNT_UNKNOWN,
          "subjects of this type are not staff");
    }
    try {
      return staffgate.check(request);
    } catch (UnknownPermissionException unknown) {
      return refused(
          request, ReasonCode.PERMISSION_UNKNOWN, "the catalogue has no such permission");
    }
  }

  private Decision refused(AccessRequest request, ReasonCode code, String forAdministrator) {
    Decision denial = new Decision.Deny(Reason.outsidePolicy(code, forAdministrator));
    staffgate.recordRefusal(request.staff(), request.from(), denial, request.permissionId());
    return denial;
  }
}
