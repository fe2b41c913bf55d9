package dev.staffgate.policy.engine;

import static java.util.Comparator.comparing;

import com.google.common.collect.Interner;
import dev.staffgate.decision.Decision;
import dev.staffgate.model.Place;
import dev.staffgate.model.Server;
import dev.staffgate.policy.compile.ConditionCompiler;
import dev.staffgate.policy.compile.IncludePaths;
import dev.staffgate.policy.compile.PolicyCompiler;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A server's rules for single sign-on, made ready. */
public final class CompiledServer {
  /** The answer if its panel has no single sign-on; else null. */
  public final @Nullable Decision withoutSso;

  /** The answer for those who hold none of the roles that may enter. */
  final Decision restrictedTo;

  /** From 0, in no order. */
  private final int number;

  private final boolean restricted;
  private final CompiledCondition[] requires;
  private final Listed[] roles;
  private final String user;

  /** As whom all roles enter, if they all do as the same; else null. */
  private final @Nullable String onlyUser;

  /** A role that may enter, and as whom; in the order in which they stand. */
  // A role by its rank.
  private record Listed(int role, String user) {}

  CompiledServer(
      int number,
      Server server,
      boolean hasSso,
      boolean restrictedByDefault,
      ConditionCompiler checks,
      PolicyCompiler compiler,
      Interner<String> users,
      StandardDenials answers) {
    this.number = number;
    this.withoutSso = hasSso ? null : answers.serverWithoutSso(server);
    this.restrictedTo = answers.serverRestricted(server);
    this.restricted = server.sso().map(Server.Sso::restricted).orElse(restrictedByDefault);
    this.requires = checks.of(server.sso().map(Server.Sso::requires).orElse(List.of()));
    this.user = users.intern(server.sso().flatMap(Server.Sso::as).orElse(server.user()));
    this.roles =
        server.sso().map(Server.Sso::roles).orElse(List.of()).stream()
            .sorted(comparing((Server.SsoRole one) -> one.role().at(), Place.ORDER))
            .map(
                one ->
                    new Listed(compiler.rank(one.role().id()), users.intern(one.as().orElse(user))))
            .toArray(Listed[]::new);
    List<String> different = Stream.of(roles).map(Listed::user).distinct().toList();
    this.onlyUser = different.size() == 1 ? different.get(0) : null;
  }

  /**
   * The answer, if it is the same for every request: that there is no way in, or that the first one
   * asks for nothing. Else null. Allocates nothing.
   *
   * @param first of the candidates
   */
  @Nullable Decision always(ServerAccess entrances, Candidate first, boolean sso) {
    if (!restricted) {
      return first.asksNothing(sso, requires, CompiledCondition.NONE)
          ? permit(first, sso, user)
          : null;
    }
    int known = sso ? entrances.known(number) : ServerAccess.UNKNOWN;
    if (known == ServerAccess.SHUT) {
      return restrictedTo;
    }
    return known == ServerAccess.OPEN && onlyUser != null
        ? first.permitAs(onlyUser)
        : known == ServerAccess.ASKS ? null : byRoles(entrances, first, sso);
  }

  private @Nullable Decision byRoles(ServerAccess entrances, Candidate first, boolean sso) {
    for (Listed listed : roles) {
      IncludePath[] ways = entrances.waysTo(listed.role);
      if (ways.length > 0) {
        boolean open = first.asksNothing(sso, requires, ways[0].requires);
        if (sso && (!open || onlyUser != null)) {
          entrances.learn(number, open ? ServerAccess.OPEN : ServerAccess.ASKS);
        }
        return open ? permit(first, sso, listed.user) : null;
      }
    }
    if (sso) {
      entrances.learn(number, ServerAccess.SHUT);
    }
    return restrictedTo;
  }

  /** The first of the ways in that hold, as a permit; or null. */
  Decision.@Nullable Permit open(
      ServerAccess entrances, List<Candidate> grants, boolean sso, EvaluationContext situation) {
    for (Candidate grant : grants) {
      if (!restricted && grant.holdsInto(situation, sso, requires, CompiledCondition.NONE)) {
        return permit(grant, sso, user);
      }
      for (Listed listed : roles) {
        for (IncludePath way : entrances.waysTo(listed.role)) {
          if (grant.holdsInto(situation, sso, requires, way.requires)) {
            return permit(grant, sso, listed.user);
          }
        }
      }
    }
    return null;
  }

  // The session of a customer's account is the customer's own.
  private static Decision.Permit permit(Candidate grant, boolean sso, String user) {
    return sso ? grant.permitAs(user) : grant.permit();
  }

  /**
   * The ways in: each of these grants, with each way to a role that may enter. In the order that
   * matters.
   */
  public List<Candidate> ways(ServerAccess entrances, List<Candidate> grants, boolean sso) {
    List<Candidate> ways = new ArrayList<>();
    for (Candidate grant : grants) {
      if (!restricted) {
        ways.add(sso ? grant.forSso(requires, user) : grant.boundBy(requires));
      }
      for (Listed listed : roles) {
        for (IncludePath way : entrances.waysTo(listed.role)) {
          CompiledCondition[] more = IncludePaths.concat(requires, way.requires);
          ways.add(sso ? grant.forSso(more, listed.user) : grant.boundBy(more));
        }
      }
    }
    return ways;
  }
}
