package dev.staffgate.validation;

import com.google.common.collect.ImmutableMap;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.Emergency;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.NetworkDefinition;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.PermissionDefinition;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyOptions;
import dev.staffgate.model.PolicyProblem;
import dev.staffgate.model.PolicyTestCase;
import dev.staffgate.model.Role;
import dev.staffgate.model.RouteRule;
import dev.staffgate.model.Schedule;
import dev.staffgate.model.SeparationRule;
import dev.staffgate.model.Server;
import dev.staffgate.model.ServerGroup;
import dev.staffgate.model.StaffAccount;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Validates a whole policy document: each name that it mentions is defined, nothing goes in a
 * circle, each word stands where it has a meaning. Policy reference, sections 1 to 4.
 *
 * <p>Not thread-safe: made for one document.
 */
public final class PolicyValidator {
  /** Panels that people may expect to be known, and why nobody can be let into them. */
  private static final ImmutableMap<String, String> WITHOUT_LOGIN_LINK =
      ImmutableMap.of(
          "proxmox",
          "Proxmox VE lets a browser in by a cookie of its own domain, which no other site can set",
          "hestiacp",
          "the API of HestiaCP opens no sessions");

  // So many are told, and that there are more; without a bound there would be a search for the
  // nearest name for each line of a hostile document.
  public static final int MAX = 100;

  private final PolicyDocument document;
  private final PolicyOptions options;
  private final ReferenceChecker references;
  private final RoleValidator roles;
  private final TestValidator tests;
  private final ConditionValidator conditions;

  private PolicyValidator(PolicyDocument document, PolicyOptions options, DeclaredNames declared) {
    this.document = document;
    this.options = options;
    this.references = new ReferenceChecker(declared, NamesBesideIds.renamedRoles(document));
    this.conditions = new ConditionValidator(references);
    this.roles = new RoleValidator(references, conditions);
    this.tests = new TestValidator(references, roles, NamesBesideIds.renamedRoles(document));
  }

  /** Returns all that is wrong with a document; empty if nothing is. */
  public static List<PolicyProblem> problems(PolicyDocument document, PolicyOptions options) {
    List<PolicyProblem> clashes = RedeclaredPermissions.of(document);
    return clashes.isEmpty() ? problems(document, options, DeclaredNames.in(document)) : clashes;
  }

  /** Returns all that is wrong with a document in which these names may be referred to. */
  public static List<PolicyProblem> problems(
      PolicyDocument document, PolicyOptions options, DeclaredNames declared) {
    PolicyValidator checks = new PolicyValidator(document, options, declared);
    checks.run();
    return checks.references.problems();
  }

  private void run() {
    for (Section section : Section.values()) {
      validate(section);
    }
    for (Section section : Section.values()) {
      validateIds(section);
    }
    new NamesBesideIds(document, references).validate();
    references.addAll(CycleFinder.ofRoles(document));
    references.addAll(CycleFinder.ofNetworks(document));
  }

  private void validate(Section section) {
    // Loops: each method reference would be a class that is made when the first policy is loaded.
    switch (section) {
      case PERMISSIONS -> {
        for (PermissionDefinition one : document.permissions().values()) {
          permission(one);
        }
      }
      case NETWORKS -> {
        for (NetworkDefinition one : document.networks().values()) {
          network(one);
        }
      }
      case DEFAULTS -> {
        conditions.validate(document.defaults().requires(), Subject.named("", "defaults.requires"));
        conditions.validate(
            document.defaults().sensitiveRequires(),
            Subject.named("", "defaults.sensitive.requires"));
      }
      case ROLES -> {
        for (Role one : document.roles().values()) {
          roles.role(one);
        }
      }
      case SEPARATE -> {
        for (SeparationRule one : document.separate()) {
          separation(one);
        }
      }
      case SERVER_GROUPS -> {
        for (ServerGroup one : document.serverGroups().values()) {
          serverGroup(one);
        }
      }
      case SERVERS -> {
        for (Server one : document.servers().values()) {
          server(one);
        }
      }
      case STAFF -> {
        for (StaffAccount one : document.staff().values()) {
          staff(one);
        }
      }
      case EMERGENCY -> {
        for (Emergency one : document.emergencies().values()) {
          emergency(one);
        }
      }
      case ROUTES -> {
        for (RouteRule one : document.routes()) {
          route(one);
        }
      }
      case TESTS -> {
        for (PolicyTestCase one : document.tests()) {
          tests.test(one);
        }
      }
      case CATALOG, SCHEDULES, DEPARTMENTS -> {} // they refer to nothing
    }
  }

  private void permission(PermissionDefinition definition) {
    for (NameRef need : definition.needs()) {
      references.requirePermission(need, Subject.named("in `needs` of", definition.id()));
    }
  }

