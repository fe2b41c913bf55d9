package dev.staffgate.sso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.staffgate.Staffgate;
import dev.staffgate.audit.AuditEvent;
import dev.staffgate.audit.AuditException;
import dev.staffgate.audit.AuditSink;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.gate.AccessDeniedException;
import dev.staffgate.model.Secret;
import dev.staffgate.model.SecretRef;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelHealth;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.panels.PanelSession;
import dev.staffgate.panels.PanelSessionClient;
import dev.staffgate.secrets.SecretSource;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  private final List<AuditEvent> events = new ArrayList<>();
  private final List<String> opened = new ArrayList<>();
  private int failingEvent = -1;

  private final PanelSessionClient whm =
      new PanelSessionClient() {
        @Override
        public String panel() {
          return "whm";
        }

        @Override
        public PanelSession open(PanelOpening opening) {
          Server server = opening.server();
          opened.add(opening.user() + "@" + server.id() + " with " + opening.token().revealToUse());
          return PanelSession.link(
              server.id(),
              opening.user(),
              Secret.of("https://web1.example.net:2087/cpsess1/login/?session=x"));
        }

        @Override
        public PanelHealth test(Server server, Secret token) {
          throw new UnsupportedOperationException("not asked for here");
        }
      };

  private final SecretSource secrets =
      new SecretSource() {
        @Override
        public Set<String> schemes() {
          return Set.of("env");
        }

        @Override
        public Optional<Secret> find(SecretRef ref) {
          return ref.name().equals("WEB1") ? Optional.of(Secret.of("TOKEN1")) : Optional.empty();
        }
      };

  private Staffgate staffgate() {
    AuditSink audit =
        event -> {
          if (events.size() == failingEvent) {
            throw new AuditException("the disk is full", null);
          }
          events.add(event);
        };
    return Staffgate.builder()
        .policy(PolicySource.of(PolicyFiles.parse("policy.yaml", POLICY)))
        .audit(audit)
        .panels(whm)
        .secrets(secrets)
        .clock(() -> NOW)
        .build();
  }

  private List<String> types() {
    return events.stream().map(event -> event.type().text()).toList();
  }

  @Test
  void open_permitted_opensAsTheUserOfThePolicyAndRecordsBoth() {
    PanelSession session = staffgate().connect().open("bob", "web1", OFFICE);

    assertThat(session.user()).isEqualTo("ops");
    assertThat(opened).containsExactly("ops@web1 with TOKEN1");
    assertThat(types()).containsExactly("sso-attempt", "sso-opened");
    assertThat(events.toString()).contains("panel-user=ops").doesNotContain("TOKEN1", "cpsess");
  }

  @Test
  void open_aServerOfOthers_isRefusedAndRecordedAndNothingIsOpened() {
    AccessDeniedException refused =
        catchThrowableOfType(
            AccessDeniedException.class, () -> staffgate().connect().open("bob", "web2", OFFICE));

    assertThat(refused.decision().reason().code()).isEqualTo(ReasonCode.SERVER_RESTRICTED);
    assertThat(types()).containsExactly("sso-refused");
    assertThat(opened).isEmpty();
  }

  @Test
  void open_withAStaleFactor_asksForASecondFactor() {
    ConnectContext stale =
        ConnectContext.from("203.0.113.7").secondFactorAt(NOW.minusSeconds(3600));
    AccessDeniedException refused =
        catchThrowableOfType(
            AccessDeniedException.class, () -> staffgate().connect().open("bob", "web1", stale));

    assertThat(refused.decision().outcome()).isEqualTo(Decision.Outcome.SECOND_FACTOR);
    assertThat(opened).isEmpty();
  }

  @Test
  void open_whoseAttemptCannotBeRecorded_opensNothing() {
    failingEvent = 0;
    AccessDeniedException refused =
        catchThrowableOfType(
            AccessDeniedException.class, () -> staffgate().connect().open("bob", "web1", OFFICE));

    assertThat(refused.decision().reason().code()).isEqualTo(ReasonCode.AUDIT_UNAVAILABLE);
    assertThat(opened).isEmpty();
  }

  @Test
  void open_whoseSessionCannotBeRecorded_doesNotHandItOut() {
    failingEvent = 1;
    AccessDeniedException refused =
        catchThrowableOfType(
            AccessDeniedException.class, () -> staffgate().connect().open("bob", "web1", OFFICE));

    assertThat(refused.decision().reason().code()).isEqualTo(ReasonCode.AUDIT_UNAVAILABLE);
    assertThat(opened).hasSize(1);
  }

  @Test
  void open_withoutAClientForThePanel_isMisconfigured() {
    PanelException failure =
        catchThrowableOfType(
            PanelException.class, () -> staffgate().connect().open("bob", "box", OFFICE));

    assertThat(failure.kind()).isEqualTo(PanelException.Kind.MISCONFIGURED);
    assertThat(failure.getMessage()).contains("server box").contains("plesk");
    assertThat(types()).containsExactly("sso-attempt", "sso-failed");
  }

  @Test
  void serversOf_somebody_areThoseThatHeMayEnterAndNothingIsRecorded() {
    assertThat(staffgate().connect().serversOf("bob", OFFICE))
        .extracting(ServerChoice::id)
        .containsExactly("web1", "box");
    assertThat(staffgate().connect().serversOf("bob", ConnectContext.NOTHING_GIVEN)).isEmpty();
    assertThat(staffgate().connect().serversOf("nobody", OFFICE)).isEmpty();
    assertThat(events).isEmpty();
  }

  @Test
  void check_sensitiveThatCannotBeRecorded_isDenied() {
    failingEvent = 0;
    Decision decision =
        staffgate().check(AccessRequest.of("bob", "connect.use").from("203.0.113.7"));

    assertThat(decision.reason().code()).isEqualTo(ReasonCode.AUDIT_UNAVAILABLE);
    assertThat(
            staffgate().ask(AccessRequest.of("bob", "connect.use").from("203.0.113.7")).permitted())
        .isTrue();
  }
}
