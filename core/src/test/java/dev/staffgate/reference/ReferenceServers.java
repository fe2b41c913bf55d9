package dev.staffgate.reference;

import static java.util.Comparator.comparing;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Permission;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyOptions;
import dev.staffgate.model.Role;
import dev.staffgate.model.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Policy reference, section 4, "single sign-on", written down plainly: what a server adds to the
 * candidates of step 6 for {@code server.sso}, and for {@code client.login-as}, whose candidates
 * are "bound besides by V's sso".
 */
final class ReferenceServers {
  /** Whose candidates are those of {@code server.sso}. */
  static final List<String> WAYS_IN = List.of("connect.use", "server.configure");

  static final String LOGIN_AS = "client.login-as";

  /**
   * One way through a server's {@code sso}.
   *
   * @param requires the server's, and those of every role on the path to the listed role
   * @param user whose session is opened; empty for all but single sign-on
   */
  record Way(List<Condition> requires, Optional<String> user) {}

  private final PolicyDocument document;
  private final PolicyOptions options;

  ReferenceServers(PolicyDocument document, PolicyOptions options) {
    this.document = document;
    this.options = options;
  }

  /** "DENY if V does not exist or its panel supports no SSO"; "come after step 5". */
  Optional<ComparableDecision> canBeEntered(AccessRequest asked) {
    if (!isBound(asked)) {
      return Optional.empty();
    }
    String id = asked.resources().get("server");
    Server server = id == null ? null : document.servers().get(id);
    if (server == null) {
      return Optional.of(ComparableDecision.deny(ReasonCode.SERVER_UNKNOWN, Place.NONE));
    }
    return options.panels().getOrDefault(server.panel(), false)
        ? Optional.empty()
        : Optional.of(ComparableDecision.deny(ReasonCode.SERVER_WITHOUT_SSO, server.at()));
  }

  /** The server that a request is about, after {@link #canBeEntered} said that there is one. */
  Server named(AccessRequest asked) {
    return document.servers().get(asked.resources().get("server"));
  }

  /**
   * The ways in, in the order of the listed roles' places, then of the paths to them: one for an
   * unrestricted server, none for one that is restricted to nobody. What is not bound by a server
   * has one way that asks nothing.
   *
   * @param open the include paths to the held roles that no lock closes, in order
   */
  List<Way> waysIn(AccessRequest asked, List<ReferencePath> open) {
    if (!isBound(asked)) {
      return List.of(new Way(List.of(), Optional.empty()));
    }
    Server server = named(asked);
    List<Condition> ofServer = server.sso().map(Server.Sso::requires).orElse(List.of());
    Optional<String> as = server.sso().flatMap(Server.Sso::as);
    boolean restricted =
        server.sso().map(Server.Sso::restricted).orElse(document.defaults().ssoRestricted());
    if (!restricted) {
      return List.of(new Way(ofServer, user(asked, Optional.empty(), as, server)));
    }
    List<Way> ways = new ArrayList<>();
    for (Server.SsoRole listed : listed(server)) {
      for (ReferencePath path : open) {
        if (path.last().id().equals(listed.role().id())) {
          List<Condition> requires = new ArrayList<>(ofServer);
          requires.addAll(path.requires());
          ways.add(new Way(requires, user(asked, listed.as(), as, server)));
        }
      }
    }
    return ways;
  }

  /** Whether the server that is asked about is open by way of this role, if it is restricted. */
  boolean lists(AccessRequest asked, Role role) {
    for (Server.SsoRole listed : listed(named(asked))) {
      if (listed.role().id().equals(role.id())) {
        return true;
      }
    }
    return false;
  }

  private static List<Server.SsoRole> listed(Server server) {
    List<Server.SsoRole> listed =
        new ArrayList<>(server.sso().map(Server.Sso::roles).orElse(List.of()));
    listed.sort(comparing(role -> role.role().at(), Place.ORDER));
    return listed;
  }

  // The session of client.login-as is the customer's own.
  private static Optional<String> user(
      AccessRequest asked, Optional<String> ofRole, Optional<String> ofServer, Server server) {
    return asked.permissionId().equals(Permission.SERVER_SSO)
        ? ofRole.or(() -> ofServer).or(() -> Optional.of(server.user()))
        : Optional.empty();
  }

  private static boolean isBound(AccessRequest asked) {
    String permission = asked.permissionId();
    return permission.equals(Permission.SERVER_SSO) || permission.equals(LOGIN_AS);
  }
}
