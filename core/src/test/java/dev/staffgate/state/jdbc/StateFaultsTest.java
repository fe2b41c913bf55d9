package dev.staffgate.state.jdbc;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.staffgate.files.OwnerOnlyPermissions;
import dev.staffgate.state.StateEntry;
import dev.staffgate.state.StateKey;
import dev.staffgate.state.StatePage;
import dev.staffgate.state.StateStore;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.StateStoreException.Kind;
import dev.staffgate.state.StateValue;
import dev.staffgate.state.StateWrite;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a store in a file says when the file, the disk, a row or a thread is not as it should be.
 */
class StateFaultsTest {
  private static final int KILLS = Integer.getInteger("staffgate.state.kills", 3);
  private static final StateKey KEYS = StateKey.of("spent-code");
  private static final StateKey KEY = StateKey.of("spent-code", "alice", "55123");

  @TempDir private Path folder;

  @Test
  void folder_thatIsMissing_isToldAndNotMade() {
    Path missing = folder.resolve("missing");

    assertRefused(missing.resolve("state"), Kind.UNAVAILABLE)
        .hasMessageContaining("its folder does not exist: make it first");
    assertThat(missing).doesNotExist();
  }

  @Test
  void file_thatOthersCanRead_isRefused() throws IOException {
    JdbcStateStore.inFile(file()).close();
    assertThat(
            Files.setPosixFilePermissions(mvFile(), PosixFilePermissions.fromString("rw-r--r--")))
        .exists();

    assertRefused(file(), Kind.MISCONFIGURED).hasMessageContaining("chmod 600");
  }

