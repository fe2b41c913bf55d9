package dev.staffgate.proof;

import com.google.common.collect.ImmutableSet;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.GivenApproval;
import dev.staffgate.decision.Lock;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Defaults;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Emergency;
import dev.staffgate.model.Grant;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.NetworkDefinition;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.ResourceTerm;
import dev.staffgate.model.Role;
import dev.staffgate.model.Schedule;
import dev.staffgate.model.SeparationRule;
import dev.staffgate.model.Server;
import dev.staffgate.model.ServerGroup;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.reference.ComparableDecision;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Another name for everything in a policy that has an id of the policy's own. Permissions and the
 * built-in role keep theirs, as they are not the policy's to name.
 */
final class RenamedPolicy {
  private static final String PREFIX = "x";

  private final PolicyDocument old;
  private final Map<String, String> roles;

  private RenamedPolicy(PolicyDocument old, Map<String, String> roles) {
    this.old = old;
    this.roles = roles;
  }

  /** Roles keep their order, which the order of paths goes by. */
  static RenamedPolicy inOrder(PolicyDocument old) {
    Map<String, String> roles = new TreeMap<>();
    for (String id : old.roles().keySet()) {
      // Beside the built-in role, whose name stays, they stay on their side too.
      roles.put(id, (id.compareTo(Role.FULL_ADMINISTRATOR) < 0 ? "0" : PREFIX) + id);
    }
    roles.put(Role.FULL_ADMINISTRATOR, Role.FULL_ADMINISTRATOR);
    return new RenamedPolicy(old, roles);
  }

  /** Roles have the order of their names turned round. */
  static RenamedPolicy backwards(PolicyDocument old) {
    Map<String, String> roles = new TreeMap<>();
    int left = old.roles().size();
    for (String id : new TreeSet<>(old.roles().keySet())) {
      roles.put(id, "role-" + (1000 + left--));
    }
    roles.put(Role.FULL_ADMINISTRATOR, Role.FULL_ADMINISTRATOR);
    return new RenamedPolicy(old, roles);
  }

  ComparableDecision answer(ComparableDecision answer) {
    return new ComparableDecision(
        answer.outcome(),
        answer.code(),
        answer.place(),
        answer.path().stream().map(roles::get).toList(),
        answer.maxAge(),
        answer.required(),
        answer.ssoUser(),
        answer.message());
  }

  AccessRequest request(AccessRequest request) {
    AccessRequest renamed =
        AccessRequest.of(staff(request.staff()), request.permissionId())
            .actingAs(roles(request.actingAs()))
            .inEmergencies(
                request.emergencies().stream().map(this::emergency).toArray(String[]::new))
            .approvedBy(
                request.approvals().stream().map(this::approval).toArray(GivenApproval[]::new))
            .underLocks(request.locks().stream().map(this::lock).toList());
    for (var resource : request.resources().entrySet()) {
      renamed = renamed.on(resource.getKey(), resource(resource.getKey(), resource.getValue()));
    }
    for (var attribute : request.attributes().entrySet()) {
      renamed = renamed.with(attribute.getKey(), staff(attribute.getValue()));
    }
    if (request.from().isPresent()) {
      renamed = renamed.from(request.from().get());
    }
    if (request.at().isPresent()) {
      renamed = renamed.at(request.at().get());
    }
    if (request.secondFactorAt().isPresent()) {
      renamed = renamed.secondFactorAt(request.secondFactorAt().get());
    }
    return renamed;
  }

  // A text that is somebody's id means that person, as in same: { resource.owner: staff.id }.
  private String staff(String text) {
    return old.staff().containsKey(text) ? PREFIX + text : text;
  }

  private String emergency(String id) {
    return old.emergencies().containsKey(id) ? PREFIX + id : id;
  }

  private GivenApproval approval(GivenApproval one) {
    return new GivenApproval(
        staff(one.by()),
        one.at(),
        one.from(),
        one.secondFactorAt(),
        List.of(roles(one.actingAs())));
  }

  private Lock lock(Lock lock) {
    String name =
        switch (lock.target()) {
          case EVERYBODY, PERMISSION -> lock.name();
          case STAFF -> staff(lock.name());
          case SERVER -> resource("server", lock.name());
          case SERVER_GROUP ->
              old.serverGroups().containsKey(lock.name()) ? PREFIX + lock.name() : lock.name();
          case ROLE -> roles.getOrDefault(lock.name(), lock.name());
        };
    return new Lock(lock.target(), name, lock.sparesEmergencies(), lock.message());
  }

  private String[] roles(List<String> ids) {
    return ids.stream().map(id -> roles.getOrDefault(id, id)).toArray(String[]::new);
  }

  private String resource(String type, String id) {
    return switch (type) {
      case "server" -> old.servers().containsKey(id) ? PREFIX + id : id;
      case "department" -> departments().contains(id) ? PREFIX + id : id;
      default -> id;
    };
  }

  private Set<String> departments() {
    return old.departments().stream().map(NameRef::id).collect(Collectors.toSet());
  }

