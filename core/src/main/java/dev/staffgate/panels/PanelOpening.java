package dev.staffgate.panels;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.network.IpAddress;
import java.util.Optional;

/**
 * A session that shall be opened. It has been decided already that it may be.
 *
 * @param server where
 * @param user the panel user whose session it shall be
 * @param token the API token of the server's own {@link Server#user()}
 * @param target what for
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

  /** A session on a panel's start page, from an address that is not told. */
  public static PanelOpening of(Server server, String user, Secret token) {
    return new PanelOpening(server, user, token, PanelTarget.HOME, Optional.empty());
  }

  /** Returns this opening for another target. */
  public PanelOpening to(PanelTarget other) {
    return new PanelOpening(server, user, token, other, browser);
  }

  /** Returns this opening for a browser at this address. */
  public PanelOpening from(IpAddress address) {
    return new PanelOpening(server, user, token, target, Optional.of(address));
  }
}
