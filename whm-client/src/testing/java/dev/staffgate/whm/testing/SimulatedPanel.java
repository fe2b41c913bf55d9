package dev.staffgate.whm.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import dev.staffgate.model.KeyPin;
import dev.staffgate.network.IpAddress;
import dev.staffgate.whm.testing.SimulatedServer.Reply;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A simulated panel other than WHM: HTTPS on loopback with a certificate of its own, login links
 * that work once, and a page behind them. Safe for any number of threads. Not for anything but
 * tests and demonstrations.
 */
public abstract sealed class SimulatedPanel implements AutoCloseable
    permits PleskSimulator, DirectAdminSimulator, VirtualminSimulator {

  private final SimulatedServer<Login> server;
  private final Map<String, Login> logins = new ConcurrentHashMap<>();
  private final AtomicInteger opens = new AtomicInteger();
  private volatile SimulatedBehaviour behaviour = SimulatedBehaviour.healthy();

  /** A request, as far as it is of use. */
  record Request(String method, String path, Map<String, String> headers, String body) {
    String header(String header) {
      return headers.getOrDefault(header, "");
    }

    Map<String, String> form() {
      return SimulatedServer.fields(body);
    }
  }

  /** A session that was opened, and the one address that may enter it if it is bound. */
  record Login(String user, Optional<IpAddress> boundTo) {}

  SimulatedPanel(String panel, String name) {
    this.server =
        new SimulatedServer<>(
            panel,
            name,
            SimulatedServer.LOOPBACK,
            SelfSignedCertificate.shared(),
            exchange -> answer(exchange, panel));
  }

  /** Begins to answer. */
  final void start() {
    server.start();
  }

  /** Returns the form of its login links, with the parameter of each that lets in. */
  abstract Map<String, String> logins();

  /** Returns whether this is a call of its API rather than a page. */
  abstract boolean isCall(Request request);

  /** Returns whether this call asks for a session. */
  abstract boolean opens(Request request);

  /**
   * Answers a call.
   *
   * @param origin what links begin with
   */
  abstract Reply answer(Request request, String origin);

  /** Lets it answer in another way from the next call on. */
  public final void behave(SimulatedBehaviour next) {
    behaviour = requireNonNull(next, "next");
  }

  /** Returns its URL: {@code https://127.0.0.1:port}. */
  public final URI url() {
    return server.url();
  }

  /** The pin of its key, for {@code tls.pin}. */
  public final KeyPin pin() {
    return server.certificate().pin();
  }

  /** Returns how often it was asked for a session, whatever the answer. */
  public final int calls() {
    return opens.get();
  }

  /** Opens a session; returns what a login link lets in by. */
  final String open(Login login) {
    String key = randomText();
    logins.put(key, login);
    return key;
  }

  /** Takes an unused login link back. */
  final void revoke(String key) {
    logins.remove(key);
  }

  final String randomText() {
    return server.randomText(16);
  }

  private void answer(HttpExchange exchange, String panel) throws IOException {
    Request request = read(exchange);
    if (isCall(request)) {
      if (opens(request)) {
        opens.incrementAndGet();
      }
      server.answer(exchange, behaviour, "", origin -> answer(request, origin));
    } else if (logins().containsKey(request.path())) {
      login(exchange, logins().getOrDefault(request.path(), ""), panel);
    } else if (request.path().equals("/home")) {
      Optional<Login> visitor = server.visitor(exchange);
      SimulatedServer.send(
          exchange,
          visitor
              .map(login -> Reply.page(200, page(panel, login)))
              .orElseGet(() -> Reply.page(401, SimulatedPages.tokenDenied())));
    } else {
      SimulatedServer.send(exchange, Reply.page(404, SimulatedPages.tokenDenied()));
    }
  }

  private static Request read(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new HashMap<>();
    exchange.getRequestHeaders().forEach((key, values) -> headers.put(key, values.get(0)));
    return new Request(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        headers,
        new String(exchange.getRequestBody().readAllBytes(), UTF_8));
  }

  private void login(HttpExchange exchange, String parameter, String panel) throws IOException {
    String key = SimulatedServer.query(exchange).getOrDefault(parameter, "");
    Login login = logins.remove(key);
    IpAddress from = IpAddress.from(exchange.getRemoteAddress().getAddress());
    if (login == null || !login.boundTo().map(from::equals).orElse(true)) {
      SimulatedServer.send(exchange, Reply.page(401, SimulatedPages.tokenDenied()));
    } else {
      server.admit(exchange, login, "/home", page(panel, login));
    }
  }

  private String page(String panel, Login login) {
    return SimulatedPages.page(server.name(), panel, login.user());
  }

  /** Stops it; calls that wait for an answer are cut off. */
  @Override
  public final void close() {
    server.close();
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName() + "[" + server + "]";
  }
}
