package dev.staffgate.policy.compile;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Interner;
import com.google.common.collect.Interners;
import dev.staffgate.model.Catalogue;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.Role;
import dev.staffgate.model.Server;
import dev.staffgate.policy.engine.Candidate;
import dev.staffgate.policy.engine.CompiledCondition;
import dev.staffgate.policy.engine.CompiledRole;
import dev.staffgate.policy.engine.CompiledRule;
import dev.staffgate.policy.engine.DenyHit;
import dev.staffgate.policy.engine.IncludePath;
import dev.staffgate.policy.engine.PermissionEntry;
import dev.staffgate.policy.engine.RoleGrants;
import dev.staffgate.policy.engine.RoleSet;
import dev.staffgate.policy.engine.SeparationIndex;
import dev.staffgate.policy.engine.ServerRules;
import dev.staffgate.policy.engine.StandardDenials;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes roles and role sets of a document: includes followed, wildcards written out, conditions
 * laid together. What a role gives is made when a decision first needs it, and kept. Safe for any
 * number of threads.
 */
public final class PolicyCompiler {
  private final Catalogue catalogue;
  private final String version;
  private final int serverCount;
  private final ImmutableMap<String, CompiledRole> roles;
  private final CompiledRole[] byRank;
  private final CompiledCondition[] defaults;
  private final CompiledCondition[] sensitive;
  private final ImmutableSet<String> ssoRoles;
  private final int[] ssoSources;
  private final BitSet boundByServer;
  private final List<CompiledRole> includedFirst;
  private final BitSet spreading;
  private final SeparationIndex duties;
  private final Interner<RoleSet> roleSets = Interners.newWeakInterner();

  // Filled when asked; see RoleSet on why without a lock.
  private final @Nullable RoleGrants[] roots;
  private final boolean[] counted; // of those that spread: whether they were found not to

