package dev.staffgate.examples.panel.pages.servers;

import static dev.staffgate.examples.panel.web.Markup.element;

import dev.staffgate.examples.panel.web.Markup;
import dev.staffgate.examples.panel.web.PageRequest;
import dev.staffgate.model.PolicyProblem;
import java.util.List;

/**
 * The notice that a changed policy is broken. Its problems are shown only to people who may view
 * roles.
 */
final class PolicyProblemNotice {
  private PolicyProblemNotice() {}

  static Markup of(PageRequest request) {
    return request
        .staffgate()
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
                                "The policy was changed and cannot be used. The one before stays in"
                                    + " force."),
                        request.mayReadPolicy() ? list(problem.problems()) : Markup.none()))
        .orElse(Markup.none());
  }

  private static Markup list(List<PolicyProblem> problems) {
    return element("ul")
        .ofClass("plain")
        .add(
            problems.stream()
                .map(one -> element("li").add(element("code").text(one.headline())))
                .toList());
  }
}
