package dev.staffgate.policy.questions;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.staffgate.policy.engine.CompiledPolicy;
import dev.staffgate.policy.engine.CompiledServer;
import dev.staffgate.policy.engine.PermissionEntry;
import dev.staffgate.policy.engine.RoleSet;
import dev.staffgate.policy.engine.ServerAccess;
import dev.staffgate.policy.engine.ServerRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the candidates of roles for a permission before anything of a request is known. */
public final class CandidateLookup {
  private final ImmutableList<String> serversWithSso;
  private final ServerRules servers;
  private final int[] ssoSources;

  /**
   * Makes the lookup for one policy.
   *
   * @param ids of the servers, in order
   */
  public CandidateLookup(CompiledPolicy policy, Collection<String> ids) {
    this.servers = policy.servers();
    this.ssoSources = policy.roles().serverPermissions().ssoSources();
    this.serversWithSso =
        ids.stream().filter(id -> isOpen(servers.find(id))).collect(toImmutableList());
  }

  private static boolean isOpen(@Nullable CompiledServer server) {
    return server != null && server.withoutSso == null;
  }

  /** Returns whether this permission enters a server, and has {@link #candidatesInto} alone. */
  boolean entersServers(int permission) {
    return servers.entersServer(permission);
  }

  /** Returns the servers that can be entered at all, in order. */
  public ImmutableList<String> servers() {
    return serversWithSso;
  }

  /** Returns the positions of the permissions whose grants give this one. */
  public int[] sources(int permission) {
    return servers.isSso(permission) ? ssoSources : new int[] {permission};
  }

  /** Returns the candidates for a permission that enters no server. */
  List<CandidateGroup> candidates(int permission, RoleSet roles) {
    PermissionEntry entry = roles.entry(permission);
    return List.of(new CandidateGroup(entry.candidates, entry.denies));
  }

  /** Returns the candidates for one that enters a server; none if it cannot be entered. */
  List<CandidateGroup> candidatesInto(String id, int permission, RoleSet roles) {
    CompiledServer server = servers.find(id);
    if (server == null || !isOpen(server)) {
      return List.of();
    }
    ServerAccess access = roles.serverAccess();
    PermissionEntry entry = roles.entry(permission);
    if (!servers.isSso(permission)) {
      return List.of(
          new CandidateGroup(server.candidatesInto(access, entry.candidates, false), entry.denies));
    }
    List<CandidateGroup> groups = new ArrayList<>();
    for (int source : ssoSources) {
      PermissionEntry granted = roles.ssoSourceEntry(source);
      groups.add(
          new CandidateGroup(
              server.candidatesInto(access, granted.candidates, true),
              Stream.concat(entry.denies.stream(), granted.denies.stream()).toList()));
    }
    return groups;
  }

  /** Returns the positions of the permissions whose denies count against this one. */
  public IntStream denyingPermissions(int permission) {
    return IntStream.concat(IntStream.of(permission), IntStream.of(sources(permission))).distinct();
  }
}