  public PolicyCompiler(
      PolicyDocument document,
      Catalogue catalogue,
      ConditionCompiler checks,
      StandardDenials answers,
      String version) {
    this.catalogue = catalogue;
    this.version = version;
    this.serverCount = document.servers().size();
    this.boundByServer = ServerRules.bound(catalogue);
    this.defaults = checks.of(document.defaults().requires());
    this.sensitive = checks.of(document.defaults().sensitiveRequires());
    this.ssoRoles =
        document.servers().values().stream()
            .flatMap(server -> server.sso().stream())
            .flatMap(sso -> sso.roles().stream())
            .map(Server.SsoRole::role)
            .map(NameRef::id)
            .collect(ImmutableSet.toImmutableSet());
    this.ssoSources =
        Stream.of("connect.use", "server.configure")
            .mapToInt(catalogue::indexOf)
            .filter(i -> i >= 0)
            .toArray();
    this.byRank =
        new RoleCompiler(catalogue, checks).compile(withFullAdministrator(document.roles()));
    ImmutableMap.Builder<String, CompiledRole> byId = ImmutableMap.builder();
    for (CompiledRole role : byRank) {
      byId.put(role.id, role);
    }
    this.roles = byId.buildOrThrow();
    this.roots = new @Nullable RoleGrants[byRank.length];
    this.counted = new boolean[byRank.length];
    this.includedFirst = IncludeOrder.of(byRank, roles);
    this.spreading = IncludeOrder.spreading(includedFirst, roles);
    this.duties =
        SeparationIndex.of(document.separate(), byRank, includedFirst, roles, catalogue, answers);
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
                entry.requires(),
                builtIn.grants(),
                List.of(),
                entry.at()));
    written.forEach(all::putIfAbsent);
    return all;
  }

  /** The rank of a role that is defined. */
  public int rank(String id) {
    return requireNonNull(roles.get(id), id).rank;
  }

  /** The ranks of these roles, ascending; one that is not defined has none. */
  public int[] ranks(Collection<String> ids) {
    int[] ranks = new int[ids.size()];
    int count = 0;
    for (String id : ids) {
      CompiledRole role = roles.get(id);
      if (role != null) {
        ranks[count++] = role.rank;
      }
    }
    Arrays.sort(ranks, 0, count);
    int kept = Math.min(count, 1);
    for (int i = 1; i < count; i++) {
      if (ranks[i] != ranks[i - 1]) {
        ranks[kept++] = ranks[i];
      }
    }
    return kept == ranks.length ? ranks : Arrays.copyOf(ranks, kept);
  }

  /**
   * The ranks of these roles, which may be assigned.
   *
   * @throws PolicyException if one of them leads down its includes in too many ways
   */
  public int[] assignable(Collection<String> ids) {
    int[] ranks = ranks(ids);
    for (int rank : ranks) {
      if (spreading.get(rank) && !counted[rank]) {
        IncludePathCount.check(byRank[rank], includedFirst, roles);
        counted[rank] = true;
      }
    }
    return ranks;
  }

  /** Returns what accounts share that have the roles of these ranks, and act with some of them. */
  public RoleSet roleSet(int[] assigned, int[] held) {
    return roleSets.intern(new RoleSet(this, assigned, held));
  }

  /** What the role of this rank gives and denies where it is assigned. */
  public RoleGrants root(int rank) {
    RoleGrants ready = roots[rank];
    if (ready == null) {
      ready = makeRoot(byRank[rank]);
      roots[rank] = ready;
    }
    return ready;
  }

  private RoleGrants makeRoot(CompiledRole root) {
    Map<Integer, List<Candidate>> candidates = new TreeMap<>();
    Map<Integer, List<DenyHit>> refusals = new HashMap<>();
    ImmutableList.Builder<IncludePath> listed = ImmutableList.builder();
    Set<String> seen = new HashSet<>();
    for (IncludePath reach : IncludePaths.from(root, roles)) {
      for (CompiledRule grant : reach.role.grants) {
        addCandidates(grant, reach, candidates);
      }
      if (seen.add(reach.role.id)) {
        for (CompiledRule deny : reach.role.denies) {
          DenyHit refusal = new DenyHit(deny, reach, version);
          for (int permission : deny.permissions) {
            refusals.computeIfAbsent(permission, any -> new ArrayList<>()).add(refusal);
          }
        }
      }
      if (ssoRoles.contains(reach.role.id)) {
        listed.add(reach);
      }
    }
    return assemble(candidates, refusals, listed.build());
  }

  private void addCandidates(
      CompiledRule grant, IncludePath reach, Map<Integer, List<Candidate>> candidates) {
    CompiledCondition[] checks =
        IncludePaths.concat(IncludePaths.concat(grant.checks, reach.requires), defaults);
    Candidate plain = new Candidate(grant, reach, checks, 0, null, version);
    Candidate strict =
        sensitive.length == 0
            ? plain
            : new Candidate(
                grant,
                reach,
                IncludePaths.concat(checks, sensitive),
                sensitive.length,
                null,
                version);
    for (int permission : grant.permissions) {
      Candidate candidate = catalogue.all().get(permission).sensitive() ? strict : plain;
      candidates.computeIfAbsent(permission, any -> new ArrayList<>()).add(candidate);
    }
  }

  private static RoleGrants assemble(
      Map<Integer, List<Candidate>> candidates,
      Map<Integer, List<DenyHit>> refusals,
      ImmutableList<IncludePath> listed) {
    BitSet touched = new BitSet();
    candidates.keySet().forEach(touched::set);
    refusals.keySet().forEach(touched::set);
    List<PermissionEntry> entries = new ArrayList<>(touched.cardinality());
    Map<List<Object>, PermissionEntry> shared = new HashMap<>();
    touched.stream()
        .forEach(
            permission -> {
              List<DenyHit> denied = refusals.getOrDefault(permission, List.of());
              List<Candidate> granted = candidates.getOrDefault(permission, List.of());
              entries.add(
                  shared.computeIfAbsent(
                      List.of(denied, granted), any -> PermissionEntry.of(denied, granted)));
            });
    return new RoleGrants(touched, entries, listed);
  }

  /** The ranks of the roles that have a grant of this permission, or include one that has. */
  public BitSet granting(int permission) {
    return having(role -> role.grants, permission);
  }

  /** The ranks of the roles that have a deny of this permission, or include one that has. */
  public BitSet denying(int permission) {
    return having(role -> role.denies, permission);
  }

  private BitSet having(Function<CompiledRole, List<CompiledRule>> rules, int permission) {
    BitSet having = new BitSet(byRank.length);
    for (CompiledRole role : includedFirst) {
      if (reaches(rules.apply(role), permission) || includesOneOf(role, having)) {
        having.set(role.rank);
      }
    }
    return having;
  }

  private static boolean reaches(List<CompiledRule> rules, int permission) {
    for (CompiledRule rule : rules) {
      if (Arrays.binarySearch(rule.permissions, permission) >= 0) {
        return true;
      }
    }
    return false;
  }

  private boolean includesOneOf(CompiledRole role, BitSet ranks) {
    for (String id : role.includes) {
      CompiledRole included = roles.get(id);
      if (included != null && ranks.get(included.rank)) {
        return true;
      }
    }
    return false;
  }

  public SeparationIndex duties() {
    return duties;
  }

  /** The positions of the permissions whose answer depends on a server. Not to be changed. */
  public BitSet boundByServer() {
    return boundByServer;
  }

  /** The position of single sign-on. */
  public int sso() {
    return catalogue.indexOf(Permission.SERVER_SSO);
  }

  /** The positions of the permissions that single sign-on follows from. Not to be changed. */
  public int[] ssoSources() {
    return ssoSources;
  }

  public int roleCount() {
    return byRank.length;
  }

  public int catalogueSize() {
    return catalogue.size();
  }

  /** How many servers there are; they are numbered from 0. */
  public int serverCount() {
    return serverCount;
  }
}
