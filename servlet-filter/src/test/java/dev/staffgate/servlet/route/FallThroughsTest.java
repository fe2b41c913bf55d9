package dev.staffgate.servlet.route;

import static dev.staffgate.servlet.route.RouteWarningsTest.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Warnings about what falls through to a route that asks for less. */
class FallThroughsTest {
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
}
