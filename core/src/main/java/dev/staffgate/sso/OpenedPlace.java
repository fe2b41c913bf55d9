package dev.staffgate.sso;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.Server;
import java.net.URI;

/**
 * The place that a session leads to: a panel, and its user.
 *
 * @param server the server's id
 * @param panel the kind of panel, such as {@code whm}
 * @param url where the panel was when the session was opened
 * @param user the panel user whose session it is
 */
record OpenedPlace(String server, String panel, URI url, String user) {
  OpenedPlace {
    requireNonNull(server, "server");
    requireNonNull(panel, "panel");
    requireNonNull(url, "url");
    requireNonNull(user, "user");
  }

  static OpenedPlace of(Server server, String user) {
    return new OpenedPlace(server.id(), server.panel(), server.url(), user);
  }

  /** Returns whether both lead into the same panel as the same user, whatever the server's id. */
  boolean isSameSession(OpenedPlace other) {
    return panel.equals(other.panel) && url.equals(other.url) && user.equals(other.user);
  }
}