  PolicyDocument document() {
    PolicyDocument.Builder renamed =
        PolicyDocument.builder()
            .hosting(old.hosting())
            .defaults(
                new Defaults(
                    conditions(old.defaults().requires()),
                    conditions(old.defaults().sensitiveRequires()),
                    old.defaults().ssoRestricted()));
    old.permissions().values().forEach(renamed::permission);
    for (NetworkDefinition one : old.networks().values()) {
      renamed.network(new NetworkDefinition(PREFIX + one.id(), terms(one.terms()), one.at()));
    }
    for (Schedule one : old.schedules().values()) {
      renamed.schedule(new Schedule(PREFIX + one.id(), one.zone(), one.windows(), one.at()));
    }
    old.departments().forEach(one -> renamed.department(prefixed(one)));
    for (ServerGroup one : old.serverGroups().values()) {
      renamed.serverGroup(
          new ServerGroup(
              PREFIX + one.id(), one.servers().stream().map(this::prefixed).toList(), one.at()));
    }
    old.roles().values().forEach(one -> renamed.role(role(one)));
    old.servers().values().forEach(one -> renamed.server(server(one)));
    old.staff().values().forEach(one -> renamed.staff(account(one)));
    for (Emergency one : old.emergencies().values()) {
      renamed.emergency(
          new Emergency(
              PREFIX + one.id(),
              role(one.role()),
              one.holders().stream().map(this::staff).toList(),
              one.lasts(),
              one.at()));
    }
    for (SeparationRule one : old.separate()) {
      renamed.separate(
          new SeparationRule(
              one.name(),
              one.of(),
              one.of() == SeparationRule.Of.ROLES
                  ? one.members().stream().map(this::role).toList()
                  : one.members(),
              one.atMost(),
              one.within(),
              one.at()));
    }
    return renamed.build();
  }

  private NameRef prefixed(NameRef ref) {
    return new NameRef(PREFIX + ref.id(), ref.at());
  }

  private NameRef role(NameRef ref) {
    return new NameRef(roles.get(ref.id()), ref.at());
  }

  private Role role(Role role) {
    return new Role(
        roles.get(role.id()),
        role.title(),
        role.formerly(),
        role.includes().stream().map(this::role).toList(),
        conditions(role.requires()),
        role.grants().stream()
            .map(one -> new Grant(one.permissions(), conditions(one.conditions()), one.at()))
            .toList(),
        role.denies().stream()
            .map(one -> new Deny(one.permissions(), conditions(one.conditions()), one.at()))
            .toList(),
        role.at());
  }

  private Server server(Server server) {
    return new Server(
        PREFIX + server.id(),
        server.title(),
        server.panel(),
        server.url(),
        server.aliases(),
        server.user(),
        server.token(),
        server.pin(),
        server
            .sso()
            .map(
                sso ->
                    new Server.Sso(
                        sso.restricted(),
                        sso.roles().stream()
                            .map(one -> new Server.SsoRole(role(one.role()), one.as()))
                            .toList(),
                        sso.as(),
                        conditions(sso.requires()),
                        sso.at())),
        server.at());
  }

  private StaffAccount account(StaffAccount account) {
    Map<String, Set<String>> assigned = new TreeMap<>();
    account
        .assigned()
        .forEach(
            (type, ids) ->
                assigned.put(
                    type,
                    ids.stream()
                        .map(id -> resource(type, id))
                        .collect(ImmutableSet.toImmutableSet())));
    return new StaffAccount(
        PREFIX + account.id(),
        account.name().map(this::staff),
        account.email(),
        account.knownAs(),
        account.person().map(this::staff),
        account.roles().stream()
            .map(
                one ->
                    new Assignment(
                        role(one.role()), one.from(), one.until(), Optional.empty(), one.reason()))
            .toList(),
        account.networks().map(this::terms),
        assigned,
        account.attributes(),
        account.disabled(),
        account.at());
  }

  private List<NetworkTerm> terms(List<NetworkTerm> terms) {
    return terms.stream()
        .map(
            term ->
                term instanceof NetworkTerm.Named named
                    ? new NetworkTerm.Named(prefixed(named.network()))
                    : term)
        .toList();
  }

  private List<Condition> conditions(List<Condition> conditions) {
    return conditions.stream().map(this::condition).toList();
  }

  private Condition condition(Condition condition) {
    if (condition instanceof Condition.Networks networks) {
      return new Condition.Networks(networks.inside(), terms(networks.terms()), networks.at());
    }
    if (condition instanceof Condition.InSchedule schedule) {
      return new Condition.InSchedule(
          schedule.inside(), prefixed(schedule.schedule()), schedule.at());
    }
    if (condition instanceof Condition.Resource resource) {
      return new Condition.Resource(
          resource.among(),
          resource.type(),
          resource.members().stream().map(term -> member(resource.type(), term)).toList(),
          resource.at());
    }
    return condition;
  }

  private ResourceTerm member(String type, ResourceTerm term) {
    return switch (term.kind()) {
      case ASSIGNED -> term;
      case GROUP -> new ResourceTerm(term.kind(), PREFIX + term.id(), term.at());
      case ID -> new ResourceTerm(term.kind(), resource(type, term.id()), term.at());
    };
  }
}
