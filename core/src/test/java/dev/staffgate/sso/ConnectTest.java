package dev.staffgate.sso;

import static dev.staffgate.testing.PolicyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.staffgate.Staffgate;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.fixtures.FakePanel;
import dev.staffgate.fixtures.FakeSecretSource;
import dev.staffgate.fixtures.RecordingAudit;
import dev.staffgate.gate.AccessDeniedException;
import dev.staffgate.model.Secret;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelSession;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Entering a server: decide, record, fetch the token, call the panel, record; and what happens if
 * one of it fails.
 */
class ConnectTest {
  private static final String POLICY =
      """
      staffgate: 1
      networks: { office: [203.0.113.0/24] }
      roles:
        operator: { grants: [{ permission: connect.use, networks: [office] }] }
        other: { grants: [connect.use] }
      servers:
        web1:
          panel: whm
          url: https://web1.example.net:2087
          user: root
          token: env:WEB1
          sso: { access: restricted, roles: [operator], as: ops, requires: { second-factor: 15m } }
        web2: { panel: whm, url: "https://web2.example.net", user: root, token: env:WEB2, sso: { access: restricted, roles: [other] } }
        box: { panel: plesk, url: "https://box.example.net", user: admin, token: env:BOX }
      staff:
        bob: { roles: [operator] }
      """;
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
  private static final ConnectContext OFFICE =
      ConnectContext.from("203.0.113.7").secondFactorAt(NOW.minusSeconds(60));

  private final RecordingAudit audit = new RecordingAudit();
  private final FakePanel whm = FakePanel.of("whm");

  private Staffgate staffgate() {
    return Staffgate.builder()
        .policy(PolicySource.of(PolicyFiles.parse("policy.yaml", POLICY)))
        .audit(audit)
        .panels(whm)
        .secrets(FakeSecretSource.of("WEB1", Secret.of("TOKEN1")))
        .clock(() -> NOW)
        .build();
  }

  @Test
  void open_permitted_opensAsTheUserOfThePolicyAndRecordsBoth() {
    PanelSession session = staffgate().connect().open("bob", "web1", OFFICE);

    assertThat(session.user()).isEqualTo("ops");
    assertThat(whm.openings())
        .singleElement()
        .satisfies(
            opening -> {
              assertThat(opening.user()).isEqualTo("ops");
              assertThat(opening.server().id()).isEqualTo("web1");
              assertThat(opening.token()).isEqualTo(Secret.of("TOKEN1"));
            });
    assertThat(audit.types()).containsExactly("sso-attempt", "sso-opened");
    assertThat(audit.events().toString())
        .contains("panel-user=ops")
        .doesNotContain("TOKEN1", "cpsess");
  }

  @Test
  void open_aServerOfOthers_isRefusedAndRecordedAndNothingIsOpened() {
    AccessDeniedException refused =
        catchThrowableOfType(
            AccessDeniedException.class, () -> staffgate().connect().open("bob", "web2", OFFICE));

    assertThat(refused.decision()).isDenied().because("server-restricted");
    assertThat(audit.types()).containsExactly("sso-refused");
    assertThat(whm.openings()).isEmpty();
  }

  @Test
  void open_withAStaleFactor_asksForASecondFactor() {
    ConnectContext stale =
        ConnectContext.from("203.0.113.7").secondFactorAt(NOW.minusSeconds(3600));
    AccessDeniedException refused =
        catchThrowableOfType(
            AccessDeniedException.class, () -> staffgate().connect().open("bob", "web1", stale));

    assertThat(refused.decision()).needsSecondFactor();
    assertThat(whm.openings()).isEmpty();
  }

  @Test
  void open_whoseAttemptCannotBeRecorded_opensNothing() {
    audit.failAfter(0);
    AccessDeniedException refused =
        catchThrowableOfType(
            AccessDeniedException.class, () -> staffgate().connect().open("bob", "web1", OFFICE));

    assertThat(refused.decision()).isDenied().because("audit-unavailable");
    assertThat(whm.openings()).isEmpty();
  }

