package dev.staffgate.whm.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.staffgate.model.Secret;
import dev.staffgate.network.Cidr;
import dev.staffgate.network.IpAddress;
import dev.staffgate.whm.testing.SimulatedServer.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A server that speaks as much of DirectAdmin as single sign-on needs: login URLs that are made,
 * listed and revoked, those of the older API, its login test, and the page behind them. HTTPS on
 * loopback with a certificate of its own. A login works once. Safe for any number of threads. Not
 * for anything but tests and demonstrations.
 */
public final class DirectAdminSimulator extends SimulatedPanel {
  private static final String LOGIN = "/api/login/url";
  private static final String URLS = "/api/login-keys/urls";
  private static final String KEYS = "/CMD_API_LOGIN_KEYS";
  private static final String TEST = "/CMD_API_LOGIN_TEST";

  private final Secret password;
  private final Set<String> users;
  private final Map<String, Made> made = new ConcurrentHashMap<>();
  private volatile LoginKeyReply loginKeyReply = LoginKeyReply.RESULT_IN_JSON;

  /** The shapes in which versions of DirectAdmin answer {@code CMD_API_LOGIN_KEYS}. */
  public enum LoginKeyReply {
    /** JSON with the URL in {@code result}. */
    RESULT_IN_JSON,
    /** JSON with the URL in {@code details}, and words in {@code result}. */
    DETAILS_IN_JSON,
    /** A form with the URL in {@code details}. */
    DETAILS_IN_FORM,
    /** The same, said to be a page. */
    DETAILS_IN_FORM_AS_PAGE,
    /** A form with a URL that lacks the server's address. */
    RELATIVE_IN_FORM
  }

  /** A login URL that can be revoked. */
  private record Made(String user, String key) {}

  private DirectAdminSimulator(String name, Secret password, Set<String> users) {
    super("directadmin", name);
    this.password = password;
    this.users = Set.copyOf(users);
  }

  /**
   * Starts a healthy server.
   *
   * @param name shown on its page, and part of its cookie's name: letters, digits and hyphens
   * @param password the password or a login key of {@code admin}
   * @param users whose sessions it opens, beside {@code admin}'s
   */
  public static DirectAdminSimulator start(String name, Secret password, Set<String> users) {
    DirectAdminSimulator simulator = new DirectAdminSimulator(name, password, users);
    simulator.start();
    return simulator;
  }

  /** Refuses with this status and these words, as the newer API does. */
  public static SimulatedBehaviour refusing(int status, String error) {
    return SimulatedBehaviour.answering(
        status, "application/json", "{\"error\":" + JsonSnippets.text(error) + "}");
  }

  /** Refuses with status 200 and these words, as the older API does. */
  public static SimulatedBehaviour refusingInAForm(String text) {
    return SimulatedBehaviour.answering(
        200, "text/plain", "error=1&text=" + URLEncoder.encode(text, UTF_8));
  }

  /** Lets it answer {@code CMD_API_LOGIN_KEYS} in another shape from the next call on. */
  public void answerLoginKeysAs(LoginKeyReply shape) {
    loginKeyReply = requireNonNull(shape, "shape");
  }

  /** The ids of the login URLs that were made and not revoked. */
  public Set<String> ids() {
    return Set.copyOf(made.keySet());
  }

  @Override
  Map<String, String> logins() {
    return Map.of(LOGIN, "key");
  }

  @Override
  boolean isCall(Request request) {
    return request.path().startsWith(URLS)
        || request.path().equals(KEYS)
        || request.path().equals(TEST);
  }

  @Override
  boolean opens(Request request) {
    return request.method().equals("POST")
        && (request.path().equals(URLS) || request.path().equals(KEYS));
  }

  @Override
  Reply answer(Request request, String origin) {
    Optional<String> user = user(request);
    if (user.isEmpty()) {
      return new Reply(401, "application/json", "{\"error\":\"Not logged in\"}");
    }
    if (!user.get().equals("admin") && !users.contains(user.get())) {
      return new Reply(404, "application/json", "{\"error\":\"User not found\"}");
    }
    if (request.path().equals(TEST)) {
      return Reply.json("{\"success\":\"Login OK\"}");
    }
    if (request.path().equals(KEYS)) {
      return legacy(request.form(), user.get(), origin);
    }
    return switch (request.method()) {
      case "POST" -> make(members(request.body()), user.get(), origin);
      case "GET" -> Reply.json("[]");
      case "DELETE" -> revoke(request.path().substring(URLS.length()), user.get());
      default -> new Reply(405, "application/json", "{\"error\":\"Method not allowed\"}");
    };
  }

