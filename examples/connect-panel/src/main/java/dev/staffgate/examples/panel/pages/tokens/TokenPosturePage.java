package dev.staffgate.examples.panel.pages.tokens;

import dev.staffgate.Staffgate;
import dev.staffgate.examples.panel.web.FormServlet;
import dev.staffgate.examples.panel.web.Markup;
import dev.staffgate.examples.panel.web.Notice;
import dev.staffgate.examples.panel.web.PageFrame;
import dev.staffgate.model.Server;
import dev.staffgate.secrets.SecretStoreException;
import dev.staffgate.servlet.StaffgateRequest;
import dev.staffgate.sso.TokenState;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** What the tokens of all servers may do that somebody looks after. Changes nothing. */
public final class TokenPosturePage extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Staffgate staffgate;
  private final transient TokenPostureSection postures;

  public TokenPosturePage(Staffgate staffgate, TokenPostureSection postures) {
    this.staffgate = staffgate;
    this.postures = postures;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Markup main;
    int status = 200;
    try {
      List<Server> servers =
          staffgate
              .connect()
              .tokens()
              .list(
                  StaffgateRequest.of(request).staff().orElseThrow(),
                  FormServlet.connectContext(request))
              .stream()
              .map(TokenState::server)
              .toList();
      main = postures.ofServers(servers);
    } catch (SecretStoreException broken) {
      status = 503;
      main = Notice.bad(status, "The tokens cannot be read: " + broken.getMessage() + ".").markup();
    }
    PageFrame.writePage(
        request, response, status, "What the tokens may do", Markup.of(main, TokensMarkup.BACK));
  }
}
