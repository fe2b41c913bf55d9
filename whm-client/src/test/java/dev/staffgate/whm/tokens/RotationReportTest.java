package dev.staffgate.whm.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.Staffgate;
import dev.staffgate.audit.AuditEvent;
import dev.staffgate.fixtures.RecordingAudit;
import dev.staffgate.model.PolicyOptions;
import dev.staffgate.model.Secret;
import dev.staffgate.model.SecretRef;
import dev.staffgate.secrets.EncryptedSecretFile;
import dev.staffgate.secrets.SecretSource;
import dev.staffgate.sso.ConnectContext;
import dev.staffgate.sso.RotationReport;
import dev.staffgate.sso.RotationReport.InUse;
import dev.staffgate.sso.ServerTokens;
import dev.staffgate.sso.TokenRetirement;
import dev.staffgate.whm.WhmSessionClient;
import dev.staffgate.whm.fixtures.TestServers;
import dev.staffgate.whm.testing.SimulatedBehaviour;
import dev.staffgate.whm.testing.SimulatedToken;
import dev.staffgate.whm.testing.WhmSimulator;
import dev.staffgate.whm.transport.PanelTransport;
import dev.staffgate.yaml.LoadOptions;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code Connect.tokens()} says after a rotation on a server that fails at each step, held to
 * what the store and the server have; and what the audit keeps of it.
 */
class RotationReportTest {
  private static final Set<String> READS = Set.of("api_token_list", "api_token_get_details");
  private static final Secret FIRST = Secret.of("FIRSTFIRSTFIRSTFIRSTFIRSTFIRST42");
  private static final SecretRef REF = new SecretRef("store", "web1");
  private static final ConnectContext HERE = ConnectContext.from("203.0.113.7");

  /** The calls of a rotation: details, list, create, list by the new one, revoke. */
  private static final int STEPS = 5;

  @TempDir Path folder;

  private final WhmSimulator whm = WhmSimulator.start("web1", FIRST, Set.of());
  private final RecordingAudit audit = new RecordingAudit();
  private EncryptedSecretFile store;
  private ServerTokens tokens;

  @BeforeEach
  void open() throws IOException {
    Path key = folder.resolve("key");
    Files.writeString(key, Base64.getEncoder().encodeToString(new byte[32]));
    store =
        EncryptedSecretFile.open(
            folder.resolve("secrets"),
            new SecretRef("file", key.toString()),
            SecretSource.environmentAndFiles());
    store.replace(REF, FIRST);
    PanelTransport transport = TestServers.patient().build();
    String policy =
        """
        staffgate: 1
        roles: { keeper: { grants: [server.configure, server.view] } }
        servers:
          web1: { panel: whm, url: "%s", user: root, token: store:web1, tls: { pin: "%s" } }
        staff: { ann: { roles: [keeper] } }
        """
            .formatted(whm.url(), whm.pin());
    LoadOptions options =
        new LoadOptions(PolicyOptions.DEFAULT.withSecretScheme("store"), 1024 * 1024);
    tokens =
        Staffgate.builder()
            .policy(PolicySource.of(PolicyFiles.parse("policy.yaml", policy, options)))
            .audit(audit)
            .panels(WhmSessionClient.builder().transport(transport).build())
            .secretStore(store)
            .panelTokens(
                WhmTokens.create(transport).exchangedBy(RotationPlan.of("staffgate", "127.0.0.1")))
            .build()
            .connect()
            .tokens();
  }

  @AfterEach
  void stop() {
    whm.close();
  }

  static Stream<Arguments> failures() {
    return IntStream.range(0, STEPS)
        .boxed()
        .flatMap(
            step ->
                Stream.of("refused", "lost")
                    .flatMap(
                        how -> Stream.of(true, false).map(ever -> Arguments.of(step, how, ever))));
  }

  @ParameterizedTest(name = "call {0} is {1}, and all behind it: {2}")
  @MethodSource("failures")
  void rotate_onAServerThatFails_saysHowThingsStandAndComesToTheEndTheNextTime(
      int step, String how, boolean ever) {
    SimulatedBehaviour fault =
        how.equals("refused")
            ? SimulatedBehaviour.answering(503, "text/plain", "busy")
            : SimulatedBehaviour.losingAnswers();
    AtomicReference<String> failed = new AtomicReference<>("");
    whm.behaveByCall(
        (command, number) -> {
          if (number == step) {
            failed.set(command);
          }
          // What only reads is sent a second time, and fails again.
          boolean again =
              number == step + 1 && READS.contains(command) && command.equals(failed.get());
          return number == step || again || (ever && number > step)
              ? fault
              : SimulatedBehaviour.healthy();
        });

    RotationReport report = tokens.rotate("ann", "web1", HERE);

    Secret stored = store.find(REF).orElseThrow();
    assertThat(report.done()).isEmpty();
    assertThat(report.failure()).isPresent();
    assertThat(report.inUse()).isEqualTo(stored.equals(FIRST) ? InUse.OLD : InUse.NEW);
    List<String> left =
        whm.tokens("root").stream()
            .filter(token -> !token.secret().equals(stored))
            .map(SimulatedToken::name)
            .toList();
    if (ever) {
      assertThat(report.leftovers()).isEmpty();
      assertThat(report.sentence()).endsWith("exchange again, which sees to that.");
    } else {
      assertThat(report.leftovers()).contains(left);
    }
    assertThat(audit.last().type()).isEqualTo(AuditEvent.Type.TOKEN_FAILED);
    assertThat(audit.last().details()).containsEntry("in-use", report.inUse().text());

    whm.behave(SimulatedBehaviour.healthy());
    RotationReport again = tokens.rotate("ann", "web1", HERE);
    assertThat(again.done()).isPresent();
    assertThat(again.leftovers()).contains(List.of());
    assertThat(whm.tokens("root"))
        .extracting(SimulatedToken::secret)
        .containsExactly(store.find(REF).orElseThrow());
    assertThat(audit.last().type()).isEqualTo(AuditEvent.Type.TOKEN_ROTATED);
    assertThat(audit.events().toString() + report + again + report.sentence() + again.sentence())
        .doesNotContain(FIRST.revealToUse(), stored.revealToUse());
  }

  @Test
  void retire_aTokenOfWhm_isRevokedThereByItself() {
    TokenRetirement retired = tokens.retire("ann", "web1", HERE);

    assertThat(retired.revoked()).contains("initial");
    assertThat(whm.tokens("root")).isEmpty();
    assertThat(store.find(REF)).isEmpty();
  }

  @Test
  void retire_onAServerThatRefuses_isDestroyedHereAndMayLiveOnThere() {
    whm.behave(SimulatedBehaviour.denyingAccess());

    TokenRetirement retired = tokens.retire("ann", "web1", HERE);

    assertThat(retired.mayStillBeAccepted()).isTrue();
    assertThat(retired.sentence()).contains("revoke it there by hand").contains("denied access");
    assertThat(store.find(REF)).isEmpty();
    assertThat(whm.tokens("root")).hasSize(1);
    assertThat(audit.last().details()).containsEntry("at-panel", "may-live-on");
  }
}
