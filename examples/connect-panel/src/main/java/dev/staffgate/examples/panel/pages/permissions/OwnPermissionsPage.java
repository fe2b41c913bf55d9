package dev.staffgate.examples.panel.pages.permissions;

import dev.staffgate.Staffgate;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Explanation;
import dev.staffgate.examples.panel.web.FormServlet;
import dev.staffgate.examples.panel.web.PageFrame;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.Permission;
import dev.staffgate.servlet.StaffgateRequest;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** What may I do, and why not: a question about oneself, which nobody records. */
public final class OwnPermissionsPage extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Staffgate staffgate;

  public OwnPermissionsPage(Staffgate staffgate) {
    this.staffgate = staffgate;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String permission = FormServlet.parameter(request, "permission");
    String answer = permission.isEmpty() ? overview(request) : answer(request, permission);
    PageFrame.page(request, response, 200, "What may I do, and why not?", form(request) + answer);
  }

  private AccessRequest question(HttpServletRequest request, String permission) {
    StaffgateRequest found = StaffgateRequest.of(request);
    AccessRequest question = AccessRequest.of(found.staff().orElseThrow(), permission);
    if (found.from().isPresent()) {
      question = question.from(found.from().get());
    }
    if (found.caller().isPresent() && found.caller().get().secondFactorAt() != null) {
      question = question.secondFactorAt(found.caller().get().secondFactorAt());
    }
    for (String type : List.of("server", "department")) {
      String id = FormServlet.parameter(request, type);
      question = id.isEmpty() ? question : question.on(type, id);
    }
    String amount = FormServlet.parameter(request, "amount");
    return amount.isEmpty() ? question : question.with("amount", amount);
  }

  private String answer(HttpServletRequest request, String permission) {
    if (staffgate.policy().catalogue().find(permission).isEmpty()) {
      return "<p class=\"card bad\" role=\"alert\">There is no permission <code>"
          + PageFrame.escape(permission)
          + "</code>.</p>";
    }
    Explanation explanation = staffgate.explain(question(request, permission));
    Decision decision = explanation.decision();
    return """
        <section class="card %s" id="answer" data-outcome="%s"><h2>%s: %s</h2><p>%s</p>
        <pre>%s</pre></section>
        """
        .formatted(
            decision.permitted() ? "good" : "bad",
            decision.outcome(),
            PageFrame.escape(permission),
            decision.outcome(),
            PageFrame.escape(decision.reason().sentence()),
            PageFrame.escape(explanation.toText()));
  }

  private String overview(HttpServletRequest request) {
    StringBuilder list =
        new StringBuilder("<section class=\"card\"><h2>Here and now</h2><ul class=\"plain\">");
    for (Permission permission : staffgate.policy().catalogue().all()) {
      Decision decision = staffgate.ask(question(request, permission.id()));
      if (decision.outcome() != Decision.Outcome.DENY) {
        list.append("<li><strong>")
            .append(PageFrame.escape(permission.title()))
            .append("</strong> <code>");
        list.append(PageFrame.escape(permission.id()))
            .append("</code> ")
            .append(decision.outcome())
            .append("</li>");
      }
    }
    return list.append("</ul></section>").toString();
  }

  private String form(HttpServletRequest request) {
    String permission = FormServlet.parameter(request, "permission");
    return """
        <form class="card" method="get" action="/why"><div class="fields">
        <div><label for="permission">Permission</label><select id="permission" name="permission">
        <option value="">All that I may do</option>%s</select></div>
        <div><label for="target">Server</label><select id="target" name="server"><option value="">none</option>%s</select></div>
        <div><label for="department">Department</label><select id="department" name="department"><option value="">none</option>%s</select></div>
        <div><label for="amount">Amount</label><input id="amount" name="amount" inputmode="decimal" value="%s"></div>
        </div><button>Ask</button></form>
        """
        .formatted(
            options(
                staffgate.policy().catalogue().all().stream().map(Permission::id).sorted().toList(),
                permission),
            options(
                List.copyOf(staffgate.policy().document().servers().keySet()),
                FormServlet.parameter(request, "server")),
            options(
                staffgate.policy().document().departments().stream().map(NameRef::id).toList(),
                FormServlet.parameter(request, "department")),
            PageFrame.escape(FormServlet.parameter(request, "amount")));
  }

  private static String options(List<String> values, String chosen) {
    StringBuilder options = new StringBuilder();
    for (String value : values) {
      options.append("<option").append(value.equals(chosen) ? " selected" : "").append('>');
      options.append(PageFrame.escape(value)).append("</option>");
    }
    return options.toString();
  }
}
