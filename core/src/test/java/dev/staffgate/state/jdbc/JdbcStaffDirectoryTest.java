package dev.staffgate.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.Staffgate;
import dev.staffgate.accounts.AccountEntries;
import dev.staffgate.accounts.AccountNameTakenException;
import dev.staffgate.accounts.DirectoryException;
import dev.staffgate.accounts.SessionEpoch;
import dev.staffgate.accounts.SessionEpochs;
import dev.staffgate.accounts.StaffDirectory;
import dev.staffgate.accounts.StaffDirectoryContract;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.model.Assignment;
import dev.staffgate.model.NameRef;
import dev.staffgate.model.NetworkTerm;
import dev.staffgate.model.Secret;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.signin.Credentials;
import dev.staffgate.state.StateKey;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.StateValue;
import dev.staffgate.state.StateWrite;
import dev.staffgate.yaml.PolicyFiles;
import dev.staffgate.yaml.PolicySource;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts in tables. */
class JdbcStaffDirectoryTest extends StaffDirectoryContract {
  @TempDir private Path folder;
  private final JdbcDataSource real = new JdbcDataSource();
  private FaultyDataSource faulty;
  private JdbcStateStore store;
  private JdbcStaffDirectory directory;

  @BeforeEach
  void open() {
    real.setURL("jdbc:h2:async:" + folder.resolve("a") + ";WRITE_DELAY=0;DB_CLOSE_DELAY=20");
    faulty = new FaultyDataSource(real, 5);
    reopen();
  }

