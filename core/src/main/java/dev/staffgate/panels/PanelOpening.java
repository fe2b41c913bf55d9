package dev.staffgate.panels;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.network.IpAddress;
import java.util.Optional;

/**
 * An order to open a session. The decision that it may be opened has been made already.
 *
 * @param server the server
 * @param user the panel user that the session is for
 * @param token the API token of the server's own {@link Server#user()}
 * @param target the place in the panel
 * @param browser the address that the person's browser comes from, for panels that bind a session
 *     to it
 */
public record PanelOpening(
    Server server, String user, Secret token, PanelTarget target, Optional<IpAddress> browser) {
  public PanelOpening {
    requireNonNull(server, "server");
    requireNonNull(user, "user");
    requireNonNull(token, "token");
    requireNonNull(target, "target");
    requireNonNull(browser, "browser");
  }

  /** Returns an order for a panel's start page, without a browser's address. */
  public static PanelOpening of(Server server, String user, Secret token) {
    return new PanelOpening(server, user, token, PanelTarget.HOME, Optional.empty());
  }

  /** Returns this order for another target. */
  public PanelOpening to(PanelTarget other) {
    return new PanelOpening(server, user, token, other, browser);
  }

  /** Returns this order for a browser at this address. */
  public PanelOpening from(IpAddress address) {
    return new PanelOpening(server, user, token, target, Optional.of(address));
  }
}
