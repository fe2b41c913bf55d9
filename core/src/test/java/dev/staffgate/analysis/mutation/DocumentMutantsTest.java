package dev.staffgate.analysis.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyException;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentMutantsTest {
  private static List<String> changes(PolicyDocument document) {
    return DocumentMutants.of(document).stream()
        .map(one -> one.kind() + ": " + one.what() + " " + one.change())
        .toList();
  }

  private static PolicyDocument document(String text) {
    return PolicyFiles.parse("a.yaml", "staffgate: 1\n" + text).document();
  }

  @Test
  void of_grantsAndDenies_changesEachPermissionByItself() {
    assertThat(
            changes(
                document(
                    """
                    roles:
                      a:
                        includes: [b]
                        grants: [{ permission: [ticket.view, "invoice.*"] }]
                        denies: ["*"]
                      b: {}
                    """)))
        .containsExactly(
            "DROPPED: include `b` of role `a` dropped",
            "DROPPED: grant `ticket.view` of role `a` dropped",
            "WIDENED: grant `ticket.view` of role `a` widened to `ticket.*`",
            "FLIPPED: grant `ticket.view` of role `a` turned into a deny",
            "DROPPED: grant `invoice.*` of role `a` dropped",
            "WIDENED: grant `invoice.*` of role `a` widened to `*`",
            "FLIPPED: grant `invoice.*` of role `a` turned into a deny",
            "DROPPED: deny `*` of role `a` dropped",
            "FLIPPED: deny `*` of role `a` turned into a grant");
  }

  @Test
  void of_conditions_flipsDropsAndWidensThem() {
    assertThat(
            changes(
                document(
                    """
                    networks: { office: [203.0.113.0/24], vpn: [198.51.100.7] }
                    schedules: { day: { zone: UTC, windows: ["mon-fri 08:00-18:00"] } }
                    roles:
                      a:
                        requires:
                          networks: [office, vpn]
                          schedule: day
                          second-factor: 3650d
                          up-to: { amount: 5 }
                          above: { amount: 0.5 }
                          only: { department: [sales] }
                          where: { x: [y, z] }
                          same: { x: y }
                          approval: { all: [{ by: client.view, count: 2 }, { by: client.edit }], within: 1h }
                    departments: [sales]
                    """)))
        .containsExactly(
            "DROPPED: condition `networks: [office, vpn]` of role `a` dropped",
            "FLIPPED: condition `networks: [office, vpn]` of role `a` changed to `not-networks:"
                + " [office, vpn]`",
            "DROPPED: condition `networks: [office, vpn]` of role `a` changed to `networks: [vpn]`",
            "DROPPED: condition `networks: [office, vpn]` of role `a` changed to `networks:"
                + " [office]`",
            "DROPPED: condition `schedule: day` of role `a` dropped",
            "FLIPPED: condition `schedule: day` of role `a` changed to `not-schedule: day`",
            "DROPPED: condition `second-factor: 3650d` of role `a` dropped",
            "DROPPED: condition `up-to: { amount: 5 }` of role `a` dropped",
            "FLIPPED: condition `up-to: { amount: 5 }` of role `a` changed to `above: { amount: 5"
                + " }`",
            "WIDENED: condition `up-to: { amount: 5 }` of role `a` changed to `up-to: { amount: 6"
                + " }`",
            "DROPPED: condition `above: { amount: 0.5 }` of role `a` dropped",
            "FLIPPED: condition `above: { amount: 0.5 }` of role `a` changed to `up-to: { amount:"
                + " 0.5 }`",
            "DROPPED: condition `only: { department: [sales] }` of role `a` dropped",
            "FLIPPED: condition `only: { department: [sales] }` of role `a` changed to `except: {"
                + " department: [sales] }`",
            "DROPPED: condition `where: { x: [y, z] }` of role `a` dropped",
            "DROPPED: condition `where: { x: [y, z] }` of role `a` changed to `where: { x: [z] }`",
            "DROPPED: condition `where: { x: [y, z] }` of role `a` changed to `where: { x: [y] }`",
            "DROPPED: condition `same: { x: y }` of role `a` dropped",
            "DROPPED: condition `approval: { all: [{ by: client.view, count: 2 }, { by:"
                + " client.edit, count: 1 }], within: 1h }` of role `a` dropped",
            "WIDENED: condition `approval: { all: [{ by: client.view, count: 2 }, { by:"
                + " client.edit, count: 1 }], within: 1h }` of role `a` changed to `approval: {"
                + " all: [{ by: client.view, count: 1 }, { by: client.edit, count: 1 }], within: 1h"
                + " }`",
            "DROPPED: condition `approval: { all: [{ by: client.view, count: 2 }, { by:"
                + " client.edit, count: 1 }], within: 1h }` of role `a` changed to `approval: { by:"
                + " client.edit, count: 1, within: 1h }`",
            "DROPPED: condition `approval: { all: [{ by: client.view, count: 2 }, { by:"
                + " client.edit, count: 1 }], within: 1h }` of role `a` changed to `approval: { by:"
                + " client.view, count: 2, within: 1h }`",
            "WIDENED: condition `approval: { all: [{ by: client.view, count: 2 }, { by:"
                + " client.edit, count: 1 }], within: 1h }` of role `a` changed to `approval: {"
                + " all: [{ by: client.view, count: 2 }, { by: client.edit, count: 1 }], within: 2h"
                + " }`");
  }

  @Test
  void of_theOtherSections_changesTheirRules() {
    PolicyDocument document =
        document(
            """
            networks: { office: [203.0.113.0/24] }
            defaults: { requires: { second-factor: 1h } }
            roles: { a: {}, b: {}, c: {} }
            separate:
              - { name: two, roles: [a, b] }
              - { name: three, roles: [a, b, c], in: session }
            servers:
              web1: { panel: whm, url: "https://a.example:2087", user: root, token: "env:T", sso: { access: restricted, roles: [a, b] } }
              web2: { panel: whm, url: "https://b.example:2087", user: root, token: "env:T", sso: { access: unrestricted, requires: { networks: [office] } } }
            staff:
              ann: { roles: [a], networks: [office] }
              bob: { roles: [b], disabled: true }
            emergency: { down: { role: a, holders: [ann, bob], for: 1h } }
            """);
    assertThat(changes(document))
        .containsExactly(
            "FLIPPED: servers without `sso` restricted",
            "DROPPED: condition `second-factor: 1h` of defaults dropped",
            "WIDENED: condition `second-factor: 1h` of defaults changed to `second-factor: 2h`",
            "DROPPED: rule of separation `two` dropped",
            "WIDENED: rule of separation `two` changed to `in: session`",
            "DROPPED: rule of separation `three` dropped",
            "WIDENED: rule of separation `three` changed to `at-most: 2`",
            "DROPPED: `a` in rule of separation `three` dropped",
            "DROPPED: `b` in rule of separation `three` dropped",
            "DROPPED: `c` in rule of separation `three` dropped",
            "WIDENED: server `web1` unrestricted",
            "DROPPED: role `a` of server `web1` dropped",
            "DROPPED: role `b` of server `web1` dropped",
            "FLIPPED: server `web2` restricted to nobody",
            "DROPPED: condition `networks: [office]` of server `web2` dropped",
            "FLIPPED: condition `networks: [office]` of server `web2` changed to `not-networks:"
                + " [office]`",
            "DROPPED: `networks` of account `ann` dropped",
            "FLIPPED: account `bob` enabled",
            "DROPPED: emergency `down` dropped",
            "DROPPED: holder `ann` of emergency `down` dropped",
            "DROPPED: holder `bob` of emergency `down` dropped");
    assertThat(DocumentMutants.of(document))
        .allSatisfy(
            mutant -> {
              assertThat(Policy.of(mutant.document().get()).document()).isNotEqualTo(document);
              assertThat(mutant.document().get().tests()).isEmpty();
            });
  }

  @Test
  void document_ofAChangeThatIsNotLegal_isRefused() {
    List<MutantDraft> mutants =
        DocumentMutants.of(
            document(
                "roles: { a: { grants: [{ permission: client.view, second-factor: 1h }], denies:"
                    + " [server.sso] } }\n"));

    assertThat(refusedChanges(mutants))
        .containsExactly(
            "grant `client.view` of role `a` turned into a deny",
            "deny `server.sso` of role `a` turned into a grant");
  }

  private static List<String> refusedChanges(List<MutantDraft> mutants) {
    return mutants.stream()
        .filter(mutant -> !isLegal(mutant))
        .map(mutant -> mutant.what() + " " + mutant.change())
        .toList();
  }

  private static boolean isLegal(MutantDraft mutant) {
    try {
      return Policy.of(mutant.document().get()).document() != null;
    } catch (PolicyException | IllegalArgumentException refused) {
      return false;
    }
  }
}
