package dev.staffgate.generators;

import dev.staffgate.model.Defaults;
import dev.staffgate.model.Emergency;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.NetworkDefinition;
import dev.staffgate.model.PermissionDefinition;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.Role;
import dev.staffgate.model.Schedule;
import dev.staffgate.model.SeparationRule;
import dev.staffgate.model.Server;
import dev.staffgate.model.ServerGroup;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small changes of the policies of {@link RandomPolicies}: an entry or two is another's. */
public final class PolicyMutations {
  private final RandomChoices dice;

  private PolicyMutations(RandomChoices dice) {
    this.dice = dice;
  }

  /** Returns a changed policy that loads, or empty if a few attempts gave none. */
  public static Optional<Policy> of(PolicyDocument document, RandomChoices dice) {
    PolicyMutations mutations = new PolicyMutations(dice);
    Optional<Policy> policy = Optional.empty();
    for (int i = 0; i < 5 && policy.isEmpty(); i++) {
      PolicyDocument changed = document;
      for (int steps = 1 + dice.below(3); steps > 0; steps--) {
        changed = mutations.step(changed);
      }
      policy = load(changed);
    }
    return policy;
  }

  // One whose entry names what the policy does not have is refused.
  private static Optional<Policy> load(PolicyDocument document) {
    try {
      return Optional.of(Policy.of(document, PolicyArbitraries.OPTIONS, "new"));
    } catch (PolicyException refused) {
      return Optional.empty();
    }
  }

  private PolicyDocument step(PolicyDocument document) {
    PolicyDocument other = RandomPolicies.of(dice).whole();
    Map<String, PermissionDefinition> permissions = new LinkedHashMap<>(document.permissions());
    Map<String, NetworkDefinition> networks = new LinkedHashMap<>(document.networks());
    Map<String, Schedule> schedules = new LinkedHashMap<>(document.schedules());
    Defaults defaults = document.defaults();
    Map<String, Role> roles = new LinkedHashMap<>(document.roles());
    List<SeparationRule> separate = document.separate();
    Map<String, ServerGroup> groups = new LinkedHashMap<>(document.serverGroups());
    Map<String, Server> servers = new LinkedHashMap<>(document.servers());
    List<NameRef> departments = document.departments();
    Map<String, StaffAccount> staff = new LinkedHashMap<>(document.staff());
    Map<String, Emergency> emergencies = new LinkedHashMap<>(document.emergencies());
    switch (dice.below(16)) {
      case 0 -> swap(networks, other.networks());
      case 1 -> swap(schedules, other.schedules());
      case 2 -> defaults = other.defaults();
      case 3 -> separate = dice.either() ? List.of() : other.separate();
      case 4 ->
          groups.put("eu", new ServerGroup("eu", NameRef.listOf("web2"), groups.get("eu").at()));
      case 5, 6 -> swap(servers, other.servers());
      case 7 -> departments = departments.subList(0, 2);
      case 8, 9 -> {
        if (!staff.isEmpty()) {
          swap(staff, other.staff());
        }
      }
      case 10 -> {
        emergencies.clear();
        emergencies.putAll(other.emergencies());
      }
      case 11 -> {
        if (!permissions.isEmpty()) {
          PermissionDefinition one = dice.of(List.copyOf(permissions.values()));
          permissions.put(
              one.id(),
              new PermissionDefinition(
                  one.id(), one.title(), one.category(), !one.sensitive(), one.needs(), one.at()));
        }
      }
      default -> {
        if (!roles.isEmpty()) {
          change(roles, other.roles());
        }
      }
    }
    return document.toBuilder()
        .permissions(permissions)
        .networks(networks)
        .schedules(schedules)
        .defaults(defaults)
        .roles(roles)
        .separate(separate)
        .serverGroups(groups)
        .servers(servers)
        .departments(departments)
        .staff(staff)
        .emergencies(emergencies)
        .build();
  }

  private <T> void swap(Map<String, T> mine, Map<String, T> others) {
    List<String> ids = new ArrayList<>(others.keySet());
    if (!ids.isEmpty()) {
      String id = dice.of(ids);
      mine.put(id, others.get(id));
    }
  }

  // A grant, deny or condition more or less, or those of another policy.
  private void change(Map<String, Role> roles, Map<String, Role> others) {
    Role role = dice.of(List.copyOf(roles.values()));
    Role other = others.isEmpty() ? role : dice.of(List.copyOf(others.values()));
    int what = dice.below(4);
    roles.put(
        role.id(),
        new Role(
            role.id(),
            role.title(),
            role.formerly(),
            what == 3 ? List.of() : role.includes(),
            what == 0 ? other.requires() : role.requires(),
            what == 1 ? other.grants() : role.grants(),
            what == 2 ? other.denies() : role.denies(),
            role.at()));
  }
}
