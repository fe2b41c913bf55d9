package dev.staffgate.generators;

import dev.staffgate.model.Assignment;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Defaults;
import dev.staffgate.model.Emergency;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.NetworkDefinition;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.PermissionDefinition;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import dev.staffgate.model.Schedule;
import dev.staffgate.model.SecretRef;
import dev.staffgate.model.SeparationRule;
import dev.staffgate.model.Server;
import dev.staffgate.model.ServerGroup;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.reference.ReferenceEvaluator;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Small policies with every section and every kind of condition, over the names and at the edges
 * that {@link EdgeValues} lists: as fast as a billion comparisons need. {@link PolicyArbitraries}
 * draws the like for jqwik, which makes the smallest of one that fails.
 */
public final class RandomPolicies {
  private final RandomChoices dice;
  private final PlaceSequence places;
  private final RandomConditions conditions;
  private final List<String> roles = new ArrayList<>();

  /** Whether the accounts may be such as a directory alone can have. */
  private final boolean free;

  /** Instants at which something begins or ends for this policy's accounts. */
  private final List<Instant> bounds;

  private RandomPolicies(RandomChoices dice) {
    this.dice = dice;
    this.places = PlaceSequence.mixed(1 + dice.below(2), dice.of(PlaceSequence.STEPS));
    this.conditions = new RandomConditions(dice);
    this.free = dice.oneIn(4);
    this.bounds = dice.times(3, 3, () -> dice.of(EdgeValues.INSTANTS));
  }

  /**
   * A policy, and the accounts that decisions are asked for.
   *
   * @param document with the accounts, or without them
   * @param whole the document with the accounts, as a directory would keep them
   * @param bounds instants at which assignments begin and end
   */
  public record Rolled(PolicyDocument document, PolicyDocument whole, List<Instant> bounds) {
    public ReferenceEvaluator reference() {
      return new ReferenceEvaluator(whole, PolicyArbitraries.OPTIONS);
    }

    /** Whether the policy document is without the accounts. */
    public boolean directory() {
      return document.staff().isEmpty();
    }
  }

  public static Rolled of(RandomChoices dice) {
    return new RandomPolicies(dice).roll();
  }

  private Rolled roll() {
    PolicyDocument.Builder document = catalogue();
    networks(document);
    PolicyArbitraries.SCHEDULES.forEach(id -> document.schedule(schedule(id)));
    document.defaults(defaults());
    EdgeValues.DEPARTMENTS.forEach(id -> document.department(NameRef.of(id)));
    document.serverGroup(new ServerGroup("eu", NameRef.listOf("web1", "web3"), places.next()));
    document.serverGroup(new ServerGroup("none", List.of(), places.next()));
    for (Role role : new RandomRoles(dice, document.build().catalogue(), places).all()) {
      document.role(role);
      if (!role.id().equals(Role.FULL_ADMINISTRATOR)) {
        roles.add(role.id());
      }
    }
    roles.add(Role.FULL_ADMINISTRATOR);
    EdgeValues.SERVERS.forEach(id -> document.server(server(id)));
    dice.some(EdgeValues.EMERGENCIES, 0, 2).forEach(id -> document.emergency(emergency(id)));
    if (dice.oneIn(3)) {
      dice.times(1, 2, this::separation).forEach(document::separate);
    }
    return withAccounts(document);
  }

  // Accounts of the document that break an account rule, or have roles that it does not define,
  // would be refused, so then they come from a directory.
  private Rolled withAccounts(PolicyDocument.Builder document) {
    PolicyDocument without = document.build();
    EdgeValues.STAFF.forEach(id -> document.staff(account(id)));
    PolicyDocument whole = document.build();
    boolean directory =
        free
            || whole.staff().values().stream()
                .anyMatch(account -> DirectoryAccounts.isFor(account, whole))
            || whole.separate().stream().anyMatch(rule -> DutyArbitraries.mayBeBroken(rule, whole));
    return new Rolled(directory ? without : whole, whole, bounds);
  }

  // Without the built-in catalogue the policy declares what its roles name; connect.use or
  // server.configure, behind single sign-on, may then be missing.
  private PolicyDocument.Builder catalogue() {
    boolean hosting = dice.oneIn(8);
    Optional<String> missing =
        dice.rarely(4, () -> dice.of(List.of("connect.use", "server.configure")));
    PolicyDocument.Builder document = PolicyDocument.builder().hosting(hosting);
    for (String id : RoleArbitraries.PERMISSIONS) {
      if (id.startsWith("own") || (!hosting && !missing.equals(Optional.of(id)))) {
        document.permission(
            new PermissionDefinition(id, id, "own", dice.oneIn(3), List.of(), Place.NONE));
      }
    }
    return document;
  }

