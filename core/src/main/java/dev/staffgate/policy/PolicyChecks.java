package dev.staffgate.policy;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.Maps;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Emergency;
import dev.staffgate.model.Grant;
import dev.staffgate.model.Ids;
import dev.staffgate.model.NetworkDefinition;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PermissionDefinition;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyProblem;
import dev.staffgate.model.PolicyTest;
import dev.staffgate.model.Ref;
import dev.staffgate.model.ResourceTerm;
import dev.staffgate.model.Role;
import dev.staffgate.model.RouteRule;
import dev.staffgate.model.Schedule;
import dev.staffgate.model.SeparationRule;
import dev.staffgate.model.Server;
import dev.staffgate.model.ServerGroup;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Declared.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What must be true of a whole policy document: each name that it mentions is defined, nothing goes
 * in a circle, each word stands where it has a meaning. Policy reference, sections 1 to 4.
 *
 * <p>Not thread-safe: made for one document.
 */
public final class PolicyChecks {
  // A loader tells 100; with more there would be a search for the nearest name for each line of a
  // hostile document.
  static final int MAX = 100;

  private final PolicyDocument document;
  private final PolicyOptions options;
  private final Declared declared;
  private final List<PolicyProblem> problems = new ArrayList<>();

  private PolicyChecks(PolicyDocument document, PolicyOptions options, Declared declared) {
    this.document = document;
    this.options = options;
    this.declared = declared;
  }

  /** Returns all that is wrong with a document; empty if nothing is. */
  public static List<PolicyProblem> problems(PolicyDocument document, PolicyOptions options) {
    List<PolicyProblem> clashes = Clashes.of(document);
    return clashes.isEmpty() ? problems(document, options, Declared.in(document)) : clashes;
  }

  /** Returns all that is wrong with a document in which these names may be referred to. */
  public static List<PolicyProblem> problems(
      PolicyDocument document, PolicyOptions options, Declared declared) {
    PolicyChecks checks = new PolicyChecks(document, options, declared);
    checks.run();
    return checks.problems.stream().sorted(PolicyProblem.ORDER).toList();
  }

  private void run() {
    document.permissions().values().forEach(this::permission);
    document.networks().values().forEach(this::network);
    conditions(document.defaults().requires(), "`defaults.requires`");
    conditions(document.defaults().sensitiveRequires(), "`defaults.sensitive.requires`");
    document.roles().values().forEach(this::role);
    document.separate().forEach(this::separation);
    document.serverGroups().values().forEach(this::serverGroup);
    document.servers().values().forEach(this::server);
    document.staff().values().forEach(this::staff);
    document.emergencies().values().forEach(this::emergency);
    document.routes().forEach(this::route);
    document.tests().forEach(this::test);
    sameButForCase();
    problems.addAll(Cycles.ofRoles(document));
    problems.addAll(Cycles.ofNetworks(document));
  }

  private void report(Place at, String code, String what, String why, String mend) {
    if (problems.size() < MAX) {
      problems.add(PolicyProblem.of(at, code, what, why, mend));
    }
  }

  private void defined(Kind kind, Ref ref, String where, String why, String section) {
    if (declared.of(kind).contains(ref.id()) || problems.size() >= MAX) {
      return;
    }
    String declare =
        kind == Kind.PERMISSION
            ? "declare it under `permissions:`"
            : "define it under `" + section + ":`";
    Optional<String> near = Nearest.to(ref.id(), declared.of(kind));
    report(
        ref.at(),
        "unknown-" + kind.text().replace(' ', '-'),
        "unknown " + kind.text() + " `" + ref.id() + "` " + where,
        why,
        near.map(name -> "did you mean `" + name + "`? if it is a new one, " + declare)
            .orElse(declare + ", or take the name out"));
  }

  private void permission(PermissionDefinition definition) {
    for (Ref need : definition.needs()) {
      permission(need, "in `needs` of `" + definition.id() + "`");
    }
  }

  private void permission(Ref ref, String where) {
    defined(
        Kind.PERMISSION,
        ref,
        where,
        "only permissions of the catalogue can be held and asked for",
        "permissions");
  }

  private void network(NetworkDefinition network) {
    if (NetworkTerm.readsAsAddresses(network.id())) {
      report(
          network.at(),
          "network-name-is-address",
          "network `" + network.id() + "` has a name that reads as an address",
          "where it is named nobody could tell which of the two is meant",
          "give it a name with letters");
    }
    networks(network.terms(), "in network `" + network.id() + "`");
  }

  private void networks(Collection<NetworkTerm> terms, String where) {
    for (NetworkTerm term : terms) {
      if (term instanceof NetworkTerm.Named named) {
        defined(
            Kind.NETWORK,
            named.network(),
            where,
            "it is neither an address, a block or a range, nor the name of a network of this policy",
            "networks");
      }
    }
  }

