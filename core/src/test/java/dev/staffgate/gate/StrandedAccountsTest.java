package dev.staffgate.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.accounts.AccountTable;
import dev.staffgate.accounts.DirectoryException;
import dev.staffgate.accounts.StaffDirectory;
import dev.staffgate.audit.AuditEvent;
import dev.staffgate.fixtures.ManualClock;
import dev.staffgate.fixtures.RecordingAudit;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.PolicyDocument;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change of policy that would leave accounts of a directory without their role says whom. */
class StrandedAccountsTest {
  private static final Instant NOW = Instant.parse("2027-02-03T09:00:00Z");
  private static final String BEFORE =
      "staffgate: 1\nroles: { front: { grants: [client.view] } }\n";
  private static final String RENAMED =
      "staffgate: 1\nroles: { desk: { grants: [client.view] } }\n";
  private static final String MENDED =
      "staffgate: 1\nroles: { desk: { formerly: [front], grants: [client.view] } }\n";

  private static PolicyDocument document(String text) {
    return policy(text).document();
  }

  private static Policy policy(String text) {
    return PolicyFiles.parse("policy.yaml", text);
  }

  private static Optional<String> find(StaffDirectory directory, String before, String after) {
    return new StrandedAccounts(Optional.of(directory))
        .find(document(before), document(after), NOW);
  }

  private static AccountTable table(StaffAccount... accounts) {
    AccountTable table = new AccountTable(policy(BEFORE));
    Stream.of(accounts).forEach(table::put);
    return table;
  }

  @Test
  void role_thatWasRenamed_strandsThoseWhoHaveIt() {
    AccountTable table = table(StaffAccount.of("ann", "front"), StaffAccount.of("ben"));

    assertThat(find(table, BEFORE, RENAMED)).hasValue("ann (front)");
    assertThat(find(table, BEFORE, MENDED)).isEmpty();
    assertThat(find(table, BEFORE, BEFORE)).isEmpty();
    assertThat(find(table, MENDED, RENAMED)).hasValue("ann (front)");
  }

  @Test
  void assignment_thatHasEnded_strandsNobody() {
    AccountTable table =
        table(
            StaffAccount.of("old").withRoles(until("2020-01-01T00:00:00Z")),
            StaffAccount.of("just").withRoles(until("2027-02-03T09:00:00Z")),
            StaffAccount.of("soon").withRoles(until("2027-02-03T09:00:01Z")));

    assertThat(find(table, BEFORE, RENAMED)).hasValue("soon (front)");
  }

  private static Assignment until(String end) {
    return new Assignment(
        NameRef.of("front"),
        Optional.empty(),
        Optional.of(Instant.parse(end)),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void accounts_moreThanTwenty_areNotAllNamed() {
    AccountTable table =
        table(
            IntStream.range(0, 30)
                .mapToObj(i -> StaffAccount.of("a" + i, "front"))
                .toArray(StaffAccount[]::new));

    assertThat(find(table, BEFORE, RENAMED).orElseThrow())
        .endsWith(" and more")
        .hasSizeLessThan(400);
  }

  @Test
  void directory_thatIsOut_doesNotStopTheChange() {
    StaffDirectory out =
        new StaffDirectory() {
          @Override
          public Optional<StaffAccount> find(String staff) {
            throw new DirectoryException("out", null);
          }

          @Override
          public Stream<StaffAccount> all() {
            throw new DirectoryException("out", null);
          }

          @Override
          public Watch watch(Consumer<String> changed) {
            return () -> {};
          }
        };

    assertThat(find(out, BEFORE, RENAMED)).isEmpty();
  }

  @Test
  void reload_thatStrandsSomebody_isRecordedWithWhom(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("policy.yaml"), BEFORE);
    RecordingAudit audit = new RecordingAudit();
    AccountTable table = table(StaffAccount.of("ann", "front"));
    try (PolicySource source = PolicySource.watching(file);
        DecisionService decisions =
            DecisionService.of(source, Optional.of(table), audit, new ManualClock(NOW))) {
      decisions.followPolicy(() -> {});
      Path next = Files.writeString(folder.resolve("next"), RENAMED);
      Files.move(next, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      source.refresh();

      AuditEvent loaded = audit.await(AuditEvent.Type.POLICY_LOADED);
      assertThat(loaded.details()).containsEntry("stranded", "ann (front)");
    }
  }
}
