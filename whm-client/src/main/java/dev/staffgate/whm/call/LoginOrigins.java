package dev.staffgate.whm.call;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.staffgate.whm.WhmServer;
import dev.staffgate.whm.WhmService;
import dev.staffgate.whm.http.ServerAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Where a login URL may lead: on the server's own host to the port of the service; on its other
 * names there too, or to 443, where a service has a name of its own.
 *
 * @param ports by host, in the form of {@link ServerAddress#canonical}
 */
public record LoginOrigins(Map<String, Set<Integer>> ports) {
  private static final int HTTPS = 443;

  public LoginOrigins {
    ports = ImmutableMap.copyOf(ports);
  }

  /**
   * The places of one service.
   *
   * @param address where the API is
   * @param server what is known of the server beyond the policy
   */
  public static LoginOrigins of(ServerAddress address, WhmServer server, WhmService service) {
    int port =
        server
            .port(service.area())
            .orElse(service == WhmService.WHOSTMGRD ? address.port() : service.port());
    Map<String, Set<Integer>> places = new LinkedHashMap<>();
    server.hosts().forEach(host -> places.put(host, ImmutableSet.of(port, HTTPS)));
    places.putIfAbsent(address.host(), ImmutableSet.of(port));
    return new LoginOrigins(places);
  }

  boolean hasHost(String host) {
    return ports.containsKey(host);
  }

  boolean has(String host, int port) {
    return ports.getOrDefault(host, Set.of()).contains(port);
  }
}
