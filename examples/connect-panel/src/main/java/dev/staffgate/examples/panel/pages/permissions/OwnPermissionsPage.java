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
import dev.staffgate.examples.panel.web.ServerDenial;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.Permission;
import dev.staffgate.sso.ServerChoice;
import java.util.ArrayList;
import java.util.List;

/**
 * The page that answers what a person may do, and why not: questions about oneself, which are never
 * recorded. A person reads the sentences that are meant for them; the policy's roles, limits,
 * networks and files are shown to those alone who may view roles.
 */
public final class OwnPermissionsPage {
  private static final String DEPENDS = "depends";
  private static final String SERVER = "server";
  private static final String LOGIN_AS = "client.login-as";

  private OwnPermissionsPage() {}

  /** Shows all that a person may do, or the answer about one permission. */
  public static PageAnswer show(PageRequest request) {
    List<ServerChoice> servers =
        request.staffgate().connect().serversOf(request.staff(), request.connectContext());
    String permission = request.parameter("permission");
    Markup answer =
        permission.isEmpty() ? overview(request, servers) : answer(request, permission, servers);
    return request.answer(Markup.of(form(request, servers), answer));
  }

  private static AccessRequest question(PageRequest request, String permission, String server) {
    AccessRequest question = request.asking(permission);
    question = server.isEmpty() ? question : question.on(SERVER, server);
    String department = request.parameter("department");
    question = department.isEmpty() ? question : question.on("department", department);
    String amount = request.parameter("amount");
    return amount.isEmpty() ? question : question.with("amount", amount);
  }

  /**
   * Returns the server that was chosen if the person may know of it: one that they may enter, or on
   * which they may do what they ask about. Any other counts as not chosen, or its answer, beside
   * that about an id that does not exist, would tell that it exists.
   */
  private static String ownServer(
      PageRequest request, String permission, List<ServerChoice> servers) {
    String chosen = request.parameter(SERVER);
    return servers.stream().anyMatch(one -> one.id().equals(chosen))
            || request.mayReadPolicy()
            || mayActOn(request, permission, chosen)
        ? chosen
        : "";
  }

  private static boolean mayActOn(PageRequest request, String permission, String server) {
    return request.staffgate().policy().document().servers().containsKey(server)
        && !permission.isEmpty()
        && request.staffgate().ask(question(request, permission, server)).outcome()
            != Decision.Outcome.DENY;
  }

  /** Returns whether a permission is about some server, whose answer lacks without one. */
  private static boolean needsServer(String permission) {
    return permission.equals(Permission.SERVER_SSO) || permission.equals(LOGIN_AS);
  }

  /** Returns whether there is a server on which something may be done, or may with more facts. */
  private static boolean isOpenSomewhere(
      PageRequest request, String permission, List<ServerChoice> servers) {
    return permission.equals(Permission.SERVER_SSO)
        ? !servers.isEmpty()
        : request.staffgate().policy().document().servers().keySet().stream()
            .map(id -> request.staffgate().explain(question(request, permission, id)))
            .anyMatch(
                explanation ->
                    explanation.decision().outcome() != Decision.Outcome.DENY
                        || !MissingFacts.of(explanation).isEmpty());
  }

  private static Markup answer(PageRequest request, String permission, List<ServerChoice> servers) {
    if (request.staffgate().policy().catalogue().find(permission).isEmpty()) {
      return problem("There is no permission ").add(element("code").text(permission), text("."));
    }
    // Who may not enter a server is told alike of all of them, so that any id may be asked about.
    String server =
        permission.equals(Permission.SERVER_SSO)
            ? request.parameter(SERVER)
            : ownServer(request, permission, servers);
    if (server.isEmpty() && needsServer(permission)) {
      return aboutServers(request, permission, servers);
    }
    Explanation explanation = request.staffgate().explain(question(request, permission, server));
    Decision decision = explanation.decision();
    MissingFacts missing = MissingFacts.of(explanation);
    return missing.isEmpty()
        ? section(
            permission,
            decision.outcome().toString(),
            decision.permitted(),
            sentence(permission, decision),
            details(request, explanation))
        : section(permission, DEPENDS, false, missing.sentence(), details(request, explanation));
  }

