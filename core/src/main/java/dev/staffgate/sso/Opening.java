package dev.staffgate.sso;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.model.Server;
import dev.staffgate.policy.Policy;
import java.util.Optional;

/**
 * An opening as a policy decided it: the request, and the server and the panel user that it came
 * to. It holds no decision, which would keep a whole policy in memory.
 *
 * @param request completed with its circumstances, so that it can be put to another policy
 * @param account the customer's account that was asked for; without it the policy names the user
 */
record Opening(AccessRequest request, Optional<String> account, Server server, String user) {
  /** Returns what a permit came to; nothing if its policy does not have the server. */
  static Optional<Opening> of(
      AccessRequest request, Decision.Permit permit, Optional<String> account, Policy policy) {
    return serverOf(request, policy)
        .map(
            server ->
                new Opening(
                    request,
                    account,
                    server,
                    account.orElseGet(() -> permit.ssoUser().orElse(server.user()))));
  }

  /** Returns the server that a request names, if the policy has it. */
  static Optional<Server> serverOf(AccessRequest request, Policy policy) {
    return Optional.ofNullable(request.resources().get("server"))
        .flatMap(id -> Optional.ofNullable(policy.document().servers().get(id)));
  }

  /** Returns where the session leads to. */
  OpenedPlace place() {
    return OpenedPlace.of(server, user);
  }

  /**
   * Returns whether both would be opened by the same call: same session, token, trust and links.
   */
  boolean isSameCall(Opening other) {
    return place().isSameSession(other.place())
        && server.user().equals(other.server.user())
        && server.token().equals(other.server.token())
        && server.pin().equals(other.server.pin())
        && server.aliases().equals(other.server.aliases());
  }
}