  private void reopen() {
    store = JdbcStateStore.create(faulty.source());
    directory = JdbcStaffDirectory.in(store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  protected StaffDirectory directory() {
    return directory;
  }

  @Override
  protected void put(StaffAccount account) {
    directory.put(account);
  }

  @Override
  protected boolean remove(String staff) {
    return directory.remove(staff);
  }

  @Test
  void remove_takesTheCredentialsAway_soThatTheNextOwnerOfTheIdStartsWithoutAny() {
    JdbcCredentialStore credentials = JdbcCredentialStore.in(store);
    directory.put(WHOLE);
    Credentials set = Credentials.none().withPasswordHash(Secret.of("$hash"));
    assertThat(credentials.replace(WHOLE.id(), set)).isTrue();

    assertThat(directory.remove(WHOLE.id())).isTrue();
    directory.put(WHOLE);

    Credentials left = credentials.find(WHOLE.id()).orElseThrow();
    assertThat(left.passwordHash()).isEmpty();
    assertThat(left.version()).isGreaterThan(1);
    assertThat(credentials.replace(WHOLE.id(), set.next())).isFalse(); // a sign-in of before
  }

  /** Returns the epoch as the store has it; one that is open is told of changes a moment later. */
  private SessionEpoch epoch() {
    try (SessionEpochs epochs = SessionEpochs.of(store)) {
      return epochs.current(WHOLE.id());
    }
  }

  @Test
  void remove_disable_andPutOfANewId_endTheSessionsOfThatId() {
    try (SessionEpochs epochs = SessionEpochs.of(store)) {
      epochs.note(WHOLE.id()); // by somebody of that id before
    }
    SessionEpoch first = epoch();
    directory.put(WHOLE);
    SessionEpoch added = epoch();
    assertThat(added).isNotEqualTo(first);
    directory.put(WHOLE.withName("Another"));
    assertThat(epoch()).as("a change alone ends none").isEqualTo(added);
    assertThat(directory.disable(WHOLE.id())).isTrue();
    SessionEpoch disabled = epoch();
    assertThat(disabled).isNotEqualTo(added);
    assertThat(directory.remove(WHOLE.id())).isTrue();
    assertThat(epoch()).isNotEqualTo(disabled);
  }

  @Test
  void remove_takesLinksAndAwaitedKeysAway() {
    directory.put(WHOLE);
    for (StateKey key :
        List.of(
            AccountEntries.link(WHOLE.id(), "invitation"),
            AccountEntries.link(WHOLE.id(), "password-reset"),
            AccountEntries.enrolment(WHOLE.id()),
            AccountEntries.link("other", "invitation"))) {
      assertThat(store.compareAndSet(StateWrite.create(key, StateValue.ofText("x")))).isPresent();
    }

    assertThat(directory.remove(WHOLE.id())).isTrue();

    assertThat(store.get(AccountEntries.link(WHOLE.id(), "invitation"))).isEmpty();
    assertThat(store.get(AccountEntries.link(WHOLE.id(), "password-reset"))).isEmpty();
    assertThat(store.get(AccountEntries.enrolment(WHOLE.id()))).isEmpty();
    assertThat(store.get(AccountEntries.link("other", "invitation"))).isPresent();
  }

  @Test
  void accounts_afterAReopening_areThere() {
    directory.put(WHOLE);
    store.close();
    reopen();

    assertThat(directory.find(WHOLE.id())).contains(WHOLE);
    assertThat(directory.findKnownAs("auth0|77b1e9")).contains(WHOLE);
  }

  @Test
  void change_ofEachKind_isForcedOnceAndAdvancesTheRevision() throws SQLException {
    directory.put(WHOLE);
    assertThat(directory.enable(WHOLE.id())).isTrue();
    assertThat(directory.enable(WHOLE.id())).as("is enabled already").isTrue();
    assertThat(directory.disable("nobody")).isFalse();
    assertThat(directory.remove("nobody")).isFalse();
    assertThatThrownBy(() -> directory.put(StaffAccount.of("other").withKnownAs("auth0|77b1e9")))
        .isInstanceOf(AccountNameTakenException.class);
    assertThat(directory.remove(WHOLE.id())).isTrue();

    assertThat(store.forcesToDisk()).isEqualTo(3);
    assertThat(query("SELECT version FROM staffgate_directory")).containsExactly("3");
    for (AccountPart part : AccountPart.values()) {
      assertThat(query("SELECT place FROM staffgate_" + part.table())).as(part.table()).isEmpty();
    }
  }

  /** Each change counts for the next decision, and what cannot be read denies. */
  @Test
  void staffgate_onTheDirectory_decidesByTheAccountAsItIs() throws SQLException {
    String policy = "staffgate: 1\nroles: { desk: { grants: [ticket.view] } }\n";
    AccessRequest request = AccessRequest.of("ann", "ticket.view");
    try (PolicySource policies = PolicySource.of(PolicyFiles.parse("policy.yaml", policy));
        Staffgate staffgate =
            Staffgate.builder()
                .policy(policies)
                .directory(directory)
                .state(store)
                .audit(event -> {})
                .build()) {
      assertThat(staffgate.ask(request).reason().code()).isEqualTo(ReasonCode.ACCOUNT_UNKNOWN);
      directory.put(StaffAccount.of("ann", "desk").withKnownAs("auth0|77b1e9"));
      assertThat(staffgate.ask(request).permitted()).isTrue();
      assertThat(staffgate.accountKnownAs("auth0|77b1e9")).contains("ann");
      assertThat(staffgate.activeAccounts().idOf(" ANN")).contains("ann");
      assertThat(directory.disable("ann")).isTrue();
      assertThat(staffgate.ask(request).reason().code()).isEqualTo(ReasonCode.ACCOUNT_DISABLED);
      assertThat(directory.enable("ann")).isTrue();
      assertThat(staffgate.ask(request).permitted()).isTrue();

      directory.put(StaffAccount.of("ann", "desk"));
      assertThat(staffgate.accountKnownAs("auth0|77b1e9")).isEmpty();
      AccountTables.execute(real, "DELETE FROM staffgate_account_role");
      assertThat(staffgate.ask(request).reason().code())
          .isEqualTo(ReasonCode.DIRECTORY_UNAVAILABLE);
      assertThatThrownBy(() -> staffgate.questions()).isInstanceOf(DirectoryException.class);
    }
  }

  @Test
  void disable_andEnable_leaveTheRest() {
    directory.put(WHOLE.withDisabled(false));

    assertThat(directory.disable(WHOLE.id())).isTrue();
    assertThat(directory.find(WHOLE.id())).contains(WHOLE);
    assertThat(directory.enable(WHOLE.id())).isTrue();
    assertThat(directory.find(WHOLE.id())).contains(WHOLE.withDisabled(false));
  }

  @Test
  void change_byManyOnTwoStores_losesNone() throws Exception {
    directory.put(StaffAccount.of("alice"));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (JdbcStateStore second = JdbcStateStore.create(real)) {
      JdbcStaffDirectory other = JdbcStaffDirectory.in(second);
      CountDownLatch start = new CountDownLatch(1);
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        String role = "role" + i;
        JdbcStaffDirectory one = i % 2 == 0 ? directory : other;
        all.add(
            threads.submit(
                () -> {
                  start.await();
                  return one.change("alice", account -> withRole(account, role));
                }));
      }
      start.countDown();
      int changed = 0;
      for (Future<?> one : all) {
        changed += one.get(60, TimeUnit.SECONDS) == null ? 0 : 1;
      }
      assertThat(changed).isEqualTo(16);
      assertThat(directory.find("alice").orElseThrow().roles()).hasSize(16);
    } finally {
      threads.shutdownNow();
    }
  }

  private static StaffAccount withRole(StaffAccount account, String role) {
    List<Assignment> roles = new ArrayList<>(account.roles());
    roles.add(Assignment.of(role));
    return account.withRoles(roles);
  }

  @Test
  void put_ofOneNameByFiftyThreads_winsForOne() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(50);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        StaffAccount account = StaffAccount.of("u" + i).withKnownAs(i % 2 == 0 ? "sub" : "SUB");
        all.add(
            threads.submit(
                () -> {
                  start.await();
                  try {
                    directory.put(account);
                    return true;
                  } catch (AccountNameTakenException taken) {
                    return false;
                  }
                }));
      }
      start.countDown();
      int won = 0;
      for (Future<Boolean> one : all) {
        won += one.get(60, TimeUnit.SECONDS) ? 1 : 0;
      }
      assertThat(won).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void change_whoseCommitIsDoneAndBreaks_isRecognised() throws SQLException {
    faulty.breakCommits(0, 100);
    directory.put(WHOLE);
    assertThat(directory.enable(WHOLE.id())).isTrue();
    assertThat(directory.remove(WHOLE.id())).isTrue();

    assertThat(faulty.faults()).isEqualTo(3);
    assertThat(query("SELECT version FROM staffgate_directory")).containsExactly("3");
  }

