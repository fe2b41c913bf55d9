package dev.staffgate.examples.panel.pages.tokens;

import dev.staffgate.Staffgate;
import dev.staffgate.audit.AuditException;
import dev.staffgate.examples.panel.web.Csrf;
import dev.staffgate.examples.panel.web.FormServlet;
import dev.staffgate.examples.panel.web.Forms;
import dev.staffgate.examples.panel.web.Markup;
import dev.staffgate.examples.panel.web.Notice;
import dev.staffgate.examples.panel.web.PageFrame;
import dev.staffgate.gate.AccessDeniedException;
import dev.staffgate.model.Secret;
import dev.staffgate.panels.PanelException;
import dev.staffgate.secrets.SecretStoreException;
import dev.staffgate.servlet.StaffgateRequest;
import dev.staffgate.sso.RotationReport;
import dev.staffgate.sso.ServerTokens;
import dev.staffgate.sso.TokenRetirement;
import dev.staffgate.sso.TokenState;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The tokens of servers: how it stands with them, and adding, testing, exchanging and retiring one.
 * A token comes in by one field of one form, and is never shown, not even to who has just typed it.
 * Who may, and what is recorded, is the library's.
 */
public final class TokensPage extends FormServlet {
  private static final long serialVersionUID = 1L;
  private static final int MAX_TOKEN = 4096;

  private final transient Staffgate staffgate;
  private final transient TokenPostureSection postures;

  public TokensPage(Staffgate staffgate, TokenPostureSection postures) {
    this.staffgate = staffgate;
    this.postures = postures;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String server = serverOf(request);
    try {
      if (server.isEmpty()) {
        PageFrame.writePage(request, response, 200, "Tokens", TokensMarkup.list(states(request)));
      } else {
        showServer(request, response, server, Notice.NOTHING);
      }
    } catch (SecretStoreException broken) {
      unreadable(request, response, broken);
    }
  }

  @Override
  protected void onSubmit(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String server = serverOf(request);
    try {
      showServer(request, response, server, perform(request, server));
    } catch (AccessDeniedException denied) {
      PageFrame.writeDenial(request, response, denied.decision(), "/tokens/");
    } catch (SecretStoreException broken) {
      unreadable(request, response, broken);
    }
  }

  private Notice perform(HttpServletRequest request, String server) {
    if (find(request, server).isEmpty()) {
      return Notice.NOTHING; // the page says that there is none
    }
    ServerTokens tokens = staffgate.connect().tokens();
    String staff = StaffgateRequest.of(request).staff().orElseThrow();
    try {
      return switch (parameter(request, "action")) {
        case "add" -> add(request, tokens, staff, server);
        case "test" -> Notice.of(tokens.test(staff, server, connectContext(request)), "");
        case "rotate" -> {
          RotationReport report = tokens.rotate(staff, server, connectContext(request));
          yield report.done().isPresent()
              ? Notice.good(report.sentence())
              : Notice.bad(502, report.sentence());
        }
        case "retire" -> retire(request, tokens, staff, server);
        default -> Notice.bad(400, "This form asks for something that the page does not do.");
      };
    } catch (PanelException failure) {
      return Notice.bad(502, failure.getMessage());
    } catch (AuditException notRecorded) {
      return Notice.bad(
          503,
          "It was done as far as it could be, and what came of it could not be recorded. Please tell"
              + " who looks after the audit.");
    }
  }

  private static Notice add(
      HttpServletRequest request, ServerTokens tokens, String staff, String server) {
    String token = parameter(request, "token").strip();
    if (token.isEmpty()) {
      return Notice.bad(400, "Please paste the token. Nothing was changed.");
    }
    if (token.length() > MAX_TOKEN) {
      return Notice.bad(400, "That is longer than any token. Nothing was changed.");
    }
    try {
      return Notice.of(
          tokens.add(staff, server, Secret.of(token), connectContext(request)),
          "The token is kept from now on. ");
    } catch (PanelException failure) {
      return Notice.bad(502, "The token was not kept. " + failure.getMessage());
    }
  }

  private static Notice retire(
      HttpServletRequest request, ServerTokens tokens, String staff, String server) {
    if (!parameter(request, "sure").equals("yes")) {
      return Notice.bad(400, "Please tick that you are sure. Nothing was changed.");
    }
    TokenRetirement retired = tokens.retire(staff, server, connectContext(request));
    return retired.mayStillBeAccepted() ? Notice.note(retired.sentence()) : Notice.good(retired.sentence());
  }

  private void showServer(
      HttpServletRequest request, HttpServletResponse response, String server, Notice notice)
      throws IOException {
    Optional<TokenState> state = find(request, server);
    if (state.isEmpty()) {
      PageFrame.writePage(
          request,
          response,
          404,
          "No such server",
          Markup.of(
              Forms.problem("There is no server of that name whose token is yours to look after."),
              TokensMarkup.BACK));
      return;
    }
    PageFrame.writePage(
        request,
        response,
        notice.status(),
        "Token of " + server,
        Markup.of(
            notice.markup(),
            TokensMarkup.server(state.get(), Csrf.field(request)),
            postures.ofServer(state.get())));
  }

  private static void unreadable(
      HttpServletRequest request, HttpServletResponse response, SecretStoreException broken)
      throws IOException {
    PageFrame.writePage(
        request,
        response,
        503,
        "The tokens cannot be read",
        Notice.bad(503, "It stands so: " + broken.getMessage() + ".").markup());
  }

  private List<TokenState> states(HttpServletRequest request) {
    return staffgate
        .connect()
        .tokens()
        .list(StaffgateRequest.of(request).staff().orElseThrow(), connectContext(request));
  }

  private Optional<TokenState> find(HttpServletRequest request, String server) {
    return states(request).stream().filter(one -> one.server().id().equals(server)).findFirst();
  }

  private static String serverOf(HttpServletRequest request) {
    String path = request.getPathInfo();
    return path == null ? "" : path.substring(1);
  }
}
