package dev.staffgate.whm.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.staffgate.model.Secret;
import dev.staffgate.network.IpAddress;
import dev.staffgate.whm.testing.SimulatedServer.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that speaks as much of Plesk as single sign-on needs: over the REST API login links,
 * what the server is and which commands may be called; over the XML API sessions bound to an
 * address; and the page behind either. HTTPS on loopback with a certificate of its own. A login
 * works once. Safe for any number of threads. Not for anything but tests and demonstrations.
 */
public final class PleskSimulator extends SimulatedPanel {
  private static final String CALL = "/api/v2/cli/admin/call";
  private static final String AGENT = "/enterprise/control/agent.php";
  private static final Pattern CREATE =
      Pattern.compile(
          "<create_session><login>([^<>]*)</login><data><user_ip>([^<>]*)</user_ip>"
              + "<source_server></source_server></data></create_session>");

  private final Secret key;
  private final Set<String> users;
  private volatile Optional<String> nameInLinks = Optional.empty();

  private PleskSimulator(String name, Secret key, Set<String> users) {
    super("plesk", name);
    this.key = key;
    this.users = Set.copyOf(users);
  }

  /**
   * Starts a healthy server.
   *
   * @param name shown on its page, and part of its cookie's name: letters, digits and hyphens
   * @param key a secret key of the administrator's
   * @param users whose sessions it opens, beside {@code admin}'s
   */
  public static PleskSimulator start(String name, Secret key, Set<String> users) {
    PleskSimulator simulator = new PleskSimulator(name, key, users);
    simulator.start();
    return simulator;
  }

  /**
   * Lets it print login links as Plesk does: after a warning, one for its name and one for its
   * address, and both without a port, whatever port it listens on. A browser does not find it by
   * them.
   *
   * @param host its name
   */
  public void printLinksWithoutPort(String host) {
    nameInLinks = Optional.of(host);
  }

  /** Runs the command, which ends with this code and these words. */
  public static SimulatedBehaviour failing(int code, String stderr) {
    return SimulatedBehaviour.answering(
        200,
        "application/json",
        "{\"code\":" + code + ",\"stdout\":\"\",\"stderr\":" + JsonSnippets.text(stderr) + "}");
  }

  /** Refuses a call of the XML API with this number and these words. */
  public static SimulatedBehaviour refusing(int errcode, String errtext) {
    return SimulatedBehaviour.answering(
        200, "text/xml", error("server><create_session><result", errcode, errtext));
  }

  /** Keeps a caller of the XML API out, with this number and these words. */
  public static SimulatedBehaviour turningAway(int errcode, String errtext) {
    return SimulatedBehaviour.answering(200, "text/xml", error("system", errcode, errtext));
  }

  private static String error(String place, int errcode, String errtext) {
    StringBuilder ends = new StringBuilder();
    for (String element : place.split("><", -1)) {
      ends.insert(0, "</" + element + ">");
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<packet version=\"1.6.9.1\"><%s><status>error</status><errcode>%d</errcode><errtext>%s</errtext>%s</packet>"
        .formatted(place, errcode, escaped(errtext), ends);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @Override
  Map<String, String> logins() {
    return Map.of("/login", "secret", "/enterprise/rsession_init.php", "PLESKSESSID");
  }

  @Override
  boolean isCall(Request request) {
    return request.path().startsWith("/api/v2/") || request.path().equals(AGENT);
  }

  @Override
  boolean opens(Request request) {
    return request.path().equals(CALL)
        || (request.path().equals(AGENT) && request.body().contains("<create_session>"));
  }

  @Override
  Reply answer(Request request, String origin) {
    if (request.path().equals(AGENT)) {
      return new Reply(200, "text/xml", xml(request));
    }
    if (!request.header("X-api-key").equals(key.revealToUse())) {
      return new Reply(403, "application/json", "{\"code\":0,\"message\":\"Forbidden\"}");
    }
    return switch (request.path()) {
      case "/api/v2/server" ->
          Reply.json(
              "{\"platform\":\"Unix\",\"name\":\"B\u00fcro\",\"hostname\":\"plesk.example.net\",\"panel_version\":\"18.0.61\"}");
      case "/api/v2/cli/commands" -> Reply.json("[\"admin\",\"client\",\"server_info\"]");
      case CALL -> Reply.json(link(params(request.body()), origin));
      default -> new Reply(404, "application/json", "{\"code\":404,\"message\":\"Not found\"}");
    };
  }

  private String link(List<String> params, String origin) {
    if (params.size() != 3 || !params.subList(0, 2).equals(List.of("--get-login-link", "-user"))) {
      return "{\"code\":1,\"stdout\":\"\",\"stderr\":\"Unknown option\\n\"}";
    }
    String user = params.get(2);
    if (!user.equals("admin") && !users.contains(user)) {
      return "{\"code\":1,\"stdout\":\"\",\"stderr\":\"Unable to find user\\n\"}";
    }
    String secret = open(new Login(user, Optional.empty()));
    return "{\"code\":0,\"stdout\":"
        + JsonSnippets.text(printed(origin, "/login?secret=" + secret))
        + ",\"stderr\":\"\"}";
  }

  private String printed(String origin, String path) {
    return nameInLinks
        .map(
            host ->
                "WARNING: The license will expire soon.\nhttps://%s%s\nhttps://%s%s\n"
                    .formatted(host, path, URI.create(origin).getHost(), path))
        .orElse(origin + path + "\n");
  }

  /** The address of a browser, in Base64 as all versions of Plesk read it. */
  private static Optional<IpAddress> address(String text) {
    try {
      return Optional.of(IpAddress.parse(new String(Base64.getDecoder().decode(text), US_ASCII)));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  private List<String> params(String body) {
    List<String> params = new ArrayList<>();
    try (JsonParser json = new JsonFactory().createParser(body)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.VALUE_STRING
            && json.getParsingContext().pathAsPointer().toString().startsWith("/params/")) {
          params.add(json.getText());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("that is not JSON", e);
    }
    return params;
  }

  private String xml(Request request) {
    if (!request.header("Key").equals(key.revealToUse())) {
      return error("system", 11003, "The secret key is not valid.");
    }
    if (request.body().contains("<get><gen_info></gen_info><stat></stat></get>")
        || request.body().contains("<get><gen_info/><stat/></get>")) {
      return "<?xml version=\"1.0\"?><packet"
          + " version=\"1.6.9.1\"><server><get><result><status>ok</status><gen_info><server_name>plesk.example.net</server_name></gen_info><stat><version><plesk_name>psa</plesk_name><plesk_version>18.0.61</plesk_version></version></stat></result></get></server></packet>";
    }
    Matcher create = CREATE.matcher(request.body());
    if (!create.find()) {
      return error("system", 1014, "Parser error: Request is invalid.");
    }
    String user = create.group(1);
    if (!user.equals("admin") && !users.contains(user)) {
      return error("server><create_session><result", 1013, "User does not exist.");
    }
    Optional<IpAddress> browser = address(create.group(2));
    if (browser.isEmpty()) {
      return error("server><create_session><result", 1023, "The IP address is not valid.");
    }
    String id = open(new Login(user, browser));
    return "<?xml version=\"1.0\"?>\n"
        + "<packet version=\"1.6.9.1\">\n"
        + "<server>\n"
        + "<create_session>\n"
        + "<result>\n"
        + "<status>ok</status>\n"
        + "<id>"
        + id
        + "</id>\n</result>\n</create_session>\n</server>\n</packet>\n";
  }
}
