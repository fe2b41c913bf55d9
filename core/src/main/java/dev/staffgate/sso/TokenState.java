package dev.staffgate.sso;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.Server;
import java.time.Instant;
import java.util.Optional;

/**
 * How it stands with the token of a server, as far as the store tells; the server was not asked.
 *
 * @param server whose token
 * @param location where the token is, if there is one
 * @param since when it was put there, or retired
 * @param exchangeable whether it can be exchanged for a new one by {@link ServerTokens#rotate}
 */
public record TokenState(
    Server server, Location location, Optional<Instant> since, boolean exchangeable) {
  /** Whether there is a token, and whose it is to keep. */
  public enum Location {
    /** It is kept elsewhere, in the environment say: nothing can be done with it but a test. */
    ELSEWHERE,
    /** It would be kept in the store, and is not there. */
    MISSING,
    /** It is in the store. */
    KEPT,
    /** It was in the store, and was destroyed. */
    RETIRED
  }

  public TokenState {
    requireNonNull(server, "server");
    requireNonNull(location, "location");
    requireNonNull(since, "since");
  }
}
