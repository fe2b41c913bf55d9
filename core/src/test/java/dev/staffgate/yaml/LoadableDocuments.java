package dev.staffgate.yaml;

import com.google.common.collect.Iterables;
import dev.staffgate.generators.EdgeValues;
import dev.staffgate.generators.PolicyArbitraries;
import dev.staffgate.model.ApprovalSeat;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.Condition;
import dev.staffgate.model.Defaults;
import dev.staffgate.model.Deny;
import dev.staffgate.model.Emergency;
import dev.staffgate.model.Grant;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.NetworkDefinition;
import dev.staffgate.model.Permission;
import dev.staffgate.model.PermissionDefinition;
import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.PolicyTestCase;
import dev.staffgate.model.PolicyTestCase.Asker;
import dev.staffgate.model.PolicyTestCase.Choice;
import dev.staffgate.model.PolicyTestCase.Circumstances;
import dev.staffgate.model.PolicyTestCase.Expected;
import dev.staffgate.model.PolicyTestCase.GivenLock;
import dev.staffgate.model.PolicyTestCase.Question;
import dev.staffgate.model.PolicyTestCase.ReverseQuestion;
import dev.staffgate.model.PolicyTestCase.ReverseQuestion.Kind;
import dev.staffgate.model.Role;
import dev.staffgate.model.RouteRule;
import dev.staffgate.model.Schedule;
import dev.staffgate.model.SecretRef;
import dev.staffgate.model.SeparationRule;
import dev.staffgate.model.Server;
import dev.staffgate.model.ServerGroup;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.network.IpAddress;
import dev.staffgate.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Generated documents that a policy can say and that load: those of the differential tests, with
 * texts of every kind in all fields that take one, and with the sections that decide nothing.
 */
public final class LoadableDocuments {
  private static final int TEXTS = 24;

  private final Iterator<String> texts;
  private final Iterator<String> lines;

  private LoadableDocuments(Iterator<String> texts, Iterator<String> lines) {
    this.texts = texts;
    this.lines = lines;
  }

  public static Arbitrary<PolicyDocument> all() {
    return Combinators.combine(
            PolicyArbitraries.all(),
            AwkwardTexts.any().list().ofSize(TEXTS),
            AwkwardTexts.line().list().ofSize(TEXTS))
        .as(
            (document, texts, lines) ->
                new LoadableDocuments(around(texts), around(lines)).of(document))
        .map(LoadableDocuments::withoutBreaches);
  }

  private static Iterator<String> around(List<String> texts) {
    return Iterables.cycle(texts).iterator();
  }

  /** Rules of accounts are made rules of sessions where an account breaks one. */
  private static PolicyDocument withoutBreaches(PolicyDocument document) {
    try {
      Policy unused = Policy.of(document, PolicyArbitraries.OPTIONS, "test");
      return document;
    } catch (PolicyException breach) {
      return document.toBuilder()
          .separate(document.separate().stream().map(LoadableDocuments::ofSessions).toList())
          .build();
    }
  }

  private static SeparationRule ofSessions(SeparationRule rule) {
    return new SeparationRule(
        rule.name(),
        rule.of(),
        rule.members(),
        rule.atMost(),
        SeparationRule.Within.SESSION,
        rule.at());
  }

  private PolicyDocument of(PolicyDocument document) {
    PolicyDocument.Builder builder =
        PolicyDocument.builder()
            .hosting(document.hosting())
            .defaults(
                new Defaults(
                    sayable(document.defaults().requires()),
                    sayable(document.defaults().sensitiveRequires()),
                    document.defaults().ssoRestricted()));
    document.permissions().values().forEach(one -> builder.permission(of(one)));
    document
        .networks()
        .values()
        .forEach(
            one ->
                builder.network(
                    new NetworkDefinition(
                        one.id(), one.terms().stream().distinct().toList(), one.at())));
    document.schedules().values().forEach(one -> builder.schedule(of(one)));
    document.roles().values().forEach(one -> builder.role(of(one)));
    document
        .separate()
        .forEach(
            one ->
                builder.separate(
                    new SeparationRule(
                        texts.next(),
                        one.of(),
                        one.members(),
                        one.atMost(),
                        one.within(),
                        one.at())));
    document
        .serverGroups()
        .values()
        .forEach(
            one ->
                builder.serverGroup(new ServerGroup(one.id(), distinct(one.servers()), one.at())));
    document.servers().values().forEach(one -> builder.server(of(one)));
    document.departments().forEach(builder::department);
    document.staff().values().forEach(one -> builder.staff(of(one)));
    document
        .emergencies()
        .values()
        .forEach(
            one ->
                builder.emergency(
                    new Emergency(
                        one.id(), one.role(), distinct(one.holders()), one.lasts(), one.at())));
    String permission = document.catalogue().all().get(0).id();
    routes(permission).forEach(builder::route);
    document.tests().forEach(builder::test);
    tests(document, permission).forEach(builder::test);
    return builder.build();
  }

