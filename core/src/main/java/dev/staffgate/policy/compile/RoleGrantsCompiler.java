package dev.staffgate.policy.compile;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.staffgate.model.Catalogue;
import dev.staffgate.policy.engine.Candidate;
import dev.staffgate.policy.engine.CompiledCondition;
import dev.staffgate.policy.engine.CompiledRole;
import dev.staffgate.policy.engine.CompiledRule;
import dev.staffgate.policy.engine.DenyHit;
import dev.staffgate.policy.engine.IncludePath;
import dev.staffgate.policy.engine.PermissionEntry;
import dev.staffgate.policy.engine.RoleGrants;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Makes what a role grants and denies where it is assigned: includes followed, conditions laid
 * together. Safe for any number of threads.
 */
final class RoleGrantsCompiler implements Function<CompiledRole, RoleGrants> {
  private final Catalogue catalogue;
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
      ImmutableMap<String, CompiledRole> roles,
      ImmutableSet<String> ssoRoles,
      CompiledCondition[] defaults,
      CompiledCondition[] sensitive,
      String policyVersion) {
    this.catalogue = catalogue;
    this.roles = roles;
    this.ssoRoles = ssoRoles;
    this.defaults = defaults;
    this.sensitive = sensitive;
    this.policyVersion = policyVersion;
  }

  @Override
  public RoleGrants apply(CompiledRole role) {
    Map<Integer, List<Candidate>> candidates = new TreeMap<>();
    Map<Integer, List<DenyHit>> denies = new HashMap<>();
    ImmutableList.Builder<IncludePath> listed = ImmutableList.builder();
    Set<String> seen = new HashSet<>();
    for (IncludePath path : IncludePaths.from(role, roles)) {
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

  private void addCandidates(
      CompiledRule grant, IncludePath path, Map<Integer, List<Candidate>> candidates) {
    CompiledCondition[] conditions =
        CompiledCondition.concat(
            CompiledCondition.concat(grant.conditions, path.requires), defaults);
    Candidate plain = new Candidate(grant, path, conditions, 0, null, policyVersion);
    Candidate strict =
        sensitive.length == 0
            ? plain
            : new Candidate(
                grant,
                path,
                CompiledCondition.concat(conditions, sensitive),
                sensitive.length,
                null,
                policyVersion);
    for (int permission : grant.permissions) {
      Candidate candidate = catalogue.all().get(permission).sensitive() ? strict : plain;
      candidates.computeIfAbsent(permission, any -> new ArrayList<>()).add(candidate);
    }
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