  private void role(Role role) {
    String of = "of role `" + role.id() + "`";
    if (role.id().equals(Role.FULL_ADMINISTRATOR)
        && !(role.includes().isEmpty() && role.grants().isEmpty() && role.denies().isEmpty())) {
      report(
          role.at(),
          "built-in-role",
          "`full-administrator` has more than `title` and `requires`",
          "it is built in and grants `*`; a policy may say how it is called and what it requires",
          "put grants, denies and includes into a role of another name");
    }
    role.includes().forEach(ref -> role(ref, "in `includes` " + of));
    conditions(role.requires(), "`requires` " + of);
    for (Grant grant : role.grants()) {
      grant.permissions().forEach(pattern -> pattern(pattern, "in a grant " + of, true));
      conditions(grant.conditions(), "a grant " + of);
    }
    for (Deny deny : role.denies()) {
      deny.permissions().forEach(pattern -> pattern(pattern, "in a deny " + of, false));
      conditions(deny.conditions(), "a deny " + of);
    }
  }

  private void role(Ref ref, String where) {
    defined(
        Kind.ROLE,
        ref,
        where,
        "a role that is not defined grants nothing and denies nothing",
        "roles");
  }

  private void pattern(PermissionPattern pattern, String where, boolean grant) {
    if (grant && pattern.text().equals(Permission.SERVER_SSO)) {
      report(
          pattern.at(),
          "sso-not-grantable",
          "`server.sso` " + where,
          "single sign-on follows from `connect.use` or `server.configure` and the server's `sso`",
          "grant `connect.use`; a deny may name `server.sso`");
      return;
    }
    if (!pattern.isWildcard()) {
      Ref ref = new Ref(pattern.text(), pattern.at());
      defined(
          Kind.PERMISSION,
          ref,
          where,
          grant
              ? "a grant names a permission of the catalogue; a misspelt one would grant nothing, and nobody would notice"
              : "a deny names a permission of the catalogue; a misspelt one would deny nothing, and nobody would notice",
          "permissions");
      return;
    }
    boolean matches =
        declared.of(Kind.PERMISSION).stream()
            .filter(id -> !(grant && id.equals(Permission.SERVER_SSO)))
            .anyMatch(pattern::matches);
    if (!matches) {
      report(
          pattern.at(),
          "wildcard-matches-nothing",
          "wildcard `" + pattern.text() + "` " + where + " matches no permission",
          "`a.b.*` stands for every permission of the catalogue below `a.b.`, and not for `a.b` itself",
          "look for the right beginning in the catalogue, or declare the permissions under `permissions:`");
    }
  }

  private void conditions(Collection<Condition> conditions, String of) {
    for (Condition condition : conditions) {
      String where = "in `" + condition.key() + "` of " + of;
      switch (condition.kind()) {
        case NETWORKS -> networks(((Condition.Networks) condition).terms(), where);
        case SCHEDULE ->
            defined(
                Kind.SCHEDULE,
                ((Condition.InSchedule) condition).schedule(),
                where,
                "a condition on time names a schedule of this policy",
                "schedules");
        case RESOURCE -> resources((Condition.Resource) condition, where);
        case APPROVAL -> permission(((Condition.Approval) condition).by(), where);
        case SECOND_FACTOR, AMOUNT, ATTRIBUTE, SAME -> {}
      }
    }
  }

  private void resources(Condition.Resource condition, String where) {
    for (ResourceTerm term : condition.members()) {
      Ref ref = new Ref(term.id(), term.at());
      switch (term.kind()) {
        case ASSIGNED -> {}
        case ID -> resource(condition.type(), ref, where);
        case GROUP -> {
          if (condition.type().equals("server")) {
            defined(
                Kind.SERVER_GROUP,
                ref,
                where,
                "`@` stands before the name of a group of servers",
                "server-groups");
          } else {
            report(
                term.at(),
                "group-of-no-servers",
                "group `@" + term.id() + "` under `" + condition.type() + "` " + where,
                "there are groups of servers alone",
                "list the ids one by one, or put the group under `server`");
          }
        }
      }
    }
  }

  private void resource(String type, Ref ref, String where) {
    switch (type) {
      case "department" ->
          defined(
              Kind.DEPARTMENT,
              ref,
              where,
              "a department that is not defined counts as not named",
              "departments");
      case "server" ->
          defined(
              Kind.SERVER,
              ref,
              where,
              "a server that is not defined counts as not named",
              "servers");
      default -> {}
    }
  }

  private void separation(SeparationRule rule) {
    String where = "in the rule `" + rule.name() + "` of `separate`";
    for (Ref member : rule.members()) {
      switch (rule.of()) {
        case ROLES -> role(member, where);
        case PERMISSIONS -> permission(member, where);
      }
    }
  }

