package dev.staffgate.examples.policytool;

import dev.staffgate.model.Condition;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Grant;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Server;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** The names that the conditions of a policy look at. */
final class PolicyConditions {
  private PolicyConditions() {}

  /** Returns the types of resources that some condition looks at. */
  static Set<String> resourceTypes(PolicyDocument document) {
    return names(
        document,
        one ->
            one instanceof Condition.Resource resource
                ? Stream.of(resource.type())
                : Stream.empty());
  }

  /** Returns the attributes that some condition looks at. */
  static Set<String> attributes(PolicyDocument document) {
    return names(document, PolicyConditions::attributes);
  }

  private static Stream<String> attributes(Condition condition) {
    return switch (condition.kind()) {
      case AMOUNT -> Stream.of(((Condition.Amount) condition).attribute());
      case ATTRIBUTE -> Stream.of(((Condition.Attribute) condition).attribute());
      case SAME -> {
        Condition.Same same = (Condition.Same) condition;
        yield Stream.of(same.left(), same.right());
      }
      case NETWORKS, SCHEDULE, SECOND_FACTOR, RESOURCE, APPROVAL -> Stream.empty();
    };
  }

  private static Set<String> names(
      PolicyDocument document, Function<Condition, Stream<String>> names) {
    Set<String> all = new TreeSet<>();
    conditions(document).flatMap(names).forEach(all::add);
    return all;
  }

  private static Stream<Condition> conditions(PolicyDocument document) {
    Stream<Condition> ofRoles =
        document.roles().values().stream()
            .flatMap(
                role ->
                    Stream.of(
                            role.requires().stream(),
                            role.grants().stream().map(Grant::conditions).flatMap(List::stream),
                            role.denies().stream().map(Deny::conditions).flatMap(List::stream))
                        .flatMap(Function.identity()));
    Stream<Condition> ofServers =
        document.servers().values().stream()
            .flatMap(server -> server.sso().stream())
            .map(Server.Sso::requires)
            .flatMap(List::stream);
    Stream<Condition> ofDefaults =
        Stream.concat(
            document.defaults().requires().stream(),
            document.defaults().sensitiveRequires().stream());
    return Stream.of(ofRoles, ofServers, ofDefaults).flatMap(Function.identity());
  }
}
