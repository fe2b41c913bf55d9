package dev.staffgate.policy.questions;

import static java.util.Comparator.comparing;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ListMultimap;
import dev.staffgate.decision.Access;
import dev.staffgate.decision.Way;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.policy.engine.Candidate;
import dev.staffgate.policy.engine.CompiledCondition;
import dev.staffgate.policy.engine.CompiledPolicy;
import dev.staffgate.policy.engine.CompiledRule;
import dev.staffgate.policy.engine.DenyHit;
import dev.staffgate.policy.engine.EngineAccount;
import dev.staffgate.policy.engine.RoleSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds the ways in which one account can do something. */
public final class WayFinder {
  private final CompiledPolicy policy;
  private final CandidateLookup lookup;

  /** Makes a finder for one policy. */
  public WayFinder(CompiledPolicy policy, CandidateLookup lookup) {
    this.policy = policy;
    this.lookup = lookup;
  }

  /** Returns the answer that the account can; empty if it cannot. */
  public Optional<Access> accessOf(
      EngineAccount account, Permission permission, Map<String, String> resources) {
    List<Way> ways = ways(account, permission, resources);
    if (ways.isEmpty()) {
      return Optional.empty();
    }
    int position = policy.catalogue().indexOf(permission);
    boolean always =
        account.actsFromAnywhere()
            // Else a request without an instant is denied, whatever it is for.
            && account.hasRolesForGood()
            && ways.stream().anyMatch(Way::isUnconditional)
            // Which server is up to the request, and the policy may not have it.
            && (!lookup.entersServers(position) || resources.containsKey("server"));
    return Optional.of(access(account, permission, resources, always));
  }

  /** Returns the answer that it can; the ways are found when they are asked for. */
  public Access access(
      EngineAccount account, Permission permission, Map<String, String> resources, boolean always) {
    return new Access(
        account.account(),
        permission,
        resources,
        always,
        () -> ways(account, permission, resources));
  }

  /** Returns the ways in which the account can; empty if it cannot. */
  public List<Way> ways(
      EngineAccount account, Permission permission, Map<String, String> resources) {
    if (!account.isActive()) {
      return List.of();
    }
    List<Way> all = new ArrayList<>();
    Map<Way, Integer> before = Map.of(); // those of the last period, by what they are at any time
    for (EngineAccount.RolePeriod period : account.rolePeriods()) {
      Map<Way, Integer> now = new HashMap<>();
      for (Way way : ways(account, period.roles(), permission, resources)) {
        Integer same = before.get(way);
        if (same == null) {
          now.put(way, all.size());
          all.add(way.during(period.from(), period.until()));
        } else {
          now.put(way, same);
          all.set(same, way.during(all.get(same).when().from(), period.until()));
        }
      }
      before = now;
    }
    return List.copyOf(all);
  }

  private List<Way> ways(
      EngineAccount account, RoleSet roles, Permission permission, Map<String, String> resources) {
    int position = policy.catalogue().indexOf(permission);
    boolean entersServers = lookup.entersServers(position);
    List<Way> found = new ArrayList<>();
    ListMultimap<Way, List<String>> seen = ArrayListMultimap.create(); // in which emergencies
    for (RoleChoice choice :
        RoleChoice.choices(roles, policy.emergencies().of(account.id()), entersServers ? 2 : 1)) {
      List<Way> ways =
          entersServers
              ? into(account, choice, position, resources)
              : waysInOrder(
                  lookup.candidates(position, choice.roles()),
                  outcomes(account, resources),
                  choice,
                  Optional.empty());
      List<Way> more =
          ways.stream()
              .distinct()
              .filter(
                  way ->
                      seen.get(withoutEmergencies(way)).stream()
                          .noneMatch(choice.emergencies()::containsAll))
              .toList();
      more.forEach(way -> seen.put(withoutEmergencies(way), choice.emergencies()));
      found.addAll(more);
    }
    return found;
  }

  // A choice with more emergencies, or with other roles, has ways of those before it as well, and
  // at least the same denies against them.
  private static Way withoutEmergencies(Way way) {
    return new Way(
        way.permissions(),
        way.path(),
        way.at(),
        way.conditions(),
        List.of(),
        Way.When.ALWAYS,
        way.server(),
        way.ssoUser());
  }

  private List<Way> into(
      EngineAccount account, RoleChoice choice, int permission, Map<String, String> resources) {
    String named = resources.get("server");
    List<Way> ways = new ArrayList<>();
    for (String server : named == null ? lookup.servers() : List.of(named)) {
      Map<String, String> on =
          ImmutableMap.<String, String>builder()
              .putAll(resources)
              .put("server", server)
              .buildKeepingLast();
      ways.addAll(
          waysInOrder(
              lookup.candidatesInto(server, permission, choice.roles()),
              outcomes(account, on),
              choice,
              Optional.of(server)));
    }
    return ways;
  }

  private PossibleOutcomes outcomes(EngineAccount account, Map<String, String> resources) {
    return new PossibleOutcomes(account.account(), resources);
  }

  private record Open(Candidate candidate, Way way) {}

  private static List<Way> waysInOrder(
      List<CandidateGroup> groups,
      PossibleOutcomes outcomes,
      RoleChoice choice,
      Optional<String> server) {
    List<Open> open = new ArrayList<>();
    for (CandidateGroup group : groups) {
      List<DenyHit> possible =
          group.denies().stream()
              .filter(one -> !has(one.deny.conditions, outcomes::isSurelyFalse))
              .toList();
      if (possible.stream().allMatch(one -> has(one.deny.conditions, outcomes::mayBeFalse))) {
        List<Way.Unless> unless =
            possible.stream().map(one -> unless(one, outcomes)).distinct().toList();
        group.candidates().stream()
            .filter(one -> Stream.of(one.conditions).allMatch(outcomes::mayHold))
            .forEach(one -> open.add(new Open(one, way(one, unless, outcomes, choice, server))));
      }
    }
    open.sort(comparing(Open::candidate, Candidate.ORDER));
    return open.stream().map(Open::way).toList();
  }

  private static boolean has(CompiledCondition[] conditions, Predicate<CompiledCondition> what) {
    return Stream.of(conditions).anyMatch(what);
  }

  private static Way way(
      Candidate candidate,
      List<Way.Unless> unless,
      PossibleOutcomes outcomes,
      RoleChoice choice,
      Optional<String> server) {
    return new Way(
        texts(candidate.grant),
        candidate.includePath.path.get(),
        candidate.grant.at,
        remaining(candidate.conditions, condition -> !outcomes.surelyHolds(condition)),
        unless,
        new Way.When(Optional.empty(), Optional.empty(), choice.emergencies(), choice.fewerRoles()),
        server,
        Optional.ofNullable(candidate.ssoUser));
  }

  private static Way.Unless unless(DenyHit deny, PossibleOutcomes outcomes) {
    return new Way.Unless(
        texts(deny.deny),
        deny.includePath.path.get(),
        deny.deny.at,
        remaining(deny.deny.conditions, outcomes::mayBeFalse));
  }

  private static List<Condition> remaining(
      CompiledCondition[] conditions, Predicate<CompiledCondition> isLeft) {
    return Stream.of(conditions)
        .filter(isLeft)
        .map(CompiledCondition::condition)
        .distinct()
        .toList();
  }

  private static List<String> texts(CompiledRule rule) {
    return rule.patterns.stream().map(PermissionPattern::text).toList();
  }
}