  /** For whom the caller acts, if the password is right. */
  private Optional<String> user(Request request) {
    String header = request.header("Authorization");
    if (!header.startsWith("Basic ")) {
      return Optional.empty();
    }
    String text =
        new String(Base64.getDecoder().decode(header.substring("Basic ".length())), UTF_8);
    String name = text.substring(0, Math.max(0, text.indexOf(':')));
    if (!text.substring(name.length()).equals(":" + password.revealToUse())
        || !(name.equals("admin") || name.startsWith("admin|"))) {
      return Optional.empty();
    }
    return Optional.of(name.substring(name.indexOf('|') + 1));
  }

  private Reply make(Map<String, String> asked, String user, String origin) {
    if (!password.revealToUse().equals(asked.get("currentPassword"))) {
      return new Reply(403, "application/json", "{\"error\":\"Password is incorrect\"}");
    }
    String network = asked.getOrDefault("allowNetworks", "");
    Optional<IpAddress> from =
        network.isEmpty() ? Optional.empty() : Optional.of(Cidr.parse(network).network());
    String key = open(new Login(user, from));
    String id = randomText();
    made.put(id, new Made(user, key));
    return Reply.json(
        "{\"allowNetworks\":[%s],\"createdBy\":\"admin\",\"expires\":%s,\"id\":%s,\"redirectURL\":\"/\",\"url\":%s}"
            .formatted(
                network.isEmpty() ? "" : JsonSnippets.text(network),
                JsonSnippets.text(asked.getOrDefault("expires", "")),
                JsonSnippets.text(id),
                JsonSnippets.text(origin + LOGIN + "?key=" + key)));
  }

  private Reply revoke(String path, String user) {
    String id = path.startsWith("/") ? path.substring(1) : "";
    Made one = made.get(id);
    if (one == null || !one.user().equals(user)) {
      return new Reply(404, "application/json", "{\"error\":\"Login URL not found\"}");
    }
    made.remove(id);
    revoke(one.key());
    return new Reply(204, "application/json", "");
  }

  private Reply legacy(Map<String, String> form, String user, String origin) {
    boolean whole =
        List.of("create", "one_time_url", user, "1")
            .equals(
                List.of(
                    form.getOrDefault("action", ""),
                    form.getOrDefault("type", ""),
                    form.getOrDefault("user", ""),
                    form.getOrDefault("max_uses", "")));
    if (!whole) {
      return new Reply(200, "text/plain", "error=1&text=Unable+to+create+key");
    }
    String key = open(new Login(user, Optional.empty()));
    String path = LOGIN + "?key=" + key;
    return switch (loginKeyReply) {
      case RESULT_IN_JSON -> Reply.json("{\"result\":" + JsonSnippets.text(origin + path) + "}");
      case DETAILS_IN_JSON ->
          Reply.json(
              "{\"error\":\"0\",\"result\":\"Login URL created\",\"details\":"
                  + JsonSnippets.text(origin + path)
                  + "}");
      case DETAILS_IN_FORM -> new Reply(200, "text/plain", keyForm(origin + path));
      case DETAILS_IN_FORM_AS_PAGE -> new Reply(200, "text/html", keyForm(origin + path));
      case RELATIVE_IN_FORM -> new Reply(200, "text/plain", keyForm(path));
    };
  }

  private static String keyForm(String url) {
    return "error=0&text=Login+URL+created&details=" + URLEncoder.encode(url, UTF_8) + "\n";
  }

  /** The texts of an object, and those that stand in an array of it alone. */
  private Map<String, String> members(String body) {
    Map<String, String> members = new HashMap<>();
    String name = "";
    try (JsonParser json = new JsonFactory().createParser(body)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.FIELD_NAME) {
          name = json.currentName();
        } else if (token == JsonToken.VALUE_STRING) {
          members.put(name, json.getText());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("that is not JSON", e);
    }
    return members;
  }
}
