package dev.staffgate.policy.compile;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.staffgate.decision.SeparationBreach;
import dev.staffgate.model.Catalogue;
import dev.staffgate.model.Emergency;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.PolicyOptions;
import dev.staffgate.model.Role;
import dev.staffgate.model.Server;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.engine.CompiledPolicy;
import dev.staffgate.policy.engine.CompiledRole;
import dev.staffgate.policy.engine.CompiledRoles;
import dev.staffgate.policy.engine.EmergenciesByHolder;
import dev.staffgate.policy.engine.EngineAccount;
import dev.staffgate.policy.engine.SeparationIndex;
import dev.staffgate.policy.engine.ServerPermissions;
import dev.staffgate.policy.engine.StandardDenials;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Makes what the engine decides on of a document that has no problems, and accounts for it. Safe
 * for any number of threads, once it is made.
 */
public final class PolicyCompiler {
  private final PolicyDocument document;
  private final CompiledPolicy policy;
  private final AccountCompiler accounts;

  /**
   * Compiles a document.
   *
   * @param version what decisions name the policy by
   * @param staff takes the accounts of the document, in its order; these share what names stand for
   * @throws PolicyException if a role that is assigned, or given by an emergency, leads down its
   *     includes in too many ways
   */
  public PolicyCompiler(
      PolicyDocument document,
      PolicyOptions options,
      String version,
      Consumer<EngineAccount> staff) {
    this.document = document;
    Catalogue catalogue = document.catalogue();
    ConditionCompiler conditions = new ConditionCompiler(document, catalogue);
    StandardDenials denials = new StandardDenials(version);
    ServerPermissions serverPermissions = ServerPermissions.in(catalogue);
    CompiledRole[] byRank =
        new RoleCompiler(catalogue, conditions).compile(withFullAdministrator(document.roles()));
    ImmutableMap<String, CompiledRole> byId = byId(byRank);
    List<CompiledRole> includedFirst = IncludeOrder.of(byRank, byId);
    CompiledRoles roles =
        new CompiledRoles(
            byRank,
            includedFirst,
            SeparationIndex.of(
                document.separate(), byRank, includedFirst, byId, catalogue, denials),
            serverPermissions,
            catalogue.size(),
            document.servers().size(),
            new RoleGrantsCompiler(
                catalogue,
                serverPermissions,
                byId,
                ssoRoles(document),
                conditions.of(document.defaults().requires()),
                conditions.of(document.defaults().sensitiveRequires()),
                version));
    this.accounts = new AccountCompiler(roles, new IncludePathLimit(byRank, includedFirst, byId));
    this.policy =
        new CompiledPolicy(
            catalogue,
            roles,
            new ServerCompiler(document, options, conditions, roles, denials)
                .compile(serverPermissions),
            new EmergenciesByHolder(document, roles),
            denials);
    for (Emergency emergency : document.emergencies().values()) {
      accounts.requireAssignable(List.of(emergency.role().id()));
    }
    for (StaffAccount account : document.staff().values()) {
      staff.accept(accounts.compile(account, conditions::networks, mayBelongToNobody(account)));
    }
  }

  // The validator has looked at those that the document has itself.
  private boolean mayBelongToNobody(StaffAccount account) {
    String person = account.person().orElse(account.id());
    return !person.equals(account.id()) && !document.staff().containsKey(person);
  }

  private static ImmutableMap<String, CompiledRole> byId(CompiledRole[] roles) {
    ImmutableMap.Builder<String, CompiledRole> byId = ImmutableMap.builder();
    for (CompiledRole role : roles) {
      byId.put(role.id, role);
    }
    return byId.buildOrThrow();
  }

  private static ImmutableSet<String> ssoRoles(PolicyDocument document) {
    return document.servers().values().stream()
        .flatMap(server -> server.sso().stream())
        .flatMap(sso -> sso.roles().stream())
        .map(Server.SsoRole::role)
        .map(NameRef::id)
        .collect(ImmutableSet.toImmutableSet());
  }

  private static Map<String, Role> withFullAdministrator(Map<String, Role> written) {
    Map<String, Role> all = new LinkedHashMap<>();
    Role builtIn = Role.fullAdministrator();
    Role entry = written.get(Role.FULL_ADMINISTRATOR);
    all.put(
        builtIn.id(),
        entry == null
            ? builtIn
            : new Role(
                builtIn.id(),
                entry.title().or(builtIn::title),
                List.of(),
                List.of(),
                entry.requires(),
                builtIn.grants(),
                List.of(),
                entry.at()));
    written.forEach(all::putIfAbsent);
    return all;
  }

  /** Returns what the engine decides on. */
  public CompiledPolicy policy() {
    return policy;
  }

  /**
   * Makes an account ready that the document does not have. While it has a role that is not
   * defined, step 1 denies.
   *
   * @throws IllegalArgumentException if it names a network that is not defined
   * @throws PolicyException if a role has too many include paths
   */
  public EngineAccount compile(StaffAccount account) {
    return accounts.compile(
        account,
        terms -> ConditionCompiler.collect(document, terms),
        account.person().isPresent() && !account.person().get().equals(account.id()));
  }

  /** Finds the rules of separation within an account that this one breaks at some instant. */
  public List<SeparationBreach> breaches(StaffAccount account) {
    return SeparationBreachFinder.of(account, policy.roles());
  }
}