  // A network may name those defined before it.
  private void networks(PolicyDocument.Builder document) {
    for (int i = 0; i < PolicyArbitraries.NETWORKS.size(); i++) {
      List<String> before = PolicyArbitraries.NETWORKS.subList(0, i);
      List<NetworkTerm> terms = new ArrayList<>(conditions.terms());
      terms.removeIf(
          term ->
              term instanceof NetworkTerm.Named named && !before.contains(named.network().id()));
      document.network(
          new NetworkDefinition(PolicyArbitraries.NETWORKS.get(i), terms, places.next()));
    }
  }

  private Schedule schedule(String id) {
    return new Schedule(id, dice.of(EdgeValues.ZONES), dice.times(1, 2, this::window), Place.NONE);
  }

  private Schedule.Window window() {
    int start = dice.of(EdgeValues.MINUTES.subList(0, EdgeValues.MINUTES.size() - 1));
    int end = dice.of(EdgeValues.MINUTES.subList(1, EdgeValues.MINUTES.size()));
    return new Schedule.Window(
        Set.copyOf(dice.some(List.of(DayOfWeek.values()), 1, 7)), start, start == end ? 1440 : end);
  }

  private Defaults defaults() {
    return new Defaults(
        dice.oneIn(6) ? List.of(conditions.ofDefaults()) : List.of(),
        dice.oneIn(4) ? List.of(conditions.ofDefaults()) : List.of(),
        dice.oneIn(3));
  }

  private Server server(String id) {
    return new Server(
        id,
        Optional.empty(),
        dice.oneIn(10) ? "legacy" : "whm",
        URI.create("https://" + id + ".example.net:2087"),
        List.of(),
        "root",
        new SecretRef("env", "TOKEN"),
        Optional.empty(),
        dice.oneIn(4) ? Optional.empty() : Optional.of(sso()),
        places.next());
  }

  private Server.Sso sso() {
    boolean restricted = !dice.oneIn(3);
    List<Server.SsoRole> listed = new ArrayList<>();
    if (restricted) {
      for (String role : dice.some(roles, 0, 3)) {
        listed.add(new Server.SsoRole(new NameRef(role, places.next()), user()));
      }
    }
    List<Condition> requires = dice.oneIn(4) ? List.of(conditions.required()) : List.of();
    return new Server.Sso(restricted, listed, user(), requires, places.next());
  }

  private Optional<String> user() {
    return dice.of(List.of(Optional.empty(), Optional.of("support"), Optional.of("ops")));
  }

  private Emergency emergency(String id) {
    return new Emergency(
        id,
        NameRef.of(dice.of(roles)),
        dice.some(EdgeValues.STAFF, 1, 2),
        Duration.ofHours(1),
        places.next());
  }

  private SeparationRule separation() {
    SeparationRule.Of of = dice.of(List.of(SeparationRule.Of.values()));
    List<String> all =
        switch (of) {
          case ROLES -> roles;
          case PERMISSIONS -> EdgeValues.SEPARATED;
        };
    List<String> members = dice.some(all, Math.min(2, all.size()), 4);
    if (members.size() < 2) {
      // Full-administrator is the only role there is.
      return separation();
    }
    return new SeparationRule(
        "rule",
        of,
        members.stream().map(NameRef::of).toList(),
        1 + dice.below(Math.min(2, members.size() - 1)),
        dice.of(List.of(SeparationRule.Within.values())),
        places.next());
  }

  private StaffAccount account(String id) {
    return new StaffAccount(
        id,
        dice.of(List.of(Optional.empty(), Optional.of("alice"), Optional.of("open"))),
        Optional.empty(),
        List.of(),
        dice.rarely(4, () -> dice.of(EdgeValues.PERSONS)),
        dice.times(dice.oneIn(10) ? 0 : 1, 3, this::assignment),
        dice.rarely(12, conditions::terms),
        Map.of(
            "department", Set.copyOf(dice.some(EdgeValues.DEPARTMENTS, 0, 2)),
            "server", Set.copyOf(dice.some(EdgeValues.SERVERS, 0, 2)),
            "client-group", Set.copyOf(dice.some(EdgeValues.CLIENT_GROUPS, 0, 1))),
        Map.of(
            "team",
            dice.of(List.of("night", "open", "100.0")),
            "limit",
            dice.of(EdgeValues.NUMBERS)),
        dice.oneIn(30),
        places.next());
  }

  // A directory may have a role by a former name, or one that is no longer defined.
  private String spelled(String role) {
    if (!free || !dice.oneIn(6)) {
      return role;
    }
    return dice.oneIn(8) ? RoleArbitraries.UNDEFINED : RoleArbitraries.former(role);
  }

  private Assignment assignment() {
    Optional<Instant> from = dice.rarely(6, () -> dice.of(bounds));
    Optional<Instant> until = dice.rarely(6, () -> dice.of(bounds));
    boolean ordered = from.isEmpty() || until.isEmpty() || from.get().isBefore(until.get());
    return new Assignment(
        NameRef.of(spelled(dice.oneIn(12) ? Role.FULL_ADMINISTRATOR : dice.of(roles))),
        from,
        ordered ? until : Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
