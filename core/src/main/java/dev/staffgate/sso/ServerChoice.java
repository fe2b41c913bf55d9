package dev.staffgate.sso;

import static java.util.Objects.requireNonNull;

import dev.staffgate.decision.Decision;
import dev.staffgate.model.Server;

/**
 * A server that somebody may enter, at once or after a remedy.
 *
 * @param server the server
 * @param decision a permit, or what is missing: a second factor or an approval; never a denial
 */
public record ServerChoice(Server server, Decision decision) {
  public ServerChoice {
    requireNonNull(server, "server");
    requireNonNull(decision, "decision");
  }

  /** Returns the server's id. */
  public String id() {
    return server.id();
  }

  /** Returns the server's title, or its id if it has no title. */
  public String title() {
    return server.title().orElse(server.id());
  }
}
