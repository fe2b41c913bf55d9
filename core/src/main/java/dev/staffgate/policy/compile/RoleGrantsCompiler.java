package dev.staffgate.policy.compile;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import dev.staffgate.model.Catalogue;
import dev.staffgate.policy.engine.Candidate;
import dev.staffgate.policy.engine.CompiledCondition;
import dev.staffgate.policy.engine.CompiledRole;
import dev.staffgate.policy.engine.CompiledRule;
import dev.staffgate.policy.engine.DenyHit;
import dev.staffgate.policy.engine.IncludePath;
import dev.staffgate.policy.engine.PermissionEntry;
import dev.staffgate.policy.engine.RoleGrants;
import dev.staffgate.policy.engine.RoleGrantsFactory;
import dev.staffgate.policy.engine.ServerPermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes what a role grants and denies where it is assigned: includes followed, conditions laid
 * together. Safe for any number of threads.
 */
final class RoleGrantsCompiler implements RoleGrantsFactory {
  private final Catalogue catalogue;
  private final ServerPermissions serverPermissions;
  private final ImmutableMap<String, CompiledRole> roles;
  private final ImmutableSet<String> ssoRoles;
  private final CompiledCondition[] defaults;
  private final CompiledCondition[] sensitive;
  private final String policyVersion;

  /**
   * Makes a compiler for the roles of one policy.
   *
   * @param roles all roles, by id
   * @param ssoRoles the ids of the roles that servers list
   * @param defaults the conditions of every grant
   * @param sensitive those of every grant of a sensitive permission besides
   */
  RoleGrantsCompiler(
      Catalogue catalogue,
      ServerPermissions serverPermissions,
      ImmutableMap<String, CompiledRole> roles,
      ImmutableSet<String> ssoRoles,
      CompiledCondition[] defaults,
      CompiledCondition[] sensitive,
      String policyVersion) {
    this.catalogue = catalogue;
    this.serverPermissions = serverPermissions;
    this.roles = roles;
    this.ssoRoles = ssoRoles;
    this.defaults = defaults;
    this.sensitive = sensitive;
    this.policyVersion = policyVersion;
  }

  @Override
  public RoleGrants make(CompiledRole role, BitSet locked) {
    if (locked.get(role.rank)) {
      return RoleGrants.NOTHING;
    }
    Map<Integer, List<Candidate>> candidates = new TreeMap<>();
    Map<Integer, List<DenyHit>> denies = new HashMap<>();
    ImmutableList.Builder<IncludePath> listed = ImmutableList.builder();
    Set<String> seen = new HashSet<>();
    for (IncludePath path : IncludePaths.from(role, unlocked(locked))) {
      for (CompiledRule grant : path.role.grants) {
        addCandidates(grant, path, candidates);
      }
      if (seen.add(path.role.id)) {
        for (CompiledRule deny : path.role.denies) {
          DenyHit hit = new DenyHit(deny, path, policyVersion);
          for (int permission : deny.permissions) {
            denies.computeIfAbsent(permission, any -> new ArrayList<>()).add(hit);
          }
        }
      }
      if (ssoRoles.contains(path.role.id)) {
        listed.add(path);
      }
    }
    return assemble(candidates, denies, listed.build());
  }

  private Map<String, CompiledRole> unlocked(BitSet locked) {
    return locked.isEmpty() ? roles : Maps.filterValues(roles, role -> !locked.get(role.rank));
  }

  private void addCandidates(
      CompiledRule grant, IncludePath path, Map<Integer, List<Candidate>> candidates) {
    CompiledCondition[] conditions =
        CompiledCondition.concat(
            CompiledCondition.concat(grant.conditions, path.requires), defaults);
    CompiledCondition[] more = CompiledCondition.concat(conditions, sensitive);
    CompiledCondition[] forSso = isSensitiveForSso(grant) ? more : conditions;
    Candidate plain = new Candidate(grant, path, conditions, forSso, null, policyVersion);
    Candidate strict =
        sensitive.length == 0
            ? plain
            : new Candidate(grant, path, more, forSso, null, policyVersion);
    for (int permission : grant.permissions) {
      Candidate candidate = catalogue.all().get(permission).sensitive() ? strict : plain;
      candidates.computeIfAbsent(permission, any -> new ArrayList<>()).add(candidate);
    }
  }

  // Single sign-on is as sensitive as what it follows from, whichever of them led to it.
  private boolean isSensitiveForSso(CompiledRule grant) {
    for (int source : serverPermissions.ssoSources()) {
      if (catalogue.all().get(source).sensitive()
          && Arrays.binarySearch(grant.permissions, source) >= 0) {
        return true;
      }
    }
    return false;
  }

  private static RoleGrants assemble(
      Map<Integer, List<Candidate>> candidates,
      Map<Integer, List<DenyHit>> denies,
      ImmutableList<IncludePath> listed) {
    BitSet mentioned = new BitSet();
    candidates.keySet().forEach(mentioned::set);
    denies.keySet().forEach(mentioned::set);
    List<PermissionEntry> entries = new ArrayList<>(mentioned.cardinality());
    Map<List<Object>, PermissionEntry> shared = new HashMap<>();
    mentioned.stream()
        .forEach(
            permission -> {
              List<DenyHit> denied = denies.getOrDefault(permission, List.of());
              List<Candidate> granted = candidates.getOrDefault(permission, List.of());
              entries.add(
                  shared.computeIfAbsent(
                      List.of(denied, granted), any -> PermissionEntry.of(denied, granted)));
            });
    return new RoleGrants(mentioned, entries, listed);
  }
}
