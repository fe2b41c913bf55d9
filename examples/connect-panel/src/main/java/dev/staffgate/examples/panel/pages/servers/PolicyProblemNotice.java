package dev.staffgate.examples.panel.pages.servers;

import static dev.staffgate.examples.panel.web.Markup.element;

import dev.staffgate.Staffgate;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.examples.panel.web.Markup;
import dev.staffgate.model.PolicyProblem;
import dev.staffgate.servlet.StaffgateRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** Says when a changed policy is broken; what is wrong with it only to who may view roles. */
final class PolicyProblemNotice {
  private PolicyProblemNotice() {}

  static Markup of(Staffgate staffgate, HttpServletRequest request) {
    return staffgate
        .policyProblem()
        .<Markup>map(
            problem ->
                element("section")
                    .ofClass("card bad")
                    .with("id", "policy-problem")
                    .with("role", "status")
                    .add(
                        element("p")
                            .text(
                                "The policy was changed and cannot be used. The one before stays in force."),
                        mayRead(staffgate, request) ? list(problem.problems()) : Markup.NONE))
        .orElse(Markup.NONE);
  }

  private static Markup list(List<PolicyProblem> problems) {
    return element("ul")
        .ofClass("plain")
        .add(
            problems.stream()
                .map(one -> element("li").add(element("code").text(one.headline())))
                .toList());
  }

  private static boolean mayRead(Staffgate staffgate, HttpServletRequest request) {
    StaffgateRequest found = StaffgateRequest.of(request);
    if (found.caller().isEmpty() || found.from().isEmpty()) {
      return false;
    }
    AccessRequest question =
        AccessRequest.of(found.caller().get().staff(), "role.view").from(found.from().get());
    return found.caller().get().secondFactorAt() != null
        && staffgate
            .ask(question.secondFactorAt(found.caller().get().secondFactorAt()))
            .permitted();
  }
}
