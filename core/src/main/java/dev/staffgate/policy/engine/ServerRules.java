package dev.staffgate.policy.engine;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what enters a server: single sign-on, and logging in to a customer's account (policy
 * reference, section 4).
 */
public final class ServerRules {
  private final ServerPermissions permissions;
  private final Map<String, CompiledServer> byId;
  private final ImmutableMap<String, ImmutableSet<String>> groups;
  private final StandardDenials denials;

  /**
   * Makes the rules of all servers.
   *
   * @param byId the servers
   * @param groups the ids of the servers in each group, by its id
   */
  public ServerRules(
      ServerPermissions permissions,
      Map<String, CompiledServer> byId,
      ImmutableMap<String, ImmutableSet<String>> groups,
      StandardDenials denials) {
    this.permissions = permissions;
    this.byId = new HashMap<>(byId); // never changed; the JDK's map finds what it has soonest
    this.groups = groups;
    this.denials = denials;
  }

  /** Returns whether there is a group of servers of this id. */
  boolean hasGroup(String id) {
    return groups.containsKey(id);
  }

  /** Returns the ids of the servers in a group; empty if no group has this id. */
  ImmutableSet<String> group(String id) {
    return groups.getOrDefault(id, ImmutableSet.of());
  }

  /** Returns whether the permission at this position enters a server. */
  public boolean entersServer(int permission) {
    return permissions.entersServer(permission);
  }

  /** Returns whether the permission at this position is single sign-on. */
  public boolean isSso(int permission) {
    return permissions.isSso(permission);
  }

  /** Returns the server asked about, or null. */
  public @Nullable CompiledServer find(AccessRequest request) {
    String id = request.resourceOrNull("server");
    return id == null ? null : find(id);
  }

  /** Returns the server of this id, or null. */
  public @Nullable CompiledServer find(String id) {
    return byId.get(id);
  }

  /** Returns the answer if the server is unknown, or its panel has no single sign-on; else null. */
  @Nullable Decision closedAnswer(@Nullable CompiledServer server) {
    return server == null ? denials.serverUnknown : server.withoutSso;
  }

  /**
   * Returns the answer where it is the same for every request that gets past {@link #closedAnswer};
   * else null. Allocates nothing.
   */
  @Nullable Decision unconditionalAnswer(
      int permission, CompiledServer server, RoleSet roles, PermissionEntry entry) {
    if (roles.isUnderLocks()) {
      return null; // where nothing is left, a lock may be to blame
    }
    if (isSso(permission)) {
      return unconditionalSsoAnswer(server, roles);
    }
    if (!entry.denies.isEmpty()) {
      return null;
    }
    return entry.candidates.isEmpty()
        ? denials.notGranted
        : server.unconditionalAnswer(roles.serverAccess(), entry.candidates.get(0), false);
  }

  /** Returns {@link #unconditionalAnswer} for single sign-on. */
  @Nullable Decision unconditionalSsoAnswer(CompiledServer server, RoleSet roles) {
    ServerAccess access = roles.serverAccess();
    if (access.mayBeDenied()) {
      return null;
    }
    List<Candidate> grants = access.all();
    return grants.isEmpty()
        ? denials.notGranted
        : server.unconditionalAnswer(access, grants.get(0), true);
  }

  /** Decides by steps 5 to 10 what gets past {@link #closedAnswer}. */
  Decision decide(
      int permission,
      CompiledServer server,
      RoleSet roles,
      PermissionEntry entry,
      EvaluationContext context) {
    DenyHit hit = entry.firstDenyHit(context);
    return hit != null ? hit.denied() : decideUndenied(permission, server, roles, entry, context);
  }

  private Decision decideUndenied(
      int permission,
      CompiledServer server,
      RoleSet roles,
      PermissionEntry entry,
      EvaluationContext context) {
    ServerAccess access = roles.serverAccess();
    boolean isSso = isSso(permission);
    DenyHit lost = isSso ? access.firstDenyHit(context) : null;
    List<Candidate> grants = isSso ? access.grants(context, lost != null) : entry.candidates;
    if (grants.isEmpty()) {
      return context.orGrantsLocked(
          lost == null ? denials.notGranted : lost.denied(),
          isSso ? permissions.ssoSources() : new int[] {permission},
          roles.held());
    }
    Decision open = server.firstPermit(access, grants, isSso, context);
    return open != null
        ? open
        : CandidateResolution.of(
            server.candidatesInto(access, grants, isSso),
            context.orPathsLocked(server.restrictedAnswer, server.listedRanks(), roles.held()),
            context);
  }

  /** Returns the denies that may take candidates away, besides those of the permission itself. */
  List<DenyHit> ssoDenyHits(int permission, RoleSet roles) {
    return isSso(permission) ? roles.serverAccess().denies() : List.of();
  }

  /** Returns the candidates into the server asked about; none if it cannot be entered at all. */
  List<Candidate> candidates(
      int permission, RoleSet roles, PermissionEntry entry, EvaluationContext context) {
    CompiledServer server = find(context.request);
    if (server == null || server.withoutSso != null) {
      return List.of();
    }
    ServerAccess access = roles.serverAccess();
    boolean isSso = isSso(permission);
    return server.candidatesInto(
        access,
        isSso ? access.grants(context, access.firstDenyHit(context) != null) : entry.candidates,
        isSso);
  }

  /** Returns the candidates for single sign-on that a deny of what it follows from takes. */
  List<Candidate> takenCandidates(int permission, RoleSet roles, EvaluationContext context) {
    CompiledServer server = find(context.request);
    if (server == null || server.withoutSso != null || !isSso(permission)) {
      return List.of();
    }
    ServerAccess access = roles.serverAccess();
    Set<Candidate> left =
        new HashSet<>(access.grants(context, access.firstDenyHit(context) != null));
    return server.candidatesInto(
        access, access.all().stream().filter(one -> !left.contains(one)).toList(), true);
  }
}
