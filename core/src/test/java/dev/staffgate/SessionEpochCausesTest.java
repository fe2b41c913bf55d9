package dev.staffgate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.accounts.AccountTable;
import dev.staffgate.accounts.DirectoryException;
import dev.staffgate.accounts.StaffDirectory;
import dev.staffgate.fixtures.BreakableStateStore;
import dev.staffgate.fixtures.RecordingAudit;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.session.StaffSession;
import dev.staffgate.state.MemoryStateStore;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disabling, in the policy and in the directory: sessions from before it end for good. */
class SessionEpochCausesTest {
  private static final String ENABLED =
      """
      staffgate: 1
      roles: { clerk: { grants: [client.view] } }
      staff: { ann: { roles: [clerk] } }
      """;
  private static final String DISABLED =
      ENABLED.replace("{ roles: [clerk] }", "{ roles: [clerk], disabled: true }");
  private static final String WITHOUT = ENABLED.replace("staff: { ann: { roles: [clerk] } }", "");

  @TempDir Path folder;

  private final BreakableStateStore store = new BreakableStateStore(MemoryStateStore.create());
  private final AccountTable table = new AccountTable(PolicyFiles.parse("p.yaml", ENABLED));
  private PolicySource policies;
  private Staffgate staffgate;

  @BeforeEach
  void start() throws IOException {
    write(ENABLED);
    staffgate = staffgate(table);
  }

  private Staffgate staffgate(StaffDirectory directory) {
    policies = PolicySource.watching(folder.resolve("policy.yaml"));
    return Staffgate.builder()
        .policy(policies)
        .audit(new RecordingAudit())
        .directory(directory)
        .state(store)
        .build();
  }

  @AfterEach
  void stop() {
    staffgate.close();
    store.close();
  }

  private void write(String policy) throws IOException {
    Files.writeString(folder.resolve("policy.yaml"), policy, UTF_8);
  }

  private void load(String policy) throws IOException {
    write(policy);
    policies.refresh();
    assertThat(staffgate.policyProblem()).isEmpty();
  }

  private StaffSession begin(String staff) {
    return staffgate.sessions().begin(staff, Optional.empty(), "");
  }

  private boolean counts(StaffSession session) {
    return staffgate.sessions().check(session.staff(), session.ref());
  }

  private static StaffAccount zoe(boolean disabled) {
    StaffAccount active = StaffAccount.of("zoe", "clerk");
    return new StaffAccount(
        "zoe",
        active.name(),
        active.email(),
        active.knownAs(),
        active.person(),
        active.roles(),
        active.networks(),
        active.assigned(),
        active.attributes(),
        disabled,
        active.at());
  }

  @Test
  void account_disabledAndEnabledByPolicies_revivesNoSession() throws IOException {
    StaffSession before = begin("ann");
    load(DISABLED);
    load(ENABLED);
    assertThat(counts(before)).isFalse();

    StaffSession second = begin("ann");
    assertThat(counts(second)).isTrue();
    load(DISABLED);
    load(ENABLED);
    assertThat(counts(second)).isFalse();
  }

  @Test
  void account_removedAndAddedAgainByPolicies_revivesNoSession() throws IOException {
    StaffSession before = begin("ann");
    load(WITHOUT);
    load(ENABLED);
    assertThat(counts(before)).isFalse();
    assertThat(counts(begin("ann"))).isTrue();
  }

  @Test
  void account_thatAPolicyChangesOtherwise_keepsItsSessions() throws IOException {
    StaffSession session = begin("ann");
    load(ENABLED + "# changed\n");
    load(ENABLED.replace("client.view", "client.*"));
    assertThat(counts(session)).isTrue();
  }

  @Test
  void account_movedFromPolicyToDirectory_keepsItsSessions() throws IOException {
    StaffSession session = begin("ann");
    table.put(StaffAccount.of("ann", "clerk"));
    load(WITHOUT);
    assertThat(counts(session)).isTrue();
  }