  private PermissionDefinition of(PermissionDefinition one) {
    return new PermissionDefinition(
        one.id(),
        texts.next(),
        one.category(),
        one.sensitive(),
        one.needs().stream().distinct().toList(),
        one.at());
  }

  private static Schedule of(Schedule one) {
    // The offset of UTC has no name in the time zone database, and the zone has.
    ZoneId zone = one.zone().equals(ZoneOffset.UTC) ? ZoneId.of("UTC") : one.zone();
    return new Schedule(one.id(), zone, one.windows().stream().distinct().toList(), one.at());
  }

  private Role of(Role one) {
    return new Role(
        one.id(),
        Optional.of(texts.next()),
        one.id().equals(Role.FULL_ADMINISTRATOR)
            ? List.of()
            : NameRef.listOf(one.id() + ".was", "no-" + one.id()),
        one.includes().stream().distinct().toList(),
        sayable(one.requires()),
        one.grants().stream()
            .map(
                grant ->
                    new Grant(
                        distinct(grant.permissions()), sayable(grant.conditions()), grant.at()))
            .filter(
                distinctBy(
                    grant ->
                        List.of(Set.copyOf(grant.permissions()), Set.copyOf(grant.conditions()))))
            .toList(),
        one.denies().stream()
            .map(
                deny ->
                    new Deny(distinct(deny.permissions()), sayable(deny.conditions()), deny.at()))
            .filter(
                distinctBy(
                    deny -> List.of(Set.copyOf(deny.permissions()), Set.copyOf(deny.conditions()))))
            .toList(),
        one.at());
  }

  private Server of(Server one) {
    return new Server(
        one.id(),
        Optional.of(texts.next()),
        one.panel(),
        one.url(),
        List.of(one.id().toLowerCase(Locale.ROOT) + ".alias.example"),
        one.user(),
        new SecretRef(one.token().scheme(), lines.next()),
        one.pin(),
        one.sso()
            .map(
                sso ->
                    new Server.Sso(
                        sso.restricted(),
                        distinct(sso.roles()),
                        sso.as(),
                        sayable(sso.requires()),
                        sso.at())),
        one.at());
  }

  private StaffAccount of(StaffAccount one) {
    return new StaffAccount(
        one.id(),
        Optional.of(texts.next()),
        Optional.of(texts.next()),
        List.of("idp|" + one.id(), "#" + one.id()),
        Optional.of("the-one"),
        one.roles().stream()
            .filter(distinctBy(role -> List.of(role.role(), role.from(), role.until())))
            .map(
                role ->
                    new Assignment(
                        role.role(),
                        role.from(),
                        role.until(),
                        Optional.of("no"),
                        Optional.of(texts.next())))
            .toList(),
        one.networks().map(LoadableDocuments::distinct),
        Map.of(
            "on",
            Set.of("x" + texts.next(), "y" + texts.next()),
            "department",
            one.assigned("department")),
        Map.of("010", texts.next(), "team", texts.next()),
        one.disabled(),
        one.at());
  }

  private List<RouteRule> routes(String permission) {
    return List.of(
        new RouteRule(
            "/{x}/~/**",
            List.of("GET", "NO"),
            RouteRule.Access.PERMISSION,
            Optional.of(NameRef.of(permission)),
            Map.of("client", "{x}", "no", "plain"),
            Place.NONE),
        new RouteRule(
            "/", List.of(), RouteRule.Access.PUBLIC, Optional.empty(), Map.of(), Place.NONE));
  }

