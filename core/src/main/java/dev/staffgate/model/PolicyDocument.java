package dev.staffgate.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A whole policy as it was written, in one file or several. The loader reads it, the writer writes
 * it, and {@code Policy.of} compiles it. The sections are those of policy reference, section 2.
 *
 * <p>Immutable. Maps keep the order in which things were defined; that order changes no decision.
 *
 * @param hosting whether the built-in catalogue is used ({@code catalog: hosting})
 * @param permissions what is added to the catalogue
 * @param networks by id
 * @param schedules by id
 * @param defaults what is laid on everything
 * @param roles by id; {@code full-administrator} only if the policy says something of it
 * @param separate separation of duties
 * @param serverGroups by id
 * @param servers by id
 * @param departments their ids
 * @param staff by id
 * @param emergencies by id
 * @param routes in order: the first that matches decides
 * @param tests what the policy promises of itself
 */
public record PolicyDocument(
    boolean hosting,
    Map<String, PermissionDefinition> permissions,
    Map<String, NetworkDefinition> networks,
    Map<String, Schedule> schedules,
    Defaults defaults,
    Map<String, Role> roles,
    List<SeparationRule> separate,
    Map<String, ServerGroup> serverGroups,
    Map<String, Server> servers,
    List<NameRef> departments,
    Map<String, StaffAccount> staff,
    Map<String, Emergency> emergencies,
    List<RouteRule> routes,
    List<PolicyTestCase> tests) {
  public PolicyDocument {
    permissions = ImmutableMap.copyOf(permissions);
    networks = ImmutableMap.copyOf(networks);
    schedules = ImmutableMap.copyOf(schedules);
    requireNonNull(defaults, "defaults");
    roles = ImmutableMap.copyOf(roles);
    separate = List.copyOf(separate);
    serverGroups = ImmutableMap.copyOf(serverGroups);
    servers = ImmutableMap.copyOf(servers);
    departments = List.copyOf(departments);
    staff = ImmutableMap.copyOf(staff);
    checkArgument(!staff.containsKey(""), "an account of a policy has an id");
    emergencies = ImmutableMap.copyOf(emergencies);
    routes = List.copyOf(routes);
    tests = List.copyOf(tests);
  }

  /** Returns the catalogue that this policy speaks of. */
  public Catalogue catalogue() {
    return (hosting ? Catalogue.hosting() : Catalogue.none()).plus(permissions.values());
  }

  /** Returns a builder for a policy made in code. Not thread-safe. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns a builder that holds this policy's parts, for a policy that differs from it in some.
   * Not thread-safe.
   */
  public Builder toBuilder() {
    return builder()
        .hosting(hosting)
        .permissions(permissions)
        .networks(networks)
        .schedules(schedules)
        .defaults(defaults)
        .roles(roles)
        .separate(separate)
        .serverGroups(serverGroups)
        .servers(servers)
        .departments(departments)
        .staff(staff)
        .emergencies(emergencies)
        .routes(routes)
        .tests(tests);
  }

  /**
   * Collects the parts of a policy; the last of an id counts, and the last call that sets all of a
   * kind. Not thread-safe.
   */
  public static final class Builder {
    private boolean hosting = true;
    private final Map<String, PermissionDefinition> permissions = new LinkedHashMap<>();
    private final Map<String, NetworkDefinition> networks = new LinkedHashMap<>();
    private final Map<String, Schedule> schedules = new LinkedHashMap<>();
    private Defaults defaults = Defaults.NONE;
    private final Map<String, Role> roles = new LinkedHashMap<>();
    private final List<SeparationRule> separate = new ArrayList<>();
    private final Map<String, ServerGroup> serverGroups = new LinkedHashMap<>();
    private final Map<String, Server> servers = new LinkedHashMap<>();
    private final List<NameRef> departments = new ArrayList<>();
    private final Map<String, StaffAccount> staff = new LinkedHashMap<>();
    private final Map<String, Emergency> emergencies = new LinkedHashMap<>();
    private final List<RouteRule> routes = new ArrayList<>();
    private final List<PolicyTestCase> tests = new ArrayList<>();

    private Builder() {}

    /** Returns whether the built-in catalogue is used; it is unless said otherwise. */
    @CanIgnoreReturnValue
    public Builder hosting(boolean builtIn) {
      hosting = builtIn;
      return this;
    }

    /** Sets what is laid on everything. */
    @CanIgnoreReturnValue
    public Builder defaults(Defaults value) {
      defaults = requireNonNull(value, "defaults");
      return this;
    }

    /** Adds a permission. */
    @CanIgnoreReturnValue
    public Builder permission(PermissionDefinition value) {
      permissions.put(value.id(), value);
      return this;
    }

    /** Adds a network. */
    @CanIgnoreReturnValue
    public Builder network(NetworkDefinition value) {
      networks.put(value.id(), value);
      return this;
    }

    /** Adds a schedule. */
    @CanIgnoreReturnValue
    public Builder schedule(Schedule value) {
      schedules.put(value.id(), value);
      return this;
    }

    /** Adds a role. */
    @CanIgnoreReturnValue
    public Builder role(Role value) {
      roles.put(value.id(), value);
      return this;
    }

    /** Adds a group of servers. */
    @CanIgnoreReturnValue
    public Builder serverGroup(ServerGroup value) {
      serverGroups.put(value.id(), value);
      return this;
    }

    /** Adds a server. */
    @CanIgnoreReturnValue
    public Builder server(Server value) {
      servers.put(value.id(), value);
      return this;
    }

    /** Adds an account. */
    @CanIgnoreReturnValue
    public Builder staff(StaffAccount value) {
      staff.put(value.id(), value);
      return this;
    }

    /** Adds an emergency. */
    @CanIgnoreReturnValue
    public Builder emergency(Emergency value) {
      emergencies.put(value.id(), value);
      return this;
    }

    /** Adds a rule of separation. */
    @CanIgnoreReturnValue
    public Builder separate(SeparationRule value) {
      separate.add(value);
      return this;
    }

    /** Adds a department. */
    @CanIgnoreReturnValue
    public Builder department(NameRef value) {
      departments.add(value);
      return this;
    }

    /** Adds a route. */
    @CanIgnoreReturnValue
    public Builder route(RouteRule value) {
      routes.add(value);
      return this;
    }

    /** Adds a test. */
    @CanIgnoreReturnValue
    public Builder test(PolicyTestCase value) {
      tests.add(value);
      return this;
    }

    /**
     * Sets the permissions that are added to the catalogue, by id, in place of those that were
     * given.
     */
    @CanIgnoreReturnValue
    public Builder permissions(Map<String, PermissionDefinition> values) {
      permissions.clear();
      permissions.putAll(values);
      return this;
    }

    /** Sets the networks, by id, in place of those that were given. */
    @CanIgnoreReturnValue
    public Builder networks(Map<String, NetworkDefinition> values) {
      networks.clear();
      networks.putAll(values);
      return this;
    }

    /** Sets the schedules, by id, in place of those that were given. */
    @CanIgnoreReturnValue
    public Builder schedules(Map<String, Schedule> values) {
      schedules.clear();
      schedules.putAll(values);
      return this;
    }

    /** Sets the roles, by id, in place of those that were given. */
    @CanIgnoreReturnValue
    public Builder roles(Map<String, Role> values) {
      roles.clear();
      roles.putAll(values);
      return this;
    }

    /** Sets the rules of separation, in place of those that were given. */
    @CanIgnoreReturnValue
    public Builder separate(List<SeparationRule> values) {
      separate.clear();
      separate.addAll(values);
      return this;
    }

    /** Sets the groups of servers, by id, in place of those that were given. */
    @CanIgnoreReturnValue
    public Builder serverGroups(Map<String, ServerGroup> values) {
      serverGroups.clear();
      serverGroups.putAll(values);
      return this;
    }

    /** Sets the servers, by id, in place of those that were given. */
    @CanIgnoreReturnValue
    public Builder servers(Map<String, Server> values) {
      servers.clear();
      servers.putAll(values);
      return this;
    }

    /** Sets the departments, in place of those that were given. */
    @CanIgnoreReturnValue
    public Builder departments(List<NameRef> values) {
      departments.clear();
      departments.addAll(values);
      return this;
    }

    /** Sets the accounts, by id, in place of those that were given. */
    @CanIgnoreReturnValue
    public Builder staff(Map<String, StaffAccount> values) {
      staff.clear();
      staff.putAll(values);
      return this;
    }

    /** Sets the emergencies, by id, in place of those that were given. */
    @CanIgnoreReturnValue
    public Builder emergencies(Map<String, Emergency> values) {
      emergencies.clear();
      emergencies.putAll(values);
      return this;
    }

    /** Sets the routes, in order, in place of those that were given. */
    @CanIgnoreReturnValue
    public Builder routes(List<RouteRule> values) {
      routes.clear();
      routes.addAll(values);
      return this;
    }

    /** Sets the tests, in place of those that were given. */
    @CanIgnoreReturnValue
    public Builder tests(List<PolicyTestCase> values) {
      tests.clear();
      tests.addAll(values);
      return this;
    }

    /** Returns the document. */
    public PolicyDocument build() {
      return new PolicyDocument(
          hosting,
          permissions,
          networks,
          schedules,
          defaults,
          roles,
          separate,
          serverGroups,
          servers,
          departments,
          staff,
          emergencies,
          routes,
          tests);
    }
  }
}
