package dev.staffgate.servlet.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.RouteRule;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Warnings about routes that are right each by itself. */
class RouteWarningsTest {
  private static List<String> warnings(String... routes) {
    return RouteWarnings.of(
        new RouteRules(
            PolicyFiles.parse(
                "policy.yaml",
                "staffgate: 1\nroutes:\n"
                    + String.join("\n", List.of(routes).stream().map("- "::concat).toList())
                    + "\n")));
  }

  @Test
  void route_afterOneThatCatchesAllItsPaths_isToldWithBothPlaces() {
    assertThat(
            warnings(
                "{ path: /clients/**, access: signed-in }",
                "{ path: /about, access: public }",
                "{ path: /clients/new, methods: [POST], permission: client.create }"))
        .containsExactly(
            "the route `POST /clients/new` at policy.yaml:5 can never be reached:"
                + " the route `/clients/**` at policy.yaml:3 comes before it");
  }

  @Test
  void route_whoseMethodsAreCaughtOneByOne_isToldToBeOutOfReach() {
    assertThat(
            warnings(
                "{ path: /a/**, methods: [GET], access: public }",
                "{ path: '/a/{x}', methods: [POST], access: public }",
                "{ path: '/a/{y}', methods: [GET, POST], access: signed-in }"))
        .singleElement()
        .asString()
        .contains("policy.yaml:5 can never be reached");
  }

  @Test
  void route_whoseTailIsCaughtPieceByPiece_isToldToBeOutOfReach() {
    assertThat(
            warnings(
                "{ path: /, access: public }",
                "{ path: /*/**, access: public }",
                "{ path: /**, access: signed-in }"))
        .singleElement()
        .asString()
        .contains("policy.yaml:5 can never be reached");
  }

  @Test
  void routes_thatCross_areToldIfTheyAskForDifferentThings() {
    assertThat(
            warnings(
                "{ path: '/{any}/edit', access: public }", "{ path: /admin/*, access: signed-in }"))
        .containsExactly(
            "the route `/{any}/edit` at policy.yaml:3 comes before the route `/admin/*` at"
                + " policy.yaml:4 and decides what both match: is that meant?");
    assertThat(
            warnings("{ path: '/{any}/edit', access: public }", "{ path: /a/*, access: public }"))
        .isEmpty();
  }

  @Test
  void broadRoute_forOneMethod_beforeANarrowOneForAll_isTold() {
    assertThat(
            warnings(
                "{ path: /shop/**, methods: [GET], access: public }",
                "{ path: /shop/admin, access: signed-in }"))
        .singleElement()
        .asString()
        .contains("policy.yaml:3 comes before")
        .contains("policy.yaml:4");
  }

  @Test
  void route_whoseOtherMethodsFallThroughToOneThatAsksForLess_isToldWithBothPlaces() {
    assertThat(
            warnings(
                "{ path: '/invoices/{id}/**', methods: [GET], permission: invoice.view }",
                "{ path: /**, access: signed-in }"))
        .containsExactly(
            "the route `GET /invoices/{id}/**` at policy.yaml:3 is not for all methods: DELETE, for"
                + " one, falls through to the route `/**` at policy.yaml:4, which asks for less");
    assertThat(
            warnings(
                "{ path: /a, methods: [GET], permission: invoice.view }",
                "{ path: /a, methods: [POST, PUT, PATCH, DELETE, PURGE], permission: invoice.edit"
                    + " }",
                "{ path: /a, methods: [PROPFIND], access: public }"))
        .containsExactly(
            "the route `POST,PUT,PATCH,DELETE,PURGE /a` at policy.yaml:4 is not for all methods:"
                + " PROPFIND, for one, falls through to the route `PROPFIND /a` at policy.yaml:5,"
                + " which asks for less");
    assertThat(
            warnings(
                "{ path: /a, methods: [GET, POST, PUT, PATCH, DELETE], access: signed-in }",
                "{ path: /**, access: public }"))
        .singleElement()
        .asString()
        .contains("others fall through to the route `/**`");
  }

