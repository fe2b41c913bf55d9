package dev.staffgate.whm.call;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.SetMultimap;
import dev.staffgate.whm.WhmServer;

/** Collects the other names of servers for a builder. */
public final class PanelAliases {
  private final SetMultimap<String, String> hosts = LinkedHashMultimap.create();

  /**
   * Adds a name.
   *
   * @throws IllegalArgumentException if it is neither a host name nor an address, or one too many
   */
  public void add(String server, String host) {
    requireNonNull(server, "server");
    checkArgument(
        hosts.get(server).size() < WhmServer.MAX_ALIASES,
        "server %s has more than %s aliases",
        server,
        WhmServer.MAX_ALIASES);
    hosts.putAll(server, WhmServer.PLAIN.alias(host).aliases());
  }

  public ImmutableSetMultimap<String, String> toMultimap() {
    return ImmutableSetMultimap.copyOf(hosts);
  }
}
