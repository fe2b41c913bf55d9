package dev.staffgate.servlet.request;

import dev.staffgate.network.IpAddress;
import dev.staffgate.network.NetworkSet;
import org.jspecify.annotations.Nullable;

/**
 * The walk along the hops of one request, from the nearest to the farthest. It ends at the first
 * hop that is not a trusted proxy. Not thread-safe.
 */
public final class ProxyChain {
  /** The most trusted proxies that a request may have come through, besides the peer. */
  private static final int MAX_TRUSTED_HOPS = 64;

  private final NetworkSet trusted;
  private @Nullable IpAddress client;
  private int hops;

  /**
   * Begins at a peer that is trusted.
   *
   * @param ifNoHops the client if no hop follows; null if it is not known then
   */
  public ProxyChain(NetworkSet trusted, @Nullable IpAddress ifNoHops) {
    this.trusted = trusted;
    this.client = ifNoHops;
  }

  /**
   * Returns whether the walk goes on behind this hop.
   *
   * @param hop null if it could not be read
   */
  public boolean goesOnPast(@Nullable IpAddress hop) {
    boolean tooMany = ++hops > MAX_TRUSTED_HOPS;
    if (hop == null || !trusted.contains(hop)) {
      client = hop;
      return false;
    }
    client = tooMany ? null : hop;
    return !tooMany;
  }

  /** Ends the walk at something that could not be read. */
  boolean stopAtUnreadable() {
    return goesOnPast(null);
  }

  /** Returns the hop that the walk has reached: the client, once it has ended; null if unknown. */
  public @Nullable IpAddress client() {
    return client;
  }
}
