package dev.staffgate.examples.panel.pages.permissions;

import static dev.staffgate.examples.panel.web.Forms.button;
import static dev.staffgate.examples.panel.web.Forms.labelled;
import static dev.staffgate.examples.panel.web.Forms.problem;
import static dev.staffgate.examples.panel.web.Markup.element;
import static dev.staffgate.examples.panel.web.Markup.text;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Explanation;
import dev.staffgate.examples.panel.web.Markup;
import dev.staffgate.examples.panel.web.Markup.Element;
import dev.staffgate.examples.panel.web.PageAnswer;
import dev.staffgate.examples.panel.web.PageRequest;
import dev.staffgate.examples.panel.web.PanelPaths;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.Permission;
import java.util.ArrayList;
import java.util.List;

/**
 * The page that answers what a person may do, and why not: questions about oneself, which are never
 * recorded.
 */
public final class OwnPermissionsPage {
  private OwnPermissionsPage() {}

  /** Shows all that a person may do, or the answer about one permission. */
  public static PageAnswer show(PageRequest request) {
    String permission = request.parameter("permission");
    Markup answer = permission.isEmpty() ? overview(request) : answer(request, permission);
    return request.answer(Markup.of(form(request), answer));
  }

  private static AccessRequest question(PageRequest request, String permission) {
    AccessRequest question = request.asking(permission);
    for (String type : List.of("server", "department")) {
      String id = request.parameter(type);
      question = id.isEmpty() ? question : question.on(type, id);
    }
    String amount = request.parameter("amount");
    return amount.isEmpty() ? question : question.with("amount", amount);
  }

  private static Markup answer(PageRequest request, String permission) {
    if (request.staffgate().policy().catalogue().find(permission).isEmpty()) {
      return problem("There is no permission ").add(element("code").text(permission), text("."));
    }
    Explanation explanation = request.staffgate().explain(question(request, permission));
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

  private static Markup overview(PageRequest request) {
    List<Markup> items = new ArrayList<>();
    for (Permission permission : request.staffgate().policy().catalogue().all()) {
      Decision decision = request.staffgate().ask(question(request, permission.id()));
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

  private static Markup form(PageRequest request) {
    List<String> permissions =
        request.staffgate().policy().catalogue().all().stream()
            .map(Permission::id)
            .sorted()
            .toList();
    List<String> servers = List.copyOf(request.staffgate().policy().document().servers().keySet());
    List<String> departments =
        request.staffgate().policy().document().departments().stream().map(NameRef::id).toList();
    return element("form")
        .ofClass("card")
        .with("method", "get")
        .with("action", PanelPaths.PERMISSIONS)
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
                            .with("value", request.parameter("amount")))),
            button("Ask"));
  }

  private static Markup field(String label, String id, Element field) {
    return element("div").add(labelled(label, id, field));
  }

  private static Element choice(
      PageRequest request, String name, String nothing, List<String> values) {
    String chosen = request.parameter(name);
    List<Markup> options = new ArrayList<>();
    options.add(element("option").with("value", "").text(nothing));
    for (String value : values) {
      Element option = element("option").text(value);
      options.add(value.equals(chosen) ? option.with("selected") : option);
    }
    return element("select").with("name", name).add(options);
  }
}
