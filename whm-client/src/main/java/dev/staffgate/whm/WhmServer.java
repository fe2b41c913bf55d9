package dev.staffgate.whm;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelTarget.Area;
import dev.staffgate.whm.call.LoginOrigins;
import dev.staffgate.whm.http.ServerAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of a WHM server beyond the policy: its other names, and ports that are not the usual
 * ones.
 *
 * @param aliases other host names or addresses that its login URLs may have, such as {@code
 *     whm.example.net}; on those the port 443 is allowed too
 * @param preferredDomain the host name or address that its login URLs shall have; an alias as well
 * @param ports where its services are for browsers, if not on 2087, 2083 and 2096; WHM itself is on
 *     the port of the policy's {@code url:} if nothing is said here
 */
public record WhmServer(
    Set<String> aliases, Optional<String> preferredDomain, Map<Area, Integer> ports) {
  /** The most aliases that a server may have. */
  public static final int MAX_ALIASES = 64;

  /** Nothing is known beyond the policy. */
  public static final WhmServer PLAIN = new WhmServer(Set.of(), Optional.empty(), Map.of());

  public WhmServer {
    checkArgument(aliases.size() <= MAX_ALIASES, "a server has more than %s aliases", MAX_ALIASES);
    aliases =
        aliases.stream().map(ServerAddress::requireHost).collect(ImmutableSet.toImmutableSet());
    preferredDomain =
        requireNonNull(preferredDomain, "preferredDomain").map(ServerAddress::requireHost);
    ports = ImmutableMap.copyOf(ports);
    for (int port : ports.values()) {
      checkArgument(port >= 1 && port <= 65535, "port %s is not in 1..65535", port);
    }
  }

  /**
   * Returns this with another name of the server.
   *
   * @throws IllegalArgumentException if it is neither a host name nor an address
   */
  public WhmServer alias(String host) {
    Set<String> more = new LinkedHashSet<>(aliases);
    more.add(host);
    return new WhmServer(more, preferredDomain, ports);
  }

  /**
   * Returns this with the name that login URLs shall have.
   *
   * @throws IllegalArgumentException if it is neither a host name nor an address
   */
  public WhmServer preferredDomain(String host) {
    return new WhmServer(aliases, Optional.of(host), ports);
  }

  /** Returns this with the port that browsers find a service at. */
  public WhmServer port(Area area, int port) {
    Map<Area, Integer> more = new LinkedHashMap<>(ports);
    more.put(area, port);
    return new WhmServer(aliases, preferredDomain, more);
  }

  public Optional<Integer> port(Area area) {
    return Optional.ofNullable(ports.get(area));
  }

  /** All of its other names. */
  public Set<String> hosts() {
    ImmutableSet.Builder<String> hosts = ImmutableSet.builder();
    preferredDomain.ifPresent(hosts::add);
    return hosts.addAll(aliases).build();
  }

  /**
   * Returns where a login URL of one of its services may lead.
   *
   * @param server the server in the policy, whose port is that of WHM itself
   */
  LoginOrigins loginOrigins(Server server, WhmService service) {
    int port =
        port(service.area())
            .orElse(
                service == WhmService.WHOSTMGRD
                    ? ServerAddress.of(server, service.port()).port()
                    : service.port());
    return LoginOrigins.of(server, port, hosts(), false);
  }
}