  @Test
  void route_whoseOtherMethodsFindARouteThatAsksNoLess_isNothingToTell() {
    assertThat(
            warnings(
                "{ path: /health, methods: [GET], access: public }",
                "{ path: /a/**, methods: [GET], permission: client.view }",
                "{ path: /a/**, permission: client.edit }",
                "{ path: /b, methods: [GET], permission: client.view }",
                "{ path: /b, permission: client.edit }",
                "{ path: /c, methods: [GET], access: signed-in }",
                "{ path: /**, access: signed-in }"))
        .isEmpty();
    assertThat(
            warnings(
                "{ path: /a, methods: [DELETE], access: public }",
                "{ path: /a, methods: [GET], access: signed-in }"))
        .as("a route before it says so on purpose")
        .isEmpty();
  }

  @Test
  void routesOfOnePattern_thatLetTheSameFallThrough_areToldOnce() {
    assertThat(
            warnings(
                "{ path: /a/**, methods: [GET], permission: client.view }",
                "{ path: /a/**, methods: [POST], permission: client.edit }",
                "{ path: /**, access: signed-in }"))
        .containsExactly(
            "the route `POST /a/**` at policy.yaml:4 is not for all methods: DELETE, for one, falls"
                + " through to the route `/**` at policy.yaml:5, which asks for less");
  }

  @Test
  void route_thatEndsInOneStar_isToldIfWhatLiesDeeperAsksForLess() {
    assertThat(
            warnings(
                "{ path: /admin/*, permission: client.view }", "{ path: /**, access: signed-in }"))
        .containsExactly(
            "the route `/admin/*` at policy.yaml:3 matches one segment: what lies deeper falls"
                + " through to the route `/**` at policy.yaml:4, which asks for less; `/**` at the"
                + " end would match it");
    assertThat(
            warnings(
                "{ path: /admin/*, permission: client.view }",
                "{ path: /admin/**, permission: client.edit }",
                "{ path: '/shop/{id}', permission: client.view }",
                "{ path: /**, access: signed-in }"))
        .isEmpty();
  }

  private static final String ROLES =
      """
      staffgate: 1
      departments: [sales]
      servers: { web1: { panel: whm, url: "https://web1.example:2087", user: root, token: "env:T" } }
      roles:
        refunds:
          grants:
            - { permission: payment.refund, up-to: { amount: 10 } }
            - { permission: "payment.*", where: { resource.status: open } }
            - { permission: ticket.view, only: { department: assigned } }
            - { permission: ticket.reply, only: { department: [sales] } }
            - { permission: client.view, same: { staff.id: resource.owner } }
            - { permission: client.edit, where: { staff.team: night } }
            - { permission: order.accept, approval: { by: client.view, within: 1h } }
        desk:
          requires: { where: { ticket: open } }
          grants: [invoice.view]
      routes:
      """;

  private static List<String> warningsWithRoles(String... routes) {
    return RouteWarnings.of(
        new RouteRules(
            PolicyFiles.parse(
                "policy.yaml",
                ROLES
                    + String.join("\n", List.of(routes).stream().map("- "::concat).toList())
                    + "\n")));
  }

  @Test
  void route_whoseGrantsAllAskForMoreThanItHandsOver_isToldWithBothPlaces() {
    assertThat(
            warningsWithRoles(
                "{ path: /refund, permission: payment.refund }",
                "{ path: /owned, permission: client.view }",
                "{ path: /view, permission: ticket.view }",
                "{ path: /reply, permission: ticket.reply, resource: { department: billing } }"
                    .replace("billing", "sales"),
                "{ path: /invoices, permission: invoice.view }"))
        .containsExactly(
            "the route `/refund` at policy.yaml:18 can never be permitted, unless to a full"
                + " administrator: each grant of `payment.refund` asks for more than a route hands"
                + " over; `up-to` at policy.yaml:7 asks for an attribute, and a route hands over"
                + " none",
            "the route `/owned` at policy.yaml:19 can never be permitted, unless to a full"
                + " administrator: each grant of `client.view` asks for more than a route hands"
                + " over; `same` at policy.yaml:11 asks for an attribute, and a route hands over"
                + " none",
            "the route `/view` at policy.yaml:20 can never be permitted, unless to a full"
                + " administrator: each grant of `ticket.view` asks for more than a route hands"
                + " over; `only` at policy.yaml:9 asks for a `department`, and the route names"
                + " none",
            "the route `/invoices` at policy.yaml:22 can never be permitted, unless to a full"
                + " administrator: each grant of `invoice.view` asks for more than a route hands"
                + " over; `where` at policy.yaml:15 asks for an attribute, and a route hands over"
                + " none");
  }

