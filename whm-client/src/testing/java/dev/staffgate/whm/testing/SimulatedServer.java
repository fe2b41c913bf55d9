package dev.staffgate.whm.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.common.base.Splitter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.staffgate.network.IpAddress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What simulated panels stand on: HTTPS with a certificate of their own, answers by {@link
 * SimulatedBehaviour}, and visitors, who are known by a cookie. Safe for any number of threads.
 *
 * @param <V> what is known of a visitor
 */
final class SimulatedServer<V> implements AutoCloseable {
  /** A free port on loopback. */
  static final InetSocketAddress LOOPBACK =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private static final int MAX_BODY_BYTES = 16_384;
  private static final String NO_DELAY = "sun.net.httpserver.nodelay";

  static {
    // The JDK's server writes header and body apart, and without this the body waits for the other
    // side to acknowledge the header: 40 ms for each answer over a kept connection.
    if (System.getProperty(NO_DELAY) == null) {
      System.setProperty(NO_DELAY, "true");
    }
  }

  private final String title;
  private final String cookie;
  private final SelfSignedCertificate certificate;
  private final HttpsServer server;
  private final ExecutorService threads;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, V> visitors = new ConcurrentHashMap<>();
  private final SimulatedDelay slowness = new SimulatedDelay();

  /** Answers a request, and leaves the closing of the exchange to the caller. */
  interface Handler {
    void answer(HttpExchange exchange) throws IOException;
  }

  /** Does what a call asks for. */
  interface Work {
    /**
     * Does it.
     *
     * @param origin what links begin with
     */
    Reply done(String origin) throws IOException;
  }

  /** An answer. */
  record Reply(int status, String type, String body) {
    static Reply json(String body) {
      return new Reply(200, "application/json", body);
    }

    static Reply page(int status, String body) {
      return new Reply(status, "text/html", body);
    }

    private byte[] bytes() {
      return body.getBytes(UTF_8);
    }
  }

  /**
   * Takes a port; nobody is answered before {@link #start}.
   *
   * @param panel the kind of panel
   * @param name its own name
   */
  SimulatedServer(
      String panel,
      String name,
      InetSocketAddress address,
      SelfSignedCertificate certificate,
      Handler handler) {
    this.title = requireNonNull(name, "name");
    // Browsers keep cookies by host and not by port, so each server has a name of its own.
    this.cookie = panel + "sim-" + name;
    this.certificate = certificate;
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, panel + "-simulator-" + name);
              thread.setDaemon(true);
              return thread;
            });
    try {
      this.server = HttpsServer.create(address, 0);
    } catch (IOException e) {
      throw new UncheckedIOException("it cannot listen at " + address, e);
    }
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.tls()));
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            // The whole request is read before anything is answered. Else the JDK's server reads
            // the rest afterwards, the next request of the connection along with it, and forgets
            // it.
            byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES);
            exchange.setStreams(new ByteArrayInputStream(body), null);
            handler.answer(exchange);
          }
        });
    server.setExecutor(threads);
  }

  void start() {
    server.start();
  }

  String name() {
    return title;
  }

  SelfSignedCertificate certificate() {
    return certificate;
  }

  /** The name of the cookie that its visitors get. */
  String cookieName() {
    return cookie;
  }

  URI url() {
    InetSocketAddress address = server.getAddress();
    IpAddress host = IpAddress.from(address.getAddress());
    return URI.create(
        (host.isIpv4() ? "https://%s:%d" : "https://[%s]:%d").formatted(host, address.getPort()));
  }

  /** Answers a call of the API as it behaves now. */
  void answer(HttpExchange exchange, SimulatedBehaviour now, String command, Work work)
      throws IOException {
    String here = url().toString();
    switch (now.kind()) {
      case SILENT -> slowness.waitForClose();
      case SCRIPTED -> {
        SimulatedBehaviour.Scripted scripted = (SimulatedBehaviour.Scripted) now;
        if (!scripted.location().isEmpty()) {
          exchange.getResponseHeaders().set("Location", scripted.location());
        }
        send(exchange, scripted.reply(command));
      }
      case LYING -> send(exchange, work.done(((SimulatedBehaviour.Lying) now).origin()));
      case LOSING -> lose(work.done(here));
      case SLOW -> {
        SimulatedBehaviour.Slow slow = (SimulatedBehaviour.Slow) now;
        Reply reply = work.done(here);
        if (!slowness.isClosedAfter(slow.before())) {
          slowly(exchange, reply, slow.between());
        }
      }
      case HEALTHY -> send(exchange, work.done(here));
      case LATIN_1 -> {
        Reply reply = work.done(here);
        send(exchange, reply, reply.body().getBytes(ISO_8859_1));
      }
    }
  }

  /** The exchange is closed without an answer. */
  private static void lose(Reply reply) {
    requireNonNull(reply, "reply");
  }

  private void slowly(HttpExchange exchange, Reply reply, Duration between) throws IOException {
    byte[] body = reply.bytes();
    exchange.getResponseHeaders().set("Content-Type", reply.type());
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    slowness.write(exchange.getResponseBody(), body, between);
  }

  /** Gives a browser its cookie, and sends it on. */
  void admit(HttpExchange exchange, V visitor, String location, String page) throws IOException {
    String key = randomText(16);
    visitors.put(key, visitor);
    exchange
        .getResponseHeaders()
        .set("Set-Cookie", cookie + "=" + key + "; Path=/; Secure; HttpOnly; SameSite=Lax");
    exchange.getResponseHeaders().set("Location", location);
    send(exchange, Reply.page(303, page));
  }

  /** Returns the user of the cookie that a browser brings. */
  Optional<V> visitor(HttpExchange exchange) {
    String cookies = exchange.getRequestHeaders().getFirst("Cookie");
    return Splitter.on(';')
        .splitToStream(cookies == null ? "" : cookies)
        .map(one -> one.strip().split("=", 2))
        .filter(parts -> parts.length == 2 && parts[0].equals(cookie))
        .flatMap(parts -> Optional.ofNullable(visitors.get(parts[1])).stream())
        .findFirst();
  }

  static void send(HttpExchange exchange, Reply reply) throws IOException {
    send(exchange, reply, reply.bytes());
  }

  private static void send(HttpExchange exchange, Reply reply, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", reply.type());
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  /** The parameters of a URL. */
  static Map<String, String> query(HttpExchange exchange) {
    String query = exchange.getRequestURI().getRawQuery();
    return fields(query == null ? "" : query);
  }

  /** The fields of a form. */
  static Map<String, String> fields(String text) {
    Map<String, String> fields = new HashMap<>();
    for (String part : Splitter.on('&').split(text)) {
      String[] pair = part.split("=", 2);
      if (pair.length == 2) {
        fields.put(URLDecoder.decode(pair[0], UTF_8), URLDecoder.decode(pair[1], UTF_8));
      }
    }
    return fields;
  }

  /** Random bytes as hexadecimal text. */
  String randomText(int bytes) {
    byte[] some = new byte[bytes];
    random.nextBytes(some);
    return HexFormat.of().formatHex(some);
  }

  /** Stops it; calls that wait for an answer are cut off. */
  @Override
  public void close() {
    slowness.close();
    server.stop(0);
    threads.shutdownNow();
  }

  @Override
  public String toString() {
    return title + ", " + url();
  }
}
