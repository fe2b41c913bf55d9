package dev.staffgate.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.staffgate.model.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the verifier says of a log that somebody changed. */
class AuditVerifierTest {
  private static final AuditKey KEY =
      new AuditKey("2026-1", Secret.of("0123456789abcdef0123456789abcdef"));
  private static final AuditKey NEXT =
      new AuditKey("2026-2", Secret.of("fedcba9876543210fedcba9876543210"));
  private static final int TRIES = Integer.getInteger("staffgate.audit.changes", 10_000);

  @TempDir Path folder;

  private final AtomicReference<@Nullable AuditHead> head = new AtomicReference<>();
  private Path file;
  private List<String> lines = List.of();

  @BeforeEach
  void write() throws Exception {
    file = folder.resolve("audit.jsonl");
    write(FileAuditOptions.defaults().withKey(KEY), 20);
    lines = Files.readAllLines(file);
    assertThat(lines).hasSize(21);
  }

  private void write(FileAuditOptions options, int records) throws Exception {
    write(options, records, "e");
  }

  private void write(FileAuditOptions options, int records, String id) throws Exception {
    CountDownLatch last = new CountDownLatch(1);
    FileAuditOptions withHeads =
        options.withHeads(
            one -> {
              head.set(one);
              last.countDown();
            });
    try (FileAuditSink sink = FileAuditSink.open(file, withHeads)) {
      for (int i = 0; i < records; i++) {
        sink.append(
            AuditEvent.of(
                    Instant.parse("2026-03-02T09:00:00Z"),
                    AuditEvent.Type.SIGN_IN,
                    "bob",
                    Optional.empty())
                .with("id", id + i));
      }
      assertThat(last.await(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private void keep(List<String> changed) throws IOException {
    Files.writeString(file, String.join("\n", changed) + "\n", US_ASCII);
  }

  private AuditVerification verified() {
    return AuditVerifier.of(file).withKeys(KEY, NEXT).verify();
  }

  private void assertFound(AuditFault fault, long number) {
    AuditFinding finding = verified().finding().orElseThrow();
    assertThat(finding.fault()).as(finding.toString()).isEqualTo(fault);
    assertThat(finding.number()).as(finding.toString()).isEqualTo(number);
    assertThat(finding.toString()).contains(file.toString(), fault.text());
  }

  @Test
  void log_asItWasWritten_isWhole() {
    AuditVerification verification = verified();

    assertThat(verification.isWhole()).as(verification.toString()).isTrue();
    assertThat(verification.records()).isEqualTo(21);
    assertThat(verification.unchained()).isZero();
    assertThat(verification.head().orElseThrow().number()).isEqualTo(21);
  }

  @Test
  void record_thatWasChanged_isFound() throws IOException {
    List<String> changed = new ArrayList<>(lines);
    changed.set(7, changed.get(7).replace("bob", "eve"));
    keep(changed);

    assertFound(AuditFault.CHANGED, 8);
  }

  @Test
  void record_thatWasRemoved_isFound() throws IOException {
    List<String> changed = new ArrayList<>(lines);
    String unused = changed.remove(7);
    keep(changed);

    assertFound(AuditFault.REMOVED, 8);
  }

  @Test
  void records_inAnotherOrder_areFound() throws IOException {
    List<String> changed = new ArrayList<>(lines);
    Collections.swap(changed, 7, 12);
    keep(changed);

    assertFound(AuditFault.REORDERED, 8);
  }

  @Test
  void record_thatIsThereTwice_isFound() throws IOException {
    List<String> changed = new ArrayList<>(lines);
    changed.add(12, changed.get(7));
    keep(changed);

    assertFound(AuditFault.REORDERED, 8);
  }

  @Test
  void records_ofTwoPrograms_areForked() throws Exception {
    Path other = folder.resolve("other");
    Files.createDirectory(other);
    Path first = file;
    Files.copy(first, other.resolve("audit.jsonl"));
    write(FileAuditOptions.defaults().withKey(KEY), 3);
    file = other.resolve("audit.jsonl");
    write(FileAuditOptions.defaults().withKey(KEY), 3);
    List<String> mixed = new ArrayList<>(Files.readAllLines(first));
    mixed.addAll(Files.readAllLines(file).subList(21, 25));
    file = first;
    keep(mixed);

    assertFound(AuditFault.FORKED, 22);
  }

  @Test
  void fileThatIsCut_inTheMiddleOfARecord_isTruncated() throws IOException {
    String whole = Files.readString(file);
    Files.writeString(file, whole.substring(0, whole.length() - 30));

    assertFound(AuditFault.TRUNCATED, 21);
  }

  @Test
  void tailThatIsRemoved_showsByACopyOfTheHead() throws IOException {
    keep(lines.subList(0, 18));

    assertThat(verified().isWhole()).as("without a copy").isTrue();
    AuditVerification verification =
        AuditVerifier.of(file).withKeys(KEY).withHeads(requireNonNull(head.get())).verify();
    assertThat(verification.finding().orElseThrow().fault()).isEqualTo(AuditFault.TRUNCATED);
  }

  @Test
  void wholeRewriteWithoutAKey_showsByACopyOfTheHead() throws Exception {
    Files.delete(file);
    write(FileAuditOptions.defaults(), 20);
    AuditHead copy = requireNonNull(head.get());
    Files.delete(file);
    write(FileAuditOptions.defaults(), 30);

    AuditVerification verification = AuditVerifier.of(file).withHeads(copy).verify();

    assertThat(verification.finding().orElseThrow().fault()).isEqualTo(AuditFault.CHANGED);
    assertThat(AuditVerifier.of(file).verify().isWhole()).isTrue();
  }

  @Test
  void keys_haveGenerations_andAMissingOneIsUnverifiable() throws Exception {
    write(FileAuditOptions.defaults().withKey(NEXT), 5);

    assertThat(verified().isWhole()).isTrue();
    AuditVerification without = AuditVerifier.of(file).withKeys(KEY).verify();
    assertThat(without.finding().orElseThrow().fault()).isEqualTo(AuditFault.UNVERIFIABLE);
    assertThat(without.records()).isEqualTo(21);
    assertThat(AuditVerifier.of(file).verify().finding().orElseThrow().fault())
        .isEqualTo(AuditFault.UNVERIFIABLE);
  }

  @Test
  void partWithoutAKey_behindOneWithAKey_isUnverifiable() throws Exception {
    write(FileAuditOptions.defaults(), 5);

    assertFound(AuditFault.UNVERIFIABLE, 22);
  }

  @Test
  void linesOfBefore_areCountedAndNothingIsSaidOfThem() throws IOException {
    List<String> more = new ArrayList<>(List.of("{\"at\":\"2025\"}", "{\"at\":\"2026\"}"));
    more.addAll(lines);
    keep(more);

    assertThat(verified().isWhole()).isTrue();
    assertThat(verified().unchained()).isEqualTo(2);
  }

  @Test
  void segment_thatIsMissing_isRemoved() throws Exception {
    Files.delete(file);
    FileAuditOptions small = FileAuditOptions.defaults().withKey(KEY).withSegmentBytes(64 * 1024);
    write(small, 1000, "x".repeat(300));
    List<Path> closed =
        SegmentNames.beside(file).stream()
            .filter(one -> !SegmentNames.isForeign(one))
            .sorted()
            .toList();
    assertThat(closed).hasSizeGreaterThan(3);
    assertThat(verified().isWhole()).isTrue();

    byte[] second = Files.readAllBytes(closed.get(1));
    Files.delete(closed.get(1));
    assertThat(verified().finding().orElseThrow().fault()).isEqualTo(AuditFault.REMOVED);
    Files.write(closed.get(1), second);
    assertThat(verified().isWhole()).isTrue();

    Files.writeString(closed.get(1), new String(second, US_ASCII) + "garbage");
    assertThat(verified().finding().orElseThrow().fault()).isEqualTo(AuditFault.TRUNCATED);
    String text = new String(second, US_ASCII);
    String cut = text.substring(0, text.lastIndexOf('\n', text.length() - 2) + 1);
    Files.writeString(closed.get(1), cut);
    assertThat(verified().finding().orElseThrow().fault()).isEqualTo(AuditFault.TRUNCATED);
    Files.delete(closed.get(0));
    Files.write(closed.get(1), second);
    assertThat(verified().finding().orElseThrow().fault()).isEqualTo(AuditFault.REMOVED);
  }

  /** One change, anywhere in the log. */
  private enum Change {
    BYTE,
    REMOVED,
    SWAPPED,
    REPEATED,
    INSERTED,
    CUT
  }

  @ParameterizedTest
  @EnumSource(Change.class)
  void change_anywhere_isFoundWithItsWord(Change change) throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < TRIES / Change.values().length; i++) {
      List<String> changed = new ArrayList<>(lines);
      int at = random.nextInt(lines.size());
      List<AuditFault> words =
          switch (change) {
            case BYTE -> {
              byte[] line = changed.get(at).getBytes(US_ASCII);
              int position = random.nextInt(line.length);
              line[position] = (byte) (line[position] == 'x' ? 'y' : 'x');
              changed.set(at, new String(line, US_ASCII));
              yield List.of(AuditFault.CHANGED, AuditFault.UNVERIFIABLE);
            }
            case REMOVED -> {
              at = random.nextInt(lines.size() - 1); // that the last one is gone shows by a head
              String unused = changed.remove(at);
              yield List.of(AuditFault.REMOVED);
            }
            case SWAPPED -> {
              at = random.nextInt(lines.size() - 1);
              Collections.swap(changed, at, at + 1 + random.nextInt(lines.size() - 1 - at));
              yield at == 0
                  ? List.of(AuditFault.REMOVED, AuditFault.REORDERED)
                  : List.of(AuditFault.REORDERED);
            }
            case REPEATED -> {
              changed.add(at + 1 + random.nextInt(lines.size() - at), changed.get(at));
              yield List.of(AuditFault.REORDERED);
            }
            case INSERTED -> {
              changed.add(at + 1, changed.get(at).replace("\"staff\"", "\"staff2\""));
              yield List.of(AuditFault.CHANGED);
            }
            case CUT -> {
              String line = changed.get(at);
              changed.set(at, line.substring(0, random.nextInt(line.length())));
              yield List.of(AuditFault.CHANGED);
            }
          };
      keep(changed);
      AuditFinding finding = verified().finding().orElseThrow();
      assertThat(words).as(change + " at " + at + ": " + finding).contains(finding.fault());
    }
  }

  @Test
  void line_ofManyMegabytes_isReadInLittleMemory() throws IOException {
    List<String> changed = new ArrayList<>(lines);
    changed.add(3, "x".repeat(20_000_000));
    keep(changed);

    assertFound(AuditFault.CHANGED, 4);
  }

  @Test
  void key_thatOthersCanRead_orIsTooShort_isRefused() throws IOException {
    Path key = Files.writeString(folder.resolve("key"), "0123456789abcdef0123456789abcdef\n");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> AuditKey.inFile("2026-1", key))
        .isInstanceOf(AuditException.class)
        .hasMessageContaining("chmod 600");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    assertThat(AuditKey.inFile("2026-1", key)).isEqualTo(KEY);
    Files.writeString(key, "short");
    assertThatThrownBy(() -> AuditKey.inFile("2026-1", key))
        .isInstanceOf(AuditException.class)
        .hasMessageContaining("32 characters")
        .hasMessageNotContaining("short");
    assertThatThrownBy(() -> AuditKey.inFile("2026-1", folder.resolve("none")))
        .isInstanceOf(AuditException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "none", "A", "a b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
  void key_withAnotherId_isRefused(String id) {
    assertThatThrownBy(() -> new AuditKey(id, KEY.secret()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(KEY.toString()).doesNotContain("0123456789");
  }

  @Test
  void log_thatIsNotThere_isAnError() {
    assertThatThrownBy(() -> AuditVerifier.of(folder.resolve("none.jsonl")).verify())
        .isInstanceOf(AuditException.class);
  }
}
