package dev.staffgate.servlet.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.yaml.PolicyFiles;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Warnings about routes that can never be permitted. */
class UnmetPermissionsTest {
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
}
