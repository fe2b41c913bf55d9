package dev.staffgate.generators;

import dev.staffgate.model.Condition;
import dev.staffgate.model.Defaults;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.NetworkDefinition;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.PermissionDefinition;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyOptions;
import dev.staffgate.model.Schedule;
import dev.staffgate.model.SecretRef;
import dev.staffgate.model.SeparationRule;
import dev.staffgate.model.Server;
import dev.staffgate.model.ServerGroup;
import dev.staffgate.model.StaffAccount;
import java.net.URI;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/**
 * Generated policies: small, valid, over a fixed set of names whose meaning is random. They shrink
 * well, since no part of one depends on what another part drew.
 *
 * <p>Every place is given once in a policy, so that "first in order" is one answer.
 */
public final class PolicyArbitraries {
  static final List<String> NETWORKS = List.of("office", "vpn", "trusted");
  static final List<String> SCHEDULES = List.of("hours", "nights");
  static final List<String> GROUPS = List.of("eu", "none");

  /** What may be asked of them besides the built-in permissions. */
  public static final PolicyOptions OPTIONS = PolicyOptions.DEFAULT.withPanel("legacy", false);

  private PolicyArbitraries() {}

  /** Those that are not refused, whatever their accounts are assigned. */
  public static Arbitrary<PolicyDocument> all() {
    return withBreaches().map(PolicyArbitraries::withoutBreaches);
  }

  private static PolicyDocument withoutBreaches(PolicyDocument document) {
    Map<String, StaffAccount> staff = new LinkedHashMap<>();
    document
        .staff()
        .forEach((id, account) -> staff.put(id, DirectoryAccounts.loadable(account, document)));
    return with(
        document,
        document.separate().stream()
            .filter(rule -> !DutyArbitraries.mayBeBroken(rule, document))
            .toList(),
        staff);
  }

  /**
   * Also some that are refused, as one of their accounts breaks a rule of separation, has a role
   * that is not defined or has another name now, or a person who is an account of somebody else.
   */
  public static Arbitrary<PolicyDocument> withBreaches() {
    return Combinators.combine(
            RoleArbitraries.all(),
            catalogues(),
            networks(),
            schedules(),
            defaults(),
            servers().list().ofSize(EdgeValues.SERVERS.size()),
            Combinators.combine(
                    AccountArbitraries.all().list().ofSize(EdgeValues.STAFF.size()),
                    DutyArbitraries.all())
                .as(Tuple::of),
            PlaceSequence.mixes())
        .as(PolicyArbitraries::assemble);
  }

  private static PolicyDocument assemble(
      List<RoleArbitraries.Draft> roles,
      CatalogueDraft catalogue,
      List<List<NetworkTerm>> networks,
      List<Schedule> schedules,
      Defaults defaults,
      List<ServerDraft> servers,
      Tuple2<List<AccountArbitraries.Draft>, DutyArbitraries> people,
      PlaceSequence places) {
    List<AccountArbitraries.Draft> accounts = people.get1();
    PolicyDocument.Builder document =
        PolicyDocument.builder().hosting(catalogue.hosting()).defaults(defaults);
    catalogue.definitions().forEach(document::permission);
    for (int i = 0; i < NETWORKS.size(); i++) {
      document.network(
          new NetworkDefinition(NETWORKS.get(i), withoutCycles(networks.get(i), i), places.next()));
    }
    schedules.forEach(document::schedule);
    EdgeValues.DEPARTMENTS.forEach(id -> document.department(NameRef.of(id)));
    document.serverGroup(new ServerGroup("eu", NameRef.listOf("web1", "web3"), places.next()));
    document.serverGroup(new ServerGroup("none", List.of(), places.next()));
    RoleArbitraries.assemble(roles, document.build().catalogue(), places).forEach(document::role);
    for (int i = 0; i < servers.size(); i++) {
      document.server(servers.get(i).assemble(EdgeValues.SERVERS.get(i), roles, places));
    }
    for (int i = 0; i < accounts.size(); i++) {
      document.staff(accounts.get(i).assemble(EdgeValues.STAFF.get(i), roles, places));
    }
    people.get2().assemble(roles, places, document);
    return document.build();
  }

  /** The same, with no account in it: then they all live in a directory. */
  public static PolicyDocument withoutStaff(PolicyDocument document) {
    return withStaff(document, Map.of());
  }

  /** The same policy with other accounts. */
  public static PolicyDocument withStaff(PolicyDocument document, Map<String, StaffAccount> staff) {
    return with(document, document.separate(), staff);
  }

  private static PolicyDocument with(
      PolicyDocument document, List<SeparationRule> separate, Map<String, StaffAccount> staff) {
    return document.toBuilder().separate(separate).staff(staff).build();
  }

  // A network may name those defined before it.
  private static List<NetworkTerm> withoutCycles(List<NetworkTerm> terms, int index) {
    return terms.stream()
        .filter(
            term ->
                !(term instanceof NetworkTerm.Named named)
                    || NETWORKS.indexOf(named.network().id()) < index)
        .toList();
  }