  @Test
  void change_whoseCommitBreaksBeforeItIsDone_failsAndChangesNothing() {
    faulty.breakCommits(100, 0);
    List<String> told = new ArrayList<>();
    try (StaffDirectory.Watch watch = directory.watch(told::add)) {
      assertThatThrownBy(() -> directory.put(WHOLE))
          .isInstanceOf(DirectoryException.class)
          .hasMessageContaining("the account " + WHOLE.id() + " cannot be changed");
      assertThat(watch).isNotNull();
    }
    assertThat(told).as("it may have been changed").containsExactly(WHOLE.id());

    faulty.breakCommits(0, 0);
    assertThat(directory.find(WHOLE.id())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE staffgate_account SET version = 9 WHERE id = 'alice'",
        "UPDATE staffgate_account SET id_folded = 'other' WHERE id = 'alice'",
        "UPDATE staffgate_account SET person = 'no id' WHERE id = 'alice'",
        "UPDATE staffgate_account SET bound_to_networks = FALSE WHERE id = 'alice'",
        "UPDATE staffgate_account_role SET runs_from = 'soon' WHERE account = 'alice'",
        "UPDATE staffgate_account_role SET role = 'b b' WHERE account = 'alice'",
        "DELETE FROM staffgate_account_role WHERE account = 'alice'",
        "INSERT INTO staffgate_account_role (account, place, version, role)"
            + " VALUES ('alice', 7, 1, 'full-administrator')",
        "UPDATE staffgate_account_network SET addresses = '10.1', network = NULL",
        "UPDATE staffgate_account_network SET network = NULL",
        "UPDATE staffgate_account_known_as SET known_as = 'somebody' WHERE account = 'alice'",
        "UPDATE staffgate_account_attribute SET attribute = 'name' WHERE account = 'alice'",
        "UPDATE staffgate_account_assigned SET version = 2 WHERE account = 'alice'"
      })
  void rows_thatWereChangedByHand_areToldAndNeverSkipped(String sql) throws SQLException {
    directory.put(StaffAccount.of("before"));
    directory.put(
        StaffAccount.of("alice", "support")
            .withKnownAs("auth0|1")
            .withAssigned("customer", "1")
            .withAttribute("team", "night")
            .withNetworks(new NetworkTerm.Named(NameRef.of("office"))));
    directory.put(StaffAccount.of("zoe"));
    AccountTables.execute(real, sql);

    assertThatThrownBy(() -> directory.find("alice"))
        .isInstanceOf(DirectoryException.class)
        .hasMessageContaining("the account `alice` is not what was written");
    assertThatThrownBy(
            () -> {
              try (var all = directory.all()) {
                long unused = all.count();
              }
            })
        .isInstanceOf(DirectoryException.class)
        .hasMessageContaining("`alice`");
    assertThat(directory.find("zoe")).isPresent();
    assertThatThrownBy(() -> directory.disable("alice")).isInstanceOf(DirectoryException.class);
  }

