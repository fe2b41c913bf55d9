package dev.staffgate.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One change each, and all that it does. */
class PolicyDiffTest {
  private static final String BASE =
      """
      staffgate: 1
      networks:
        office: [203.0.113.0/24]
      schedules:
        hours: { zone: Europe/Berlin, windows: ["mon-fri 08:00-18:00"] }
        abroad: { zone: America/New_York, windows: ["mon-fri 09:00-17:00"] }
      departments: [sales, abuse]
      server-groups:
        eu: [web1]
      roles:
        support:
          grants: [client.view]
        billing:
          includes: [support]
          grants: [invoice.view]
        connector:
          grants: [connect.use]
        checker:
          grants: [payment.approve-refund]
      servers:
        web1: { panel: whm, url: "https://web1.example.net:2087", user: root, token: env:T }
        web2: { panel: whm, url: "https://web2.example.net:2087", user: root, token: env:T }
      staff:
        alice: { roles: [support] }
        bob: { roles: [billing, connector] }
        carol: { roles: [checker] }
      """;

  private static PolicyDiff diff(String from, String to) {
    return diff(BASE, from, to);
  }

  private static PolicyDiff diff(String base, String from, String to) {
    assertThat(base).contains(from);
    return PolicyDiff.between(policy(base), policy(base.replace(from, to)));
  }

  private static Policy policy(String text) {
    return PolicyFiles.parse("policy.yaml", text);
  }

  private static List<String> regions(PolicyDiff diff) {
    return diff.regions().stream().map(DiffRegion::toString).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [client.view] | [client.view, ticket.view] | wider
          [client.view] | [{ permission: client.view, networks: [office] }] | tighter
          [client.view] | [{ permission: client.view, networks: ["0.0.0.0/0", "::/0"] }] | tighter
          [client.view] | [{ permission: client.view, schedule: hours }] | tighter
          [client.view] | [{ permission: client.view, schedule: abroad }, { permission: client.view, schedule: hours }] | tighter
          [client.view] | [{ permission: client.view, second-factor: 15m }] | tighter
          [client.view] | [{ permission: client.view, up-to: { amount: 100.00 } }] | tighter
          [client.view] | [{ permission: client.view, where: { resource.status: [open, 1] } }] | tighter
          [client.view] | [{ permission: client.view, same: { resource.owner: staff.id } }] | tighter
          [client.view] | [{ permission: client.view, only: { department: [sales] } }] | tighter
          [client.view] | [{ permission: client.view, approval: { by: payment.approve-refund, within: 1h } }] | tighter
          [client.view] | [client.update] | both
          [invoice.view] | [invoice.view, client.view] | equal
          [connect.use] | [{ permission: connect.use, only: { server: ["@eu"] } }] | tighter
          alice: { roles: [support] } | alice: { roles: [support], networks: [office] } | tighter
          alice: { roles: [support] } | alice: { roles: [support], disabled: true } | tighter
          alice: { roles: [support] } | alice: { roles: [{ role: support, until: 2026-12-01T00:00Z }] } | tighter
          alice: { roles: [support] } | alice: { roles: [checker] } | both
          carol: { roles: [checker] } | carol: { roles: [checker] }\\n  dave: { roles: [support] } | wider
          user: root, token: env:T }\\n  web2 | user: admin, token: env:T }\\n  web2 | both
          user: root, token: env:T }\\n  web2 | user: root, token: env:T, sso: { access: restricted } }\\n  web2 | tighter
          departments: | defaults: { requires: { second-factor: 1h } }\\ndepartments: | tighter
          departments: | emergency: { fire: { role: billing, holders: [alice], for: 1h } }\\ndepartments: | wider
          departments: | separate: [{ roles: [billing, connector], in: session }]\\ndepartments: | tighter
          """)
  void between_oneChange_hasTheVerdict(String from, String to, String verdict) {
    PolicyDiff diff = diff(lines(from), lines(to));
    assertThat(diff.verdict().text()).as("%s", diff.toText()).isEqualTo(verdict);
    assertThat(diff.regions().isEmpty()).isEqualTo(verdict.equals("equal"));
    System.err.println("CASE " + to + "\n" + diff.toText());
  }

  private static String lines(String text) {
    return text.replace("\\n", "\n");
  }

  @Test
  void x() {
    assertThat(regions(diff("[client.view]", "[client.view, ticket.view]"))).isEmpty();
  }
}
