package dev.staffgate.whm.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.common.base.Splitter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.staffgate.model.KeyPin;
import dev.staffgate.model.Secret;
import dev.staffgate.network.IpAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A server that speaks as much of WHM as single sign-on needs, so that a program can be tested
 * without a WHM: HTTPS on loopback with a certificate of its own, the functions of API 1 that open
 * sessions, list accounts, tell of the server and look after API tokens, and the page that a login
 * URL leads to. All services are on its one port.
 *
 * <p>A login URL works once. It gives the browser a cookie whose name is the simulator's own, since
 * browsers keep cookies by host and not by port. Safe for any number of threads. Not for anything
 * but tests and demonstrations.
 */
public final class WhmSimulator implements AutoCloseable {
  private static final InetSocketAddress LOOPBACK =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final int MAX_FORM_BYTES = 16_384;
  private static final String API = "/json-api/";
  private static final String OPEN = "create_user_session";
  private static final String JSON_AS_WHM_LABELS_IT = "text/plain; charset=\"utf-8\"";
  private static final Set<String> SERVICES = Set.of("whostmgrd", "cpaneld", "webmaild");

  private final String name;
  private final SimulatedTokens tokens = new SimulatedTokens();
  private final Map<String, SimulatedAccount> accounts = new ConcurrentSkipListMap<>();
  private final SimulatedApi api;
  private final SelfSigned certificate;
  private final HttpsServer server;
  private final ExecutorService threads;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Login> logins = new ConcurrentHashMap<>();
  private final Map<String, Login> visitors = new ConcurrentHashMap<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final Map<String, Integer> sessions = new ConcurrentHashMap<>();
  private final Slowness slowness = new Slowness();
  private final AtomicInteger numbers = new AtomicInteger();
  private volatile Choice choice = (command, number) -> Behaviour.healthy();

  private record Login(String securityToken, String user, String service) {}

  /** Chooses how each call of the API is answered. */
  @FunctionalInterface
  public interface Choice {
    /**
     * Returns how a call is answered.
     *
     * @param command the function that is called
     * @param number how many calls came since {@link WhmSimulator#behaveByCall}, from 0
     */
    Behaviour of(String command, int number);
  }

