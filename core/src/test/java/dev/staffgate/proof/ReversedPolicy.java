package dev.staffgate.proof;

import com.google.common.collect.Lists;
import com.google.common.collect.Maps;
import dev.staffgate.fixtures.PolicyVariants;
import dev.staffgate.model.Condition;
import dev.staffgate.model.NetworkDefinition;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import dev.staffgate.model.Server;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A policy with everything the other way round that has an order, each thing at its old place. */
final class ReversedPolicy {
  private ReversedPolicy() {}

  static PolicyDocument of(PolicyDocument document) {
    PolicyDocument conditions =
        PolicyVariants.everyConditions(document, ReversedPolicy::conditions);
    return PolicyVariants.document(
        conditions,
        reversed(Maps.transformValues(document.networks(), ReversedPolicy::network)),
        conditions.defaults(),
        reversed(Maps.transformValues(conditions.roles(), ReversedPolicy::role)),
        Lists.reverse(document.separate()),
        reversed(Maps.transformValues(conditions.servers(), ReversedPolicy::server)),
        reversed(
            Maps.transformValues(
                document.staff(),
                account -> PolicyVariants.roles(account, Lists.reverse(account.roles())))));
  }

  // Of two approvals at one place, which no policy can write, the first is the one asked for.
  private static List<Condition> conditions(List<Condition> conditions) {
    long approvals = conditions.stream().filter(Condition.Approval.class::isInstance).count();
    return approvals > 1 ? conditions : Lists.reverse(conditions);
  }

  private static NetworkDefinition network(NetworkDefinition network) {
    return new NetworkDefinition(network.id(), Lists.reverse(network.terms()), network.at());
  }

  private static Role role(Role role) {
    return new Role(
        role.id(),
        role.title(),
        role.formerly(),
        Lists.reverse(role.includes()),
        role.requires(),
        Lists.reverse(role.grants()),
        Lists.reverse(role.denies()),
        role.at());
  }

  private static Server server(Server server) {
    return PolicyVariants.sso(
        server,
        sso ->
            new Server.Sso(
                sso.restricted(), Lists.reverse(sso.roles()), sso.as(), sso.requires(), sso.at()));
  }

  private static <T> Map<String, T> reversed(Map<String, T> map) {
    Map<String, T> reversed = new LinkedHashMap<>();
    for (String id : Lists.reverse(List.copyOf(map.keySet()))) {
      reversed.put(id, map.get(id));
    }
    return reversed;
  }
}
