package dev.staffgate.whm.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.common.base.Splitter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.staffgate.model.KeyPin;
import dev.staffgate.model.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A server that speaks as much of WHM as single sign-on needs, so that a program can be tested
 * without a WHM: HTTPS on loopback with a certificate of its own, {@code create_user_session} of
 * API 1, and the page that the login URL leads to.
 *
 * <p>A login URL works once. It gives the browser a cookie whose name is the simulator's own, since
 * browsers keep cookies by host and not by port. Safe for any number of threads. Not for anything
 * but tests and demonstrations.
 */
public final class WhmSimulator implements AutoCloseable {
  private static final int MAX_FORM_BYTES = 16_384;

  private final String name;
  private final Secret token;
  private final Set<String> users;
  private final SelfSigned certificate;
  private final HttpsServer server;
  private final ExecutorService threads;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Login> logins = new ConcurrentHashMap<>();
  private final Map<String, Login> visitors = new ConcurrentHashMap<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Behaviour behaviour = Behaviour.healthy();

  private record Login(String securityToken, String user) {}

  private WhmSimulator(String name, Secret token, Set<String> users, SelfSigned certificate) {
    this.name = requireNonNull(name, "name");
    this.token = requireNonNull(token, "token");
    this.users = Set.copyOf(users);
    this.certificate = certificate;
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "whm-simulator-" + name);
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

  /**
   * Starts a healthy server.
   *
   * @param name shown on its page, and part of its cookie's name: letters, digits and hyphens
   * @param token the API token that it accepts, of user {@code root}
   * @param users whose sessions it opens
   */
  public static WhmSimulator start(String name, Secret token, Set<String> users) {
    return new WhmSimulator(name, token, users, SelfSigned.make("-1d", 30));
  }

  /** Starts a healthy server whose certificate has expired. */
  public static WhmSimulator startWithExpiredCertificate(
      String name, Secret token, Set<String> users) {
    return new WhmSimulator(name, token, users, SelfSigned.make("-10d", 2));
  }

  /** Lets it answer in another way from the next call on. */
  public void behave(Behaviour next) {
    behaviour = requireNonNull(next, "next");
  }

