package dev.staffgate.whm.call;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.staffgate.whm.http.ServerAddress;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

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
   * Returns the port on the server's own host, and on each of its other names that port and 443.
   *
   * @param host the server's own, in the form of {@link ServerAddress#canonical}
   * @param otherNames likewise; one that equals {@code host} opens 443 there
   */
  public static LoginOrigins of(String host, int port, Collection<String> otherNames) {
    Map<String, Set<Integer>> places = new LinkedHashMap<>();
    otherNames.forEach(name -> places.put(name, ImmutableSet.of(port, HTTPS)));
    places.putIfAbsent(host, ImmutableSet.of(port));
    return new LoginOrigins(places);
  }

  boolean hasHost(String host) {
    return ports.containsKey(host);
  }

  boolean has(String host, int port) {
    return ports.getOrDefault(host, Set.of()).contains(port);
  }
}
