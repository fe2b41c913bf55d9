package dev.staffgate.policy.compile;

import static java.util.Comparator.comparing;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Interner;
import com.google.common.collect.Interners;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyOptions;
import dev.staffgate.model.Server;
import dev.staffgate.policy.engine.CompiledRoles;
import dev.staffgate.policy.engine.CompiledServer;
import dev.staffgate.policy.engine.ServerPermissions;
import dev.staffgate.policy.engine.ServerRules;
import dev.staffgate.policy.engine.StandardDenials;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the single sign-on rules of servers ready. Lives while one policy is compiled. */
final class ServerCompiler {
  private final PolicyDocument document;
  private final PolicyOptions options;
  private final ConditionCompiler conditions;
  private final CompiledRoles roles;
  private final StandardDenials denials;
  private final Interner<String> users =
      Interners.newStrongInterner(); // few, and compared in each decision

  ServerCompiler(
      PolicyDocument document,
      PolicyOptions options,
      ConditionCompiler conditions,
      CompiledRoles roles,
      StandardDenials denials) {
    this.document = document;
    this.options = options;
    this.conditions = conditions;
    this.roles = roles;
    this.denials = denials;
  }

  /** Returns the rules of all servers of the document. */
  ServerRules compile(ServerPermissions permissions) {
    Map<String, CompiledServer> byId = new HashMap<>();
    document.servers().forEach((id, server) -> byId.put(id, compile(byId.size(), server)));
    ImmutableMap.Builder<String, ImmutableSet<String>> groups = ImmutableMap.builder();
    document
        .serverGroups()
        .forEach(
            (id, group) ->
                groups.put(
                    id,
                    group.servers().stream()
                        .map(NameRef::id)
                        .collect(ImmutableSet.toImmutableSet())));
    return new ServerRules(permissions, byId, groups.buildOrThrow(), denials);
  }

  private CompiledServer compile(int number, Server server) {
    boolean hasSso = options.panels().getOrDefault(server.panel(), false);
    String user = users.intern(server.sso().flatMap(Server.Sso::as).orElse(server.user()));
    return new CompiledServer(
        number,
        hasSso ? null : denials.serverWithoutSso(server),
        denials.serverRestricted(server),
        server.sso().map(Server.Sso::restricted).orElse(document.defaults().ssoRestricted()),
        conditions.of(server.sso().map(Server.Sso::requires).orElse(List.of())),
        user,
        server.sso().map(Server.Sso::roles).orElse(List.of()).stream()
            .sorted(comparing((Server.SsoRole one) -> one.role().at(), Place.ORDER))
            .map(one -> listed(one, user))
            .toList());
  }

  private CompiledServer.ListedRole listed(Server.SsoRole role, String otherwise) {
    return new CompiledServer.ListedRole(
        roles.rank(role.role().id()), users.intern(role.as().orElse(otherwise)));
  }
}
