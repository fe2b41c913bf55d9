package dev.staffgate.examples.panel.pages.tokens;

import dev.staffgate.examples.panel.web.Markup;
import dev.staffgate.examples.panel.web.Notice;
import dev.staffgate.examples.panel.web.PageAnswer;
import dev.staffgate.examples.panel.web.PageRequest;
import dev.staffgate.model.Server;
import dev.staffgate.secrets.SecretStoreException;
import dev.staffgate.sso.TokenState;
import dev.staffgate.state.StateStoreException;
import java.util.List;

/** The page that shows what the tokens of all servers may do. Changes nothing. */
public final class TokenPosturePage {
  private TokenPosturePage() {}

  /** Asks all servers whose tokens the person looks after. */
  public static PageAnswer show(PageRequest request) {
    try {
      List<Server> servers =
          request
              .staffgate()
              .connect()
              .tokens()
              .list(request.staff(), request.connectContext())
              .stream()
              .map(TokenState::server)
              .toList();
      return request.answer(
          Markup.of(TokenPostureSection.ofServers(request.postures(), servers), TokensMarkup.BACK));
    } catch (SecretStoreException | StateStoreException broken) {
      return request.answer(
          503,
          Markup.of(
              Notice.bad(503, "The tokens cannot be read: " + broken.getMessage() + ".").markup(),
              TokensMarkup.BACK));
    }
  }
}