  @Test
  void account_disabledAndEnabledInTheDirectory_revivesNoSession() {
    table.put(zoe(false));
    StaffSession before = begin("zoe");
    table.put(zoe(true));
    table.put(zoe(false));
    assertThat(counts(before)).isFalse();

    StaffSession second = begin("zoe");
    table.put(zoe(true));
    table.put(zoe(false));
    assertThat(counts(second)).isFalse();
  }

  @Test
  void account_removedFromTheDirectoryAndAddedAgain_revivesNoSession() {
    table.put(zoe(false));
    StaffSession before = begin("zoe");
    table.remove("zoe");
    table.put(zoe(false));
    assertThat(counts(before)).isFalse();
  }

  @Test
  void account_ofTheDirectoryThatChangesOtherwise_keepsItsSessions() {
    table.put(zoe(false));
    StaffSession session = begin("zoe");
    table.put(StaffAccount.of("zoe"));
    assertThat(counts(session)).isTrue();
  }

  @Test
  void account_ofTheDirectoryThatThePolicyHasToo_isThatOfThePolicy() {
    StaffSession session = begin("ann");
    table.put(StaffAccount.of("ann", "clerk"));
    table.remove("ann");
    assertThat(counts(session)).isTrue();
  }

  @Test
  void account_disabledWhileTheProgramWasDown_revivesNoSession() throws IOException {
    table.put(zoe(false));
    StaffSession ann = begin("ann");
    StaffSession zoe = begin("zoe");
    staffgate.close();
    write(DISABLED);
    table.put(zoe(true));

    staffgate = staffgate(table);
    load(ENABLED);
    table.put(zoe(false));

    assertThat(counts(ann)).isFalse();
    assertThat(counts(zoe)).isFalse();
  }

  @Test
  void account_enabledWhileTheProgramWasDown_isRaisedAgainTheNextTime() throws IOException {
    load(DISABLED);
    staffgate.close();
    write(ENABLED);
    staffgate = staffgate(table);
    StaffSession session = begin("ann");
    load(DISABLED);
    load(ENABLED);
    assertThat(counts(session)).isFalse();
  }

  @Test
  void account_thatWasGoneAtAStart_hasNoSessionWhenItIsBack() throws IOException {
    StaffSession session = begin("ann");
    staffgate.close();
    write(WITHOUT);
    staffgate = staffgate(table);
    load(ENABLED.replace("clerk:", "boss:").replace("[clerk]", "[boss]"));

    assertThat(counts(session)).isFalse();
    assertThat(counts(begin("ann"))).isTrue();
  }

  @Test
  void account_ofTheDirectoryThatWasGoneAtAStart_hasNoSessionWhenItIsBack() throws IOException {
    table.put(zoe(false));
    StaffSession session = begin("zoe");
    StaffSession stays = begin("ann");
    staffgate.close();
    table.remove("zoe");
    staffgate = staffgate(table);
    table.put(zoe(false));

    assertThat(counts(session)).isFalse();
    assertThat(counts(stays)).isTrue();
  }

  @Test
  void account_disabledWhileTheStoreWasDown_revivesNoSession() throws IOException {
    StaffSession session = begin("ann");
    store.broken(true);
    load(DISABLED);
    load(ENABLED);
    assertThatThrownBy(() -> counts(session)).isInstanceOf(StateStoreException.class);
    store.broken(false);
    assertThat(counts(session)).isFalse();
  }

  @Test
  void build_withAStoreAndADirectoryThatAreDown_startsAndDenies() {
    staffgate.close();
    store.broken(true);
    staffgate =
        staffgate(
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
            });
    assertThatThrownBy(() -> begin("ann")).isInstanceOf(StateStoreException.class);
    store.broken(false);
    assertThat(counts(begin("ann"))).isTrue();
  }

  @Test
  void policies_withoutDisabledAccounts_writeNothing() throws IOException {
    load(ENABLED.replace("client.view", "client.*"));
    assertThat(store.writes()).isZero();
  }
}
