package dev.staffgate.policy.questions;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.staffgate.policy.compile.PolicyCompiler;
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

/** What roles offer of a permission before anything of a request is known. */
public final class CandidateLookup {
  private final ImmutableList<String> open;
  private final ServerRules servers;
  private final PolicyCompiler compiler;

  /**
   * @param ids the servers, in order
   */
  public CandidateLookup(Collection<String> ids, ServerRules servers, PolicyCompiler compiler) {
    this.open = ids.stream().filter(id -> isOpen(servers.find(id))).collect(toImmutableList());
    this.servers = servers;
    this.compiler = compiler;
  }

  private static boolean isOpen(@Nullable CompiledServer server) {
    return server != null && server.withoutSso == null;
  }

  /** Whether this permission enters a server, and is offered by {@link #into} alone. */
  boolean entersServers(int permission) {
    return servers.bind(permission);
  }

  /** The servers that can be entered at all, in order. */
  public ImmutableList<String> servers() {
    return open;
  }

  /** The positions of the permissions whose grants offer this one. */
  public int[] sources(int permission) {
    return servers.isSignOn(permission) ? compiler.ssoSources() : new int[] {permission};
  }

  /** What is offered of a permission that enters no server. */
  List<CandidateGroup> of(int permission, RoleSet roles) {
    PermissionEntry entry = roles.entry(permission);
    return List.of(new CandidateGroup(entry.candidates, entry.refusals));
  }

  /** What is offered of one that enters a server; nothing if it cannot be entered. */
  List<CandidateGroup> into(String id, int permission, RoleSet roles) {
    CompiledServer server = servers.find(id);
    if (server == null || !isOpen(server)) {
      return List.of();
    }
    ServerAccess entrances = roles.entrances();
    PermissionEntry entry = roles.entry(permission);
    if (!servers.isSignOn(permission)) {
      return List.of(
          new CandidateGroup(server.ways(entrances, entry.candidates, false), entry.refusals));
    }
    List<CandidateGroup> offers = new ArrayList<>();
    for (int source : compiler.ssoSources()) {
      PermissionEntry granted = roles.entry(source);
      offers.add(
          new CandidateGroup(
              server.ways(entrances, granted.candidates, true),
              Stream.concat(entry.refusals.stream(), granted.refusals.stream()).toList()));
    }
    return offers;
  }

  /** The positions of the permissions whose denies stand against this one. */
  public IntStream denied(int permission) {
    return IntStream.concat(IntStream.of(permission), IntStream.of(sources(permission))).distinct();
  }
}
