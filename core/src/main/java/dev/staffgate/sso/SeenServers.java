package dev.staffgate.sso;

import dev.staffgate.model.Server;
import dev.staffgate.policy.Policy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The servers that the policies of this program's life had. A session is ended with the token and
 * the trust that a policy says, never with what a state store says: whoever can write there must
 * not have a token sent elsewhere. Thread-safe.
 */
final class SeenServers {
  private static final int MAX = 50_000;

  private final Map<Place, Server> servers = new LinkedHashMap<>();
  private @Nullable Policy last;

  private record Place(String server, String panel, String url) {
    static Place of(String server, String panel, Object url) {
      return new Place(server, panel, url.toString());
    }
  }

  /** Sees the servers of a policy; of one place, the newest counts. */
  @SuppressWarnings("ReferenceEquality") // the same policy is one object
  synchronized void see(Policy policy) {
    if (policy == last) {
      return;
    }
    last = policy;
    if (servers.size() > MAX) {
      servers.clear();
    }
    policy.document().servers().values().forEach(this::see);
  }

  synchronized void see(Server server) {
    servers.put(Place.of(server.id(), server.panel(), server.url()), server);
  }

  /** Returns the server of a session; empty if no policy that was seen has it there. */
  synchronized Optional<Server> find(OpenedPlace place) {
    return Optional.ofNullable(servers.get(Place.of(place.server(), place.panel(), place.url())));
  }
}
