package dev.staffgate.whm.transport;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.base.Ticker;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelSessionClient;
import dev.staffgate.whm.http.CallExecutor;
import dev.staffgate.whm.http.CallLimits;
import dev.staffgate.whm.http.CallSender;
import dev.staffgate.whm.http.CallSenders;
import dev.staffgate.whm.http.CallTimeouts;
import dev.staffgate.whm.http.HttpTransport;
import dev.staffgate.whm.http.PreparedCall;
import dev.staffgate.whm.http.ServerNameResolver;
import dev.staffgate.whm.http.ServerTrustManager;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The transport to panels: one HTTP client with its threads, time-outs, limits, trust, proxy and
 * clock. Opaque; made once and given to the clients of all kinds of panels that a program has, so
 * that they share it.
 *
 * <p>What opens a session, or changes anything, is sent once. What only reads is sent a second time
 * if the server could not be reached or was overloaded. A server that fails again and again is left
 * alone for a while, and then tried by one call; {@link PanelSessionClient#test} reaches it all the
 * same, and once it succeeds, all may call again.
 *
 * <p>Safe for any number of threads. Its own threads are daemons: at most two for each processor,
 * four, 32 that look names up, and one of each HTTP client, of which there are eight at most. Who
 * makes a transport closes it when no client needs it any more, as when an application is
 * undeployed.
 */
public final class PanelTransport implements AutoCloseable {
  static {
    CallSenders.register(transport -> ((PanelTransport) transport).sender);
  }

  private final CallSender sender = new Sender();
  private final boolean ofOneClient;

  private final HttpTransport http;
  private final CallExecutor executor;
  private final CallTimeouts timeouts;
  private final CallLimits limits;
  private final InstantSource clock;
  private final TrustedAuthorities authorities;
  private final ImmutableMap<String, TrustedAuthorities> authoritiesOfServers;
  private final ImmutableSet<String> local;

  private PanelTransport(Builder builder, boolean ofOneClient) {
    this.ofOneClient = ofOneClient;
    this.clock = builder.clock;
    this.authorities = builder.authorities;
    this.authoritiesOfServers = ImmutableMap.copyOf(builder.authoritiesOfServers);
    this.local = ImmutableSet.copyOf(builder.local);
    this.timeouts =
        new CallTimeouts(
            builder.connectTimeout,
            builder.requestTimeout == null ? builder.deadline : builder.requestTimeout,
            builder.deadline);
    this.limits = builder.limits;
    HttpTransport transport =
        new HttpTransport(
            builder.connectTimeout,
            builder.proxy,
            builder.clock,
            new ServerNameResolver(builder.resolver));
    this.http = transport;
    this.executor = new CallExecutor(transport, timeouts, limits, builder.ticker);
  }

  /** Returns a transport with the values that a {@link #builder} begins with. */
  public static PanelTransport create() {
    return builder().build();
  }

  /** Returns a transport that is closed with the one client that has it. */
  static PanelTransport ofOneClient() {
    return new PanelTransport(builder(), true);
  }

  /** Returns a builder: a deadline of 15 s, 5 s to connect, no proxy, the JVM's trust store. */
  public static Builder builder() {
    return new Builder();
  }

  /** Sends the calls of clients. */
  private final class Sender implements CallSender {
    @Override
    public <T> T send(PreparedCall<T> call) {
      Server server = call.server();
      TrustedAuthorities vouching = authoritiesOfServers.getOrDefault(server.id(), authorities);
      return executor.execute(
          call,
          new CallExecutor.Peer(
              call.address(),
              new ServerTrustManager.Basis(server.pin(), vouching),
              local.contains(server.id())));
    }

    @Override
    public void closeWithItsClient() {
      if (ofOneClient) {
        close();
      }
    }
  }

  /**
   * Ends the threads and closes the connections. Calls that are under way fail, and so do those
   * that clients make after this. A thread of the JDK's HTTP client ends at once from Java 21 on;
   * in Java 17 it ends within seconds after the next garbage collection.
   */
  @Override
  public void close() {
    http.close();
  }

  /** Returns the clock that tells whether a pinned certificate or a session has expired. */
  public InstantSource clock() {
    return clock;
  }

  @Override
  public String toString() {
    return "PanelTransport[" + timeouts + ", " + limits + "]";
  }

  /** Makes a {@link PanelTransport}. Not safe for several threads at once. */
  public static final class Builder {
    private Duration deadline = Duration.ofSeconds(15);
    private Duration connectTimeout = Duration.ofSeconds(5);
    private @Nullable Duration requestTimeout;
    private CallLimits limits = CallLimits.DEFAULT;
    private Ticker ticker = Ticker.systemTicker();
    private ProxySelector proxy = HttpClient.Builder.NO_PROXY;
    private InstantSource clock = InstantSource.system();
    private TrustedAuthorities authorities = TrustedAuthorities.ofJvm();
    private final Map<String, TrustedAuthorities> authoritiesOfServers = new HashMap<>();
    private final Set<String> local = new HashSet<>();
    private ServerNameResolver.AddressLookup resolver = InetAddress::getAllByName;

    private Builder() {}

    /**
     * Sets how long one call may take in all: the wait for its turn, name, connection, TLS, and the
     * answer to its last byte; of a call that is sent twice, both.
     *
     * @param deadline 1 ms to 5 minutes
     */
    @CanIgnoreReturnValue
    public Builder deadline(Duration deadline) {
      requireTimeoutInRange(deadline);
      this.deadline = deadline;
      return this;
    }

    /**
     * Sets how long a connection may take to come about; the deadline counts on.
     *
     * @param timeout 1 ms to 5 minutes
     */
    @CanIgnoreReturnValue
    public Builder connectTimeout(Duration timeout) {
      requireTimeoutInRange(timeout);
      this.connectTimeout = timeout;
      return this;
    }

    /**
     * Sets how long one request may take, from name to last byte, so that there is time for a
     * second one. If it is not set, or longer than the deadline, it is the deadline.
     *
     * @param timeout 1 ms to 5 minutes
     */
    @CanIgnoreReturnValue
    public Builder requestTimeout(Duration timeout) {
      requireTimeoutInRange(timeout);
      this.requestTimeout = timeout;
      return this;
    }

    /**
     * Sets when a server is left alone: after so many calls in a row that could not reach it, got
     * no answer in time or found it overloaded by its status. No other answer counts, whatever it
     * is, nor does a certificate that is not trusted. If it is not set: after 5, for 30 s.
     *
     * @param failures 1 to 1000
     * @param pause 1 ms to 1 hour
     */
    @CanIgnoreReturnValue
    public Builder circuitBreaker(int failures, Duration pause) {
      this.limits = limits.withBreaker(failures, pause);
      return this;
    }

    /**
     * Sets how many calls may be under way at once. One more waits for a fifth of the deadline at
     * most, and then fails as busy. If it is not set: 8 and 256.
     *
     * @param perServer to one server, 1 to 1000
     * @param overall in all, in their first second; {@code perServer} to 10,000. A call that takes
     *     longer counts for its server alone, so that slow servers do not keep others waiting
     */
    @CanIgnoreReturnValue
    public Builder concurrency(int perServer, int overall) {
      this.limits = limits.withCalls(perServer, overall);
      return this;
    }

    @CanIgnoreReturnValue
    Builder ticker(Ticker ticker) {
      this.ticker = ticker;
      return this;
    }

    /**
     * Sets which HTTP proxy leads to a server; TLS is with the server, through the proxy, and
     * nothing but its host and port is told to the proxy. One that asks for credentials gets none.
     * Java's HTTP client reaches no server through one whose URL is an IPv6 address; such a call
     * fails as misconfigured.
     */
    @CanIgnoreReturnValue
    public Builder proxy(ProxySelector proxy) {
      this.proxy = requireNonNull(proxy, "proxy");
      return this;
    }

    /**
     * Sets who may vouch for servers, in place of those that the JVM trusts; not for servers that
     * have authorities of their own, and not for those with a {@code tls.pin}.
     */
    @CanIgnoreReturnValue
    public Builder authorities(TrustedAuthorities authorities) {
      this.authorities = requireNonNull(authorities, "authorities");
      return this;
    }

    /**
     * Sets who may vouch for one server, in place of those for all servers: they vouch for no other
     * one, over no connection. Where the policy has a {@code tls.pin} for it they are not asked,
     * for the pin stands for chain and name. An id that no server has changes nothing.
     *
     * @param server the server's id in the policy
     */
    @CanIgnoreReturnValue
    public Builder authorities(String server, TrustedAuthorities authorities) {
      authoritiesOfServers.put(
          requireNonNull(server, "server"), requireNonNull(authorities, "authorities"));
      return this;
    }

    /**
     * Lets a server's name lead to this machine or its link: to an address such as {@code
     * 127.0.1.1} or {@code 169.254.7.7}. Without this such a name is refused before anything is
     * sent, for a public name that leads there is wrong or forged. An address in the URL, and
     * {@code localhost}, are always allowed. A name behind a proxy is the proxy's to look up.
     *
     * @param server the server's id in the policy
     */
    @CanIgnoreReturnValue
    public Builder mayBeLocal(String server) {
      local.add(requireNonNull(server, "server"));
      return this;
    }

    /** Sets what tells where names lead, before they are called. */
    @CanIgnoreReturnValue
    Builder resolver(ServerNameResolver.AddressLookup resolver) {
      this.resolver = resolver;
      return this;
    }

    /** Sets the clock that tells whether a pinned certificate or a session has expired. */
    @CanIgnoreReturnValue
    public Builder clock(InstantSource clock) {
      this.clock = requireNonNull(clock, "clock");
      return this;
    }

    /**
     * Returns the transport.
     *
     * @throws IllegalStateException if the system property {@code
     *     jdk.httpclient.enableAllMethodRetry} is set: Java's HTTP client would open sessions twice
     */
    public PanelTransport build() {
      return new PanelTransport(this, false);
    }

    private static void requireTimeoutInRange(Duration timeout) {
      checkArgument(
          timeout.toMillis() >= 1 && timeout.compareTo(Duration.ofMinutes(5)) <= 0,
          "a time-out of %s is not in 1 ms to 5 minutes",
          timeout);
    }
  }
}
