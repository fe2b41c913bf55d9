package dev.staffgate.sso;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * A session that was handed out, and the result of ending it.
 *
 * @param server the server's id
 * @param user the panel user whose session it is
 * @param ended whether the panel confirmed the end; if not, the session may live on
 * @param until the instant when it ends by itself, if the panel said so
 */
public record EndedSession(String server, String user, boolean ended, Optional<Instant> until) {
  public EndedSession {
    requireNonNull(server, "server");
    requireNonNull(user, "user");
    requireNonNull(until, "until");
  }
}
