package dev.staffgate.examples.panel.pages.servers;

import dev.staffgate.Staffgate;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.examples.panel.web.Csrf;
import dev.staffgate.examples.panel.web.FormServlet;
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
      PageFrame.refused(request, response, decision, "/servers/");
    } else {
      PageFrame.page(
          request,
          response,
          200,
          "Enter " + server,
          form(request, List.of(option(server, server))));
    }
  }

  @Override
  protected void submitted(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String server = parameter(request, "server");
    String staff = StaffgateRequest.of(request).staff().orElseThrow();
    try {
      PanelSession session = staffgate.connect().open(staff, server, context(request));
      // 303: the browser goes there by GET, and this answer is kept nowhere.
      response.setStatus(303);
      response.setHeader("Location", session.url().revealToUse());
    } catch (AccessDeniedException denied) {
      PageFrame.refused(request, response, denied.decision(), "/servers/");
    } catch (PanelException failure) {
      PageFrame.page(
          request,
          response,
          502,
          "No session on " + failure.server(),
          "<p class=\"card bad\" role=\"alert\" id=\"failure\" data-kind=\"%s\">%s</p><p><a href=\"/servers/\">Back to the servers</a></p>"
              .formatted(failure.kind(), PageFrame.escape(failure.getMessage())));
    }
  }

  private static String serverOf(HttpServletRequest request) {
    String path = request.getPathInfo();
    return path == null ? "" : path.substring(1);
  }

  private static AccessRequest question(HttpServletRequest request, String server) {
    return context(request).request(StaffgateRequest.of(request).staff().orElseThrow(), server);
  }

  private void list(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String staff = StaffgateRequest.of(request).staff().orElseThrow();
    List<ServerChoice> choices = staffgate.connect().serversOf(staff, context(request));
    String servers =
        choices.isEmpty()
            ? "<p class=\"card note\" id=\"none\">There is no server that you may enter here and now. "
                + "<a href=\"/why?permission=server.sso\">Why?</a></p>"
            : form(request, choices.stream().map(one -> option(one.id(), label(one))).toList());
    PageFrame.page(
        request,
        response,
        200,
        "Servers",
        PolicyProblemNotice.of(staffgate, request) + servers + linkToTokens(request, staff));
  }

  /** For who may look after tokens, perhaps after a fresh second factor. */
  private String linkToTokens(HttpServletRequest request, String staff) {
    AccessRequest question = AccessRequest.of(staff, "server.configure");
    ConnectContext context = context(request);
    AccessRequest placed = context.from().map(question::from).orElse(question);
    AccessRequest whole = context.secondFactorAt().map(placed::secondFactorAt).orElse(placed);
    return staffgate.ask(whole).outcome() == Decision.Outcome.DENY
        ? ""
        : "<p><a href=\"/tokens/\">The tokens of the servers</a></p>";
  }

  private static String label(ServerChoice choice) {
    return choice.title() + (choice.decision().permitted() ? "" : " (asks for your second factor)");
  }

  private static String option(String id, String label) {
    return "<option value=\"%s\">%s</option>"
        .formatted(PageFrame.escape(id), PageFrame.escape(label));
  }

  private static String form(HttpServletRequest request, List<String> options) {
    return """
        <form class="card narrow" method="post" action="/servers/" target="_blank" rel="noopener">%s
        <label for="server">Server</label>
        <select id="server" name="server">%s</select>
        <button>Enter in a new tab</button>
        <p class="quiet">Nobody sees a password: the panel opens the session for you.</p></form>
        """
        .formatted(Csrf.field(request), String.join("", options));
  }
}