  /** Where it is: {@code https://127.0.0.1:port}. */
  public URI url() {
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The pin of its key, for {@code tls.pin}. */
  public KeyPin pin() {
    return certificate.pin();
  }

  /** How often it was asked to open a session, whatever the answer. */
  public int calls() {
    return calls.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.equals("/json-api/create_user_session")) {
        calls.incrementAndGet();
        createUserSession(exchange);
      } else if (path.matches("/cpsess[0-9]+/login/?")) {
        login(exchange);
      } else if (path.matches("/cpsess[0-9]+/")) {
        page(exchange, path);
      } else {
        send(exchange, 401, "text/html", Pages.tokenDenied());
      }
    }
  }

  private void createUserSession(HttpExchange exchange) throws IOException {
    Behaviour now = behaviour;
    switch (now.kind()) {
      case SILENT -> waitForClose();
      case SCRIPTED -> {
        Behaviour.Scripted scripted = (Behaviour.Scripted) now;
        if (!scripted.location().isEmpty()) {
          exchange.getResponseHeaders().set("Location", scripted.location());
        }
        send(exchange, scripted.status(), scripted.contentType(), scripted.bytes());
      }
      case LYING -> open(exchange, ((Behaviour.Lying) now).origin());
      case HEALTHY -> open(exchange, url().toString());
    }
  }

  private void waitForClose() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void open(HttpExchange exchange, String origin) throws IOException {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    String expected = "whm root:" + token.revealToUse();
    if (authorization == null
        || !MessageDigest.isEqual(authorization.getBytes(UTF_8), expected.getBytes(UTF_8))) {
      Behaviour.Scripted denied = (Behaviour.Scripted) Behaviour.denyingAccess();
      send(exchange, denied.status(), denied.contentType(), denied.bytes());
      return;
    }
    Map<String, String> form = form(exchange.getRequestBody().readNBytes(MAX_FORM_BYTES));
    if (!"1".equals(form.get("api.version"))) {
      json(exchange, "{\"error\":\"Unknown App Requested: create_user_session\"}");
      return;
    }
    String user = form.getOrDefault("user", "");
    if (!users.contains(user)) {
      String xid = randomText(3).substring(0, 6);
      String shown = user.matches("[A-Za-z0-9._-]{1,64}") ? user : "?";
      json(
          exchange,
          "{\"metadata\":{\"result\":0,\"reason\":\"API failure: (XID "
              + xid
              + ") You do not have a user named “"
              + shown
              + "”.\"}}");
      return;
    }
    json(exchange, opened(origin, user, form.getOrDefault("service", "")));
  }

  private String opened(String origin, String user, String service) {
    Login login = new Login("/cpsess" + (1_000_000_000L + random.nextInt(Integer.MAX_VALUE)), user);
    String session = user + ":" + randomText(8) + ":create_user_session," + randomText(16);
    logins.put(session, login);
    String query = session.replace(":", "%3a").replace(",", "%2c");
    return ("{\"data\":{\"cp_security_token\":\"%s\",\"expires\":%d,\"session\":\"%s\","
            + "\"url\":\"%s%s/login/?session=%s\",\"service\":\"%s\"},"
            + "\"metadata\":{\"version\":1,\"reason\":\"Created session\",\"result\":1,"
            + "\"command\":\"create_user_session\"}}")
        .formatted(
            login.securityToken,
            System.currentTimeMillis() / 1000 + 900,
            session,
            origin,
            login.securityToken,
            query,
            service.equals("whostmgrd") ? service : "?");
  }

  private void login(HttpExchange exchange) throws IOException {
    String session = form(query(exchange).getBytes(UTF_8)).getOrDefault("session", "");
    Login login = logins.remove(session);
    if (login == null
        || !exchange.getRequestURI().getPath().startsWith(login.securityToken + "/")) {
      send(exchange, 401, "text/html", Pages.tokenDenied());
      return;
    }
    String visitor = randomText(16);
    visitors.put(visitor, login);
    exchange
        .getResponseHeaders()
        .set(
            "Set-Cookie",
            cookieName() + "=" + visitor + "; Path=/; Secure; HttpOnly; SameSite=Lax");
    exchange.getResponseHeaders().set("Location", login.securityToken + "/");
    send(exchange, 303, "text/html", Pages.page(name, login.user));
  }

  private static String query(HttpExchange exchange) {
    String query = exchange.getRequestURI().getRawQuery();
    return query == null ? "" : query;
  }

  private void page(HttpExchange exchange, String path) throws IOException {
    Login login = visitor(exchange);
    if (login == null || !path.equals(login.securityToken + "/")) {
      send(exchange, 401, "text/html", Pages.tokenDenied());
    } else {
      send(exchange, 200, "text/html", Pages.page(name, login.user));
    }
  }

  private @Nullable Login visitor(HttpExchange exchange) {
    String cookies = exchange.getRequestHeaders().getFirst("Cookie");
    if (cookies != null) {
      for (String cookie : Splitter.on(';').split(cookies)) {
        String[] parts = cookie.strip().split("=", 2);
        if (parts.length == 2 && parts[0].equals(cookieName())) {
          return visitors.get(parts[1]);
        }
      }
    }
    return null;
  }

  /** The name of the cookie that its visitors get. */
  public String cookieName() {
    return "whmsim-" + name;
  }

  private String randomText(int bytes) {
    byte[] some = new byte[bytes];
    random.nextBytes(some);
    return HexFormat.of().formatHex(some);
  }

  private static Map<String, String> form(byte[] body) {
    Map<String, String> form = new HashMap<>();
    for (String part : Splitter.on('&').split(new String(body, UTF_8))) {
      String[] pair = part.split("=", 2);
      if (pair.length == 2) {
        form.put(URLDecoder.decode(pair[0], UTF_8), URLDecoder.decode(pair[1], UTF_8));
      }
    }
    return form;
  }

  private static void json(HttpExchange exchange, String body) throws IOException {
    // WHM labels its JSON as plain text.
    send(exchange, 200, "text/plain; charset=\"utf-8\"", body.getBytes(UTF_8));
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
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Override
  public String toString() {
    return "WhmSimulator[" + name + ", " + url() + "]";
  }
}
