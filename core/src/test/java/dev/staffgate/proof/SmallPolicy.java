package dev.staffgate.proof;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.fixtures.PolicyParts;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Defaults;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Emergency;
import dev.staffgate.model.Grant;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.PermissionDefinition;
import dev.staffgate.model.PermissionPattern;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.Role;
import dev.staffgate.model.Schedule;
import dev.staffgate.model.SeparationRule;
import dev.staffgate.model.Server;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.proof.SmallCondition.Placed;
import dev.staffgate.proof.SmallCondition.Position;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One policy of the small scope: two roles with a grant each or none, one included by the other or
 * not, a deny or none, over two permissions. The permissions are the two that open servers, so that
 * single sign-on is in the scope as well.
 *
 * <p>Left out for symmetry, since nothing but names would differ: that the second role's grant
 * stands before the first's. The first role has either of the two names, and a deny and an include
 * go either way, so that every order of places meets every order of paths.
 *
 * @param first what the first role grants; empty for nothing
 * @param second what the second role grants
 * @param include which role includes the other
 * @param deny what is denied; empty for nothing
 * @param denyInFirst whether the first role denies it
 */
record SmallPolicy(String first, String second, Include include, String deny, boolean denyInFirst) {
  static final String CONNECT = "connect.use";
  static final String CONFIGURE = "server.configure";

  /** A Monday, 08:00 in Berlin: the first instant of the schedule. */
  static final Instant OPENING = Instant.parse("2026-11-23T07:00:00Z");

