package dev.staffgate.sso;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.Server;
import java.time.Instant;
import java.util.Optional;

/**
 * The state of the token of a server, as far as the store knows; the server was not asked.
 *
 * @param server the server of the token
 * @param location where the token is, if there is one
 * @param since the instant when it was put there, or retired
 * @param exchangeable whether it can be exchanged for a new one by {@link ServerTokens#rotate}
 * @param change a change of it that is under way, or that did not finish
 */
public record TokenState(
    Server server,
    Location location,
    Optional<Instant> since,
    boolean exchangeable,
    Optional<UnfinishedTokenChange> change) {
  /** The places where a token may be. */
  public enum Location {
    /** Elsewhere, such as in the environment: it can be tested, and nothing else. */
    ELSEWHERE,
    /** Nowhere: it would be kept in the store, and is not there. */
    MISSING,
    /** In the store. */
    KEPT,
    /** Nowhere any more: it was in the store, and was destroyed. */
    RETIRED
  }

  public TokenState {
    requireNonNull(server, "server");
    requireNonNull(location, "location");
    requireNonNull(since, "since");
    requireNonNull(change, "change");
  }
}