  /** The program brings the driver; without it, the message says which one. */
  @Test
  void driver_thatIsMissing_isToldWithTheDependencyToAdd() throws Exception {
    String withoutH2 =
        Pattern.compile(File.pathSeparator, Pattern.LITERAL)
            .splitAsStream(ChildProgram.classPath())
            .filter(entry -> !entry.contains("h2-2"))
            .collect(joining(File.pathSeparator));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                withoutH2,
                SpendingProcess.class.getName(),
                file().toString(),
                "x",
                "0")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (ChildProgram child = ChildProgram.of(process)) {
      assertThat(child.output().readLine())
          .startsWith("MISCONFIGURED ")
          .contains("add the dependency com.h2database:h2");
    }
  }

  @Test
  void file_thatIsNotADatabase_isToldAsDamagedAndLeftAsItIs() throws IOException {
    OwnerOnlyPermissions.createFile(mvFile());
    assertThat(Files.writeString(mvFile(), "this is not a database\n".repeat(1_000))).exists();

    assertRefused(file(), Kind.CORRUPT).hasMessageContaining("restore a backup");
    assertThat(Files.readString(mvFile())).startsWith("this is not a database\n");
  }

  @Test
  void file_thatAnotherProgramHolds_isToldAndCanBeOpenedAfterwards() throws Exception {
    try (ChildProgram holder = ChildProgram.start(SpendingProcess.class, file() + "", "x", "0")) {
      assertThat(holder.output().readLine()).isEqualTo("open");

      assertRefused(file(), Kind.IN_USE).hasMessageContaining("is held by another program");

      holder.kill();
    }
    try (JdbcStateStore store = JdbcStateStore.inFile(file());
        ChildProgram other = ChildProgram.start(SpendingProcess.class, file() + "", "x", "0")) {
      assertThat(other.output().readLine()).startsWith("IN_USE the state in " + mvFile());
      spend(store, KEY);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state_value = X'00'",
        "state_value = X''",
        "version = 2",
        "version = -1",
        "attempt = 'x'",
        "attempt = '00000000000000000000000000000000'",
        "expires_at = 1",
        "expires_at = NULL",
        "checksum = ''",
      })
  void row_thatWasChangedByHand_isDeniedAndNamed(String change) throws SQLException {
    StateKey sound = StateKey.of("spent-code", "bob", "55123");
    try (StateStore store = JdbcStateStore.inFile(file())) {
      StateWrite write =
          StateWrite.create(KEY, StateValue.ofText("value")).expiringAt(StateWrite.LAST_EXPIRY);
      assertThat(store.compareAndSet(write)).isPresent();
      spend(store, sound);
    }
    execute("UPDATE staffgate_state SET " + change + " WHERE state_key = '" + KEY.text() + "'");

    try (StateStore store = JdbcStateStore.inFile(file())) {
      assertCorrupt(() -> assertThat(store.get(KEY)).isNull());
      assertCorrupt(() -> assertThat(page(store)).isNull());
      assertCorrupt(() -> spend(store, KEY));
      assertThat(store.get(sound)).isPresent();
      assertThat(store.scan(KEYS, Optional.of(KEY), 10).entries()).hasSize(1);
    }
    execute("DELETE FROM staffgate_state WHERE state_key = '" + KEY.text() + "'");
    try (StateStore store = JdbcStateStore.inFile(file())) {
      assertThat(page(store).entries()).hasSize(1);
    }
  }

  @Test
  void scan_overADamagedRow_endsBeforeItThenNamesItAndCanGoOn() throws SQLException {
    StateKey first = StateKey.of("spent-code", "aaron", "1");
    StateKey last = StateKey.of("spent-code", "bob", "55123");
    try (StateStore store = JdbcStateStore.inFile(file())) {
      spend(store, first);
      spend(store, KEY);
      spend(store, last);
    }
    execute("UPDATE staffgate_state SET version = 2 WHERE state_key = '" + KEY.text() + "'");

    try (StateStore store = JdbcStateStore.inFile(file())) {
      for (int limit = 1; limit <= 3; limit++) {
        StatePage page = store.scan(KEYS, Optional.empty(), limit);
        assertThat(page.entries()).extracting(StateEntry::key).containsExactly(first);
        assertThat(page.next()).contains(first);
        int same = limit;
        assertThatThrownBy(() -> assertThat(store.scan(KEYS, page.next(), same)).isNull())
            .isInstanceOfSatisfying(
                StateStoreException.class, e -> assertThat(e.damagedKey()).contains(KEY));
        assertThat(store.scan(KEYS, Optional.of(KEY), limit).entries())
            .extracting(StateEntry::key)
            .containsExactly(last);
      }
    }
  }

  @Test
  void row_underAnotherKeyOrAForeignOne_isDeniedAndNamed() throws SQLException {
    try (StateStore store = JdbcStateStore.inFile(file())) {
      spend(store, KEY);
    }
    execute("UPDATE staffgate_state SET state_key = 'spent-code/A' || CHAR(7) || ''' --'");

    try (StateStore store = JdbcStateStore.inFile(file())) {
      assertThatThrownBy(() -> assertThat(page(store)).isNull())
          .isInstanceOf(StateStoreException.class)
          .hasMessageContaining("`spent-code/A")
          .hasMessageContaining("is not what was written")
          .hasMessageNotContaining("\u0007");
    }
  }

  private static void assertCorrupt(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            StateStoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.CORRUPT))
        .hasMessageContaining("`spent-code/alice/55123` of table staffgate_state")
        .hasMessageContaining("delete the row or restore a backup");
  }

  /** On a file system of 4 MiB in a mount namespace of its own, which needs no rights on Linux. */
  @Test
  void disk_thatIsFull_isToldAndGoesOnWhenMended() throws Exception {
    List<String> lines = onASmallDisk("full");

    assertThat(lines)
        .filteredOn(line -> !line.startsWith("still"))
        .containsExactly(
            "FULL the disk of the state in "
                + folder.resolve("disk/state.mv.db")
                + " is full: make room",
            "mended true",
            "lost 0",
            "kept some true",
            "lost 0");
  }

  @Test
  void disk_thatCannotBeWritten_isToldAndGoesOnWhenMended() throws Exception {
    List<String> lines = onASmallDisk("read-only");

    assertThat(lines).hasSize(6);
    assertThat(lines.get(0)).isEqualTo("opened true");
    assertThat(lines.subList(2, 4))
        .allMatch(line -> line.startsWith("READ_ONLY true the state in " + folder))
        .allMatch(line -> line.endsWith("allow this program's user to write both"));
    assertThat(lines.get(5)).as("what was written before is there").isEqualTo("opened false");
  }

  private List<String> onASmallDisk(String what) throws Exception {
    assumeThat(canMount()).as("unshare -rm works here").isTrue();
    Path disk = Files.createDirectory(folder.resolve("disk"));
    List<String> mounting =
        List.of(
            "unshare",
            "-rm",
            "sh",
            "-c",
            "mount -t tmpfs -o size=4m none \"$0\" && exec \"$@\"",
            disk.toString());
    try (ChildProgram child =
        ChildProgram.start(mounting, SmallDiskProcess.class, what, disk.toString())) {
      return child.lines();
    }
  }

  private static boolean canMount() throws InterruptedException {
    try {
      Process tried =
          new ProcessBuilder("unshare", "-rm", "mount", "-t", "tmpfs", "none", "/tmp").start();
      return tried.waitFor(30, TimeUnit.SECONDS) && tried.exitValue() == 0;
    } catch (IOException notLinux) {
      return false;
    }
  }

  /** With the file system that H2 has by default, this breaks the database for every thread. */
  @Test
  void threads_thatAreInterruptedAllTheTime_areAnsweredAndHarmNoOther() throws Exception {
    int count = 4;
    int each = 150;
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService pool = Executors.newFixedThreadPool(2 * count + 1);
    List<Thread> victims = new ArrayList<>();
    try (StateStore store = JdbcStateStore.inFile(file())) {
      List<Future<Integer>> all = new ArrayList<>();
      for (int i = 0; i < 2 * count; i++) {
        String name = (i < count ? "victim" : "other") + i;
        boolean victim = i < count;
        all.add(
            pool.submit(
                () -> {
                  if (victim) {
                    synchronized (victims) {
                      victims.add(Thread.currentThread());
                    }
                  }
                  return spendAll(store, name, each);
                }));
      }
      Future<Integer> storm =
          pool.submit(
              () -> {
                int interrupts = 0;
                while (!over.get()) {
                  synchronized (victims) {
                    victims.forEach(Thread::interrupt);
                  }
                  interrupts++;
                  Thread.onSpinWait();
                }
                return interrupts;
              });
      for (Future<Integer> one : all) {
        assertThat(one.get(2, TimeUnit.MINUTES)).isEqualTo(each);
      }
      over.set(true);
      assertThat(storm.get(1, TimeUnit.MINUTES)).isGreaterThan(each);
      spend(store, StateKey.of("afterwards"));
    } finally {
      over.set(true);
      pool.shutdownNow();
    }
  }

  private static int spendAll(StateStore store, String name, int each) {
    return (int)
        IntStream.range(0, each)
            .filter(
                i -> {
                  StateKey key = StateKey.of("storm", name, "" + i);
                  return store.compareAndSet(StateWrite.create(key, StateValue.EMPTY)).isPresent()
                      && store.get(key).isPresent();
                })
            .count();
  }

  /** Each acknowledged spend was printed to a pipe before the process was killed. */
  @Test
  void process_thatIsKilledWhileItSpends_losesNothingThatItAcknowledged() throws Exception {
    int acknowledged = 0;
    int missing = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      List<String> spent = spendUntilKilled("k" + kill, 5 + 7 * (kill % 10));
      try (StateStore store = JdbcStateStore.inFile(file())) {
        acknowledged += spent.size();
        for (String name : spent) {
          missing += store.get(StateKey.of("spent", name)).isPresent() ? 0 : 1;
        }
      }
    }
    System.out.printf("%d kills, %d acknowledged, %d lost%n", KILLS, acknowledged, missing);
    assertThat(missing).isZero();
    assertThat(acknowledged).isGreaterThan(KILLS);
  }

  private List<String> spendUntilKilled(String prefix, int after) throws Exception {
    List<String> spent = new ArrayList<>();
    try (ChildProgram child =
        ChildProgram.start(SpendingProcess.class, file().toString(), prefix, "4")) {
      assertThat(child.output().readLine()).isEqualTo("open");
      for (int i = 0; i < after; i++) {
        spent.add(child.output().readLine());
      }
      child.kill();
      child.output().lines().filter(line -> line.startsWith(prefix)).forEach(spent::add);
    }
    return spent;
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      Path path, Kind kind) {
    return assertThatThrownBy(() -> JdbcStateStore.inFile(path))
        .isInstanceOfSatisfying(
            StateStoreException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(kind);
              assertThat(e.nothingDone()).isTrue();
            })
        .hasMessageContaining(path + ".mv.db");
  }

  private static void spend(StateStore store, StateKey key) {
    assertThat(store.compareAndSet(StateWrite.create(key, StateValue.EMPTY))).isPresent();
  }

  private static StatePage page(StateStore store) {
    return store.scan(KEYS, Optional.empty(), 10);
  }

  private Path file() {
    return folder.resolve("state");
  }

  private Path mvFile() {
    return folder.resolve("state.mv.db");
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:h2:" + file(), "staffgate", "");
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isEqualTo(1);
    }
  }
}
