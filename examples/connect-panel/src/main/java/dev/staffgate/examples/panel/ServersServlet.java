package dev.staffgate.examples.panel;

import dev.staffgate.Staffgate;
import dev.staffgate.gate.AccessDeniedException;
import dev.staffgate.policy.AccessRequest;
import dev.staffgate.policy.Decision;
import dev.staffgate.policy.Remedy;
import dev.staffgate.servlet.StaffgateRequest;
import dev.staffgate.sso.ConnectContext;
import dev.staffgate.sso.PanelException;
import dev.staffgate.sso.PanelSession;
import dev.staffgate.sso.ServerChoice;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The servers that a person may enter, and entering one: in a new tab, by a form. */
final class ServersServlet extends FormServlet {
  private static final long serialVersionUID = 1L;

  private final transient Staffgate staffgate;

  ServersServlet(Staffgate staffgate) {
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
      refused(request, response, decision);
    } else {
      Html.page(
          request,
          response,
          200,
          "Enter " + server,
          form(request, List.of(option(server, server))));
    }
  }

  @Override
  void submitted(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String server = parameter(request, "server");
    String staff = StaffgateRequest.of(request).staff().orElseThrow();
    try {
      PanelSession session = staffgate.connect().open(staff, server, context(request));
      // 303: the browser goes there by GET, and this answer is kept nowhere.
      response.setStatus(303);
      response.setHeader("Location", session.url().revealToUse());
    } catch (AccessDeniedException denied) {
      refused(request, response, denied.decision());
    } catch (PanelException failure) {
      Html.page(
          request,
          response,
          502,
          "No session on " + failure.server(),
          "<p class=\"card bad\" role=\"alert\" id=\"failure\" data-kind=\"%s\">%s</p><p><a href=\"/servers/\">Back to the servers</a></p>"
              .formatted(failure.kind(), Html.escape(failure.getMessage())));
    }
  }

  private static String serverOf(HttpServletRequest request) {
    String path = request.getPathInfo();
    return path == null ? "" : path.substring(1);
  }

  private static ConnectContext context(HttpServletRequest request) {
    StaffgateRequest found = StaffgateRequest.of(request);
    return new ConnectContext(
        found.from(),
        found.caller().flatMap(caller -> Optional.ofNullable(caller.secondFactorAt())));
  }

  private static AccessRequest question(HttpServletRequest request, String server) {
    StaffgateRequest found = StaffgateRequest.of(request);
    ConnectContext context = context(request);
    AccessRequest question = AccessRequest.sso(found.staff().orElseThrow(), server);
    AccessRequest placed = context.from().map(question::from).orElse(question);
    return context.secondFactorAt().map(placed::secondFactorAt).orElse(placed);
  }

  private void list(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String staff = StaffgateRequest.of(request).staff().orElseThrow();
    List<ServerChoice> choices = staffgate.connect().serversOf(staff, context(request));
    String servers =
        choices.isEmpty()
            ? "<p class=\"card note\" id=\"none\">There is no server that you may enter here and now. "
                + "<a href=\"/why?permission=server.sso\">Why?</a></p>"
            : form(request, choices.stream().map(one -> option(one.id(), label(one))).toList());
    Html.page(request, response, 200, "Servers", PolicyNotice.of(staffgate, request) + servers);
  }

  private static String label(ServerChoice choice) {
    return choice.title() + (choice.decision().permitted() ? "" : " (asks for your second factor)");
  }

  private static String option(String id, String label) {
    return "<option value=\"%s\">%s</option>".formatted(Html.escape(id), Html.escape(label));
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

  private static void refused(
      HttpServletRequest request, HttpServletResponse response, Decision decision)
      throws IOException {
    boolean stepUp = decision.reason().remedy() == Remedy.SECOND_FACTOR;
    Html.page(
        request,
        response,
        403,
        stepUp ? "One more step" : "Not allowed",
        """
        <p class="card bad" role="alert" id="refusal" data-code="%s">%s</p>%s
        <p><a href="/servers/">Back to the servers</a></p>
        """
            .formatted(
                decision.reason().code(),
                Html.escape(decision.reason().sentence()),
                stepUp ? "<p><a href=\"/step-up\">Confirm your second factor</a></p>" : ""));
  }
}
