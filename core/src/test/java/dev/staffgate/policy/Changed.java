package dev.staffgate.policy;

import com.google.common.collect.Maps;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Defaults;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Grant;
import dev.staffgate.model.NetworkDefinition;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import dev.staffgate.model.SeparationRule;
import dev.staffgate.model.Server;
import dev.staffgate.model.StaffAccount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Policies that differ from a given one in one thing, each at the places that it had. */
final class Changed {
  private Changed() {}

  /** With other defaults, roles, rules of separation, servers and accounts; all else is kept. */
  static PolicyDocument document(
      PolicyDocument old,
      Map<String, NetworkDefinition> networks,
      Defaults defaults,
      Map<String, Role> roles,
      List<SeparationRule> separate,
      Map<String, Server> servers,
      Map<String, StaffAccount> staff) {
    return new PolicyDocument(
        old.hosting(),
        old.permissions(),
        networks,
        old.schedules(),
        defaults,
        roles,
        separate,
        old.serverGroups(),
        servers,
        old.departments(),
        staff,
        old.emergencies(),
        old.routes(),
        old.tests());
  }

  static PolicyDocument roles(PolicyDocument old, Map<String, Role> roles) {
    return document(
        old, old.networks(), old.defaults(), roles, old.separate(), old.servers(), old.staff());
  }

  static PolicyDocument everyRole(PolicyDocument old, UnaryOperator<Role> change) {
    return roles(old, Maps.transformValues(old.roles(), change::apply));
  }

  static PolicyDocument withRole(PolicyDocument old, Role added) {
    Map<String, Role> roles = new LinkedHashMap<>(old.roles());
    roles.put(added.id(), added);
    return roles(old, roles);
  }

  static PolicyDocument staff(PolicyDocument old, Map<String, StaffAccount> staff) {
    return document(
        old, old.networks(), old.defaults(), old.roles(), old.separate(), old.servers(), staff);
  }

  static PolicyDocument everyAccount(PolicyDocument old, UnaryOperator<StaffAccount> change) {
    return staff(old, Maps.transformValues(old.staff(), change::apply));
  }

  static PolicyDocument separate(PolicyDocument old, List<SeparationRule> rules) {
    return document(
        old, old.networks(), old.defaults(), old.roles(), rules, old.servers(), old.staff());
  }

  static PolicyDocument defaults(PolicyDocument old, Defaults defaults) {
    return document(
        old, old.networks(), defaults, old.roles(), old.separate(), old.servers(), old.staff());
  }

  static PolicyDocument networks(PolicyDocument old, Map<String, NetworkDefinition> networks) {
    return document(
        old, networks, old.defaults(), old.roles(), old.separate(), old.servers(), old.staff());
  }

  static PolicyDocument servers(PolicyDocument old, Map<String, Server> servers) {
    return document(
        old, old.networks(), old.defaults(), old.roles(), old.separate(), servers, old.staff());
  }

  /** Every list of conditions of the policy, wherever it stands. */
  static PolicyDocument everyConditions(PolicyDocument old, UnaryOperator<List<Condition>> change) {
    return document(
        old,
        old.networks(),
        new Defaults(
            change.apply(old.defaults().requires()),
            change.apply(old.defaults().sensitiveRequires()),
            old.defaults().ssoRestricted()),
        Maps.transformValues(old.roles(), role -> conditions(role, change)),
        old.separate(),
        Maps.transformValues(old.servers(), server -> conditions(server, change)),
        old.staff());
  }

  private static Role conditions(Role role, UnaryOperator<List<Condition>> change) {
    return rules(
        new Role(
            role.id(),
            role.title(),
            role.includes(),
            change.apply(role.requires()),
            role.grants(),
            role.denies(),
            role.at()),
        role.grants().stream()
            .map(one -> new Grant(one.permissions(), change.apply(one.conditions()), one.at()))
            .toList(),
        role.denies().stream()
            .map(one -> new Deny(one.permissions(), change.apply(one.conditions()), one.at()))
            .toList());
  }

  private static Server conditions(Server server, UnaryOperator<List<Condition>> change) {
    return sso(
        server,
        sso ->
            new Server.Sso(
                sso.restricted(), sso.roles(), sso.as(), change.apply(sso.requires()), sso.at()));
  }

  static Server sso(Server server, UnaryOperator<Server.Sso> change) {
    return new Server(
        server.id(),
        server.title(),
        server.panel(),
        server.url(),
        server.user(),
        server.token(),
        server.pin(),
        server.sso().map(change),
        server.at());
  }

  static Role rules(Role role, List<Grant> grants, List<Deny> denies) {
    return new Role(
        role.id(), role.title(), role.includes(), role.requires(), grants, denies, role.at());
  }

  static Role grants(Role role, List<Grant> grants) {
    return rules(role, grants, role.denies());
  }

  static Role denies(Role role, List<Deny> denies) {
    return rules(role, role.grants(), denies);
  }

  static StaffAccount disabled(StaffAccount account) {
    return new StaffAccount(
        account.id(),
        account.name(),
        account.email(),
        account.roles(),
        account.networks(),
        account.assigned(),
        account.attributes(),
        true,
        account.at());
  }

  static StaffAccount roles(
      StaffAccount account, List<dev.staffgate.model.Assignment> assignments) {
    return new StaffAccount(
        account.id(),
        account.name(),
        account.email(),
        assignments,
        account.networks(),
        account.assigned(),
        account.attributes(),
        account.disabled(),
        account.at());
  }

  /**
   * The policy without its n-th grant or whatever {@code of} counts, over all roles; nothing if no
   * role has any.
   */
  static <T> Optional<PolicyDocument> oneChanged(
      PolicyDocument old,
      int n,
      java.util.function.Function<Role, List<T>> of,
      BiFunction<Role, List<T>, Role> with,
      UnaryOperator<List<T>> change) {
    List<Role> having =
        old.roles().values().stream().filter(role -> !of.apply(role).isEmpty()).toList();
    if (having.isEmpty()) {
      return Optional.empty();
    }
    Role role = having.get(n % having.size());
    List<T> all = of.apply(role);
    int index = n / having.size() % all.size();
    List<T> changed = new ArrayList<>(all.subList(0, index));
    changed.addAll(change.apply(List.of(all.get(index))));
    changed.addAll(all.subList(index + 1, all.size()));
    return Optional.of(withRole(old, with.apply(role, changed)));
  }
}
