package dev.staffgate.whm.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.staffgate.model.Secret;
import dev.staffgate.whm.testing.SimulatedServer.Reply;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A server that speaks as much of Virtualmin as single sign-on needs: {@code create-login-link} and
 * {@code list-commands} of its remote API, and the page behind a link. HTTPS on loopback with a
 * certificate of its own. A login works once. Safe for any number of threads. Not for anything but
 * tests and demonstrations.
 */
public final class VirtualminSimulator extends SimulatedPanel {
  private static final String LOGIN = "/session_login.cgi";
  private static final String REMOTE = "/virtual-server/remote.cgi";
  private static final String DOMAIN = ".example";
  private static final String OPEN = "create-login-link";

  private final Secret password;
  private final Set<String> owners;

  private VirtualminSimulator(String name, Secret password, Set<String> owners) {
    super("virtualmin", name);
    this.password = password;
    this.owners = Set.copyOf(owners);
  }

  /**
   * Starts a healthy server.
   *
   * @param name shown on its page, and part of its cookie's name: letters, digits and hyphens
   * @param password of {@code root}
   * @param owners the owners of its virtual servers, each with a domain {@code OWNER.example}
   */
  public static VirtualminSimulator start(String name, Secret password, Set<String> owners) {
    VirtualminSimulator simulator = new VirtualminSimulator(name, password, owners);
    simulator.start();
    return simulator;
  }

  /** Its command fails with these words. */
  public static SimulatedBehaviour refusing(String error) {
    return SimulatedBehaviour.answering(200, "text/plain", failure(OPEN, error));
  }

  private static String failure(String program, String error) {
    return "{\"command\":%s,\"status\":\"failure\",\"error\":%s,\"full_error\":%s}"
        .formatted(
            JsonSnippets.text(program),
            JsonSnippets.text(error),
            JsonSnippets.text(
                error + "\n\nGenerates a link that can be used to login to Virtualmin.\n"));
  }

  @Override
  Map<String, String> logins() {
    return Map.of(LOGIN, "session");
  }

  @Override
  boolean isCall(Request request) {
    return request.path().equals(REMOTE);
  }

  @Override
  boolean opens(Request request) {
    return OPEN.equals(request.form().get("program"));
  }

  @Override
  Reply answer(Request request, String origin) {
    String right =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(("root:" + password.revealToUse()).getBytes(UTF_8));
    if (!request.header("Authorization").equals(right)) {
      return new Reply(401, "text/html", "<h1>Unauthorized</h1>");
    }
    Map<String, String> form = request.form();
    String program = form.getOrDefault("program", "");
    if (!form.containsKey("json")) {
      return new Reply(200, "text/plain", "This simulation answers in JSON alone.\n");
    }
    String body =
        switch (program) {
          case OPEN -> open(form, origin);
          case "list-commands" -> success(program, "create-domain\ncreate-login-link\ninfo\n");
          default -> "ERROR: Command " + program + " was not found\n";
        };
    return new Reply(200, "text/plain", body);
  }

  private String open(Map<String, String> form, String origin) {
    String domain = form.getOrDefault("domain", "");
    String user = form.getOrDefault("user", "");
    if (!domain.isEmpty()) {
      user = domain.endsWith(DOMAIN) ? domain.substring(0, domain.length() - DOMAIN.length()) : "";
    }
    if (!owners.contains(user)) {
      return failure(
          OPEN,
          domain.isEmpty()
              ? "No virtual server owned by " + user + " found"
              : "No virtual server named " + domain + " found");
    }
    String session = open(new Login(user, Optional.empty()));
    return success(OPEN, origin + LOGIN + "?session=" + session + "\n");
  }

  private String success(String program, String output) {
    return "{\"command\":%s,\"status\":\"success\",\"output\":%s}"
        .formatted(JsonSnippets.text(program), JsonSnippets.text(output));
  }
}
