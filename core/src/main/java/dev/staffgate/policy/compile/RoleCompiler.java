package dev.staffgate.policy.compile;

import static java.util.Comparator.comparing;
import static java.util.Objects.requireNonNull;

import dev.staffgate.model.Catalogue;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Grant;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.Place;
import dev.staffgate.model.Role;
import dev.staffgate.policy.engine.CompiledRole;
import dev.staffgate.policy.engine.CompiledRule;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Makes single roles ready: wildcards written out, rules ranked. Lives while one is compiled. */
final class RoleCompiler {
  private final Catalogue catalogue;
  private final ConditionCompiler conditions;
  private final Map<String, BitSet> matched = new HashMap<>();

  RoleCompiler(Catalogue catalogue, ConditionCompiler conditions) {
    this.catalogue = catalogue;
    this.conditions = conditions;
  }

  /** Returns the roles, in the order of their ids: each at the position that is its rank. */
  CompiledRole[] compile(Map<String, Role> written) {
    List<Grant> grants = new ArrayList<>();
    List<Deny> denies = new ArrayList<>();
    for (Role role : written.values()) {
      grants.addAll(role.grants());
      denies.addAll(role.denies());
    }
    IdentityHashMap<Grant, Integer> grantOrder = ranks(grants, Grant::at);
    IdentityHashMap<Deny, Integer> denyOrder = ranks(denies, Deny::at);
    CompiledRole[] roles = new CompiledRole[written.size()];
    int rank = 0;
    for (Role role : new TreeMap<>(written).values()) {
      roles[rank] = role(role, rank, grantOrder, denyOrder);
      rank++;
    }
    return roles;
  }

  private CompiledRole role(
      Role role,
      int rank,
      IdentityHashMap<Grant, Integer> grantOrder,
      IdentityHashMap<Deny, Integer> denyOrder) {
    List<String> includes = new ArrayList<>(role.includes().size());
    for (NameRef one : role.includes()) {
      includes.add(one.id());
    }
    List<CompiledRule> grants = new ArrayList<>(role.grants().size());
    for (Grant one : role.grants()) {
      int order = requireNonNull(grantOrder.get(one));
      grants.add(rule(one.at(), one.permissions(), one.conditions(), order, true));
    }
    List<CompiledRule> denies = new ArrayList<>(role.denies().size());
    for (Deny one : role.denies()) {
      int order = requireNonNull(denyOrder.get(one));
      denies.add(rule(one.at(), one.permissions(), one.conditions(), order, false));
    }
    return new CompiledRole(
        role.id(),
        rank,
        role.at(),
        role.formerly().stream().map(NameRef::id).toList(),
        includes,
        conditions.of(role.requires()),
        List.copyOf(grants),
        List.copyOf(denies));
  }

  /** Returns ranks by place; rules of equal places stay in the order of the document. */
  private static <T> IdentityHashMap<T, Integer> ranks(List<T> rules, Function<T, Place> place) {
    IdentityHashMap<T, Integer> ranks = new IdentityHashMap<>();
    rules.sort(comparing(place, Place.ORDER));
    for (T rule : rules) {
      ranks.putIfAbsent(rule, ranks.size());
    }
    return ranks;
  }

  private CompiledRule rule(
      Place at,
      List<PermissionPattern> patterns,
      List<Condition> conditions,
      int order,
      boolean grant) {
    BitSet permissions = new BitSet(catalogue.size());
    for (PermissionPattern pattern : patterns) {
      permissions.or(matched(pattern));
    }
    int sso = catalogue.indexOf(Permission.SERVER_SSO);
    if (grant && sso >= 0) {
      permissions.clear(sso);
    }
    return new CompiledRule(
        at, patterns, order, this.conditions.of(conditions), positions(permissions));
  }

  private static int[] positions(BitSet permissions) {
    int[] positions = new int[permissions.cardinality()];
    int next = 0;
    for (int i = permissions.nextSetBit(0); i >= 0; i = permissions.nextSetBit(i + 1)) {
      positions[next++] = i;
    }
    return positions;
  }

  private BitSet matched(PermissionPattern pattern) {
    BitSet known = matched.get(pattern.text());
    if (known == null) {
      known = new BitSet();
      if (pattern.isWildcard()) {
        for (int i = 0; i < catalogue.size(); i++) {
          known.set(i, pattern.matches(catalogue.all().get(i).id()));
        }
      } else if (catalogue.indexOf(pattern.text()) >= 0) {
        known.set(catalogue.indexOf(pattern.text()));
      }
      matched.put(pattern.text(), known);
    }
    return known;
  }
}
