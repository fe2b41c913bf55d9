package dev.staffgate.policy;

import static java.util.Comparator.comparing;

import com.google.common.collect.ImmutableList;
import dev.staffgate.model.Place;
import dev.staffgate.model.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A server's rules for single sign-on, made ready. */
final class CompiledServer {
  final Server server;

  /** Whether its panel has single sign-on. */
  final boolean hasSso;

  final boolean restricted;
  final Check[] requires;

  /** The roles that may enter, in the order in which they stand. */
  final ImmutableList<Server.SsoRole> roles;

  private final String user;

  CompiledServer(Server server, boolean hasSso, boolean restrictedByDefault, Checks checks) {
    this.server = server;
    this.hasSso = hasSso;
    this.restricted = server.sso().map(Server.Sso::restricted).orElse(restrictedByDefault);
    this.requires = checks.of(server.sso().map(Server.Sso::requires).orElse(List.of()));
    this.roles =
        ImmutableList.sortedCopyOf(
            comparing((Server.SsoRole one) -> one.role().at(), Place.ORDER),
            server.sso().map(Server.Sso::roles).orElse(List.of()));
    this.user = server.sso().flatMap(Server.Sso::as).orElse(server.user());
  }

  /**
   * The first of the ways in that hold, as a permit; or null. Allocates nothing.
   *
   * @param sso whether it is asked for single sign-on, and not for a customer's account
   */
  Decision.@Nullable Permit open(
      Entrances entrances, List<Candidate> grants, boolean sso, Situation situation) {
    for (int i = 0; i < grants.size(); i++) {
      Candidate grant = grants.get(i);
      if (!restricted && grant.holdsInto(situation, sso, requires, Check.NONE)) {
        return sso ? grant.permitAs(user) : grant.permit();
      }
      for (int j = 0; j < roles.size(); j++) {
        Server.SsoRole listed = roles.get(j);
        List<Reach> ways = entrances.waysTo(listed.role().id());
        for (int k = 0; k < ways.size(); k++) {
          if (grant.holdsInto(situation, sso, requires, ways.get(k).requires)) {
            return sso ? grant.permitAs(listed.as().orElse(user)) : grant.permit();
          }
        }
      }
    }
    return null;
  }

  /**
   * The ways to sign on: each of these grants, with each way to a role that may enter. In the order
   * that matters.
   */
  List<Candidate> waysToSignOn(Entrances entrances, List<Candidate> grants) {
    return ways(entrances, grants, (grant, more, as) -> grant.forSso(more, as.orElse(user)));
  }

  /** The ways into a customer's account, likewise; the session is the customer's own. */
  List<Candidate> waysToLogIn(Entrances entrances, List<Candidate> grants) {
    return ways(entrances, grants, (grant, more, as) -> grant.boundBy(more));
  }

  private interface Bound {
    Candidate of(Candidate grant, Check[] more, Optional<String> as);
  }

  private List<Candidate> ways(Entrances entrances, List<Candidate> grants, Bound bound) {
    List<Candidate> ways = new ArrayList<>();
    for (Candidate grant : grants) {
      if (!restricted) {
        ways.add(bound.of(grant, requires, Optional.empty()));
      }
      for (Server.SsoRole listed : roles) {
        for (Reach reach : entrances.waysTo(listed.role().id())) {
          ways.add(bound.of(grant, Reaches.concat(requires, reach.requires), listed.as()));
        }
      }
    }
    return ways;
  }
}
