package dev.staffgate.whm.transport;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.SetMultimap;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.staffgate.whm.http.ServerAddress;
import java.util.Collection;
import java.util.Map;

/**
 * The settings of the clients of panels that answer with a login link: transport, and other names
 * of servers. Not safe for several threads at once.
 *
 * @param <B> the builder itself
 */
public abstract class LoginLinkClientBuilder<B extends LoginLinkClientBuilder<B>>
    extends SessionClientBuilder<B> {
  private static final int MAX_ALIASES = 64;

  private final SetMultimap<String, String> aliases = LinkedHashMultimap.create();

  protected LoginLinkClientBuilder() {}

  /**
   * Adds another name that login links to a server may have, such as that of a virtual server; on
   * port 443 too.
   *
   * @param server the server's id in the policy
   * @param host a host name or an address
   * @throws IllegalArgumentException if it is neither, or the server's 65th
   */
  @CanIgnoreReturnValue
  public B alias(String server, String host) {
    requireNonNull(server, "server");
    checkArgument(
        aliases.get(server).size() < MAX_ALIASES,
        "server %s has more than %s aliases",
        server,
        MAX_ALIASES);
    aliases.put(server, ServerAddress.requireHost(host));
    return self();
  }

  /** Returns the other names that were added so far, by the id of the server. */
  protected Map<String, Collection<String>> aliases() {
    return ImmutableSetMultimap.copyOf(aliases).asMap();
  }
}
