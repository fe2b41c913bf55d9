package dev.staffgate.generators;

import dev.staffgate.decision.Lock;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import java.util.ArrayList;
import java.util.List;

/** Locks of every target, most of which the policy can read. */
final class RandomLocks {
  /** What takes candidates and leaves others, before what hits in step 1. */
  private static final List<String> PERMISSIONS =
      List.of(
          "connect.use",
          "connect.*",
          "server.configure",
          "server.sso",
          "own.one",
          "own.*",
          "own.deep.*",
          "ticket.view",
          "client.login-as",
          "lock.lift",
          "lock.*",
          "*");

  private static final List<String> SERVERS = List.of("web1", "web2", "web3", "web9");
  private static final List<String> MESSAGES = List.of("stop", "halt", "wait");

  private final RandomChoices dice;
  private final PolicyDocument document;
  private final List<String> roles = new ArrayList<>();
  private final List<String> permissions;

  RandomLocks(RandomChoices dice, PolicyDocument document) {
    this.dice = dice;
    this.document = document;
    for (Role role : document.roles().values()) {
      roles.add(role.id());
      role.formerly().stream().map(NameRef::id).forEach(roles::add);
    }
    roles.add(Role.FULL_ADMINISTRATOR);
    this.permissions =
        PERMISSIONS.stream().filter(one -> one.contains("*") || isDefined(one)).toList();
  }

  private boolean isDefined(String permission) {
    return document.catalogue().find(permission).isPresent();
  }

  List<Lock> some() {
    return dice.times(1, 3, this::lock);
  }

  private Lock lock() {
    String message = dice.of(MESSAGES);
    if (dice.oneIn(40)) {
      return unreadable(message);
    }
    return switch (dice.below(12)) {
      case 0 -> dice.either() ? Lock.onEverybody(message) : sparing(message);
      case 1 -> sparing(message);
      case 2 -> Lock.onStaff(dice.of(EdgeValues.STAFF), message);
      case 3 -> Lock.onServer(dice.of(SERVERS), message);
      case 4 -> Lock.onServerGroup(dice.of(PolicyArbitraries.GROUPS), message);
      case 5, 6, 7 -> Lock.onPermission(dice.of(permissions), message);
      default -> Lock.onRole(dice.of(roles), message);
    };
  }

  private static Lock sparing(String message) {
    return Lock.onEverybodySparingEmergencies(message);
  }

  // What no policy here defines, or not each.
  private Lock unreadable(String message) {
    return switch (dice.below(4)) {
      case 0 -> Lock.onServerGroup(dice.of(List.of("us", "Eu", "web1")), message);
      case 1 ->
          Lock.onPermission(dice.of(List.of("own.three", "own.on", "connect.use.*")), message);
      case 2 -> Lock.onPermission(dice.of(List.of("connect.*", "server.configure.*")), message);
      default ->
          Lock.onRole(dice.of(List.of(RoleArbitraries.UNDEFINED, "A", "was-a", "z")), message);
    };
  }
}
