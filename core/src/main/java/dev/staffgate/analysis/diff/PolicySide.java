package dev.staffgate.analysis.diff;

import static java.util.Comparator.comparing;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSortedSet;
import dev.staffgate.analysis.diff.IncludedRoles.IncludedRole;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Grant;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import dev.staffgate.model.Server;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One of the two policies: its roles with those that they include, and its servers. Made ready as
 * it is asked for, and kept. Not thread-safe.
 */
public final class PolicySide {
  /** The permissions whose candidates single sign-on has. */
  public static final List<String> SSO_SOURCES = List.of("connect.use", "server.configure");

  static final String LOGIN_AS = "client.login-as";

  private final Policy policy;
  private final PolicyDocument document;
  private final ConditionResolver conditions;
  private final Map<String, Role> roles = new HashMap<>();
  private final IncludedRoles included = new IncludedRoles(roles);
  private final Map<String, Map<String, List<PathGrant>>> grants = new HashMap<>();
  private final Map<String, Optional<ListedServer>> servers = new LinkedHashMap<>();
  private final Map<String, Boolean> sensitive = new HashMap<>();

  /**
   * A grant at the end of an include path from a role, with the conditions that do not come from a
   * server.
   */
  record PathGrant(String root, Grant grant, List<Condition> conditions) {}

  /** A server that can be entered, roles in order. */
  public record ListedServer(
      boolean restricted,
      List<Server.SsoRole> roles,
      List<Condition> requires,
      Optional<String> as,
      String user) {
    /** Returns the panel user of a session that is opened by a role. */
    public String userOf(Optional<String> ofRole) {
      return ofRole.or(() -> as).orElse(user);
    }
  }

  /** Makes a policy ready. */
  public PolicySide(Policy policy) {
    this.policy = policy;
    this.document = policy.document();
    this.conditions = new ConditionResolver(document);
    roles.put(Role.FULL_ADMINISTRATOR, Role.fullAdministrator());
    document.roles().values().forEach(role -> roles.put(role.id(), asMeant(role)));
    policy.catalogue().all().forEach(one -> sensitive.put(one.id(), one.sensitive()));
    Map<String, Boolean> panels = new HashMap<>();
    for (Server server : document.servers().values()) {
      servers.put(
          server.id(),
          panels.computeIfAbsent(server.panel(), unseen -> hasSso(server))
              ? Optional.of(listed(server))
              : Optional.empty());
    }
  }

  // The built-in role grants * whatever an entry for it says. Paths are walked by the ids.
  private static Role asMeant(Role written) {
    boolean builtIn = written.id().equals(Role.FULL_ADMINISTRATOR);
    return new Role(
        written.id(),
        written.title(),
        written.formerly(),
        builtIn ? List.of() : written.includes().stream().sorted(comparing(NameRef::id)).toList(),
        written.requires(),
        builtIn ? Role.fullAdministrator().grants() : written.grants(),
        builtIn ? List.of() : written.denies(),
        written.at());
  }

  // The policy knows which panels have single sign-on; nothing denies somebody who may do all.
  private boolean hasSso(Server server) {
    StaffAccount somebody =
        StaffAccount.withoutId(List.of(Assignment.of(Role.FULL_ADMINISTRATOR)), Map.of());
    return policy
            .decide(policy.compile(somebody), AccessRequest.sso("", server.id()))
            .reason()
            .code()
        != ReasonCode.SERVER_WITHOUT_SSO;
  }

  private ListedServer listed(Server server) {
    List<Server.SsoRole> listed =
        new ArrayList<>(server.sso().map(Server.Sso::roles).orElse(List.of()));
    listed.sort(comparing(role -> role.role().at(), Place.ORDER));
    return new ListedServer(
        server.sso().map(Server.Sso::restricted).orElse(document.defaults().ssoRestricted()),
        listed,
        server.sso().map(Server.Sso::requires).orElse(List.of()),
        server.sso().flatMap(Server.Sso::as),
        server.user());
  }

  Policy policy() {
    return policy;
  }

  PolicyDocument document() {
    return document;
  }

  public ConditionResolver conditions() {
    return conditions;
  }

  /** Returns all roles as they are meant, by id; the built-in one among them. */
  public Map<String, Role> roles() {
    return roles;
  }

