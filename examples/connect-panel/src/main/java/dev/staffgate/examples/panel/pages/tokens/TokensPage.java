package dev.staffgate.examples.panel.pages.tokens;

import dev.staffgate.audit.AuditException;
import dev.staffgate.examples.panel.web.Forms;
import dev.staffgate.examples.panel.web.Markup;
import dev.staffgate.examples.panel.web.Notice;
import dev.staffgate.examples.panel.web.PageAnswer;
import dev.staffgate.examples.panel.web.PageRequest;
import dev.staffgate.examples.panel.web.PanelPaths;
import dev.staffgate.gate.AccessDeniedException;
import dev.staffgate.model.Secret;
import dev.staffgate.panels.PanelException;
import dev.staffgate.secrets.SecretStoreException;
import dev.staffgate.sso.RotationReport;
import dev.staffgate.sso.ServerTokens;
import dev.staffgate.sso.TokenRetirement;
import dev.staffgate.sso.TokenState;
import dev.staffgate.state.StateStoreException;
import java.util.List;
import java.util.Optional;

/**
 * The pages that look after the tokens of servers: their state, and adding, testing, exchanging and
 * retiring one. A token comes in by one field of one form and is never shown, not even to the
 * person who has just typed it. The library decides who may, and records it.
 */
public final class TokensPage {
  private static final int MAX_TOKEN = 4096;

  private TokensPage() {}

  /** Shows the servers whose tokens the person looks after. */
  public static PageAnswer list(PageRequest request) {
    try {
      return request.answer(TokensMarkup.list(states(request), request.links()));
    } catch (SecretStoreException | StateStoreException broken) {
      return unreadable(broken);
    }
  }

  /** Shows the token of one server, and the forms that change it. */
  public static PageAnswer show(PageRequest request) {
    try {
      return showServer(request, Notice.NOTHING);
    } catch (SecretStoreException | StateStoreException broken) {
      return unreadable(broken);
    }
  }

  /** Changes or tests the token of one server as a form asks, and shows what came of it. */
  public static PageAnswer change(PageRequest request) {
    try {
      return showServer(request, perform(request));
    } catch (AccessDeniedException denied) {
      return PageAnswer.denial(denied.decision(), PanelPaths.TOKENS);
    } catch (SecretStoreException | StateStoreException broken) {
      return unreadable(broken);
    }
  }

  private static Notice perform(PageRequest request) {
    String server = request.segment();
    if (find(request).isEmpty()) {
      return Notice.NOTHING; // the page says that there is none
    }
    ServerTokens tokens = request.staffgate().connect().tokens();
    String staff = request.staff();
    try {
      return switch (request.parameter("action")) {
        case "add" -> add(request, tokens, staff, server);
        case "test" -> Notice.of(tokens.test(staff, server, request.connectContext()), "");
        case "rotate" -> {
          RotationReport report = tokens.rotate(staff, server, request.connectContext());
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
          "It was done as far as it could be, and what came of it could not be recorded. Please"
              + " tell who looks after the audit.");
    }
  }

  private static Notice add(PageRequest request, ServerTokens tokens, String staff, String server) {
    String token = request.parameter("token").strip();
    if (token.isEmpty()) {
      return Notice.bad(400, "Please paste the token. Nothing was changed.");
    }
    if (token.length() > MAX_TOKEN) {
      return Notice.bad(400, "That is longer than any token. Nothing was changed.");
    }
    try {
      return Notice.of(
          tokens.add(staff, server, Secret.of(token), request.connectContext()),
          "The token is kept from now on. ");
    } catch (PanelException failure) {
      return Notice.bad(502, "The token was not kept. " + failure.getMessage());
    }
  }

  private static Notice retire(
      PageRequest request, ServerTokens tokens, String staff, String server) {
    if (!request.parameter("sure").equals("yes")) {
      return Notice.bad(400, "Please tick that you are sure. Nothing was changed.");
    }
    TokenRetirement retired = tokens.retire(staff, server, request.connectContext());
    return retired.mayStillBeAccepted()
        ? Notice.note(retired.sentence())
        : Notice.good(retired.sentence());
  }

  private static PageAnswer showServer(PageRequest request, Notice notice) {
    Optional<TokenState> state = find(request);
    return state.isEmpty()
        ? PageAnswer.html(
            404,
            "No such server",
            Markup.of(
                Forms.problem(
                    "There is no server of that name whose token is yours to look after."),
                TokensMarkup.BACK))
        : request.answer(
            notice.status(),
            Markup.of(
                notice.markup(),
                TokensMarkup.server(state.get(), request.csrfField()),
                TokenPostureSection.ofServer(request.postures(), state.get())));
  }

  private static PageAnswer unreadable(RuntimeException broken) {
    return PageAnswer.html(
        503,
        "The tokens cannot be read",
        Notice.bad(503, "Problem: " + broken.getMessage() + ".").markup());
  }

  private static List<TokenState> states(PageRequest request) {
    return request.staffgate().connect().tokens().list(request.staff(), request.connectContext());
  }

  private static Optional<TokenState> find(PageRequest request) {
    return states(request).stream()
        .filter(one -> one.server().id().equals(request.segment()))
        .findFirst();
  }
}
