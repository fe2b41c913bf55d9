package dev.staffgate.policy;

import static java.util.Comparator.comparing;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableSet;
import dev.staffgate.model.Catalogue;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Grant;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Ref;
import dev.staffgate.model.Role;
import dev.staffgate.model.Server;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes role sets of a document: includes followed, wildcards written out, conditions laid
 * together. Keeps nothing of what it made; safe for any number of threads once constructed.
 */
final class Compiler {
  private final Catalogue catalogue;
  private final String version;
  private final Map<String, CompiledRole> roles = new LinkedHashMap<>();
  private final Check[] defaults;
  private final Check[] sensitive;
  private final ImmutableSet<String> ssoRoles;

  Compiler(PolicyDocument document, Catalogue catalogue, Checks checks, String version) {
    this.catalogue = catalogue;
    this.version = version;
    this.defaults = checks.of(document.defaults().requires());
    this.sensitive = checks.of(document.defaults().sensitiveRequires());
    this.ssoRoles =
        document.servers().values().stream()
            .flatMap(server -> server.sso().stream())
            .flatMap(sso -> sso.roles().stream())
            .map(Server.SsoRole::role)
            .map(Ref::id)
            .collect(ImmutableSet.toImmutableSet());
    Map<String, Role> all = withFullAdministrator(document.roles());
    IdentityHashMap<Grant, Integer> grantOrder =
        ranks(all.values().stream().flatMap(r -> r.grants().stream()), Grant::at);
    IdentityHashMap<Deny, Integer> denyOrder =
        ranks(all.values().stream().flatMap(r -> r.denies().stream()), Deny::at);
    for (Role role : all.values()) {
      List<Rule> grants =
          role.grants().stream()
              .map(
                  one ->
                      rule(
                          one.at(),
                          one.permissions(),
                          one.conditions(),
                          requireNonNull(grantOrder.get(one)),
                          checks,
                          true))
              .toList();
      List<Rule> denies =
          role.denies().stream()
              .map(
                  one ->
                      rule(
                          one.at(),
                          one.permissions(),
                          one.conditions(),
                          requireNonNull(denyOrder.get(one)),
                          checks,
                          false))
              .toList();
      roles.put(
          role.id(),
          new CompiledRole(
              role.id(),
              role.at(),
              role.includes().stream().map(Ref::id).toList(),
              checks.of(role.requires()),
              grants,
              denies));
    }
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

  /** Ranks by place; what has equal places stays in the order of the document. */
  private static <T> IdentityHashMap<T, Integer> ranks(Stream<T> rules, Function<T, Place> place) {
    IdentityHashMap<T, Integer> ranks = new IdentityHashMap<>();
    rules
        .sorted(comparing(place, Place.ORDER))
        .forEach(rule -> ranks.putIfAbsent(rule, ranks.size()));
    return ranks;
  }

  private Rule rule(
      Place at,
      List<PermissionPattern> patterns,
      List<Condition> conditions,
      int order,
      Checks checks,
      boolean grant) {
    int[] permissions =
        catalogue.all().stream()
            .map(Permission::id)
            .filter(id -> !(grant && id.equals(Permission.SERVER_SSO)))
            .filter(id -> patterns.stream().anyMatch(pattern -> pattern.matches(id)))
            .mapToInt(catalogue::indexOf)
            .sorted()
            .toArray();
    return new Rule(at, patterns, order, checks.of(conditions), permissions);
  }

  /** Returns what accounts share that have these roles assigned. */
  RoleSet roleSet(Collection<String> assigned) {
    List<Reach> reaches = Reaches.from(assigned, roles);
    Map<Integer, List<Candidate>> candidates = new TreeMap<>();
    Map<Integer, List<Refusal>> refusals = new HashMap<>();
    ImmutableListMultimap.Builder<String, Reach> listed = ImmutableListMultimap.builder();
    Set<String> seen = new HashSet<>();
    for (Reach reach : reaches) {
      for (Rule grant : reach.role.grants) {
        addCandidates(grant, reach, candidates);
      }
      if (seen.add(reach.role.id)) {
        for (Rule deny : reach.role.denies) {
          Refusal refusal = new Refusal(deny, reach, version);
          for (int permission : deny.permissions) {
            refusals.computeIfAbsent(permission, any -> new ArrayList<>()).add(refusal);
          }
        }
      }
      if (ssoRoles.contains(reach.role.id)) {
        listed.put(reach.role.id, reach);
      }
    }
    return assemble(candidates, refusals, listed.build());
  }

  private void addCandidates(Rule grant, Reach reach, Map<Integer, List<Candidate>> candidates) {
    Check[] checks = Reaches.concat(Reaches.concat(grant.checks, reach.requires), defaults);
    Candidate plain = new Candidate(grant, reach, checks, 0, null, version);
    Candidate strict =
        sensitive.length == 0
            ? plain
            : new Candidate(
                grant, reach, Reaches.concat(checks, sensitive), sensitive.length, null, version);
    for (int permission : grant.permissions) {
      Candidate candidate = catalogue.all().get(permission).sensitive() ? strict : plain;
      candidates.computeIfAbsent(permission, any -> new ArrayList<>()).add(candidate);
    }
  }

  private RoleSet assemble(
      Map<Integer, List<Candidate>> candidates,
      Map<Integer, List<Refusal>> refusals,
      ImmutableListMultimap<String, Reach> listed) {
    long[] touched = new long[(catalogue.size() + 63) / 64];
    List<Entry> entries = new ArrayList<>();
    Map<List<Object>, Entry> shared = new HashMap<>();
    IntStream.range(0, catalogue.size())
        .filter(
            permission -> candidates.containsKey(permission) || refusals.containsKey(permission))
        .forEach(
            permission -> {
              touched[permission >> 6] |= 1L << permission;
              List<Refusal> denied = refusals.getOrDefault(permission, List.of());
              List<Candidate> granted = candidates.getOrDefault(permission, List.of());
              entries.add(
                  shared.computeIfAbsent(List.of(denied, granted), any -> entry(denied, granted)));
            });
    return new RoleSet(touched, entries, listed);
  }

  private static Entry entry(List<Refusal> refusals, List<Candidate> candidates) {
    // Ways come in the order of their paths already, and sorting is stable.
    return new Entry(
        ImmutableList.sortedCopyOf(comparing((Refusal one) -> one.deny.order), refusals),
        ImmutableList.sortedCopyOf(comparing((Candidate one) -> one.grant.order), candidates));
  }
}
