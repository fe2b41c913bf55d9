package dev.staffgate.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.staffgate.fixtures.ManualClock;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What others do to an audit file that is being written, and what becomes of its records. */
class AuditTroubleTest {
  @TempDir Path folder;

  private final ManualClock clock = new ManualClock(Instant.parse("2026-03-02T09:00:00Z"));
  private Path file;
  private FileAuditSink sink;
  private int next;

  @BeforeEach
  void open() {
    file = folder.resolve("audit.jsonl");
    sink = reopened();
  }

  private FileAuditSink reopened() {
    return FileAuditSink.open(file, FileAuditOptions.defaults().withClock(clock));
  }

  @AfterEach
  void close() {
    sink.close();
  }

  private static AuditEvent event(String id) {
    return AuditEvent.of(
            Instant.parse("2026-03-02T09:00:00Z"), AuditEvent.Type.SIGN_IN, "bob", Optional.empty())
        .with("id", id);
  }

  /** Appends an event, and returns its id. */
  @CanIgnoreReturnValue
  private String append() {
    String id = "e" + next;
    next++;
    sink.append(event(id));
    return id;
  }

  private List<Path> all() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted(Comparator.comparing(Path::toString)).toList();
    }
  }

  /** Returns the ids of all records, wherever in the folder they are. */
  private Set<String> ids() throws IOException {
    Set<String> found = new TreeSet<>();
    for (Path one : all()) {
      for (String line : new String(Files.readAllBytes(one), US_ASCII).lines().toList()) {
        String id = line.replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
        if (!id.equals(line)) {
          found.add(id);
        }
      }
    }
    return found;
  }

  private void assertNoted(AuditTrouble what) throws IOException {
    assertThat(sink.health().trouble()).contains(what);
    assertThat(sink.health().keeps()).isTrue();
    assertThat(Files.readString(file)).containsPattern("\"why\":\"[a-z ]*" + what + "[a-z ]*\"");
  }

  private AuditVerification verified() {
    return AuditVerifier.of(file).verify();
  }

  private void assertWhole(int records) {
    assertThat(verified().finding()).isEmpty();
    assertThat(verified().records()).isEqualTo(records);
  }

  @Test
  void moved_asLogrotateDoes_goesOnInANewFile() throws IOException {
    String one = append();
    Files.move(file, folder.resolve("audit.jsonl.1"));
    String two = append();
    Files.move(folder.resolve("audit.jsonl.1"), folder.resolve("audit.jsonl.2"));
    Files.move(file, folder.resolve("audit.jsonl.1"));
    Path created = Files.createFile(file); // by logrotate's `create`
    Files.setPosixFilePermissions(created, PosixFilePermissions.fromString("rw-------"));
    String three = append();

    assertNoted(AuditTrouble.MOVED);
    assertThat(ids()).containsExactly(one, two, three);
    assertThat(all()).hasSize(4); // three files, and the lock
    assertWhole(6);
  }

  @Test
  void movedAndCompressed_isVerifiedAsWell() throws Exception {
    append();
    Path old = Files.move(file, folder.resolve("audit.jsonl.1"));
    append();
    Process gzip = new ProcessBuilder("gzip", old.toString()).start();
    assertThat(gzip.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(old).doesNotExist();

    assertWhole(4);
  }

  @Test
  void movedWhileTheProgramIsStopped_goesOnWithTheChain() throws IOException {
    append();
    sink.close();
    Files.move(file, folder.resolve("audit.jsonl-20260302"));
    sink = reopened();
    append();

    assertWhole(4);
    assertThat(verified().head().orElseThrow().number()).isEqualTo(4);
  }

  @Test
  void deleted_isWrittenAnewFromWhatIsOpen() throws IOException {
    String one = append();
    Files.delete(file);
    String two = append();

    assertNoted(AuditTrouble.DELETED);
    assertThat(ids()).containsExactly(one, two);
    assertWhole(4);
  }

  @Test
  void replaced_setsTheOtherFileAside() throws IOException {
    String one = append();
    Files.delete(file);
    Files.writeString(file, "dear diary\n");
    String two = append();

    assertNoted(AuditTrouble.REPLACED);
    assertThat(ids()).containsExactly(one, two);
    assertThat(all())
        .filteredOn(other -> other.toString().contains(".foreign-"))
        .singleElement()
        .satisfies(other -> assertThat(other).hasContent("dear diary"));
    assertWhole(4);
  }

  @Test
  void copiedAndTruncated_keepsWhatWasWrittenBetween() throws IOException {
    String one = append();
    Files.copy(file, folder.resolve("audit.jsonl.1"));
    String two = append();
    truncate(0);
    String three = append();

    assertNoted(AuditTrouble.TRUNCATED);
    assertThat(ids()).containsExactly(one, two, three);
    assertWhole(5);
  }

  @Test
  void cut_inTheMiddleOfARecord_isMadeWholeFromMemory() throws IOException {
    String one = append();
    long end = Files.size(file);
    String two = append();
    truncate(end + 20);
    String three = append();

    assertNoted(AuditTrouble.TRUNCATED);
    assertThat(ids()).containsExactly(one, two, three);
    assertWhole(5);
  }

  @Test
  void cutWhileItIsWritten_keepsWhatIsBeforeTheCut() throws IOException {
    sink.close();
    Path one = Files.writeString(folder.resolve("one"), "whole\ncut off");
    Files.setPosixFilePermissions(one, PosixFilePermissions.fromString("rw-------"));
    try (SegmentFile open = SegmentFile.open(one)) {
      open.cutTo(open.endOfLine(open.length()));
      open.write("second\n".getBytes(US_ASCII));
      try (FileChannel other = FileChannel.open(one, StandardOpenOption.WRITE)) {
        assertThat(other.truncate(8)).isNotNull();
      }
      open.write("third\n".getBytes(US_ASCII));

      assertThat(open.hasHole()).isTrue();
      assertThat(open.intactLength()).isEqualTo(8);
      assertThat(open.endOfLine(open.intactLength())).isEqualTo(6);
    }
  }

  private void truncate(long size) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      assertThat(channel.truncate(size)).isNotNull();
    }
  }

  @Test
  void appendedToByOthers_setsTheirsAside() throws IOException {
    String one = append();
    Files.writeString(file, "{\"type\":\"forged\"}\n", UTF_8, StandardOpenOption.APPEND);
    String two = append();

    assertNoted(AuditTrouble.APPENDED);
    assertThat(ids()).containsExactly(one, two);
    assertThat(Files.readString(file)).doesNotContain("forged");
    assertThat(all())
        .filteredOn(other -> other.toString().contains(".foreign-"))
        .singleElement()
        .satisfies(other -> assertThat(other).hasContent("{\"type\":\"forged\"}"));
    assertWhole(4);
  }

  @Test
  void tornLastLine_isSetAsideWhenTheProgramStarts() throws IOException {
    String one = append();
    sink.close();
    Files.writeString(file, "{\"n\":3,\"at\":\"2026", UTF_8, StandardOpenOption.APPEND);
    sink = reopened();
    String two = append();

    assertNoted(AuditTrouble.TORN);
    assertThat(ids()).containsExactly(one, two);
    assertThat(all()).anyMatch(other -> other.toString().contains(".torn-"));
    assertWhole(4);
  }

  @Test
  void trouble_isNoticedWithoutARecord() throws Exception {
    append();
    Files.delete(file);

    assertThat(sink.health().trouble()).isEmpty();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (sink.health().trouble().isEmpty() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(sink.health().trouble()).contains(AuditTrouble.DELETED);
  }

  @Test
  void folder_thatIsGone_deniesAndGoesOnWhenItIsBack() throws IOException {
    append();
    Path away = folder.resolveSibling(folder.getFileName() + "-away");
    Files.move(folder, away);
    assertThatThrownBy(this::append).isInstanceOf(AuditException.class);
    assertThat(sink.health().keeps()).isFalse();
    assertThat(sink.health().problem()).isPresent();

    Files.move(away, folder);
    append();

    assertThat(sink.health().keeps()).isTrue();
    assertThat(verified().finding()).isEmpty();
  }

  @Test
  void file_thatIsFull_isClosedAndTheNextGoesOn() throws IOException {
    sink.close();
    sink =
        FileAuditSink.open(
            file, FileAuditOptions.defaults().withClock(clock).withSegmentBytes(64 * 1024));
    int records = 0;
    while (all().size() < 5) {
      sink.append(event("x".repeat(900)));
      records++;
    }

    assertThat(verified().finding()).isEmpty();
    assertThat(all()).anyMatch(other -> other.toString().endsWith(".000000000001"));
    assertThat(verified().records()).isGreaterThan(records);
  }

  @Test
  void day_thatIsOver_closesItsFileWithoutARecord() throws Exception {
    append();
    clock.advance(Duration.ofDays(1));

    Path closed = folder.resolve("audit.jsonl.000000000001");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!Files.exists(closed) && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(Files.readString(closed)).contains("\"type\":\"audit-sealed\"");
    append();
    assertWhole(5);
  }

  @Test
  void clock_thatGoesBack_changesNothing() throws IOException {
    append();
    clock.advance(Duration.ofDays(-3));
    append();

    assertThat(all()).hasSize(2);
    assertWhole(3);
  }

  @Test
  void secondProgram_isRefusedAlsoAfterTheFirstReadItsOwnFile() {
    append();
    assertThat(verified().finding()).isEmpty();

    assertThatThrownBy(this::reopened)
        .isInstanceOf(AuditException.class)
        .hasMessageContaining("open already");
  }

  @ParameterizedTest
  @EnumSource(AuditTrouble.class)
  void trouble_underLoad_losesNothingThatWasAcknowledged(AuditTrouble what) throws Exception {
    Set<String> acknowledged = new ConcurrentSkipListSet<>();
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService writers = Executors.newFixedThreadPool(16);
    CountDownLatch running = new CountDownLatch(16);
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      int writer = i;
      all.add(
          writers.submit(
              () -> {
                for (int k = 0; !over.get(); k++) {
                  String id = "w" + writer + "-" + k;
                  try {
                    sink.append(event(id));
                    boolean unused = acknowledged.add(id);
                  } catch (AuditException denied) {
                    assertThat(denied).hasMessageContaining("audit file");
                  }
                  running.countDown();
                }
              }));
    }
    assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
    for (int i = 0; i < 5; i++) {
      int before = acknowledged.size();
      harm(what, i);
      while (acknowledged.size() < before + 200) {
        Thread.onSpinWait();
      }
    }
    over.set(true);
    for (Future<?> one : all) {
      assertThat(one.get(30, TimeUnit.SECONDS)).isNull();
    }
    writers.shutdown();

    assertThat(ids()).containsAll(acknowledged);
    assertThat(verified().finding()).isEmpty();
  }

  private void harm(AuditTrouble what, int time) throws IOException {
    switch (what) {
      case MOVED -> Files.move(file, folder.resolve("audit.jsonl.moved" + time));
      case DELETED -> Files.delete(file);
      case REPLACED -> {
        Path other = Files.writeString(folder.resolve("other"), "dear diary\n");
        Files.move(other, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      }
      case TRUNCATED -> {
        Files.copy(file, folder.resolve("audit.jsonl.copy" + time));
        truncate(0);
      }
      case APPENDED -> Files.writeString(file, "forged\n", US_ASCII, StandardOpenOption.APPEND);
      case TORN -> truncate(Files.size(file) - 5);
    }
  }
}
