package dev.staffgate.analysis.lint;

import com.google.common.collect.Iterables;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Grant;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import dev.staffgate.model.Server;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Visits all conditions of a policy, with those that are laid on the same. */
final class ConditionPlaces {
  private ConditionPlaces() {}

  /** A deny of a role. */
  record PlacedDeny(String role, Deny deny) {}

  /**
   * A condition where it stands.
   *
   * @param whose the role, server or section, in words
   * @param deny the deny that it belongs to, if it belongs to one
   * @param together all conditions that have to hold with it, as far as the place tells
   */
  record PlacedCondition(
      String whose, Condition condition, Optional<PlacedDeny> deny, Iterable<Condition> together) {}

  static void visit(PolicyDocument document, Consumer<PlacedCondition> visitor) {
    List<Condition> defaults = document.defaults().requires();
    List<Condition> sensitive = document.defaults().sensitiveRequires();
    visit("`defaults`", defaults, defaults, visitor);
    visit("`defaults.sensitive`", sensitive, Iterables.concat(sensitive, defaults), visitor);
    for (Role role : document.roles().values()) {
      String whose = "role `" + role.id() + "`";
      Iterable<Condition> always = Iterables.concat(role.requires(), defaults);
      visit(whose, role.requires(), always, visitor);
      for (Grant grant : role.grants()) {
        visit(whose, grant.conditions(), Iterables.concat(grant.conditions(), always), visitor);
      }
      for (Deny deny : role.denies()) {
        deny.conditions()
            .forEach(
                one ->
                    visitor.accept(
                        new PlacedCondition(
                            whose,
                            one,
                            Optional.of(new PlacedDeny(role.id(), deny)),
                            deny.conditions())));
      }
    }
    for (Server server : document.servers().values()) {
      List<Condition> requires = server.sso().map(Server.Sso::requires).orElse(List.of());
      visit(
          "server `" + server.id() + "`", requires, Iterables.concat(requires, defaults), visitor);
    }
  }

  private static void visit(
      String whose,
      List<Condition> conditions,
      Iterable<Condition> together,
      Consumer<PlacedCondition> visitor) {
    conditions.forEach(
        one -> visitor.accept(new PlacedCondition(whose, one, Optional.empty(), together)));
  }
}
