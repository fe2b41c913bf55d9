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
  /** Returns the warnings about these routes, the first of which stands in line 3. */
  static List<String> warnings(String... routes) {
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