  private WhmSimulator(
      InetSocketAddress address,
      String name,
      Secret token,
      Set<String> users,
      SelfSigned certificate) {
    this.name = requireNonNull(name, "name");
    this.api = new SimulatedApi(name + ".example.net", tokens, accounts);
    tokens.put(SimulatedToken.of("root", "initial", token));
    users.forEach(user -> accounts.put(user, SimulatedAccount.of(user)));
    this.certificate = certificate;
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "whm-simulator-" + name);
              thread.setDaemon(true);
              return thread;
            });
    try {
      this.server = HttpsServer.create(address, 0);
    } catch (IOException e) {
      throw new UncheckedIOException("it cannot listen at " + address, e);
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
   * @param token an API token that it accepts, of user {@code root}, with all privileges
   * @param users whose sessions it opens, beside root's
   */
  public static WhmSimulator start(String name, Secret token, Set<String> users) {
    return new WhmSimulator(LOOPBACK, name, token, users, SelfSigned.make("-1d", 30));
  }

  /**
   * Starts a healthy server at an address of this machine.
   *
   * @param address where; the port 0: one that is free
   */
  public static WhmSimulator startAt(
      InetSocketAddress address, String name, Secret token, Set<String> users) {
    return new WhmSimulator(address, name, token, users, SelfSigned.make("-1d", 30));
  }

  /**
   * Starts another healthy server, with the key and certificate of this one: that takes next to no
   * time, so that there can be a thousand.
   *
   * @param address where; the port 0: one that is free
   */
  public WhmSimulator startBeside(
      InetSocketAddress address, String name, Secret token, Set<String> users) {
    return new WhmSimulator(address, name, token, users, certificate);
  }

  /** Starts a healthy server whose certificate has expired. */
  public static WhmSimulator startWithExpiredCertificate(
      String name, Secret token, Set<String> users) {
    return new WhmSimulator(LOOPBACK, name, token, users, SelfSigned.make("-10d", 2));
  }

  /** Lets it answer in another way from the next call on. */
  public void behave(Behaviour next) {
    requireNonNull(next, "next");
    behaveByCall((command, number) -> next);
  }

  /** Lets it answer each call in a way of its own from the next call on. */
  public void behaveByCall(Choice next) {
    numbers.set(0);
    choice = requireNonNull(next, "next");
  }

  /** Adds an API token, or puts it in the place of one of that owner and name. */
  public void add(SimulatedToken token) {
    tokens.put(token);
  }

  /** Adds an account, or puts it in the place of one of that name. */
  public void add(SimulatedAccount account) {
    accounts.put(account.user(), account);
  }

  /** The API tokens that somebody has, by name. */
  public List<SimulatedToken> tokens(String owner) {
    return tokens.of(owner);
  }

  /** Where it is: {@code https://127.0.0.1:port} if nothing else was said. */
  public URI url() {
    InetSocketAddress address = server.getAddress();
    IpAddress host = IpAddress.from(address.getAddress());
    return URI.create(
        (host.isIpv4() ? "https://%s:%d" : "https://[%s]:%d").formatted(host, address.getPort()));
  }

  /** Its certificate, for a store of those who are trusted. */
  public X509Certificate certificate() {
    return certificate.shown();
  }

  /** The pin of its key, for {@code tls.pin}. */
  public KeyPin pin() {
    return certificate.pin();
  }

  /** How often it was asked to open a session, whatever the answer. */
  public int calls() {
    return calls.get();
  }

  /** How many sessions it has opened, by user, whether or not its answer arrived. */
  public Map<String, Integer> sessions() {
    return Map.copyOf(sessions);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (path.startsWith(API)) {
        call(exchange, path.substring(API.length()));
      } else if (path.matches("/cpsess[0-9]+/login/?")) {
        login(exchange);
      } else if (path.matches("/cpsess[0-9]+/")) {
        page(exchange, path);
      } else {
        send(exchange, 401, "text/html", Pages.tokenDenied());
      }
    }
  }

  private void call(HttpExchange exchange, String command) throws IOException {
    if (command.equals(OPEN)) {
      calls.incrementAndGet();
    }
    Behaviour now = choice.of(command, numbers.getAndIncrement());
    String here = url().toString();
    switch (now.kind()) {
      case SILENT -> slowness.waitForClose();
      case SCRIPTED -> script(exchange, (Behaviour.Scripted) now, command);
      case LYING ->
          reply(exchange, command, carryOut(exchange, command, ((Behaviour.Lying) now).origin()));
      case LOSING -> lose(carryOut(exchange, command, here));
      case SLOW -> {
        Behaviour.Slow slow = (Behaviour.Slow) now;
        Optional<String> answer = carryOut(exchange, command, here);
        if (!slowness.isClosedAfter(slow.before())) {
          slowly(exchange, answer.orElse(""), slow.between());
        }
      }
      case HEALTHY -> reply(exchange, command, carryOut(exchange, command, here));
    }
  }

  /** The exchange is closed without an answer. */
  private static void lose(Optional<String> answer) {
    requireNonNull(answer, "answer");
  }

  private void slowly(HttpExchange exchange, String answer, Duration between) throws IOException {
    byte[] bytes = answer.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", JSON_AS_WHM_LABELS_IT);
    exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
    slowness.write(exchange.getResponseBody(), bytes, between);
  }

  private static void script(HttpExchange exchange, Behaviour.Scripted scripted, String command)
      throws IOException {
    if (!scripted.location().isEmpty()) {
      exchange.getResponseHeaders().set("Location", scripted.location());
    }
    send(exchange, scripted.status(), scripted.contentType(), scripted.bytes(command));
  }

  /** Does what was asked for; returns the JSON to answer, or nothing if access is denied. */
  private Optional<String> carryOut(HttpExchange exchange, String command, String origin)
      throws IOException {
    Map<String, String> form = form(exchange.getRequestBody().readNBytes(MAX_FORM_BYTES));
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    IpAddress from = IpAddress.from(exchange.getRemoteAddress().getAddress());
    return tokens
        .caller(authorization == null ? "" : authorization, from, Instant.now())
        .flatMap(caller -> answer(command, caller, form, origin));
  }

  private static void reply(HttpExchange exchange, String command, Optional<String> answer)
      throws IOException {
    if (answer.isPresent()) {
      send(exchange, 200, JSON_AS_WHM_LABELS_IT, answer.get().getBytes(UTF_8));
    } else {
      script(exchange, (Behaviour.Scripted) Behaviour.denyingAccess(), command);
    }
  }

  private Optional<String> answer(
      String command, SimulatedToken caller, Map<String, String> form, String origin) {
    if (!"1".equals(form.get("api.version"))) {
      return Optional.of("{\"error\":\"Unknown App Requested: " + command + "\"}");
    }
    if (!command.equals(OPEN)) {
      return api.answer(command, caller, form);
    }
    if (!caller.may("create-user-session")) {
      return Optional.empty();
    }
    String user = form.getOrDefault("user", "");
    String account = user.substring(user.indexOf('@') + 1);
    boolean seen =
        accounts.values().stream()
            .filter(one -> one.user().equals(user) || one.domain().equals(account))
            .anyMatch(one -> caller.owner().equals("root") || one.owner().equals(caller.owner()));
    if (!seen && !user.equals(caller.owner())) {
      String xid = randomText(3).substring(0, 6);
      String shown = user.matches("[A-Za-z0-9.@_-]{1,64}") ? user : "?";
      return Optional.of(
          "{\"metadata\":{\"result\":0,\"reason\":\"API failure: (XID "
              + xid
              + ") You do not have a user named “"
              + shown
              + "”.\"}}");
    }
    return Optional.of(opened(origin, user, form));
  }

  private String opened(String origin, String user, Map<String, String> form) {
    String service = form.getOrDefault("service", "");
    Login login =
        new Login("/cpsess" + (1_000_000_000L + random.nextInt(Integer.MAX_VALUE)), user, service);
    String session = user + ":" + randomText(8) + ":create_user_session," + randomText(16);
    logins.put(session, login);
    int unused = sessions.merge(user, 1, Integer::sum);
    String query =
        parameter("goto_uri", form.get("app"))
            + parameter("locale", form.get("locale"))
            + "session="
            + session.replace("@", "%40").replace(":", "%3a").replace(",", "%2c");
    return ("{\"data\":{\"cp_security_token\":\"%s\",\"expires\":%d,\"session\":\"%s\","
            + "\"url\":\"%s%s/login/?%s\",\"service\":\"%s\"},"
            + "\"metadata\":{\"version\":1,\"reason\":\"Created session\",\"result\":1,"
            + "\"command\":\"create_user_session\"}}")
        .formatted(
            login.securityToken,
            System.currentTimeMillis() / 1000 + 900,
            session,
            origin,
            login.securityToken,
            query,
            SERVICES.contains(service) ? service : "?");
  }

  private static String parameter(String name, @Nullable String value) {
    return value == null ? "" : name + "=" + URLEncoder.encode(value, UTF_8) + "&";
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
    send(exchange, 303, "text/html", Pages.page(name, login.service, login.user));
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
      send(exchange, 200, "text/html", Pages.page(name, login.service, login.user));
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
    return "WhmSimulator[" + name + ", " + url() + "]";
  }
}