  private List<PolicyTestCase> tests(PolicyDocument document, String permission) {
    NameRef asked = NameRef.of(permission);
    Choice<String> several = new Choice<>(List.of("no", "one"), true);
    Asker roles =
        new Asker(
            Choice.none(),
            NameRef.listOf(Role.FULL_ADMINISTRATOR),
            Map.of("on", Set.of("x" + texts.next())));
    Expected entries =
        new Expected(
            List.of(
                new Question(asked, Map.of(), Map.of(), Place.NONE),
                new Question(
                    asked,
                    Map.of(lines.next() + "~", texts.next()),
                    Map.of("resource.no", texts.next(), "10", texts.next()),
                    Place.NONE)),
            List.of(new Question(asked, Map.of(), Map.of("locks", texts.next()), Place.NONE)),
            List.of(new Question(asked, Map.of(), Map.of("a", texts.next()), Place.NONE)),
            List.of(new Question(asked, Map.of(), Map.of("permission", "x"), Place.NONE)),
            Optional.of("denied-by-role"));
    List<PolicyTestCase> tests = new ArrayList<>();
    tests.add(test(new Asker(several, List.of(), Map.of()), entries, Optional.empty()));
    tests.add(test(roles, entries, Optional.empty()));
    tests.add(reverse(Kind.WHO_CAN, permission, Map.of("client", texts.next()), "no", "one"));
    tests.add(reverse(Kind.WHO_CAN, permission, Map.of()));
    if (!permission.equals(Permission.SERVER_SSO)) {
      tests.add(reverse(Kind.WHAT_CAN, "no", Map.of(), permission, "*"));
    }
    String[] groups =
        document.serverGroups().keySet().stream().map(id -> "@" + id).toArray(String[]::new);
    tests.add(reverse(Kind.SERVERS_OF, "no", Map.of(), groups));
    return tests;
  }

  private PolicyTestCase reverse(
      Kind kind, String subject, Map<String, String> resources, String... are) {
    ReverseQuestion question =
        new ReverseQuestion(kind, NameRef.of(subject), resources, NameRef.listOf(are));
    return test(Asker.NOBODY, Expected.NOTHING, Optional.of(question));
  }

  private PolicyTestCase test(Asker asker, Expected expected, Optional<ReverseQuestion> reverse) {
    Circumstances circumstances =
        new Circumstances(
            Choice.of(IpAddress.parse("2001:db8::1")),
            Instant.parse("2026-11-23T09:00:00.5Z"),
            Optional.of(Duration.ofSeconds(90)),
            Map.of("test-type", texts.next()),
            Map.of("test-attribute", texts.next()),
            List.of(Role.FULL_ADMINISTRATOR),
            List.of(),
            List.of(),
            List.of(
                new GivenLock("everybody", "", true, "m" + texts.next(), Place.NONE),
                new GivenLock("permission", "*", false, "m" + texts.next(), Place.NONE),
                new GivenLock(
                    "role", Role.FULL_ADMINISTRATOR, false, "m" + texts.next(), Place.NONE)));
    return new PolicyTestCase(texts.next(), asker, circumstances, expected, reverse, Place.NONE);
  }

  private static <T> List<T> distinct(List<T> list) {
    return list.stream().distinct().toList();
  }

  /** Returns what holds for the first of those that mean the same. */
  private static <T> Predicate<T> distinctBy(Function<T, Object> meaning) {
    Set<Object> seen = new HashSet<>();
    return one -> seen.add(meaning.apply(one));
  }

  /** One condition for each key, or each entry of a key, with ages in whole seconds. */
  private List<Condition> sayable(List<Condition> conditions) {
    Set<String> seen = new HashSet<>();
    List<Condition> kept = new ArrayList<>();
    for (Condition condition : conditions) {
      String name = condition.key();
      Condition said = condition;
      if (condition instanceof Condition.SecondFactor age) {
        said = new Condition.SecondFactor(age.maxAge().truncatedTo(ChronoUnit.SECONDS), age.at());
      } else if (condition instanceof Condition.Approval approval) {
        Duration within = Duration.ofSeconds(Math.max(1, approval.within().toSeconds()));
        said = new Condition.Approval(seats(approval), within, approval.at());
      } else if (condition instanceof Condition.Networks networks) {
        said = new Condition.Networks(networks.inside(), distinct(networks.terms()), networks.at());
      } else if (condition instanceof Condition.Amount amount) {
        name += " " + amount.attribute();
      } else if (condition instanceof Condition.Resource resource) {
        name += " " + resource.type();
        said =
            new Condition.Resource(
                resource.among(), resource.type(), distinct(resource.members()), resource.at());
      } else if (condition instanceof Condition.Attribute attribute) {
        name += " " + attribute.attribute();
        List<String> values = new ArrayList<>(attribute.values());
        values.add(texts.next());
        said = new Condition.Attribute(attribute.attribute(), distinct(values), attribute.at());
      } else if (condition instanceof Condition.Same same) {
        name += " " + same.left();
      }
      if (seen.add(name)) {
        kept.add(said);
      }
    }
    return kept;
  }

  /** One seat, or with a count one more. */
  private static List<ApprovalSeat> seats(Condition.Approval approval) {
    ApprovalSeat only = approval.seats().get(0);
    return EdgeValues.APPROVING.stream()
        .distinct()
        .filter(by -> only.count() > 1 || by.equals(only.by().id()))
        .map(by -> by.equals(only.by().id()) ? only : ApprovalSeat.of(by, 1))
        .toList();
  }
}
