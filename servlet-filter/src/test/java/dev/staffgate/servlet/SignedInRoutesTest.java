package dev.staffgate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.Staffgate;
import dev.staffgate.accounts.DirectoryException;
import dev.staffgate.accounts.StaffDirectory;
import dev.staffgate.audit.AuditEvent;
import dev.staffgate.containers.AppDeployment;
import dev.staffgate.containers.RunningContainer;
import dev.staffgate.containers.ServletContainer;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A route for whoever is signed in says why somebody is not let in: steps 1 and 2. */
class SignedInRoutesTest {
  private static final String POLICY =
      """
      staffgate: 1
      networks: { office: [203.0.113.0/24], here: [127.0.0.0/8] }
      staff:
        ann: { networks: [here] }
        off: { disabled: true }
        elsewhere: { networks: [office] }
      routes: [{ path: /**, access: signed-in }]
      """;

  private final List<AuditEvent> audit = new CopyOnWriteArrayList<>();

  private void assertRefused(
      RunningContainer running, AppDeployment stage, String staff, int status, String reason) {
    audit.clear();
    stage.staff = Optional.of(staff);
    RunningContainer.Answer answer = running.send("GET", "/rest/x", List.of());
    assertThat(answer.status()).as(reason).isEqualTo(status);
    assertThat(answer.text()).contains("\"code\":\"" + reason + "\"").doesNotContain("CANARY");
    assertThat(audit)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.details()).containsEntry("reason", reason);
              assertThat(event.details()).containsEntry("what", "GET /rest/x");
            });
  }

  @ParameterizedTest
  @EnumSource(ServletContainer.class)
  void signedInRoute_whoMayNotAct_isToldTheReasonOfTheSteps(ServletContainer container)
      throws Exception {
    try (Staffgate staffgate =
        Staffgate.builder()
            .policy(PolicySource.of(PolicyFiles.parse("policy.yaml", POLICY)))
            .audit(audit::add)
            .build()) {
      AppDeployment stage = new AppDeployment("SlashApp", false, staffgate, Map.of());
      try (RunningContainer running = container.start(stage)) {
        assertRefused(running, stage, "nobody", 403, "account-unknown");
        assertRefused(running, stage, "off", 403, "account-disabled");
        assertRefused(running, stage, "elsewhere", 403, "account-network");
        stage.staff = Optional.of("ann");
        assertThat(running.send("GET", "/rest/x", List.of()).text()).endsWith("CANARY");
      }
    }
  }

  /** A directory that is out. */
  private static final class Out implements StaffDirectory {
    @Override
    public Optional<StaffAccount> find(String id) {
      throw new DirectoryException("out", new IllegalStateException());
    }

    @Override
    public Stream<StaffAccount> all() {
      throw new DirectoryException("out", new IllegalStateException());
    }

    @Override
    public Watch watch(Consumer<String> changed) {
      return () -> {};
    }
  }

  @ParameterizedTest
  @EnumSource(ServletContainer.class)
  void signedInRoute_ifTheDirectoryIsOut_saysSo(ServletContainer container) throws Exception {
    try (Staffgate staffgate =
        Staffgate.builder()
            .policy(PolicySource.of(PolicyFiles.parse("policy.yaml", POLICY)))
            .directory(new Out())
            .audit(audit::add)
            .build()) {
      AppDeployment stage = new AppDeployment("SlashApp", false, staffgate, Map.of());
      try (RunningContainer running = container.start(stage)) {
        assertRefused(running, stage, "somebody", 503, "directory-unavailable");
      }
    }
  }
}
