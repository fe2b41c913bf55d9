package dev.staffgate.sso;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.Secret;
import java.time.Instant;
import java.util.Optional;

/**
 * An open session in a server's panel, to be handed to the browser of the person it was opened for,
 * once.
 *
 * @param server the server's id
 * @param user the panel user whose session it is
 * @param url where the browser goes: who has it has the session, so it is a secret
 * @param expiresAt when the panel says that the session ends, if it says so
 */
public record PanelSession(String server, String user, Secret url, Optional<Instant> expiresAt) {
  public PanelSession {
    requireNonNull(server, "server");
    requireNonNull(user, "user");
    requireNonNull(url, "url");
    requireNonNull(expiresAt, "expiresAt");
  }
}
