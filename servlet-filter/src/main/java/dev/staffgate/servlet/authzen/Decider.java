package dev.staffgate.servlet.authzen;

import dev.staffgate.Staffgate;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Reason;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.decision.UnknownPermissionException;

/** Decides single evaluations. What is asked here is done: so it is recorded as any check is. */
record Decider(Staffgate staffgate, Translation translation) {
  /**
   * Decides one evaluation.
   *
   * @param item subject, action, resource and context
   * @throws Refused if it is none
   */
  Decision decide(AuthZenCaller caller, Json.Members item) throws Refused {
    return decide(
        caller,
        Entity.subject(item),
        Entity.action(item),
        Entity.resource(item),
        Entity.context(item));
  }

  private Decision decide(
      AuthZenCaller caller, Entity subject, Entity action, Entity resource, Json.Members context)
      throws Refused {
    AccessRequest request = translation.request(caller, subject, action, resource, context);
    if (!translation.knows(subject)) {
      return refused(
          request.by(subject.type() + ":" + subject.id()),
          ReasonCode.ACCOUNT_UNKNOWN,
          "subjects of this type are no staff");
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