  /** Returns the servers by id; empty for one that cannot be entered. */
  public Map<String, Optional<ListedServer>> servers() {
    return servers;
  }

  boolean knows(String permission) {
    return sensitive.containsKey(permission);
  }

  boolean isSensitive(String permission) {
    return sensitive.getOrDefault(permission, false);
  }

  /** Returns the roles at the ends of the include paths from a role, in order. */
  public List<IncludedRole> included(String root) {
    return included.from(root);
  }

  /** Returns the roles that a role leads to, itself among them. */
  public Set<String> reached(String root) {
    return included.reached(root);
  }

  /** Returns the roles with denies that a role leads to, by id. */
  List<Role> denying(String root) {
    return included.denying(root);
  }

  /** Returns the permissions whose grants are candidates for a permission. */
  List<String> sources(String permission) {
    return permission.equals(Permission.SERVER_SSO)
        ? SSO_SOURCES.stream().filter(this::knows).toList()
        : knows(permission) ? List.of(permission) : List.of();
  }

  static boolean entersServer(String permission) {
    return permission.equals(Permission.SERVER_SSO) || permission.equals(LOGIN_AS);
  }

  /** Returns the grants for a permission that are reached from a role, by path. */
  List<PathGrant> grants(String root, String permission) {
    Map<String, List<PathGrant>> ofRoot = grants.computeIfAbsent(root, unseen -> new HashMap<>());
    List<PathGrant> known = ofRoot.get(permission);
    if (known == null) {
      known = findGrants(root, permission);
      ofRoot.put(permission, known);
    }
    return known;
  }

  private List<PathGrant> findGrants(String root, String permission) {
    List<String> sources = sources(permission);
    List<PathGrant> found = new ArrayList<>();
    for (IncludedRole one : included.granting(root)) {
      for (Grant grant : one.role().grants()) {
        if (namesAny(grant.permissions(), sources)) {
          found.add(new PathGrant(root, grant, conditions(one, grant, sources)));
        }
      }
    }
    return List.copyOf(found);
  }

  // Asked of each grant for each permission: a stream for each took a third of a cold diff.
  private static boolean namesAny(List<PermissionPattern> patterns, List<String> permissions) {
    for (String permission : permissions) {
      if (names(patterns, permission)) {
        return true;
      }
    }
    return false;
  }

  static boolean names(List<PermissionPattern> patterns, String permission) {
    for (PermissionPattern pattern : patterns) {
      if (pattern.matches(permission)) {
        return true;
      }
    }
    return false;
  }

  private List<Condition> conditions(IncludedRole path, Grant grant, List<String> sources) {
    List<Condition> all = new ArrayList<>(grant.conditions());
    all.addAll(path.requires());
    all.addAll(document.defaults().requires());
    if (sources.stream()
        .anyMatch(source -> isSensitive(source) && names(grant.permissions(), source))) {
      all.addAll(document.defaults().sensitiveRequires());
    }
    return List.copyOf(all);
  }

  /** Returns whether a role leads to a grant that counts for the separation of permissions. */
  boolean countsAsHolding(String root, String permission) {
    return !permission.equals(Permission.SERVER_SSO)
        && reached(root).stream()
            .filter(id -> !id.equals(Role.FULL_ADMINISTRATOR))
            .map(id -> requireNonNull(roles.get(id)))
            .flatMap(role -> role.grants().stream())
            .anyMatch(grant -> names(grant.permissions(), permission));
  }

  /** Returns the emergencies of which an id is a holder, by the role that they give. */
  Map<String, ImmutableSortedSet<String>> emergencies(String staff) {
    Map<String, ImmutableSortedSet<String>> byRole = new HashMap<>();
    document
        .emergencies()
        .values()
        .forEach(
            emergency -> {
              if (emergency.holders().contains(staff)) {
                byRole.merge(
                    emergency.role().id(),
                    ImmutableSortedSet.of(emergency.id()),
                    PolicySide::union);
              }
            });
    return byRole;
  }

  private static ImmutableSortedSet<String> union(
      ImmutableSortedSet<String> some, ImmutableSortedSet<String> more) {
    return ImmutableSortedSet.<String>naturalOrder().addAll(some).addAll(more).build();
  }
}
