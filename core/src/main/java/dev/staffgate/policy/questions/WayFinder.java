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
import dev.staffgate.policy.CompiledAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.policy.engine.Candidate;
import dev.staffgate.policy.engine.CompiledCondition;
import dev.staffgate.policy.engine.CompiledRule;
import dev.staffgate.policy.engine.DenyHit;
import dev.staffgate.policy.engine.EmergenciesByHolder;
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
  private final Policy policy;
  private final CandidateLookup offers;
  private final EmergenciesByHolder emergencies;

  public WayFinder(Policy policy, CandidateLookup offers, EmergenciesByHolder emergencies) {
    this.policy = policy;
    this.offers = offers;
    this.emergencies = emergencies;
  }

  /** What it can do, if it can. */
  public Optional<Access> of(
      CompiledAccount account, Permission permission, Map<String, String> resources) {
    List<Way> ways = ways(account, permission, resources);
    if (ways.isEmpty()) {
      return Optional.empty();
    }
    int position = policy.catalogue().indexOf(permission);
    boolean always =
        account.networksOrNull() == null
            // Else a request without an instant is denied, whatever it is for.
            && account.stretches().size() == 1
            && ways.stream().anyMatch(Way::isUnconditional)
            // Which server is up to the request, and the policy may not have it.
            && (!offers.entersServers(position) || resources.containsKey("server"));
    return Optional.of(access(account, permission, resources, always));
  }

  /** Returns the answer that it can; the ways are found when they are asked for. */
  public Access access(
      CompiledAccount account,
      Permission permission,
      Map<String, String> resources,
      boolean always) {
    return new Access(
        account.account(),
        permission,
        resources,
        always,
        () -> ways(account, permission, resources));
  }

  /** The ways in which it can; none if it cannot. */
  public List<Way> ways(
      CompiledAccount account, Permission permission, Map<String, String> resources) {
    if (account.account().disabled() || account.locked()) {
      return List.of();
    }
    List<Way> all = new ArrayList<>();
    Map<Way, Integer> before = Map.of(); // those of the last stretch, by what they are at any time
    for (CompiledAccount.Stretch stretch : account.stretches()) {
      Map<Way, Integer> now = new HashMap<>();
      for (Way way : ways(account, stretch.roles(), permission, resources)) {
        Integer same = before.get(way);
        if (same == null) {
          now.put(way, all.size());
          all.add(way.during(stretch.from(), stretch.until()));
        } else {
          now.put(way, same);
          all.set(same, way.during(all.get(same).when().from(), stretch.until()));
        }
      }
      before = now;
    }
    return List.copyOf(all);
  }

  private List<Way> ways(
      CompiledAccount account,
      RoleSet roles,
      Permission permission,
      Map<String, String> resources) {
    int position = policy.catalogue().indexOf(permission);
    boolean entersServers = offers.entersServers(position);
    List<Way> found = new ArrayList<>();
    ListMultimap<Way, List<String>> seen = ArrayListMultimap.create(); // in which emergencies
    for (RoleChoice stand :
        RoleChoice.of(roles, emergencies.of(account.account().id()), entersServers ? 2 : 1)) {
      List<Way> ways =
          entersServers
              ? into(account, stand, position, resources)
              : inOrder(
                  offers.of(position, stand.roles()),
                  outlook(account, resources),
                  stand,
                  Optional.empty());
      List<Way> more =
          ways.stream()
              .distinct()
              .filter(
                  way -> seen.get(bare(way)).stream().noneMatch(stand.emergencies()::containsAll))
              .toList();
      more.forEach(way -> seen.put(bare(way), stand.emergencies()));
      found.addAll(more);
    }
    return found;
  }

  // A stand with more emergencies, or with other roles, has ways of those before it as well, and
  // at least the same denies against them.
  private static Way bare(Way way) {
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
      CompiledAccount account, RoleChoice stand, int permission, Map<String, String> resources) {
    String named = resources.get("server");
    List<Way> ways = new ArrayList<>();
    for (String server : named == null ? offers.servers() : List.of(named)) {
      Map<String, String> on =
          ImmutableMap.<String, String>builder()
              .putAll(resources)
              .put("server", server)
              .buildKeepingLast();
      ways.addAll(
          inOrder(
              offers.into(server, permission, stand.roles()),
              outlook(account, on),
              stand,
              Optional.of(server)));
    }
    return ways;
  }

  private PossibleOutcomes outlook(CompiledAccount account, Map<String, String> resources) {
    return new PossibleOutcomes(policy, account.account(), resources);
  }

  private record Open(Candidate candidate, Way way) {}

  private static List<Way> inOrder(
      List<CandidateGroup> offers,
      PossibleOutcomes outlook,
      RoleChoice stand,
      Optional<String> server) {
    List<Open> open = new ArrayList<>();
    for (CandidateGroup offer : offers) {
      List<DenyHit> possible =
          offer.refusals().stream()
              .filter(one -> !has(one.deny.checks, outlook::isSurelyFalse))
              .toList();
      if (possible.stream().allMatch(one -> has(one.deny.checks, outlook::mayBeFalse))) {
        List<Way.Unless> unless =
            possible.stream().map(one -> unless(one, outlook)).distinct().toList();
        offer.candidates().stream()
            .filter(one -> Stream.of(one.checks).allMatch(outlook::mayHold))
            .forEach(one -> open.add(new Open(one, way(one, unless, outlook, stand, server))));
      }
    }
    open.sort(comparing(Open::candidate, Candidate.ORDER));
    return open.stream().map(Open::way).toList();
  }

  private static boolean has(CompiledCondition[] checks, Predicate<CompiledCondition> what) {
    return Stream.of(checks).anyMatch(what);
  }

  private static Way way(
      Candidate candidate,
      List<Way.Unless> unless,
      PossibleOutcomes outlook,
      RoleChoice stand,
      Optional<String> server) {
    return new Way(
        texts(candidate.grant),
        candidate.reach.path.get(),
        candidate.grant.at,
        left(candidate.checks, check -> !outlook.surelyHolds(check)),
        unless,
        new Way.When(Optional.empty(), Optional.empty(), stand.emergencies(), stand.fewerRoles()),
        server,
        Optional.ofNullable(candidate.ssoUser));
  }

  private static Way.Unless unless(DenyHit refusal, PossibleOutcomes outlook) {
    return new Way.Unless(
        texts(refusal.deny),
        refusal.reach.path.get(),
        refusal.deny.at,
        left(refusal.deny.checks, outlook::mayBeFalse));
  }

  private static List<Condition> left(
      CompiledCondition[] checks, Predicate<CompiledCondition> isLeft) {
    return Stream.of(checks).filter(isLeft).map(CompiledCondition::condition).distinct().toList();
  }

  private static List<String> texts(CompiledRule rule) {
    return rule.patterns.stream().map(PermissionPattern::text).toList();
  }
}
