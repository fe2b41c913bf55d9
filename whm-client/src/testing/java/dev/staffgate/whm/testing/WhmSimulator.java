package dev.staffgate.whm.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import dev.staffgate.model.KeyPin;
import dev.staffgate.model.Secret;
import dev.staffgate.network.IpAddress;
import dev.staffgate.whm.testing.SimulatedServer.Reply;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
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
  private static final String API = "/json-api/";
  private static final String OPEN = "create_user_session";
  private static final String JSON_AS_WHM_LABELS_IT = "text/plain; charset=\"utf-8\"";
  private static final Set<String> SERVICES = Set.of("whostmgrd", "cpaneld", "webmaild");

  private final SimulatedTokenStore tokens = new SimulatedTokenStore();
  private final Map<String, SimulatedAccount> accounts = new ConcurrentSkipListMap<>();
  private final SimulatedWhmApi api;
  private final SimulatedServer<Login> server;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Login> logins = new ConcurrentHashMap<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final Map<String, Integer> sessions = new ConcurrentHashMap<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private volatile Choice choice = (command, number) -> SimulatedBehaviour.healthy();

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
    SimulatedBehaviour of(String command, int number);
  }

  private WhmSimulator(
      InetSocketAddress address,
      String name,
      Secret token,
      Set<String> users,
      SelfSignedCertificate certificate) {
    this.api = new SimulatedWhmApi(name + ".example.net", tokens, accounts);
    tokens.put(SimulatedToken.of("root", "initial", token));
    users.forEach(user -> accounts.put(user, SimulatedAccount.of(user)));
    this.server = new SimulatedServer<>("whm", name, address, certificate, this::answer);
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
    return new WhmSimulator(
        SimulatedServer.LOOPBACK, name, token, users, SelfSignedCertificate.make("-1d", 30));
  }

  /**
   * Starts a healthy server with the certificate that the other panels of this program share: a
   * browser that accepts it once accepts them all.
   */
  public static WhmSimulator startSharingCertificate(String name, Secret token, Set<String> users) {
    return new WhmSimulator(
        SimulatedServer.LOOPBACK, name, token, users, SelfSignedCertificate.shared());
  }

  /**
   * Starts a healthy server at an address of this machine.
   *
   * @param address where; the port 0: one that is free
   */
  public static WhmSimulator startAt(
      InetSocketAddress address, String name, Secret token, Set<String> users) {
    return new WhmSimulator(address, name, token, users, SelfSignedCertificate.make("-1d", 30));
  }

  /**
   * Starts another healthy server, with the key and certificate of this one: that takes next to no
   * time, so that there can be a thousand.
   *
   * @param address where; the port 0: one that is free
   */
  public WhmSimulator startBeside(
      InetSocketAddress address, String name, Secret token, Set<String> users) {
    return new WhmSimulator(address, name, token, users, server.certificate());
  }

  /** Starts a healthy server whose certificate has expired. */
  public static WhmSimulator startWithExpiredCertificate(
      String name, Secret token, Set<String> users) {
    return new WhmSimulator(
        SimulatedServer.LOOPBACK, name, token, users, SelfSignedCertificate.make("-10d", 2));
  }

  /** Lets it answer in another way from the next call on. */
  public void behave(SimulatedBehaviour next) {
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

  /** Returns its URL: {@code https://127.0.0.1:port} unless told otherwise. */
  public URI url() {
    return server.url();
  }

  /** Its certificate, for a store of those who are trusted. */
  public X509Certificate certificate() {
    return server.certificate().shown();
  }

  /** The pin of its key, for {@code tls.pin}. */
  public KeyPin pin() {
    return server.certificate().pin();
  }

  /** Returns how often it was asked to open a session, whatever the answer. */
  public int calls() {
    return calls.get();
  }

  /** Returns how many sessions it has opened, by user, whether or not its answer arrived. */
  public Map<String, Integer> sessions() {
    return Map.copyOf(sessions);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.startsWith(API)) {
      call(exchange, path.substring(API.length()));
    } else if (path.matches("/cpsess[0-9]+/login/?")) {
      login(exchange, path);
    } else {
      SimulatedServer.send(
          exchange,
          server
              .visitor(exchange)
              .filter(login -> path.equals(login.securityToken + "/"))
              .map(login -> Reply.page(200, page(login)))
              .orElseGet(() -> Reply.page(401, SimulatedPages.tokenDenied())));
    }
  }

  private void call(HttpExchange exchange, String command) throws IOException {
    if (command.equals(OPEN)) {
      calls.incrementAndGet();
    }
    SimulatedBehaviour now = choice.of(command, numbers.getAndIncrement());
    server.answer(exchange, now, command, origin -> carryOut(exchange, command, origin));
  }

  private Reply carryOut(HttpExchange exchange, String command, String origin) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Map<String, String> form = SimulatedServer.fields(new String(body, UTF_8));
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    IpAddress from = IpAddress.from(exchange.getRemoteAddress().getAddress());
    return tokens
        .caller(authorization == null ? "" : authorization, from, Instant.now())
        .flatMap(caller -> answer(command, caller, form, origin))
        .map(json -> new Reply(200, JSON_AS_WHM_LABELS_IT, json))
        .orElseGet(
            () ->
                ((SimulatedBehaviour.Scripted) SimulatedBehaviour.denyingAccess()).reply(command));
  }

  /** Returns the JSON to answer, or nothing if access is denied. */
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
      String xid = server.randomText(3).substring(0, 6);
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
    String session =
        user + ":" + server.randomText(8) + ":create_user_session," + server.randomText(16);
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

  private void login(HttpExchange exchange, String path) throws IOException {
    String session = SimulatedServer.query(exchange).getOrDefault("session", "");
    Login login = logins.remove(session);
    if (login == null || !path.startsWith(login.securityToken + "/")) {
      SimulatedServer.send(exchange, Reply.page(401, SimulatedPages.tokenDenied()));
    } else {
      server.admit(exchange, login, login.securityToken + "/", page(login));
    }
  }

  private String page(Login login) {
    return SimulatedPages.page(server.name(), login.service, login.user);
  }

  /** The name of the cookie that its visitors get. */
  public String cookieName() {
    return server.cookieName();
  }

  /** Stops it; calls that wait for an answer are cut off. */
  @Override
  public void close() {
    server.close();
  }

  @Override
  public String toString() {
    return "WhmSimulator[" + server + "]";
  }
}
