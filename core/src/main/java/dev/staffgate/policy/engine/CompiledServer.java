package dev.staffgate.policy.engine;

import dev.staffgate.decision.Decision;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server's rules for single sign-on, made ready. */
public final class CompiledServer {
  /** The answer if its panel has no single sign-on; else null. */
  public final @Nullable Decision withoutSso;

  /** The answer for those who hold none of the roles that may enter. */
  final Decision restrictedAnswer;

  /** The number of the server, from 0, in no order. */
  private final int number;

  private final boolean restricted;
  private final CompiledCondition[] requires;
  private final ListedRole[] roles;
  private final BitSet listedRanks = new BitSet();
  private final String user;

  /** The panel user as whom all roles enter, if it is the same for all; else null. */
  private final @Nullable String onlyUser;

  /**
   * A role that may enter.
   *
   * @param rank of the role
   * @param user as whom it enters
   */
  public record ListedRole(int rank, String user) {}

  /**
   * Makes the rules of a server.
   *
   * @param number from 0, in no order
   * @param withoutSso the answer if its panel has no single sign-on; else null
   * @param restrictedAnswer the answer for those who hold none of the roles that may enter
   * @param restricted whether only the roles listed may enter
   * @param requires the conditions of entering it
   * @param user as whom those enter whose role names nobody
   * @param roles the roles that may enter, in the order in which they stand
   */
  public CompiledServer(
      int number,
      @Nullable Decision withoutSso,
      Decision restrictedAnswer,
      boolean restricted,
      CompiledCondition[] requires,
      String user,
      List<ListedRole> roles) {
    this.number = number;
    this.withoutSso = withoutSso;
    this.restrictedAnswer = restrictedAnswer;
    this.restricted = restricted;
    this.requires = requires;
    this.user = user;
    this.roles = roles.toArray(ListedRole[]::new);
    roles.forEach(one -> listedRanks.set(one.rank));
    List<String> different = roles.stream().map(ListedRole::user).distinct().toList();
    this.onlyUser = different.size() == 1 ? different.get(0) : null;
  }

  /** Returns the ranks of the roles that may enter. Not to be changed. */
  BitSet listedRanks() {
    return listedRanks;
  }

  /**
   * Returns the answer if it is the same for every request: nothing leads in, or the first one has
   * no conditions. Else null. Allocates nothing.
   *
   * @param first of the candidates
   */
  @Nullable Decision unconditionalAnswer(ServerAccess access, Candidate first, boolean sso) {
    if (!restricted) {
      return first.isUnconditionalOnServer(sso, requires, CompiledCondition.NONE)
          ? permit(first, sso, user)
          : null;
    }
    int known = sso ? access.cachedState(number) : ServerAccess.UNKNOWN;
    if (known == ServerAccess.DENIED) {
      return restrictedAnswer;
    }
    return known == ServerAccess.PERMITTED && onlyUser != null
        ? first.permitAs(onlyUser)
        : known == ServerAccess.DEPENDS ? null : byRoles(access, first, sso);
  }

  private @Nullable Decision byRoles(ServerAccess access, Candidate first, boolean sso) {
    for (ListedRole listed : roles) {
      IncludePath[] paths = access.includePathsTo(listed.rank);
      if (paths.length > 0) {
        boolean open = first.isUnconditionalOnServer(sso, requires, paths[0].requires);
        if (sso && (!open || onlyUser != null)) {
          access.cacheState(number, open ? ServerAccess.PERMITTED : ServerAccess.DEPENDS);
        }
        return open ? permit(first, sso, listed.user) : null;
      }
    }
    if (sso) {
      access.cacheState(number, ServerAccess.DENIED);
    }
    return restrictedAnswer;
  }

  /** Returns the permit of the first way in that holds, or null. */
  Decision.@Nullable Permit firstPermit(
      ServerAccess access, List<Candidate> grants, boolean sso, EvaluationContext context) {
    for (Candidate grant : grants) {
      if (!restricted && grant.holdsOnServer(context, sso, requires, CompiledCondition.NONE)) {
        return permit(grant, sso, user);
      }
      for (ListedRole listed : roles) {
        for (IncludePath path : access.includePathsTo(listed.rank)) {
          if (grant.holdsOnServer(context, sso, requires, path.requires)) {
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
   * Returns the ways in: each of these grants, with each path to a role that may enter. In the
   * order that matters.
   */
  public List<Candidate> candidatesInto(ServerAccess access, List<Candidate> grants, boolean sso) {
    List<Candidate> candidates = new ArrayList<>();
    for (Candidate grant : grants) {
      if (!restricted) {
        candidates.add(
            sso ? grant.withSsoConditions(requires, user) : grant.withServerConditions(requires));
      }
      for (ListedRole listed : roles) {
        for (IncludePath path : access.includePathsTo(listed.rank)) {
          CompiledCondition[] more = CompiledCondition.concat(requires, path.requires);
          candidates.add(
              sso ? grant.withSsoConditions(more, listed.user) : grant.withServerConditions(more));
        }
      }
    }
    return candidates;
  }
}
