package dev.staffgate.whm.call;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.staffgate.model.Server;
import dev.staffgate.whm.http.ServerAddress;
import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The places where a login URL may lead: on the server's own host to the port of the service; on
 * its other names there too, or to 443, where a service has a name of its own.
 *
 * @param ports by host, in the form of {@link ServerAddress#canonical}
 */
public record LoginOrigins(Map<String, Set<Integer>> ports) {
  private static final int HTTPS = 443;

  public LoginOrigins {
    ports = ImmutableMap.copyOf(ports);
  }

  /**
   * Returns where the login links of a server may lead: the one place that decides this, for all
   * panels, and for whoever asks where a browser may be sent.
   *
   * @param server with the aliases of the policy
   * @param port the port of the service
   * @param otherNames further aliases, in the form of {@link ServerAddress#canonical}
   * @param allowDefaultPort whether 443 is right on its own name as well
   */
  public static LoginOrigins of(
      Server server, int port, Collection<String> otherNames, boolean allowDefaultPort) {
    Map<String, Set<Integer>> places = new LinkedHashMap<>();
    ImmutableSet<Integer> both = ImmutableSet.of(port, HTTPS);
    places.put(
        ServerAddress.canonical(server.url().getHost()),
        allowDefaultPort ? both : ImmutableSet.of(port));
    Stream.concat(server.aliases().stream(), otherNames.stream())
        .forEach(name -> places.put(ServerAddress.canonical(name), both));
    return new LoginOrigins(places);
  }

  /** Returns them as origins: {@code https://host:port}. */
  public Set<URI> origins() {
    return ports.entrySet().stream()
        .flatMap(one -> one.getValue().stream().map(port -> new ServerAddress(one.getKey(), port)))
        .map(address -> URI.create("https://" + address))
        .collect(ImmutableSet.toImmutableSet());
  }

  boolean hasHost(String host) {
    return ports.containsKey(host);
  }

  boolean has(String host, int port) {
    return ports.getOrDefault(host, Set.of()).contains(port);
  }
}
