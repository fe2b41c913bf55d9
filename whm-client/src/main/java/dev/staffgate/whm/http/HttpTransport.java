package dev.staffgate.whm.http;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The one HTTP client for all servers: HTTP/1.1 over TLS 1.2 or 1.3, no redirects, no cookies, and
 * for each request one limit that covers everything from the look-up of the name to the last byte
 * of the body.
 *
 * <p>When a server's pin or authorities change, another client takes over, so that no connection
 * and no TLS session is used under another trust than it was made under. Some are kept: two servers
 * may have one address and differ in that, and would else cost a client for each call. A call that
 * ends early closes its connection, but for one case: a header that JDK 17's client cannot parse,
 * whose connection stays until the server closes it. Safe for any number of threads; its own
 * threads are daemons, bounded in number, and end when idle, or when this is closed.
 */
public final class HttpTransport implements AutoCloseable {
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  /** No thread waits for a server: what runs in them is TLS and the reading of answers. */
  private static final int MAX_THREADS = 2 * PROCESSORS + 4;

  /** Threads that wait for resolver to be looked up, so that no other has to. */
  private static final int MAX_LOOKING_UP = 32;

  /** The most clients that are kept for addresses whose trust has changed. */
  private static final int MAX_CLIENTS = 8;

  /** After which time a call is a long one. */
  private static final Duration LONG = Duration.ofSeconds(1);

  private static final String RESENDS = "jdk.httpclient.enableAllMethodRetry";

  private final Duration connectTimeout;
  private final ProxySelector proxy;
  private final InstantSource clock;
  private final NameLookups lookUps;
  private final ExecutorService threads = DaemonThreads.of("staffgate-whm-", MAX_THREADS);
  private final ExecutorService lookUpThreads =
      DaemonThreads.of("staffgate-resolver-", MAX_LOOKING_UP);
  private volatile ImmutableList<TrustedClient> clients;
  private volatile boolean closed;

  public HttpTransport(
      Duration connectTimeout,
      ProxySelector proxy,
      InstantSource clock,
      ServerNameResolver resolver) {
    requireNoAutomaticResend(System.getProperty(RESENDS));
    this.connectTimeout = connectTimeout;
    this.proxy = proxy;
    this.clock = clock;
    this.lookUps = new NameLookups(resolver, lookUpThreads);
    this.clients = ImmutableList.of(newClient());
  }

  /**
   * Sends {@code request} once and waits for the whole answer.
   *
   * @param address the host and port that {@code request} goes to
   * @param basis what trust in it rests on
   * @param mayBeLocal whether its name may lead to this machine or its link
   * @param limit how long it may take
   * @param onSlowCall run once if it takes longer than a second
   * @throws HttpTimeoutException if the limit passed, whatever had arrived by then
   * @throws BoundedBody.TooLongException if the answer is longer than 1 MiB, packed or unpacked, or
   *     its header than 64 KiB
   * @throws GzipDecoder.BrokenException if it is said to be gzip and is not, or not all of it
   * @throws UnreachableByProxyException if no proxy leads to such an address
   * @throws InterruptedIOException if the calling thread was interrupted, which it stays
   * @throws ServerNameResolver.LocalException if the name leads to this machine, and must not
   * @throws ClosedException if this was closed
   * @throws ProxyException if a whole answer did not come through a proxy, for another reason
   * @throws IOException if a whole answer did not come for another reason
   */
  HttpReply send(
      HttpRequest request,
      ServerAddress address,
      ServerTrustManager.Basis basis,
      boolean mayBeLocal,
      Duration limit,
      Runnable onSlowCall)
      throws IOException {
    requireOpen();
    long begin = System.nanoTime();
    SlowCallHook hook = new SlowCallHook(begin + LONG.toNanos(), onSlowCall);
    long end = begin + limit.toNanos();
    Optional<String> through = proxyTo(request.uri());
    if (through.isPresent() && address.host().indexOf(':') >= 0) {
      throw new UnreachableByProxyException();
    }
    if (through.isEmpty() && !mayBeLocal && ServerNameResolver.needsLookup(address.host())) {
      lookUp(address.host(), begin + Math.min(connectTimeout.toNanos(), limit.toNanos()), hook);
    }
    HttpClient client = clientFor(address, basis).client;
    try (InFlightRequest sending = InFlightRequest.of(client, request)) {
      return answer(sending, end, hook);
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no whole answer within " + limit.toMillis() + " ms");
    } catch (FailedException e) {
      if (e.failure instanceof InFlightRequest.NotFromServerException other) {
        throw ProxyException.refused(through.orElse("in between"), other.status());
      }
      requireOpen(); // what failed since this was closed is told as that
      throw through.isEmpty() ? e.failure : ProxyException.of(through.get(), e.failure);
    } catch (RejectedExecutionException e) {
      throw new ClosedException();
    }
  }

  private void requireOpen() throws ClosedException {
    if (closed) {
      throw new ClosedException();
    }
  }

  /**
   * Ends the threads and the connections; calls that are under way fail. On Java 17 the thread of a
   * client ends when the client was collected, since it cannot be told.
   */
  @Override
  public synchronized void close() {
    closed = true;
    clients.forEach(one -> HttpClientShutdown.now(one.client));
    clients = ImmutableList.of();
    threads.shutdown();
    lookUpThreads.shutdown();
  }

