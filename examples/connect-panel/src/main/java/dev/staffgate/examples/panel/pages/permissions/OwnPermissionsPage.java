package dev.staffgate.examples.panel.pages.permissions;

import static dev.staffgate.examples.panel.web.Forms.button;
import static dev.staffgate.examples.panel.web.Forms.labelled;
import static dev.staffgate.examples.panel.web.Forms.problem;
import static dev.staffgate.examples.panel.web.Markup.element;
import static dev.staffgate.examples.panel.web.Markup.text;

import dev.staffgate.Staffgate;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Explanation;
import dev.staffgate.examples.panel.web.FormServlet;
import dev.staffgate.examples.panel.web.Markup;
import dev.staffgate.examples.panel.web.Markup.Element;
import dev.staffgate.examples.panel.web.PageFrame;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.Permission;
import dev.staffgate.servlet.StaffgateRequest;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
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
    Markup answer = permission.isEmpty() ? overview(request) : answer(request, permission);
    PageFrame.writePage(
        request, response, 200, "What may I do, and why not?", Markup.of(form(request), answer));
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

  private Markup answer(HttpServletRequest request, String permission) {
    if (staffgate.policy().catalogue().find(permission).isEmpty()) {
      return problem("There is no permission ").add(element("code").text(permission), text("."));
    }
    Explanation explanation = staffgate.explain(question(request, permission));
    Decision decision = explanation.decision();
    String outcome = decision.outcome().toString();
    return element("section")
        .ofClass(decision.permitted() ? "card good" : "card bad")
        .with("id", "answer")
        .with("data-outcome", outcome)
        .add(
            element("h2").text(permission + ": " + outcome),
            element("p").text(decision.reason().sentence()),
            element("pre").text(explanation.toText()));
  }

  private Markup overview(HttpServletRequest request) {
    List<Markup> items = new ArrayList<>();
    for (Permission permission : staffgate.policy().catalogue().all()) {
      Decision decision = staffgate.ask(question(request, permission.id()));
      if (decision.outcome() != Decision.Outcome.DENY) {
        items.add(
            element("li")
                .add(
                    element("strong").text(permission.title()),
                    text(" "),
                    element("code").text(permission.id()),
                    text(" " + decision.outcome())));
      }
    }
    return element("section")
        .ofClass("card")
        .add(element("h2").text("Here and now"), element("ul").ofClass("plain").add(items));
  }

  private Markup form(HttpServletRequest request) {
    List<String> permissions =
        staffgate.policy().catalogue().all().stream().map(Permission::id).sorted().toList();
    List<String> servers = List.copyOf(staffgate.policy().document().servers().keySet());
    List<String> departments =
        staffgate.policy().document().departments().stream().map(NameRef::id).toList();
    return element("form")
        .ofClass("card")
        .with("method", "get")
        .with("action", "/why")
        .add(
            element("div")
                .ofClass("fields")
                .add(
                    field(
                        "Permission",
                        "permission",
                        choice(request, "permission", "All that I may do", permissions)),
                    field("Server", "target", choice(request, "server", "none", servers)),
                    field(
                        "Department",
                        "department",
                        choice(request, "department", "none", departments)),
                    field(
                        "Amount",
                        "amount",
                        element("input")
                            .with("name", "amount")
                            .with("inputmode", "decimal")
                            .with("value", FormServlet.parameter(request, "amount")))),
            button("Ask"));
  }

  private static Markup field(String label, String id, Element field) {
    return element("div").add(labelled(label, id, field));
  }

  private static Element choice(
      HttpServletRequest request, String name, String nothing, List<String> values) {
    String chosen = FormServlet.parameter(request, name);
    List<Markup> options = new ArrayList<>();
    options.add(element("option").with("value", "").text(nothing));
    for (String value : values) {
      Element option = element("option").text(value);
      options.add(value.equals(chosen) ? option.with("selected") : option);
    }
    return element("select").with("name", name).add(options);
  }
}