  private void network(NetworkDefinition network) {
    if (NetworkTerm.readsAsAddresses(network.id())) {
      references.report(
          network.at(),
          "network-name-is-address",
          "network `" + network.id() + "` has a name that reads as an address",
          "where it is named nobody could tell which of the two is meant",
          "give it a name with letters");
    }
    references.requireNetworks(network.terms(), Subject.named("in network", network.id()));
  }

  private void separation(SeparationRule rule) {
    Subject where = Subject.named("", Section.SEPARATE.key()).key("in the rule", rule.name());
    for (NameRef member : rule.members()) {
      switch (rule.of()) {
        case ROLES -> references.requireRole(member, where);
        case PERMISSIONS -> references.requirePermission(member, where);
      }
    }
  }

  private void serverGroup(ServerGroup group) {
    for (NameRef server : group.servers()) {
      references.requireDefined(
          Section.SERVERS,
          server,
          Subject.named("in group", group.id()),
          "a group holds servers of this policy");
    }
  }

  private void server(Server server) {
    Subject of = Subject.named("server", server.id());
    boolean known = options.panels().containsKey(server.panel());
    String closed = WITHOUT_LOGIN_LINK.get(server.panel());
    if (!known && closed != null) {
      references.report(
          server.at(),
          "panel-without-login-link",
          "panel `" + server.panel() + "` of " + of + " has no login link",
          closed,
          "leave the server out, or have the program register `"
              + server.panel()
              + "` as a panel without single sign-on");
    } else if (!known) {
      references.report(
          server.at(),
          "unknown-panel",
          "unknown panel `" + server.panel() + "` of " + of,
          "a panel is one that the library knows or that the program registers: "
              + String.join(", ", options.panels().keySet().stream().sorted().toList()),
          NearestName.hint(
              server.panel(),
              options.panels().keySet(),
              "register the panel with the program that loads this policy"));
    }
    if (!options.secretSchemes().contains(server.token().scheme())) {
      references.report(
          server.at(),
          "unknown-secret-scheme",
          "the token of " + of + " is kept where this program cannot look",
          "a token names where it is kept: "
              + String.join(
                  ", ",
                  options.secretSchemes().stream()
                      .sorted()
                      .map(scheme -> "`" + scheme + ":…`")
                      .toList()),
          "write `env:NAME` or `file:PATH`; never the token itself");
    }
    if (server.sso().isPresent()) {
      Server.Sso sso = server.sso().get();
      for (Server.SsoRole one : sso.roles()) {
        references.requireRole(one.role(), of.key("in", "sso.roles"));
      }
      conditions.validate(sso.requires(), of.key("", "sso.requires"));
    }
  }

  private void staff(StaffAccount account) {
    for (Assignment one : account.roles()) {
      references.requireRole(one.role(), Subject.named("in the roles of staff", account.id()));
    }
    if (account.networks().isPresent()) {
      references.requireNetworks(
          account.networks().get(), Subject.named("in the networks of staff", account.id()));
    }
    for (Map.Entry<String, Set<String>> assigned : account.assigned().entrySet()) {
      for (String id : assigned.getValue()) {
        references.requireResource(
            assigned.getKey(),
            new NameRef(id, account.at()),
            Subject.named("among what is assigned to", account.id()));
      }
    }
  }

  private void emergency(Emergency emergency) {
    references.requireRole(emergency.role(), Subject.named("in emergency", emergency.id()));
  }

  private void route(RouteRule route) {
    Subject where = Subject.named("in the route", route.path());
    route.permission().ifPresent(ref -> references.requirePermission(ref, where));
    route
        .resource()
        .forEach(
            (type, id) -> {
              if (!id.startsWith("{")) { // else a segment of the path
                references.requireResource(type, new NameRef(id, route.at()), where);
              }
            });
  }

  private void validateIds(Section section) {
    switch (section) {
      case NETWORKS -> validateIds(section, document.networks(), NetworkDefinition::at);
      case SCHEDULES -> validateIds(section, document.schedules(), Schedule::at);
      case ROLES -> validateIds(section, document.roles(), Role::at);
      case SERVERS -> validateIds(section, document.servers(), Server::at);
      case SERVER_GROUPS -> validateIds(section, document.serverGroups(), ServerGroup::at);
      case STAFF -> validateIds(section, document.staff(), StaffAccount::at);
      case EMERGENCY -> validateIds(section, document.emergencies(), Emergency::at);
      case DEPARTMENTS -> {
        Map<String, Place> departments = new HashMap<>();
        for (NameRef department : document.departments()) {
          departments.putIfAbsent(department.id(), department.at());
        }
        validateIds(section, departments, at -> at);
      }
      // Permissions have the form of one by construction; the others define no names.
      case PERMISSIONS, CATALOG, DEFAULTS, SEPARATE, ROUTES, TESTS -> {}
    }
  }

  private <T> void validateIds(Section section, Map<String, T> things, Function<T, Place> place) {
    IdValidator.validate(references, section.noun(), things, place);
  }
}
