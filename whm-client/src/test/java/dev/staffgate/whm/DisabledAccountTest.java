package dev.staffgate.whm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.Staffgate;
import dev.staffgate.accounts.AccountTable;
import dev.staffgate.audit.AuditEvent;
import dev.staffgate.fixtures.FakeSecretSource;
import dev.staffgate.fixtures.RecordingAudit;
import dev.staffgate.model.Secret;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.panels.PanelSession;
import dev.staffgate.policy.Policy;
import dev.staffgate.sso.ConnectContext;
import dev.staffgate.whm.directadmin.DirectAdminSessionClient;
import dev.staffgate.whm.fixtures.SessionVisitor;
import dev.staffgate.whm.testing.DirectAdminSimulator;
import dev.staffgate.whm.testing.WhmSimulator;
import dev.staffgate.whm.transport.PanelTransport;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What somebody was handed by {@code Connect} and has not used when the account is disabled:
 * revoked on DirectAdmin, so that the link leads nowhere; recorded for WHM, which cannot, with its
 * end.
 */
class DisabledAccountTest {
  private static final Secret TOKEN = Secret.of("TOKENTOKENTOKENTOKENTOKENTOKEN42");
  private static final ConnectContext HERE = ConnectContext.from("203.0.113.7");

  private final DirectAdminSimulator directAdmin =
      DirectAdminSimulator.start("box", TOKEN, Set.of("ops"));
  private final WhmSimulator whm = WhmSimulator.start("web1", TOKEN, Set.of("ops"));
  private final RecordingAudit audit = new RecordingAudit();
  private AccountTable accounts;
  private Staffgate staffgate;

  @BeforeEach
  void open() {
    Policy policy =
        PolicyFiles.parse(
            "policy.yaml",
            """
            staffgate: 1
            roles: { operator: { grants: [connect.use] } }
            servers:
              box:
                panel: directadmin
                url: %s
                user: admin
                token: env:T
                tls: { pin: "%s" }
                sso: { access: unrestricted, as: ops }
              web1:
                panel: whm
                url: %s
                user: root
                token: env:T
                tls: { pin: "%s" }
                sso: { access: unrestricted, as: ops }
            """
                .formatted(directAdmin.url(), directAdmin.pin(), whm.url(), whm.pin()));
    accounts = new AccountTable(policy);
    PanelTransport transport = PanelTransport.builder().deadline(Duration.ofMinutes(1)).build();
    staffgate =
        Staffgate.builder()
            .policy(PolicySource.of(policy))
            .directory(accounts)
            .audit(audit)
            .panels(
                WhmSessionClient.builder().transport(transport).build(),
                DirectAdminSessionClient.builder().transport(transport).build())
            .secrets(FakeSecretSource.always(TOKEN))
            .build();
    accounts.put(dan(false));
  }

  @AfterEach
  void close() {
    staffgate.close();
    directAdmin.close();
    whm.close();
  }

  private static StaffAccount dan(boolean disabled) {
    return PolicyFiles.parse(
            "accounts.yaml",
            """
            staffgate: 1
            roles: { operator: { grants: [connect.use] } }
            staff: { dan: { roles: [operator], disabled: %s } }
            """
                .formatted(disabled))
        .document()
        .staff()
        .get("dan");
  }

  @Test
  void disabledAccount_withALoginUrlOfDirectAdmin_findsItRevokedAtTheServer() throws Exception {
    PanelSession session = staffgate.connect().open("dan", "box", HERE);
    assertThat(directAdmin.ids()).hasSize(1);

    accounts.put(dan(true));

    AuditEvent ended = audit.await(AuditEvent.Type.SSO_ENDED);
    assertThat(ended.staff()).isEqualTo("dan");
    assertThat(ended.details())
        .containsEntry("on-server", "box")
        .containsEntry("panel-user", "ops")
        .containsEntry("expires", session.expiresAt().orElseThrow().toString());
    assertThat(directAdmin.ids()).isEmpty();
    assertThat(
            SessionVisitor.to(session, staffgate.policy().document().servers().get("box"))
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void disabledAccount_withASessionOfWhm_isRecordedAsOneThatMayLiveOnUntilItsEnd()
      throws Exception {
    Instant before = Instant.now();
    PanelSession session = staffgate.connect().open("dan", "web1", HERE);

    accounts.put(dan(true));

    AuditEvent mayLiveOn = audit.await(AuditEvent.Type.SSO_MAY_LIVE_ON);
    assertThat(mayLiveOn.staff()).isEqualTo("dan");
    assertThat(mayLiveOn.details())
        .containsEntry("on-server", "web1")
        .containsEntry("panel-user", "ops")
        .containsEntry("expires", session.expiresAt().orElseThrow().toString());
    assertThat(session.expiresAt().orElseThrow()).isAfter(before);
    assertThat(mayLiveOn.toString()).doesNotContain("cpsess", TOKEN.revealToUse());
  }

  @Test
  void enabledAccount_thatIsChanged_keepsWhatItWasHanded() throws Exception {
    PanelSession session = staffgate.connect().open("dan", "box", HERE);

    accounts.put(dan(false));
    staffgate.connect().endSessionsNoLongerPermitted();

    assertThat(
            SessionVisitor.to(session, staffgate.policy().document().servers().get("box")).body())
        .contains("Simulated DirectAdmin on box", ">ops<");
  }
}