  private static String sentence(String permission, Decision decision) {
    return permission.equals(Permission.SERVER_SSO) && decision.outcome() == Decision.Outcome.DENY
        ? ServerDenial.of(decision).sentence()
        : decision.reason().sentence();
  }

  /**
   * Returns the answer about entering a server, or a client's account on one, whichever. The policy
   * has none for it, since it asks which one; so it is put together from the servers that are open,
   * or from the permission that entering any of them takes.
   */
  private static Markup aboutServers(
      PageRequest request, String permission, List<ServerChoice> servers) {
    if (isOpenSomewhere(request, permission, servers)) {
      return section(
          permission, DEPENDS, false, "It depends on which server it is about.", Markup.none());
    }
    if (permission.equals(LOGIN_AS)) {
      return section(
          permission,
          Decision.Outcome.DENY.toString(),
          false,
          "There is no server on which you may do this here and now.",
          Markup.none());
    }
    Explanation explanation = request.staffgate().explain(question(request, "connect.use", ""));
    return section(
        permission,
        Decision.Outcome.DENY.toString(),
        false,
        explanation.decision().outcome() == Decision.Outcome.DENY
            ? explanation.decision().reason().sentence()
            : "There is no server that you may enter here and now.",
        details(request, explanation));
  }

  private static Markup details(PageRequest request, Explanation explanation) {
    return request.mayReadPolicy() ? element("pre").text(explanation.toText()) : Markup.none();
  }

  private static Markup section(
      String permission, String outcome, boolean good, String sentence, Markup details) {
    return element("section")
        .ofClass(good ? "card good" : outcome.equals(DEPENDS) ? "card note" : "card bad")
        .with("id", "answer")
        .with("data-outcome", outcome)
        .add(element("h2").text(permission + ": " + outcome), element("p").text(sentence), details);
  }

  private static Markup overview(PageRequest request, List<ServerChoice> servers) {
    List<Markup> now = new ArrayList<>();
    List<Markup> more = new ArrayList<>();
    String server = ownServer(request, "", servers);
    for (Permission permission : request.staffgate().policy().catalogue().all()) {
      if (server.isEmpty() && needsServer(permission.id())) {
        if (isOpenSomewhere(request, permission.id(), servers)) {
          more.add(item(permission, ""));
        }
        continue;
      }
      Explanation explanation =
          request.staffgate().explain(question(request, permission.id(), server));
      Decision decision = explanation.decision();
      if (decision.outcome() != Decision.Outcome.DENY) {
        now.add(item(permission, " " + decision.outcome()));
      } else if (!MissingFacts.of(explanation).isEmpty()) {
        more.add(item(permission, ""));
      }
    }
    return Markup.of(
        element("section")
            .ofClass("card")
            .with("id", "now")
            .add(element("h2").text("Here and now"), element("ul").ofClass("plain").add(now)),
        more.isEmpty()
            ? Markup.none()
            : element("section")
                .ofClass("card note")
                .with("id", "more")
                .add(
                    element("h2").text("It depends"),
                    element("p")
                        .text(
                            "There is more that you may do on some servers or departments, or up to"
                                + " some amount. Choose them above to see."),
                    element("ul").ofClass("plain").add(more)));
  }

  private static Markup item(Permission permission, String outcome) {
    return element("li")
        .add(
            element("strong").text(permission.title()),
            text(" "),
            element("code").text(permission.id()),
            text(outcome));
  }

  private static Markup form(PageRequest request, List<ServerChoice> open) {
    List<String> permissions =
        request.staffgate().policy().catalogue().all().stream()
            .map(Permission::id)
            .sorted()
            .toList();
    List<String> servers =
        request.mayReadPolicy()
            ? List.copyOf(request.staffgate().policy().document().servers().keySet())
            : open.stream().map(ServerChoice::id).toList();
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
                    field("Server", "target", choice(request, SERVER, "none", servers)),
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
