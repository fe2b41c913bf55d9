package dev.staffgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.fixtures.PolicyParts;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.PolicyOptions;
import dev.staffgate.reference.ComparableDecision;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Policy reference, section 4: a decision names the place in the policy that decided it, also where
 * that is the entry of an account or of a server.
 */
class ReasonPlaceTest {
  private static final Policy POLICY =
      Policy.of(
          PolicyDocument.builder()
              .server(PolicyParts.server("old", 3, "legacy", Optional.empty()))
              .staff(PolicyParts.account("gone", 5, Optional.empty(), true))
              .staff(
                  PolicyParts.account(
                      "inside", 6, Optional.of(PolicyParts.addresses("203.0.113.0/24")), false))
              .staff(
                  PolicyParts.account(
                      "temporary",
                      7,
                      PolicyParts.assignment(
                          "full-administrator", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z")))
              .staff(PolicyParts.account("plain", 8, Assignment.of("full-administrator")))
              .build(),
          PolicyOptions.DEFAULT.withPanel("legacy", false),
          "test");

  @Test
  void place_ofADisabledAccount_isItsEntry() {
    assertThat(decided(AccessRequest.of("gone", "ticket.view")))
        .isEqualTo("deny account-disabled at policy.yaml:5:1");
  }

  @Test
  void place_ofAnAccountElsewhere_isItsEntry() {
    assertThat(decided(AccessRequest.of("inside", "ticket.view").from("203.0.114.0")))
        .isEqualTo("deny account-network at policy.yaml:6:1");
  }

  @Test
  void place_ofATemporaryRoleWithoutInstant_isTheAccountsEntry() {
    assertThat(decided(AccessRequest.of("temporary", "ticket.view")))
        .isEqualTo("deny instant-missing at policy.yaml:7:1");
  }

  @Test
  void place_ofAPanelWithoutSingleSignOn_isTheServersEntry() {
    assertThat(decided(AccessRequest.sso("plain", "old")))
        .isEqualTo("deny server-without-sso at policy.yaml:3:1");
  }

  private static String decided(AccessRequest request) {
    return ComparableDecision.of(POLICY.decide(request)).toString();
  }
}
