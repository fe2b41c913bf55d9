package dev.staffgate.servlet.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.RouteRule;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Policy reference, section 2: routes. */
class RouteRulesTest {
  private static final Policy POLICY =
      PolicyFiles.parse(
          "policy.yaml",
          """
          staffgate: 1
          departments: [sales]
          routes:
            - { path: /, access: public }
            - { path: /about, access: public }
            - { path: /a/x, methods: [POST], access: public }
            - { path: "/a/{id}", methods: [GET], access: public }
            - { path: /a/x, access: signed-in }
            - { path: "/a/*/c", access: public }
            - { path: /files, access: public }
            - { path: /tree/**, access: public }
            - { path: "/tickets/{department}/**", permission: ticket.view, resource: { department: "{department}", desk: main } }
            - { path: /tree/late, access: signed-in }
            - { path: /patch, methods: [PATCH], access: public }
          """);

  @ParameterizedTest
  @CsvSource({
    "GET,/,0",
    "GET,/about,1",
    "GET,/about/,-1",
    "GET,/About,-1",
    "GET,/aboutx,-1",
    "POST,/a/x,2",
    "GET,/a/x,3",
    "HEAD,/a/x,3",
    "DELETE,/a/x,4",
    "get,/a/x,4",
    "PUT,/a/y,-1",
    "GET,/a/,-1",
    "GET,/a,-1",
    "GET,/a/b/c,5",
    "GET,/a//c,-1",
    "GET,/a/b/c/d,-1",
    "GET,/files,6",
    "GET,/files/,-1",
    "GET,/files/x,-1",
    "GET,/tree,7",
    "GET,/tree/,7",
    "GET,/tree/a/b,7",
    "GET,/tree/late,7",
    "GET,/treetop,-1",
    "GET,/tickets/sales,8",
    "GET,/tickets/sales/7,8",
    "GET,/tickets,-1",
    "GET,/tickets/,-1",
    "GET,/nothing,-1",
    "PATCH,/patch,10",
    "PATCHX,/patch,-1",
    "HEAD,/patch,-1"
  })
  void path_andMethod_areDecidedByTheFirstRouteThatMatches(
      String method, String path, int expected) {
    CompiledRoute found = new RouteRules(POLICY).find(method, path);

    assertThat(found == null ? -1 : POLICY.document().routes().indexOf(found.rule()))
        .isEqualTo(expected);
  }

  @Test
  void resource_ofARoute_isTheSegmentOfThatNameOrTheTextItself() {
    CompiledRoute route = new RouteRules(POLICY).find("GET", "/tickets/sales/7");

    assertThat(route.question("/tickets/sales/7").resources())
        .isEqualTo(Map.of("department", "sales", "desk", "main"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a/**/b",
        "/a//b",
        "/a/*.css",
        "/a/{b",
        "/a/b}",
        "/{x}/{x}",
        "/a/..",
        "/a;b",
        "/a%2fb",
        "/a/{}",
        "/a/",
        "/*/"
      })
  void route_madeInCodeThatCouldNeverMatch_isAnError(String path) {
    RouteRule rule =
        new RouteRule(
            path, List.of(), RouteRule.Access.PUBLIC, Optional.empty(), Map.of(), Place.NONE);
    Policy policy = Policy.of(PolicyDocument.builder().route(rule).build());

    assertThatThrownBy(() -> new RouteRules(policy))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(path);
  }

  @Property(tries = 2_000)
  void everyPath_inTheTrie_isDecidedAsInAPlainList(
      @ForAll("routes") List<String> paths, @ForAll("path") String path) {
    List<RouteRule> rules = paths.stream().map(RouteRulesTest::rule).toList();
    PolicyDocument.Builder document = PolicyDocument.builder();
    rules.forEach(document::route);

    CompiledRoute found = new RouteRules(Policy.of(document.build())).find("GET", path);

    assertThat(Optional.ofNullable(found).map(CompiledRoute::rule))
        .isEqualTo(rules.stream().filter(rule -> plainly(rule.path(), path)).findFirst());
  }

  private static RouteRule rule(String path) {
    return new RouteRule(
        path, List.of(), RouteRule.Access.PUBLIC, Optional.empty(), Map.of(), Place.NONE);
  }

  /** The meaning of a pattern, written as one regular expression. */
  private static boolean plainly(String pattern, String path) {
    String regex =
        pattern.replace("/**", "(/§)?").replaceAll("\\{[a-z]+}|\\*", "[^/]+").replace("§", ".*");
    return path.matches(regex);
  }

  @Provide
  Arbitrary<List<String>> routes() {
    Arbitrary<String> segment = Arbitraries.of("a", "b", "*", "{v}");
    Arbitrary<String> pattern =
        segment
            .list()
            .ofMaxSize(4)
            .filter(segments -> segments.stream().filter("{v}"::equals).count() < 2)
            .flatMap(
                segments ->
                    Arbitraries.of("", "/**")
                        .map(
                            end ->
                                segments.isEmpty()
                                    ? (end.isEmpty() ? "/" : end)
                                    : "/" + String.join("/", segments) + end));
    return pattern.list().ofMaxSize(8);
  }

  @Provide
  Arbitrary<String> path() {
    return Arbitraries.of("a", "b", "c")
        .list()
        .ofMaxSize(5)
        .flatMap(
            segments ->
                Arbitraries.of("", "/")
                    .map(end -> segments.isEmpty() ? "/" : "/" + String.join("/", segments) + end));
  }
}
