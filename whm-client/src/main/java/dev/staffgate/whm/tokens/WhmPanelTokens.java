package dev.staffgate.whm.tokens;

import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.panels.PanelTokens;
import dev.staffgate.panels.TokenRotation;
import dev.staffgate.secrets.SecretSink;
import dev.staffgate.secrets.SecretSource;
import dev.staffgate.whm.api1.WhmApiClient;
import java.util.List;

/** WHM's API tokens, exchanged by one plan for all servers. */
final class WhmPanelTokens implements PanelTokens {
  private final WhmTokens tokens;
  private final RotationPlan plan;

  WhmPanelTokens(WhmTokens tokens, RotationPlan plan) {
    this.tokens = tokens;
    this.plan = plan;
  }

  @Override
  public String panel() {
    return WhmApiClient.PANEL;
  }

  @Override
  public TokenRotation rotate(Server server, SecretSource source, SecretSink sink) {
    return tokens.rotate(server, source, sink, plan);
  }

  @Override
  public List<String> leftovers(Server server, Secret token) {
    String own = tokens.own(server, token).map(WhmToken::name).orElse("");
    TokenNames names = new TokenNames(plan.prefix());
    return tokens.list(server, token).stream()
        .map(WhmToken::name)
        .filter(name -> names.isLeftover(name, own))
        .toList();
  }

  @Override
  public String revoke(Server server, Secret token) {
    String name =
        tokens
            .own(server, token)
            .map(WhmToken::name)
            .orElseThrow(
                () ->
                    new PanelException(
                        Kind.MISCONFIGURED,
                        Detail.SETTINGS,
                        server.id(),
                        ("server %s: it is an access hash, which WHM has no call to revoke. Make a new"
                                + " one in WHM under Remote Access Key.")
                            .formatted(server.id()),
                        null));
    tokens.revoke(server, token, name);
    return name;
  }
}