  private static final List<String> GRANTS = List.of("", CONNECT, "server.*", "*");
  private static final List<String> DENIES = List.of(CONNECT, "server.*", "server.sso", "*");
  private static final Set<DayOfWeek> WEEKDAYS =
      Set.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY);

  /** Includes, and the names of the roles as far as they matter to the order of paths. */
  enum Include {
    NONE("a", "b"),
    FIRST_HAS_SECOND("a", "b"),
    SECOND_HAS_FIRST("a", "b"),
    FIRST_HAS_SECOND_NAMED_BACKWARDS("b", "a"),
    SECOND_HAS_FIRST_NAMED_BACKWARDS("b", "a");

    final String first;
    final String second;

    Include(String first, String second) {
      this.first = first;
      this.second = second;
    }

    List<NameRef> ofFirst() {
      return this == FIRST_HAS_SECOND || this == FIRST_HAS_SECOND_NAMED_BACKWARDS
          ? NameRef.listOf(second)
          : List.of();
    }

    List<NameRef> ofSecond() {
      return this == SECOND_HAS_FIRST || this == SECOND_HAS_FIRST_NAMED_BACKWARDS
          ? NameRef.listOf(first)
          : List.of();
    }
  }

  /** All of them. */
  static List<SmallPolicy> all() {
    return of(GRANTS, List.of(Include.values()), DENIES);
  }

  /** Those with fewer wildcards, denies and names. */
  static List<SmallPolicy> few() {
    return of(
        List.of("", CONNECT, "*"),
        List.of(Include.NONE, Include.FIRST_HAS_SECOND, Include.SECOND_HAS_FIRST),
        List.of(CONNECT, "*"));
  }

  private static List<SmallPolicy> of(
      List<String> grants, List<Include> includes, List<String> denies) {
    List<SmallPolicy> all = new ArrayList<>();
    for (String first : grants) {
      for (String second : grants) {
        for (Include include : includes) {
          all.add(new SmallPolicy(first, second, include, "", true));
          for (String deny : denies) {
            all.add(new SmallPolicy(first, second, include, deny, true));
            all.add(new SmallPolicy(first, second, include, deny, false));
          }
        }
      }
    }
    return all;
  }

  /** Each way of having and acting with the roles. */
  List<AccessRequest> askedFor(String permission) {
    AccessRequest both = AccessRequest.of("both", permission);
    AccessRequest first = AccessRequest.of("first", permission);
    return List.of(
        both,
        both.actingAs(include.first),
        both.actingAs(include.second),
        first,
        first.inEmergencies("down"),
        AccessRequest.of("second", permission),
        AccessRequest.of("neither", permission),
        AccessRequest.of("changes", permission));
  }

  /** Rules of separation that some of these accounts break, and some requests. */
  static List<SeparationRule> separations() {
    List<SeparationRule> rules = new ArrayList<>();
    for (SeparationRule.Within within : SeparationRule.Within.values()) {
      rules.add(rule(SeparationRule.Of.ROLES, NameRef.listOf("a", "b"), within));
      rules.add(rule(SeparationRule.Of.PERMISSIONS, NameRef.listOf(CONNECT, CONFIGURE), within));
    }
    return rules;
  }

  private static SeparationRule rule(
      SeparationRule.Of of, List<NameRef> members, SeparationRule.Within within) {
    return new SeparationRule("apart", of, members, 1, within, PolicyParts.line(13));
  }

  /** Where this policy has room for a condition. */
  List<Position> positions() {
    List<Position> positions =
        new ArrayList<>(
            List.of(
                Position.FIRST_REQUIRES,
                Position.SECOND_REQUIRES,
                Position.DEFAULTS,
                Position.SENSITIVE,
                Position.SERVER));
    if (!first.isEmpty()) {
      positions.add(Position.FIRST_GRANT);
    }
    if (!second.isEmpty()) {
      positions.add(Position.SECOND_GRANT);
    }
    if (!deny.isEmpty()) {
      positions.add(Position.DENY);
    }
    return positions;
  }

  /** This policy with some conditions. */
  PolicyDocument document(List<Placed> placed) {
    PolicyDocument.Builder document =
        PolicyDocument.builder()
            .hosting(false)
            .permission(permission(CONNECT, true))
            .permission(permission(CONFIGURE, false))
            .schedule(
                new Schedule(
                    "hours",
                    ZoneId.of("Europe/Berlin"),
                    List.of(new Schedule.Window(WEEKDAYS, 8 * 60, 18 * 60)),
                    Place.NONE))
            .department(NameRef.of("sales"))
            .department(NameRef.of("abuse"))
            .defaults(
                new Defaults(at(Position.DEFAULTS, placed), at(Position.SENSITIVE, placed), false))
            .role(
                role(
                    include.first,
                    include.ofFirst(),
                    at(Position.FIRST_REQUIRES, placed),
                    grants(first, 1, at(Position.FIRST_GRANT, placed)),
                    denies(denyInFirst, placed)))
            .role(
                role(
                    include.second,
                    include.ofSecond(),
                    at(Position.SECOND_REQUIRES, placed),
                    grants(second, 2, at(Position.SECOND_GRANT, placed)),
                    denies(!denyInFirst, placed)));
    servers(at(Position.SERVER, placed)).forEach(document::server);
    staff().forEach(document::staff);
    document.emergency(
        new Emergency(
            "down",
            NameRef.of(include.second),
            List.of("first"),
            Duration.ofHours(1),
            PolicyParts.line(12)));
    return document.build();
  }

  private static List<Condition> at(Position position, List<Placed> placed) {
    return placed.stream()
        .filter(one -> one.position() == position)
        .map(one -> one.condition().condition())
        .toList();
  }

  private static PermissionDefinition permission(String id, boolean sensitive) {
    return new PermissionDefinition(id, id, "own", sensitive, List.of(), Place.NONE);
  }

  private static Role role(
      String id,
      List<NameRef> includes,
      List<Condition> requires,
      List<Grant> grants,
      List<Deny> denies) {
    return new Role(
        id,
        Optional.empty(),
        NameRef.listOf("was-" + id),
        includes,
        requires,
        grants,
        denies,
        Place.NONE);
  }

  private static List<Grant> grants(String pattern, int line, List<Condition> conditions) {
    return pattern.isEmpty()
        ? List.of()
        : List.of(
            new Grant(List.of(PermissionPattern.of(pattern)), conditions, PolicyParts.line(line)));
  }

  private List<Deny> denies(boolean here, List<Placed> placed) {
    return !here || deny.isEmpty()
        ? List.of()
        : List.of(
            new Deny(
                List.of(PermissionPattern.of(deny)),
                at(Position.DENY, placed),
                PolicyParts.line(3)));
  }

  /** One that is open, one for the first role, and one for either, which alone asks for more. */
  private List<Server> servers(List<Condition> requires) {
    return List.of(
        PolicyParts.server("open", 4, "whm", Optional.empty()),
        PolicyParts.server(
            "one", 5, "whm", Optional.of(sso(List.of(listed(include.first, 6, "")), List.of()))),
        PolicyParts.server(
            "two",
            7,
            "whm",
            Optional.of(
                sso(
                    List.of(listed(include.second, 8, "second"), listed(include.first, 9, "")),
                    requires))));
  }

  private static Server.Sso sso(List<Server.SsoRole> roles, List<Condition> requires) {
    return new Server.Sso(true, roles, Optional.of("ops"), requires, PolicyParts.line(10));
  }

  private static Server.SsoRole listed(String role, int line, String as) {
    return new Server.SsoRole(
        new NameRef(role, PolicyParts.line(line)),
        as.isEmpty() ? Optional.empty() : Optional.of(as));
  }

  /** One account for each way of having the roles. */
  private List<StaffAccount> staff() {
    return List.of(
        assigned(StaffAccount.of("both", "a", "b")),
        assigned(StaffAccount.of("first", include.first)),
        StaffAccount.of("second", include.second),
        StaffAccount.of("neither"),
        StaffAccount.of("boss", "a", "b"),
        StaffAccount.of("chief", "a", "b").withPerson("boss"),
        StaffAccount.of("deputy", include.first),
        PolicyParts.account(
            "changes",
            11,
            PolicyParts.assignment(include.first, "2026-01-01T00:00:00Z", OPENING.toString()),
            PolicyParts.assignment(include.second, OPENING.toString(), "2027-01-01T00:00:00Z")));
  }

  private static StaffAccount assigned(StaffAccount account) {
    return new StaffAccount(
        account.id(),
        account.name(),
        account.email(),
        account.knownAs(),
        account.person(),
        account.roles(),
        account.networks(),
        Map.of("department", Set.of("abuse")),
        account.attributes(),
        account.disabled(),
        account.at());
  }
}