  private void serverGroup(ServerGroup group) {
    for (Ref server : group.servers()) {
      defined(
          Kind.SERVER,
          server,
          "in group `" + group.id() + "`",
          "a group holds servers of this policy",
          "servers");
    }
  }

  private void server(Server server) {
    String of = "server `" + server.id() + "`";
    if (!options.panels().containsKey(server.panel())) {
      report(
          server.at(),
          "unknown-panel",
          "unknown panel `" + server.panel() + "` of " + of,
          "a panel is one that the library knows or that the program registers: "
              + String.join(", ", options.panels().keySet().stream().sorted().toList()),
          Nearest.to(server.panel(), options.panels().keySet())
              .map(name -> "did you mean `" + name + "`?")
              .orElse("register the panel with the program that loads this policy"));
    }
    if (!options.secretSchemes().contains(server.token().scheme())) {
      report(
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
    server
        .sso()
        .ifPresent(
            sso -> {
              sso.roles().forEach(one -> role(one.role(), "in `sso.roles` of " + of));
              conditions(sso.requires(), "`sso.requires` of " + of);
            });
  }

  private void staff(StaffAccount account) {
    String of = "of staff `" + account.id() + "`";
    account.roles().forEach(one -> role(one.role(), "in the roles " + of));
    account.networks().ifPresent(terms -> networks(terms, "in the networks " + of));
    account
        .assigned()
        .forEach(
            (type, ids) ->
                ids.forEach(
                    id ->
                        resource(
                            type,
                            new Ref(id, account.at()),
                            "among what is assigned to `" + account.id() + "`")));
  }

  private void emergency(Emergency emergency) {
    role(emergency.role(), "in emergency `" + emergency.id() + "`");
  }

  private void route(RouteRule route) {
    String where = "in the route `" + route.path() + "`";
    route.permission().ifPresent(ref -> permission(ref, where));
    route
        .resource()
        .forEach(
            (type, id) -> {
              if (!id.startsWith("{")) { // else a segment of the path
                resource(type, new Ref(id, route.at()), where);
              }
            });
  }

  private void test(PolicyTest test) {
    String where = "in the test `" + test.name() + "`";
    roles(test.actingAs(), test.at(), where);
    test.approvals().forEach(one -> roles(one.actingAs(), test.at(), where));
    for (String id : test.emergencies()) {
      defined(
          Kind.EMERGENCY,
          new Ref(id, test.at()),
          where,
          "an emergency that is not defined is never active",
          "emergency");
    }
    for (List<PolicyTest.Question> questions :
        List.of(test.permit(), test.approval(), test.deny())) {
      for (PolicyTest.Question question : questions) {
        permission(question.permission(), where);
        question
            .resources()
            .forEach((type, id) -> resource(type, new Ref(id, question.at()), where));
      }
    }
  }

  private void roles(List<String> ids, Place at, String where) {
    ids.forEach(id -> role(new Ref(id, at), where));
  }

  private void sameButForCase() {
    sameButForCase("network", places(document.networks(), NetworkDefinition::at));
    sameButForCase("schedule", places(document.schedules(), Schedule::at));
    sameButForCase("role", places(document.roles(), Role::at));
    sameButForCase("server", places(document.servers(), Server::at));
    sameButForCase("server group", places(document.serverGroups(), ServerGroup::at));
    sameButForCase("staff", places(document.staff(), StaffAccount::at));
    sameButForCase("emergency", places(document.emergencies(), Emergency::at));
    Map<String, Place> departments = new HashMap<>();
    document.departments().forEach(ref -> departments.putIfAbsent(ref.id(), ref.at()));
    sameButForCase("department", departments);
  }

  private static <T> Map<String, Place> places(Map<String, T> things, Function<T, Place> place) {
    return Maps.transformValues(things, place::apply);
  }

  private void sameButForCase(String kind, Map<String, Place> ids) {
    Map<String, String> folded = new HashMap<>();
    List<Map.Entry<String, Place>> byPlace =
        ids.entrySet().stream().sorted(Map.Entry.comparingByValue(Place.ORDER)).toList();
    for (Map.Entry<String, Place> entry : byPlace) {
      String first = folded.putIfAbsent(entry.getKey().toLowerCase(Locale.ROOT), entry.getKey());
      if (first != null) {
        report(
            entry.getValue(),
            "differs-in-case-alone",
            kind + " `" + entry.getKey() + "` and `" + first + "` differ in case alone",
            "ids are case-sensitive, and nobody would see which of the two is meant",
            "give one of them another id; the other stands at " + requireNonNull(ids.get(first)));
      }
    }
    ids.forEach(
        (id, at) -> {
          if (!Ids.isId(id)) {
            report(
                at,
                "bad-id",
                kind + " `" + id + "` is no id",
                Texts.ID_FORM,
                "write it with ASCII letters, digits and ._@-");
          }
        });
  }
}
