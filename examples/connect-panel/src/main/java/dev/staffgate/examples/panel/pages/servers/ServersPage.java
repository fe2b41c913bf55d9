package dev.staffgate.examples.panel.pages.servers;

import static dev.staffgate.examples.panel.web.Forms.button;
import static dev.staffgate.examples.panel.web.Forms.labelled;
import static dev.staffgate.examples.panel.web.Forms.link;
import static dev.staffgate.examples.panel.web.Forms.problem;
import static dev.staffgate.examples.panel.web.Markup.element;

import dev.staffgate.Staffgate;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.examples.panel.web.Csrf;
import dev.staffgate.examples.panel.web.FormServlet;
import dev.staffgate.examples.panel.web.Markup;
import dev.staffgate.examples.panel.web.PageFrame;
import dev.staffgate.gate.AccessDeniedException;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelSession;
import dev.staffgate.servlet.StaffgateRequest;
import dev.staffgate.sso.ConnectContext;
import dev.staffgate.sso.ServerChoice;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** The servers that a person may enter, and entering one: in a new tab, by a form. */
public final class ServersPage extends FormServlet {
  private static final long serialVersionUID = 1L;

  private final transient Staffgate staffgate;

  public ServersPage(Staffgate staffgate) {
    this.staffgate = staffgate;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String server = serverOf(request);
    if (server.isEmpty()) {
      list(request, response);
      return;
    }
    Decision decision = staffgate.ask(question(request, server));
    if (decision.outcome() == Decision.Outcome.DENY) {
      PageFrame.writeDenial(request, response, decision, "/servers/");
    } else {
      PageFrame.writePage(
          request,
          response,
          200,
          "Enter " + server,
          form(request, List.of(option(server, server))));
    }
  }

  @Override
  protected void onSubmit(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String server = parameter(request, "server");
    String staff = StaffgateRequest.of(request).staff().orElseThrow();
    try {
      PanelSession session = staffgate.connect().open(staff, server, connectContext(request));
      // 303: the browser goes there by GET, and this answer is kept nowhere.
      response.setStatus(303);
      response.setHeader("Location", session.url().revealToUse());
    } catch (AccessDeniedException denied) {
      PageFrame.writeDenial(request, response, denied.decision(), "/servers/");
    } catch (PanelException failure) {
      PageFrame.writePage(
          request,
          response,
          502,
          "No session on " + failure.server(),
          Markup.of(
              problem(failure.getMessage())
                  .with("id", "failure")
                  .with("data-kind", failure.kind().toString()),
              element("p").add(link("/servers/", "Back to the servers"))));
    }
  }

  private static String serverOf(HttpServletRequest request) {
    String path = request.getPathInfo();
    return path == null ? "" : path.substring(1);
  }

  private static AccessRequest question(HttpServletRequest request, String server) {
    return connectContext(request)
        .request(StaffgateRequest.of(request).staff().orElseThrow(), server);
  }

  private void list(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String staff = StaffgateRequest.of(request).staff().orElseThrow();
    List<ServerChoice> choices = staffgate.connect().serversOf(staff, connectContext(request));
    Markup servers =
        choices.isEmpty()
            ? element("p")
                .ofClass("card note")
                .with("id", "none")
                .text("There is no server that you may enter here and now. ")
                .add(link("/why?permission=server.sso", "Why?"))
            : form(request, choices.stream().map(one -> option(one.id(), label(one))).toList());
    PageFrame.writePage(
        request,
        response,
        200,
        "Servers",
        Markup.of(
            PolicyProblemNotice.of(staffgate, request), servers, linkToTokens(request, staff)));
  }

  /** For who may look after tokens, perhaps after a fresh second factor. */
  private Markup linkToTokens(HttpServletRequest request, String staff) {
    AccessRequest question = AccessRequest.of(staff, "server.configure");
    ConnectContext context = connectContext(request);
    AccessRequest placed = context.from().map(question::from).orElse(question);
    AccessRequest whole = context.secondFactorAt().map(placed::secondFactorAt).orElse(placed);
    return staffgate.ask(whole).outcome() == Decision.Outcome.DENY
        ? Markup.NONE
        : element("p").add(link("/tokens/", "The tokens of the servers"));
  }

  private static String label(ServerChoice choice) {
    return choice.title() + (choice.decision().permitted() ? "" : " (asks for your second factor)");
  }

  private static Markup option(String id, String label) {
    return element("option").with("value", id).text(label);
  }

  private static Markup form(HttpServletRequest request, List<Markup> options) {
    return element("form")
        .ofClass("card narrow")
        .with("method", "post")
        .with("action", "/servers/")
        .with("target", "_blank")
        .with("rel", "noopener")
        .add(
            Csrf.field(request),
            labelled("Server", "server", element("select").with("name", "server").add(options)),
            button("Enter in a new tab"),
            element("p")
                .ofClass("quiet")
                .text("Nobody sees a password: the panel opens the session for you."));
  }
}