  /** Returns the proxy that leads there, chosen as the HTTP client chooses it. */
  private Optional<String> proxyTo(URI uri) {
    return proxy.select(uri).stream()
        .limit(1)
        .filter(one -> one.type() == Proxy.Type.HTTP)
        .map(one -> (InetSocketAddress) one.address())
        .map(one -> one.getHostString() + ":" + one.getPort())
        .findFirst();
  }

  private HttpReply answer(InFlightRequest sending, long end, SlowCallHook hook)
      throws TimeoutException, FailedException, IOException {
    long until = System.nanoTime() + connectTimeout.toNanos();
    boolean soon = until - hook.from < 0;
    if (soon) {
      connect(sending, until, end);
    }
    if (hook.from - end < 0) {
      try {
        return await(sending.answer(), hook.from);
      } catch (TimeoutException e) {
        hook.then.run();
      }
      if (!soon) {
        connect(sending, until, end);
      }
    }
    return await(sending.answer(), end);
  }

  private void connect(InFlightRequest sending, long until, long end)
      throws FailedException, IOException {
    if (until - end < 0) {
      try {
        await(sending.connected(), until);
      } catch (TimeoutException e) {
        throw new HttpConnectTimeoutException(
            "no connection within " + connectTimeout.toMillis() + " ms");
      }
    }
  }

  private void lookUp(String host, long end, SlowCallHook hook) throws IOException {
    Future<String> look = lookUps.lookUp(host);
    try {
      if (hook.from - end < 0) {
        try {
          await(look, hook.from);
          return;
        } catch (TimeoutException e) {
          hook.then.run();
        }
      }
      await(look, end);
    } catch (TimeoutException e) {
      throw new HttpConnectTimeoutException("no address of " + host + " in time");
    } catch (FailedException e) {
      throw e.failure;
    }
  }

  /**
   * The action for a call that takes long.
   *
   * @param from when that is
   * @param then what is run then; more than once is as good as once
   */
  private record SlowCallHook(long from, Runnable then) {}

  @CanIgnoreReturnValue // a look and a connection have no result
  private static <T> T await(Future<T> future, long end)
      throws TimeoutException, FailedException, InterruptedIOException {
    try {
      return future.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for an answer");
    } catch (ExecutionException e) {
      throw new FailedException(
          e.getCause() instanceof IOException failure
              ? failure
              : new IOException("the HTTP client failed", e.getCause()));
    }
  }

  /**
   * The JDK's client can be told, for all of the JVM, to send any request a second time when a
   * connection breaks. A session would be opened twice; so it is not used then.
   */
  static void requireNoAutomaticResend(@Nullable String resends) {
    checkState(
        resends == null || !(resends.isEmpty() || resends.equalsIgnoreCase("true")),
        "the system property %s makes Java's HTTP client send requests twice, and sessions would be"
            + " opened twice: start this program without it",
        RESENDS);
  }

  private TrustedClient clientFor(ServerAddress address, ServerTrustManager.Basis basis)
      throws ClosedException {
    Optional<TrustedClient> known = found(address, basis);
    return known.isPresent() ? known.get() : renewed(address, basis);
  }

  private Optional<TrustedClient> found(ServerAddress address, ServerTrustManager.Basis basis) {
    for (TrustedClient one : clients) {
      if (one.trust.register(address, basis)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  private synchronized TrustedClient renewed(ServerAddress address, ServerTrustManager.Basis basis)
      throws ClosedException {
    requireOpen();
    Optional<TrustedClient> meanwhile = found(address, basis);
    if (meanwhile.isPresent()) {
      return meanwhile.get();
    }
    TrustedClient next = newClient();
    boolean first = next.trust.register(address, basis);
    if (!first) {
      throw new IllegalStateException("a new trust manager knows " + address);
    }
    ImmutableList<TrustedClient> before = clients;
    clients =
        ImmutableList.<TrustedClient>builder()
            .addAll(before.size() < MAX_CLIENTS ? before : before.subList(1, before.size()))
            .add(next)
            .build();
    return next;
  }

  private TrustedClient newClient() {
    ServerTrustManager trust = new ServerTrustManager(clock);
    SSLParameters tls = new SSLParameters();
    tls.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(proxy)
            .sslContext(contextOf(trust))
            .sslParameters(tls)
            .executor(threads)
            .build();
    return new TrustedClient(client, trust);
  }

  private static SSLContext contextOf(ServerTrustManager trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trust}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no TLS", e);
    }
  }

  /** The JDK's client, to this day, takes an IPv6 address behind a proxy for a malformed name. */
  static final class UnreachableByProxyException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreachableByProxyException() {
      super("an IPv6 address through a proxy");
    }
  }

  /** This was closed. */
  static final class ClosedException extends IOException {
    private static final long serialVersionUID = 1L;

    ClosedException() {
      super("the transport is closed");
    }
  }

  /** A failure of the request or look-up that was waited for. */
  private static final class FailedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final IOException failure;

    FailedException(IOException failure) {
      super(failure);
      this.failure = failure;
    }
  }

  /** A client, and whom it trusts. */
  private record TrustedClient(HttpClient client, ServerTrustManager trust) {}
}
