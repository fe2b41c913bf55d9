package dev.staffgate.examples.panel.pages.servers;

import dev.staffgate.Staffgate;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.examples.panel.web.PageFrame;
import dev.staffgate.model.PolicyProblem;
import dev.staffgate.servlet.StaffgateRequest;
import jakarta.servlet.http.HttpServletRequest;

/** Says when a changed policy is broken; what is wrong with it only to who may view roles. */
final class PolicyProblemNotice {
  private PolicyProblemNotice() {}

  static String of(Staffgate staffgate, HttpServletRequest request) {
    return staffgate
        .policyProblem()
        .map(
            problem -> {
              StringBuilder html =
                  new StringBuilder(
                          "<section class=\"card bad\" id=\"policy-problem\" role=\"status\"><p>")
                      .append(
                          "The policy was changed and cannot be used. The one before stays in force.</p>");
              if (mayRead(staffgate, request)) {
                html.append("<ul class=\"plain\">");
                for (PolicyProblem one : problem.problems()) {
                  html.append("<li><code>")
                      .append(PageFrame.escape(one.headline()))
                      .append("</code></li>");
                }
                html.append("</ul>");
              }
              return html.append("</section>").toString();
            })
        .orElse("");
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