  @Test
  void remove_ofAnAccountWithAPartTooMany_isRefused() throws SQLException {
    directory.put(StaffAccount.of("alice"));
    AccountTables.execute(
        real,
        "INSERT INTO staffgate_account_role (account, place, version, role)"
            + " VALUES ('alice', 0, 7, 'support')");

    assertThatThrownBy(() -> directory.remove("alice"))
        .isInstanceOf(DirectoryException.class)
        .hasMessageContaining("`alice`");
    assertThatThrownBy(() -> directory.put(StaffAccount.of("alice", "billing")))
        .isInstanceOf(DirectoryException.class)
        .hasMessageContaining("`alice`");
  }

  @Test
  void put_ofWhatTheTablesDoNotHold_isRefusedAndSaysWhat() {
    String long4001 = "x".repeat(4_001);
    StaffAccount alice = StaffAccount.of("alice");

    assertRefused(alice.withName("x".repeat(1 << 20)), "the name of alice has 1048576 characters");
    assertRefused(alice.withEmail("a\u0000"), "the e-mail address of alice has a character");
    assertRefused(alice.withName("\ud83d"), "half of a pair");
    assertRefused(alice.withAttribute("k", long4001), "the attribute of alice");
    assertRefused(alice.withAttribute(long4001, ""), "the attribute's name of alice");
    assertRefused(alice.withAssigned(long4001, "1"), "the resource type of alice");
    assertRefused(alice.withAssigned("t", long4001), "the assigned id of alice");
    assertRefused(alice.withKnownAs("a", "A"), "alice is known as the same name twice");
    assertRefused(
        alice.withRoles(
            new Assignment(
                NameRef.of("no role"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())),
        "a role of alice is not an id");
    assertRefused(
        StaffAccount.of("alice", Collections.nCopies(10_001, "r").toArray(String[]::new)),
        "more than 10000");
    assertThat(directory.find("alice")).isEmpty();
  }

  private void assertRefused(StaffAccount account, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> directory.put(account))
        .withMessageContaining(message);
  }

  @Test
  void put_ofAsMuchAsTheTablesHold_isKept() {
    String text = "\ud83d\ude42".repeat(2_000);
    StaffAccount big =
        StaffAccount.of("big", Collections.nCopies(9_999, "r").toArray(String[]::new))
            .withName(text)
            .withAttribute("k".repeat(256), text);
    directory.put(big);

    assertThat(directory.find("big")).contains(big);
  }

  @Test
  void calls_afterTheStoreWasClosed_failAndSaySo() {
    store.close();

    assertThatThrownBy(() -> directory.find("alice"))
        .isInstanceOf(DirectoryException.class)
        .hasMessageContaining("closed")
        .hasCauseInstanceOf(StateStoreException.class);
    assertThatThrownBy(() -> directory.put(StaffAccount.of("alice")))
        .isInstanceOf(DirectoryException.class);
    assertThat(directory.find("no id\n")).as("is not asked for").isEmpty();
  }

  @Test
  void find_whileTheAccountChanges_isOneVersionOfIt() throws Exception {
    StaffAccount one = StaffAccount.of("alice", "a").withAttribute("v", "a");
    StaffAccount two = StaffAccount.of("alice", "b", "b").withAttribute("v", "b");
    directory.put(one);
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      Future<?> changes =
          threads.submit(
              () -> {
                for (int i = 0; i < 200; i++) {
                  directory.put(i % 2 == 0 ? two : one);
                }
              });
      while (!changes.isDone()) {
        assertThat(directory.find("alice").orElseThrow()).isIn(one, two);
        try (var all = directory.all()) {
          assertThat(all).allMatch(found -> found.equals(one) || found.equals(two));
        }
      }
      assertThat(changes.get(1, TimeUnit.SECONDS)).isNull();
    } finally {
      threads.shutdownNow();
    }
  }

  private List<String> query(String sql) throws SQLException {
    return AccountTables.query(real, sql);
  }
}
