package dev.staffgate.policy;

import static java.util.Comparator.comparing;
import static java.util.Objects.requireNonNull;

import dev.staffgate.model.Catalogue;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Grant;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.Place;
import dev.staffgate.model.Ref;
import dev.staffgate.model.Role;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes single roles ready: wildcards written out, rules ranked. Lives while one is compiled. */
final class Rules {
  private final Catalogue catalogue;
  private final Checks checks;
  private final Map<String, int[]> matched = new HashMap<>();

  Rules(Catalogue catalogue, Checks checks) {
    this.catalogue = catalogue;
    this.checks = checks;
  }

  /** Returns the roles, in the order of their ids: each at the position that is its rank. */
  CompiledRole[] compile(Map<String, Role> written) {
    IdentityHashMap<Grant, Integer> grantOrder =
        ranks(written.values().stream().flatMap(r -> r.grants().stream()), Grant::at);
    IdentityHashMap<Deny, Integer> denyOrder =
        ranks(written.values().stream().flatMap(r -> r.denies().stream()), Deny::at);
    CompiledRole[] roles = new CompiledRole[written.size()];
    int rank = 0;
    for (Role role : new TreeMap<>(written).values()) {
      roles[rank] =
          new CompiledRole(
              role.id(),
              rank,
              role.at(),
              role.includes().stream().map(Ref::id).toList(),
              checks.of(role.requires()),
              role.grants().stream()
                  .map(
                      one ->
                          rule(
                              one.at(),
                              one.permissions(),
                              one.conditions(),
                              requireNonNull(grantOrder.get(one)),
                              true))
                  .toList(),
              role.denies().stream()
                  .map(
                      one ->
                          rule(
                              one.at(),
                              one.permissions(),
                              one.conditions(),
                              requireNonNull(denyOrder.get(one)),
                              false))
                  .toList());
      rank++;
    }
    return roles;
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
      boolean grant) {
    int sso = catalogue.indexOf(Permission.SERVER_SSO);
    int[] permissions =
        patterns.stream()
            .map(this::matched)
            .flatMapToInt(Arrays::stream)
            .filter(permission -> !(grant && permission == sso))
            .sorted()
            .distinct()
            .toArray();
    return new Rule(at, patterns, order, checks.of(conditions), permissions);
  }

  private int[] matched(PermissionPattern pattern) {
    return matched.computeIfAbsent(
        pattern.text(),
        text ->
            pattern.isWildcard()
                ? IntStream.range(0, catalogue.size())
                    .filter(i -> pattern.matches(catalogue.all().get(i).id()))
                    .toArray()
                : IntStream.of(catalogue.indexOf(text)).filter(i -> i >= 0).toArray());
  }
}
