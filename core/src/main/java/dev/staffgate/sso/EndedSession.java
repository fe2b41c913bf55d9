package dev.staffgate.sso;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * An entry into a server that was handed out, and what came of ending it.
 *
 * @param server the server's id
 * @param user the panel user whose session it is
 * @param ended whether the panel said that it ended it; else a session may live on
 * @param until when it ends by itself, if the panel told so
 */
public record EndedSession(String server, String user, boolean ended, Optional<Instant> until) {
  public EndedSession {
    requireNonNull(server, "server");
    requireNonNull(user, "user");
    requireNonNull(until, "until");
  }
}
