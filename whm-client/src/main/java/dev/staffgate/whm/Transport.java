package dev.staffgate.whm;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/**
 * The one HTTP client for all servers: HTTP/1.1 over TLS 1.2 or 1.3, no redirects, no cookies, no
 * compression, and for each call one deadline that covers everything from the look-up of the name
 * to the last byte of the body.
 *
 * <p>When a server's pin or authorities change, a new client takes over, so that no connection and
 * no TLS session outlives the trust that it was made under. A call that ends early closes its
 * connection, but for one case: a header that JDK 17's client cannot parse, whose connection stays
 * until the server closes it. Safe for any number of threads; its own threads are daemons, bounded
 * in number, and end when idle.
 */
final class Transport {
  private static final int MAX_BODY_BYTES = 1 << 20;
  private static final int MAX_HEADER_BYTES = 1 << 16;
  private static final int MAX_THREADS = 32;
  private static final Duration IDLE_THREAD = Duration.ofSeconds(30);

  private final Duration deadline;
  private final Duration connectTimeout;
  private final ProxySelector proxy;
  private final InstantSource clock;
  private final Executor threads = newThreads();
  private volatile Generation current;

  Transport(Duration deadline, Duration connectTimeout, ProxySelector proxy, InstantSource clock) {
    this.deadline = deadline;
    this.connectTimeout = connectTimeout;
    this.proxy = proxy;
    this.clock = clock;
    this.current = newGeneration();
  }

  /**
   * Sends {@code request} once and waits for the whole answer.
   *
   * @param address the host and port that {@code request} goes to
   * @param basis what trust in it rests on
   * @throws HttpTimeoutException if the deadline passed, whatever had arrived by then
   * @throws BoundedBody.TooLongException if the answer is longer than 1 MiB, or its header than 64
   *     KiB
   * @throws InterruptedIOException if the calling thread was interrupted, which it stays
   * @throws IOException if there is no whole answer for another reason
   */
  Answer send(HttpRequest request, ServerAddress address, ServerTrust.Basis basis)
      throws IOException {
    CompletableFuture<HttpResponse<byte[]>> exchange =
        generationFor(address, basis)
            .client
            .sendAsync(
                request,
                response ->
                    new BoundedBody(Answer.isEncoded(response.headers()) ? 0 : MAX_BODY_BYTES));
    try {
      return Answer.of(exchange.get(deadline.toNanos(), TimeUnit.NANOSECONDS), MAX_HEADER_BYTES);
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no whole answer within " + deadline.toMillis() + " ms");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for an answer");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IOException("the HTTP client failed", e.getCause());
    } finally {
      exchange.cancel(true); // closes the connection of an exchange that is not over
    }
  }

  private Generation generationFor(ServerAddress address, ServerTrust.Basis basis) {
    Generation generation = current;
    return generation.trust.expect(address, basis) ? generation : renewed(address, basis);
  }

  private synchronized Generation renewed(ServerAddress address, ServerTrust.Basis basis) {
    if (!current.trust.expect(address, basis)) {
      Generation next = newGeneration();
      boolean first = next.trust.expect(address, basis);
      if (!first) {
        throw new IllegalStateException("a new trust manager knows " + address);
      }
      current = next;
    }
    return current;
  }

  private Generation newGeneration() {
    ServerTrust trust = new ServerTrust(clock);
    SSLParameters tls = new SSLParameters();
    tls.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(proxy)
            .connectTimeout(connectTimeout)
            .sslContext(contextOf(trust))
            .sslParameters(tls)
            .executor(threads)
            .build();
    return new Generation(client, trust);
  }

  private static SSLContext contextOf(ServerTrust trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trust}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no TLS", e);
    }
  }

  private static Executor newThreads() {
    AtomicInteger count = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            MAX_THREADS,
            MAX_THREADS,
            IDLE_THREAD.toSeconds(),
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "staffgate-whm-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** A client, and whom it trusts. */
  private record Generation(HttpClient client, ServerTrust trust) {}
}
