package dev.staffgate.examples.panel.pages.servers;

import static dev.staffgate.examples.panel.web.Forms.button;
import static dev.staffgate.examples.panel.web.Forms.labelled;
import static dev.staffgate.examples.panel.web.Forms.link;
import static dev.staffgate.examples.panel.web.Forms.problem;
import static dev.staffgate.examples.panel.web.Markup.element;

import dev.staffgate.decision.Decision;
import dev.staffgate.examples.panel.web.Markup;
import dev.staffgate.examples.panel.web.PageAnswer;
import dev.staffgate.examples.panel.web.PageRequest;
import dev.staffgate.examples.panel.web.PanelPaths;
import dev.staffgate.gate.AccessDeniedException;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelSession;
import dev.staffgate.sso.ServerChoice;
import java.util.List;

/** The page of the servers that a person may enter; a form enters one in a new tab. */
public final class ServersPage {
  private ServersPage() {}

  /** Shows the servers that the person may enter, or the form for one of them. */
  public static PageAnswer show(PageRequest request) {
    String server = request.segment();
    if (server.isEmpty()) {
      return list(request);
    }
    Decision decision =
        request.staffgate().ask(request.connectContext().request(request.staff(), server));
    return decision.outcome() == Decision.Outcome.DENY
        ? PageAnswer.denialOfServer(decision, server)
        : PageAnswer.html(200, "Enter " + server, form(request, List.of(option(server, server))));
  }

  /** Opens a session on a server and leads the browser there. */
  public static PageAnswer enter(PageRequest request) {
    String server = request.parameter("server");
    try {
      PanelSession session =
          request.staffgate().connect().open(request.staff(), server, request.connectContext());
      return new PageAnswer.GoOn(
          "Entering " + server, new Markup.WayOut(session.url(), "Go on to " + server));
    } catch (AccessDeniedException denied) {
      return PageAnswer.denialOfServer(denied.decision(), server);
    } catch (PanelException failure) {
      return PageAnswer.html(
          502,
          "No session on " + failure.server(),
          Markup.of(
              problem(failure.sentence())
                  .with("id", "failure")
                  .with("data-kind", failure.kind().toString()),
              request.mayReadPolicy()
                  ? element("p")
                      .ofClass("card note")
                      .with("id", "for-administrators")
                      .text(failure.forAdministrator())
                  : Markup.none(),
              element("p").add(link(PanelPaths.SERVERS, "Back to the servers"))));
    }
  }

  private static PageAnswer list(PageRequest request) {
    List<ServerChoice> choices =
        request.staffgate().connect().serversOf(request.staff(), request.connectContext());
    Markup servers =
        choices.isEmpty()
            ? noServers()
            : form(request, choices.stream().map(one -> option(one.id(), label(one))).toList());
    return request.answer(Markup.of(PolicyProblemNotice.of(request), servers, request.links()));
  }

  private static Markup noServers() {
    return element("p")
        .ofClass("card note")
        .with("id", "none")
        .text("There is no server that you may enter here and now. ")
        .add(link(PanelPaths.PERMISSIONS + "?permission=server.sso", "Why?"));
  }

  private static String label(ServerChoice choice) {
    return choice.title() + (choice.decision().permitted() ? "" : " (asks for your second factor)");
  }

  private static Markup option(String id, String label) {
    return element("option").with("value", id).text(label);
  }

  private static Markup form(PageRequest request, List<Markup> options) {
    return element("form")
        .ofClass("card narrow")
        .with("method", "post")
        .with("action", PanelPaths.SERVERS)
        .with("target", "_blank")
        .with("rel", "noopener")
        .add(
            request.csrfField(),
            labelled("Server", "server", element("select").with("name", "server").add(options)),
            button("Enter in a new tab"),
            element("p")
                .ofClass("quiet")
                .text("Nobody sees a password: the panel opens the session for you."));
  }
}