  @Test
  void route_thatSomebodyCanBePermitted_isNothingToTell() {
    assertThat(
            warningsWithRoles(
                "{ path: '/{department}/view', permission: ticket.view, resource: { department:"
                    + " '{department}' } }",
                "{ path: /night, permission: client.edit }",
                "{ path: /orders, permission: order.accept }",
                "{ path: /nobody, permission: client.delete }",
                "{ path: /enter, permission: server.sso, resource: { server: web1 } }"))
        .isEmpty();
  }

  @Test
  void route_intoAServerThatItDoesNotName_isTold() {
    assertThat(warningsWithRoles("{ path: /enter, permission: server.sso }"))
        .containsExactly(
            "the route `/enter` at policy.yaml:18 can never be permitted: `server.sso` is asked on"
                + " a server, and the route names none");
  }

  @Test
  void route_underDefaultsThatAskForAnAttribute_isNeverPermittedToAnybody() {
    assertThat(
            RouteWarnings.of(
                new RouteRules(
                    PolicyFiles.parse(
                        "policy.yaml",
                        """
                        staffgate: 1
                        defaults: { requires: { where: { ticket: open } } }
                        routes:
                          - { path: /a, permission: client.delete }
                        """))))
        .containsExactly(
            "the route `/a` at policy.yaml:4 can never be permitted: `where` at policy.yaml:2 asks"
                + " for an attribute, and a route hands over none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/part{i}/**",
        "/part{i}/{x}/edit",
        "/{x}/part{i}",
        "/a/b/c/d/e/part{i}/*/x/**",
        "/{x}/{y}/{z}/part{i}",
        "/shared/part{i}"
      })
  void warnings_ofTwentyThousandRoutes_areFoundInLittleTime(String pattern) {
    PolicyDocument.Builder document = PolicyDocument.builder();
    for (int i = 0; i < 20_000; i++) {
      String path = pattern.replace("{i}", String.valueOf(i));
      RouteRule.Access access = i % 2 == 0 ? RouteRule.Access.PUBLIC : RouteRule.Access.SIGNED_IN;
      document.route(
          new RouteRule(path, List.of(), access, Optional.empty(), Map.of(), Place.NONE));
    }
    document.route(route("/**"));
    RouteRules rules = new RouteRules(Policy.of(document.build()));

    assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> assertThat(RouteWarnings.of(rules)).isEmpty());
  }

  @Test
  void warnings_ofRoutesThatAllCross_endAfterAWhile() {
    PolicyDocument.Builder document = PolicyDocument.builder();
    for (int i = 0; i < 10_000; i++) {
      document.route(route("/a" + i + "/x"));
    }
    for (int i = 0; i < 10_000; i++) {
      document.route(
          new RouteRule(
              "/{v}/e" + i,
              List.of(),
              RouteRule.Access.SIGNED_IN,
              Optional.empty(),
              Map.of(),
              Place.NONE));
    }
    RouteRules rules = new RouteRules(Policy.of(document.build()));

    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            assertThat(RouteWarnings.of(rules))
                .containsExactly(
                    "the routes overlap too much to compare all: warnings may be missing"));
  }

  /** Each pair is compared by the paths that it has. */
  @Property(tries = 500)
  void earlierRoute_isToldToTakePathsAway_ifSomePathAndNoCoverSaySo(
      @ForAll("routes") List<String> paths) {
    PolicyDocument.Builder document = PolicyDocument.builder();
    for (int i = 0; i < paths.size(); i++) {
      document.route(
          new RouteRule(
              paths.get(i),
              List.of(),
              i % 2 == 0 ? RouteRule.Access.PUBLIC : RouteRule.Access.SIGNED_IN,
              Optional.empty(),
              Map.of(),
              Place.NONE));
    }
    RouteRules rules = new RouteRules(Policy.of(document.build()));
    RouteOverlaps overlaps = new RouteOverlaps(rules.routes(), new WorkLimit());

    for (int later = 0; later < paths.size(); later++) {
      List<Integer> expected = new ArrayList<>();
      for (int earlier = 0; earlier < later; earlier++) {
        List<String> own = pathsOf(paths.get(earlier));
        List<String> others = pathsOf(paths.get(later));
        if ((earlier - later) % 2 != 0
            && own.stream().anyMatch(others::contains)
            && !others.containsAll(own)) {
          expected.add(earlier);
        }
      }
      assertThat(overlaps.takenFrom(later)).isEqualTo(expected);
    }
  }

  /** Those of many that a pattern alone matches. */
  private static List<String> pathsOf(String pattern) {
    RouteRules alone =
        new RouteRules(Policy.of(PolicyDocument.builder().route(route(pattern)).build()));
    return allPaths().stream()
        .filter(path -> path.equals("/") || !path.endsWith("/"))
        .filter(path -> alone.find("GET", path) != null)
        .toList();
  }

  @Test
  void segment_thatNoPathMayHave_isTold() {
    assertThat(warnings("{ path: /a./b, access: public }"))
        .singleElement()
        .asString()
        .contains("can never be reached");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[GET]", "[HEAD]", "[GET, POST]"})
  void routes_fromNarrowToBroad_areNothingToTell(String methods) {
    assertThat(
            warnings(
                "{ path: /, access: public }",
                "{ path: /clients/new, access: signed-in }",
                "{ path: '/clients/{id}', methods: " + methods + ", permission: client.view }",
                "{ path: '/clients/{id}', permission: client.edit }",
                "{ path: /clients/**, access: signed-in }",
                "{ path: /**, access: signed-in }"))
        .isEmpty();
  }

  @Test
  void warnings_ofThousandsOfRoutes_areAHundredAtMost() {
    PolicyDocument.Builder document = PolicyDocument.builder();
    for (int i = 0; i < 2_000; i++) {
      document.route(route("/a"));
    }

    assertThat(RouteWarnings.of(new RouteRules(Policy.of(document.build())))).hasSize(100);
  }

  private static RouteRule route(String path) {
    return new RouteRule(
        path, List.of(), RouteRule.Access.PUBLIC, Optional.empty(), Map.of(), Place.NONE);
  }

  @Property(tries = 500)
  void route_isToldToBeOutOfReach_ifNoPathOfManyReachesIt(@ForAll("routes") List<String> paths) {
    PolicyDocument.Builder document = PolicyDocument.builder();
    paths.forEach(path -> document.route(route(path)));
    RouteRules rules = new RouteRules(Policy.of(document.build()));

    long reached =
        allPaths().stream()
            .map(path -> rules.find("GET", path))
            .distinct()
            .filter(r -> r != null)
            .count();

    assertThat(RouteWarnings.of(rules)).hasSize((int) (paths.size() - reached));
  }

  /** Of the texts of the patterns and another one, one segment deeper than patterns are. */
  private static List<String> allPaths() {
    List<String> all = new ArrayList<>(List.of("/"));
    List<String> level = List.of("");
    for (int depth = 0; depth < 4; depth++) {
      level =
          level.stream()
              .flatMap(path -> List.of("a", "b", "z").stream().map(text -> path + "/" + text))
              .toList();
      level.forEach(path -> all.addAll(List.of(path, path + "/")));
    }
    return all;
  }

  @Provide
  Arbitrary<List<String>> routes() {
    return Arbitraries.of("a", "b", "*")
        .list()
        .ofMaxSize(3)
        .flatMap(
            segments ->
                Arbitraries.of("", "/**")
                    .map(
                        end ->
                            segments.isEmpty()
                                ? (end.isEmpty() ? "/" : end)
                                : "/" + String.join("/", segments) + end))
        .list()
        .ofMaxSize(6);
  }
}
