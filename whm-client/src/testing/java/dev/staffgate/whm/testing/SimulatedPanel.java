package dev.staffgate.whm.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.common.base.Splitter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.staffgate.model.KeyPin;
import dev.staffgate.network.IpAddress;
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
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the simulated panels other than WHM share: HTTPS on loopback with a certificate of their
 * own, answers by {@link Behaviour}, login links that work once, and a page behind them. Safe for
 * any number of threads.
 */
final class SimulatedPanel implements AutoCloseable {
  private static final int MAX_BODY_BYTES = 16_384;

  private final String name;
  private final Api api;
  private final SelfSigned certificate;
  private final HttpsServer server;
  private final ExecutorService threads;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Login> logins = new ConcurrentHashMap<>();
  private final Map<String, Login> visitors = new ConcurrentHashMap<>();
  private final AtomicInteger opens = new AtomicInteger();
  private final Slowness slowness = new Slowness();
  private volatile Behaviour behaviour = Behaviour.healthy();

  /** A kind of panel. */
  interface Api {
    /** Its name, as a policy has it in {@code panel:}. */
    String panel();

    /** Where its login links lead, and the parameter of each that lets in. */
    Map<String, String> logins();

    /** Whether this is a call of its API, rather than a page. */
    boolean isCall(Request request);

    /** Whether this call asks for a session. */
    boolean opens(Request request);

    /**
     * Answers a call.
     *
     * @param origin what links begin with
     */
    Reply answer(Request request, String origin);
  }

  /** A request, as far as it is of use. */
  record Request(String method, String path, Map<String, String> headers, String body) {
    String header(String header) {
      return headers.getOrDefault(header, "");
    }

    Map<String, String> form() {
      return fields(body);
    }
  }

  /** An answer. */
  record Reply(int status, String type, String body) {
    static Reply json(String body) {
      return new Reply(200, "application/json", body);
    }
  }

  /** A session that was opened, and the one address that may enter it if it is bound. */
  record Login(String user, Optional<IpAddress> boundTo) {}

  SimulatedPanel(String name, Api api, String start, int days) {
    this.name = requireNonNull(name, "name");
    this.api = api;
    this.certificate = SelfSigned.make(start, days);
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, api.panel() + "-simulator-" + name);
              thread.setDaemon(true);
              return thread;
            });
    try {
      this.server =
          HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("no port on loopback could be had", e);
    }
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.tls()));
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  void behave(Behaviour next) {
    behaviour = requireNonNull(next, "next");
  }

  URI url() {
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
  }

  KeyPin pin() {
    return certificate.pin();
  }

  /** How often it was asked for a session, whatever the answer. */
  int opens() {
    return opens.get();
  }

  /** Opens a session; returns what a login link lets in by. */
  String open(Login login) {
    String key = randomText();
    logins.put(key, login);
    return key;
  }

  /** Takes an unused login link back. */
  void revoke(String key) {
    logins.remove(key);
  }

  String randomText() {
    byte[] some = new byte[16];
    random.nextBytes(some);
    return HexFormat.of().formatHex(some);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Request request = read(exchange);
      if (api.isCall(request)) {
        call(exchange, request);
      } else if (api.logins().containsKey(request.path())) {
        login(exchange, api.logins().getOrDefault(request.path(), ""));
      } else if (request.path().equals("/home")) {
        page(exchange);
      } else {
        send(exchange, 404, "text/html", Pages.tokenDenied());
      }
    }
  }

  private static Request read(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new HashMap<>();
    exchange.getRequestHeaders().forEach((key, values) -> headers.put(key, values.get(0)));
    return new Request(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        headers,
        new String(exchange.getRequestBody().readNBytes(MAX_BODY_BYTES), UTF_8));
  }

  private void call(HttpExchange exchange, Request request) throws IOException {
    if (api.opens(request)) {
      opens.incrementAndGet();
    }
    Behaviour now = behaviour;
    switch (now.kind()) {
      case SILENT -> slowness.waitForClose();
      case SCRIPTED -> {
        Behaviour.Scripted scripted = (Behaviour.Scripted) now;
        if (!scripted.location().isEmpty()) {
          exchange.getResponseHeaders().set("Location", scripted.location());
        }
        send(exchange, scripted.status(), scripted.contentType(), scripted.bytes(""));
      }
      case LYING -> send(exchange, api.answer(request, ((Behaviour.Lying) now).origin()));
      case LOSING -> lose(api.answer(request, url().toString()));
      case SLOW -> {
        Behaviour.Slow slow = (Behaviour.Slow) now;
        Reply reply = api.answer(request, url().toString());
        if (!slowness.isClosedAfter(slow.before())) {
          slowly(exchange, reply, slow.between());
        }
      }
      case HEALTHY -> send(exchange, api.answer(request, url().toString()));
    }
  }

  private void slowly(HttpExchange exchange, Reply reply, Duration between) throws IOException {
    byte[] body = reply.body().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", reply.type());
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    slowness.write(exchange.getResponseBody(), body, between);
  }

  /** The exchange is closed without an answer. */
  private static void lose(Reply reply) {
    requireNonNull(reply, "reply");
  }

  private void login(HttpExchange exchange, String parameter) throws IOException {
    String query = exchange.getRequestURI().getRawQuery();
    String key = fields(query == null ? "" : query).getOrDefault(parameter, "");
    Login login = logins.remove(key);
    IpAddress from = IpAddress.from(exchange.getRemoteAddress().getAddress());
    if (login == null || !login.boundTo().map(from::equals).orElse(true)) {
      send(exchange, 401, "text/html", Pages.tokenDenied());
      return;
    }
    String visitor = randomText();
    visitors.put(visitor, login);
    exchange
        .getResponseHeaders()
        .set(
            "Set-Cookie",
            cookieName() + "=" + visitor + "; Path=/; Secure; HttpOnly; SameSite=Lax");
    exchange.getResponseHeaders().set("Location", "/home");
    send(exchange, 303, "text/html", Pages.page(name, api.panel(), login.user()));
  }

  private void page(HttpExchange exchange) throws IOException {
    String cookies = exchange.getRequestHeaders().getFirst("Cookie");
    for (String cookie : Splitter.on(';').split(cookies == null ? "" : cookies)) {
      String[] parts = cookie.strip().split("=", 2);
      if (parts.length == 2 && parts[0].equals(cookieName())) {
        Login login = visitors.get(parts[1]);
        if (login != null) {
          send(exchange, 200, "text/html", Pages.page(name, api.panel(), login.user()));
          return;
        }
      }
    }
    send(exchange, 401, "text/html", Pages.tokenDenied());
  }

  /** Browsers keep cookies by host and not by port, so each server has a name of its own. */
  private String cookieName() {
    return api.panel() + "sim-" + name;
  }

  private static Map<String, String> fields(String text) {
    Map<String, String> fields = new HashMap<>();
    for (String part : Splitter.on('&').split(text)) {
      String[] pair = part.split("=", 2);
      if (pair.length == 2) {
        fields.put(URLDecoder.decode(pair[0], UTF_8), URLDecoder.decode(pair[1], UTF_8));
      }
    }
    return fields;
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    send(exchange, reply.status(), reply.type(), reply.body().getBytes(UTF_8));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
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
    return name + ", " + url();
  }
}
