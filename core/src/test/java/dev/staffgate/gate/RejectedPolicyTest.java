package dev.staffgate.gate;

import static dev.staffgate.testing.PolicyAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.accounts.AccountTable;
import dev.staffgate.audit.AuditEvent;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.fixtures.ManualClock;
import dev.staffgate.fixtures.RecordingAudit;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import dev.staffgate.yaml.WatchOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new policy that an account of a table does not fit: it waits until the account is mended. */
class RejectedPolicyTest {
  private static final String ROLES =
      "staffgate: 1\nroles: { a: { grants: [client.view] }, b: { grants: [invoice.view] } }\n";
  private static final String SEPARATE = ROLES + "separate: [{ name: n, roles: [a, b] }]\n";

  @TempDir private Path folder;
  private final RecordingAudit audit = new RecordingAudit();
  private AccountTable table;
  private Path file;

  @BeforeEach
  void begin() throws IOException {
    file = Files.writeString(folder.resolve("policy.yaml"), ROLES);
    table = new AccountTable(PolicyFiles.load(file));
    table.put(StaffAccount.of("ann", "a", "b"));
  }

  private PolicySource watching(Duration every) {
    return PolicySource.watching(
        List.of(file), WatchOptions.DEFAULT.withLastGood(folder.resolve("kept")).withEvery(every));
  }

  private DecisionService following(PolicySource source) {
    DecisionService decisions =
        DecisionService.of(
            source,
            Optional.of(table),
            audit,
            new ManualClock(Instant.parse("2027-02-03T09:00:00Z")));
    decisions.followPolicy(() -> {});
    return decisions;
  }

  private static void assertHasNoRule(Policy policy) {
    assertThat(policy.document().separate()).isEmpty();
  }

  private static void assertHasTheRule(Policy policy) {
    assertThat(policy.document().separate()).hasSize(1);
  }

  @Test
  void policy_thatAnAccountBreaks_isInForceNowhereAndNotKept() throws IOException {
    try (PolicySource source = watching(Duration.ofHours(1));
        DecisionService decisions = following(source)) {
      Files.writeString(file, SEPARATE);
      source.refresh();

      assertHasNoRule(decisions.policy());
      assertHasNoRule(source.current());
      assertThat(decisions.policyProblem().orElseThrow())
          .hasMessageContaining("separation-of-duties");
      assertThat(decisions.check(AccessRequest.of("ann", "client.view"))).isPermitted();
    }
    Files.writeString(file, "broken");
    try (PolicySource again = watching(Duration.ofHours(1))) {
      assertHasNoRule(again.current());
    }
  }

  @Test
  void policy_ofWhichTheAccountIsMended_isInForceAfterRefresh() throws IOException {
    try (PolicySource source = watching(Duration.ofHours(1));
        DecisionService decisions = following(source)) {
      Files.writeString(file, SEPARATE);
      source.refresh();
      table.put(StaffAccount.of("ann", "a"));
      source.refresh();

      assertHasTheRule(decisions.policy());
      assertHasTheRule(source.current());
      assertThat(decisions.policyProblem()).isEmpty();
    }
  }

  @Test
  void policy_ofWhichTheAccountIsMended_isInForceAtTheNextLook() throws Exception {
    try (PolicySource source = watching(Duration.ofMillis(10));
        DecisionService decisions = following(source)) {
      Files.writeString(file, SEPARATE + "...\n");
      AuditEvent rejected = audit.await(AuditEvent.Type.POLICY_REJECTED);
      assertThat(rejected.details().get("problem")).contains("separation-of-duties");
      table.put(StaffAccount.of("ann", "a"));
      AuditEvent loaded = audit.await(AuditEvent.Type.POLICY_LOADED);

      assertThat(loaded.details()).containsEntry("policy", decisions.policy().version());
      assertHasTheRule(decisions.policy());
    }
  }

  /** A source of a program's own, which asks nobody before it puts a policy in force. */
  private static final class EagerSource implements PolicySource {
    private final List<Listener> listeners = new ArrayList<>();
    private Policy current;

    EagerSource(Policy policy) {
      this.current = policy;
    }

    void set(Policy policy) {
      current = policy;
      listeners.forEach(one -> one.loaded(policy));
    }

    @Override
    public Policy current() {
      return current;
    }

    @Override
    public Optional<PolicyException> problem() {
      return Optional.empty();
    }

    @Override
    public void onChange(Listener listener) {
      listeners.add(listener);
    }

    @Override
    public void refresh() {}

    @Override
    public void close() {}
  }

  @Test
  void policy_ofASourceThatDoesNotAsk_isTriedAgainWhenTheTableChanges() {
    EagerSource source = new EagerSource(PolicyFiles.parse("policy.yaml", ROLES));
    try (DecisionService decisions = following(source)) {
      source.set(PolicyFiles.parse("policy.yaml", SEPARATE));
      assertHasNoRule(decisions.policy());
      assertThat(decisions.policyProblem()).isPresent();
      table.put(StaffAccount.of("ben", "a"));
      assertHasNoRule(decisions.policy());

      table.put(StaffAccount.of("ann", "a"));
      assertHasTheRule(decisions.policy());
      assertThat(decisions.policyProblem()).isEmpty();
      assertThat(audit.types()).endsWith("policy-loaded").containsOnlyOnce("policy-loaded");
    }
  }
}