  private static Arbitrary<List<List<NetworkTerm>>> networks() {
    return ConditionArbitraries.networkTerms().list().ofSize(NETWORKS.size());
  }

  private static Arbitrary<List<Schedule>> schedules() {
    Arbitrary<Schedule.Window> window =
        Combinators.combine(
                Arbitraries.of(DayOfWeek.class).set().ofMinSize(1),
                Arbitraries.of(EdgeValues.MINUTES).filter(minute -> minute < 1440),
                Arbitraries.of(EdgeValues.MINUTES).filter(minute -> minute > 0))
            .as((days, start, end) -> windowOf(days, start, end));
    return Combinators.combine(
            Arbitraries.of(EdgeValues.ZONES), window.list().ofMinSize(1).ofMaxSize(2))
        .as(Tuple::of)
        .list()
        .ofSize(SCHEDULES.size())
        .map(
            drawn ->
                List.of(
                    new Schedule(
                        SCHEDULES.get(0), drawn.get(0).get1(), drawn.get(0).get2(), Place.NONE),
                    new Schedule(
                        SCHEDULES.get(1), drawn.get(1).get1(), drawn.get(1).get2(), Place.NONE)));
  }

  private static Schedule.Window windowOf(Set<DayOfWeek> days, int start, int end) {
    return new Schedule.Window(days, start, start == end ? 1440 : end);
  }

  private static Arbitrary<Defaults> defaults() {
    Arbitrary<List<Condition>> seldom =
        Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.just(List.of())),
            Tuple.of(1, ConditionArbitraries.required().list().ofSize(1)));
    return Combinators.combine(seldom, seldom, Arbitraries.of(false, false, true))
        .as(Defaults::new);
  }

  private record CatalogueDraft(boolean hosting, List<PermissionDefinition> definitions) {}

  // Without the built-in catalogue the policy declares what its roles name; connect.use or
  // server.configure, behind single sign-on, may then be missing.
  private static Arbitrary<CatalogueDraft> catalogues() {
    return Combinators.combine(
            Arbitraries.of(true, true, false),
            Arbitraries.of(true, false).list().ofSize(RoleArbitraries.PERMISSIONS.size()),
            Arbitraries.of(true, true, false),
            Arbitraries.of(true, true, false))
        .as(
            (hosting, sensitive, connect, configure) -> {
              List<PermissionDefinition> own = new ArrayList<>();
              for (int i = 0; i < RoleArbitraries.PERMISSIONS.size(); i++) {
                String id = RoleArbitraries.PERMISSIONS.get(i);
                boolean left =
                    (id.equals("connect.use") && !connect)
                        || (id.equals("server.configure") && !configure);
                if (id.startsWith("own") || (!hosting && !left)) {
                  own.add(
                      new PermissionDefinition(
                          id, id, "own", sensitive.get(i), List.of(), Place.NONE));
                }
              }
              return new CatalogueDraft(hosting, own);
            });
  }

  private record ServerDraft(
      String panel,
      Optional<Boolean> restricted,
      List<Integer> roles,
      List<Optional<String>> users,
      Optional<String> as,
      List<Condition> requires) {
    Server assemble(String id, List<RoleArbitraries.Draft> drafts, PlaceSequence places) {
      Place at = places.next();
      return new Server(
          id,
          Optional.empty(),
          panel,
          URI.create("https://" + id + ".example.net:2087"),
          List.of(),
          "root",
          new SecretRef("env", "TOKEN"),
          Optional.empty(),
          restricted.map(closed -> sso(closed, drafts, places)),
          at);
    }

    private Server.Sso sso(
        boolean closed, List<RoleArbitraries.Draft> drafts, PlaceSequence places) {
      List<Server.SsoRole> listed = new ArrayList<>();
      for (int i = 0; closed && i < roles.size(); i++) {
        NameRef role = new NameRef(RoleArbitraries.idAt(drafts, roles.get(i)), places.next());
        listed.add(new Server.SsoRole(role, users.get(i)));
      }
      return new Server.Sso(closed, listed, as, requires, places.next());
    }
  }

  private static Arbitrary<ServerDraft> servers() {
    Arbitrary<Optional<String>> user =
        Arbitraries.of(Optional.<String>empty(), Optional.of("support"), Optional.of("ops"));
    return Combinators.combine(
            Arbitraries.frequency(Tuple.of(8, "whm"), Tuple.of(1, "plesk"), Tuple.of(1, "legacy")),
            Arbitraries.of(
                Optional.<Boolean>empty(),
                Optional.of(true),
                Optional.of(true),
                Optional.of(false)),
            Arbitraries.integers()
                .between(0, RoleArbitraries.COUNT)
                .set()
                .ofMaxSize(3)
                .map(List::copyOf),
            user.list().ofSize(3),
            user,
            Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(List.<Condition>of())),
                Tuple.of(1, ConditionArbitraries.granting().list().ofSize(1))))
        .as(ServerDraft::new);
  }
}