  @Test
  void open_whoseSessionCannotBeRecorded_doesNotHandItOut() {
    audit.failAfter(1);
    AccessDeniedException refused =
        catchThrowableOfType(
            AccessDeniedException.class, () -> staffgate().connect().open("bob", "web1", OFFICE));

    assertThat(refused.decision()).isDenied().because("audit-unavailable");
    assertThat(whm.openings()).hasSize(1);
  }

  @Test
  void open_withoutAClientForThePanel_isMisconfigured() {
    PanelException failure =
        catchThrowableOfType(
            PanelException.class, () -> staffgate().connect().open("bob", "box", OFFICE));

    assertThat(failure.kind()).isEqualTo(PanelException.Kind.MISCONFIGURED);
    assertThat(failure.forAdministrator())
        .isEqualTo(
            "No session on server box: this program has no client for panels of the kind plesk. Add"
                + " a dev.staffgate.whm.plesk.PleskSessionClient (of the module staffgate-whm) by"
                + " Staffgate.builder().panels(…).");
    assertThat(audit.types()).containsExactly("sso-attempt", "sso-failed");
  }

  @Test
  void open_thatFails_hasASentenceForThePersonWithTheReferenceOfTheAudit() {
    PanelException failure =
        catchThrowableOfType(
            PanelException.class, () -> staffgate().connect().open("bob", "box", OFFICE));

    assertThat(failure.sentence())
        .contains("Server box", failure.reference())
        .doesNotContain("plesk", "env:");
    assertThat(failure.reference()).matches("[2-9A-HJ-NP-Z]{8}");
    assertThat(audit.last().details()).containsEntry("reference", failure.reference());
  }

  @Test
  void open_thatLeavesSomethingOpenAtThePanel_isRecordedWithItsEnd() {
    Instant end = NOW.plusSeconds(300);
    FakePanel leaving =
        whm.withSessions(
            (opening, session) -> {
              throw new PanelException(
                      PanelException.Kind.PROTOCOL,
                      PanelException.Detail.UNTRUSTED_URL,
                      "web1",
                      "server web1: no.",
                      null)
                  .leavingOpen(Optional.of(end));
            });
    Staffgate staffgate =
        Staffgate.builder()
            .policy(PolicySource.of(PolicyFiles.parse("policy.yaml", POLICY)))
            .audit(audit)
            .panels(leaving)
            .secrets(FakeSecretSource.of("WEB1", Secret.of("TOKEN1")))
            .clock(() -> NOW)
            .build();

    assertThat(
            catchThrowableOfType(
                PanelException.class, () -> staffgate.connect().open("bob", "web1", OFFICE)))
        .hasMessageContaining("may let in until it ends by itself, at 2026-11-23T09:05:00Z");
    assertThat(audit.types()).containsExactly("sso-attempt", "sso-failed");
    assertThat(audit.last().details())
        .containsEntry("at-panel", "may-live-on")
        .containsEntry("expires", end.toString());
  }

  @Test
  void serversOf_somebody_areThoseThatHeMayEnterAndNothingIsRecorded() {
    assertThat(staffgate().connect().serversOf("bob", OFFICE))
        .extracting(ServerChoice::id)
        .containsExactly("web1", "box");
    assertThat(staffgate().connect().serversOf("bob", ConnectContext.NOTHING_GIVEN)).isEmpty();
    assertThat(staffgate().connect().serversOf("nobody", OFFICE)).isEmpty();
    assertThat(audit.events()).isEmpty();
  }

  @Test
  void check_sensitiveThatCannotBeRecorded_isDenied() {
    audit.failAfter(0);
    Decision decision =
        staffgate().check(AccessRequest.of("bob", "connect.use").from("203.0.113.7"));

    assertThat(decision).isDenied().because("audit-unavailable");
    assertThat(staffgate().ask(AccessRequest.of("bob", "connect.use").from("203.0.113.7")))
        .isPermitted();
  }
}
