package dev.staffgate.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.base.Splitter;
import com.google.common.base.Ticker;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.model.PolicyException;
import dev.staffgate.policy.Policy;
import dev.staffgate.yaml.read.PolicyFilesSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files as editors, deployments and disks change them. The looks are the test's, but for the last
 * test.
 */
class WatchedPolicySourceTest {
  private static final LoadOptions SMALL =
      new LoadOptions(LoadOptions.DEFAULT.policy(), 200); // bytes in a file
  private static final WatchOptions OPTIONS = WatchOptions.DEFAULT.withLoad(SMALL);
  private static final Duration REST = Duration.ofSeconds(30);

  @TempDir Path folder;

  private final List<String> told = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();

  private static String staff(String... names) {
    return "staffgate: 1\nstaff: { " + String.join(": {}, ", names) + ": {} }\n";
  }

  @CanIgnoreReturnValue
  private Path put(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private WatchedPolicySource of(Path... files) {
    return listened(new WatchedPolicySource(List.of(files), OPTIONS, ticker()));
  }

  private Ticker ticker() {
    return new Ticker() {
      @Override
      public long read() {
        return nanos.get();
      }
    };
  }

  /** Looks twice, then once more after this time. */
  private void looksAndLooksAfter(WatchedPolicySource source, Duration time) {
    looks(source, 2);
    nanos.addAndGet(time.toNanos());
    source.look();
  }

  @CanIgnoreReturnValue
  private WatchedPolicySource listened(WatchedPolicySource source) {
    source.onChange(
        new PolicySource.Listener() {
          @Override
          public void loaded(Policy policy) {
            told.add(
                String.join(" ", policy.document().staff().keySet().stream().sorted().toList()));
          }

          @Override
          public void rejected(PolicyException problem) {
            told.add(problem.problems().get(0).code());
          }
        });
    return source;
  }

  private static void looks(WatchedPolicySource source, int times) {
    for (int i = 0; i < times; i++) {
      source.look();
    }
  }

  @Test
  void look_firstAfterAChange_waitsForTheSecond() throws IOException {
    Path file = put("p.yaml", staff("ann"));
    WatchedPolicySource source = of(file);
    put("p.yaml", staff("bob"));

    source.look();
    assertThat(told).isEmpty();
    source.look();
    assertThat(told).containsExactly("bob");
    looks(source, 3);
    assertThat(told).hasSize(1);
  }

  @Test
  void look_fileWrittenPieceByPiece_isTakenWholeAndNeverRejected() throws IOException {
    Path file = put("p.yaml", staff("ann"));
    WatchedPolicySource source = of(file);
    Files.write(file, new byte[0]);
    source.look();
    for (String piece : Splitter.fixedLength(7).split(staff("bob"))) {
      Files.writeString(file, piece, UTF_8, StandardOpenOption.APPEND);
      source.look();
    }
    assertThat(told).isEmpty();

    source.look();

    assertThat(told).containsExactly("bob");
  }

  @Test
  void look_brokenFileThatStays_isRejectedOnceAndMendedOnce() throws IOException {
    Path file = put("p.yaml", staff("ann"));
    WatchedPolicySource source = of(file);
    put("p.yaml", "");
    looks(source, 5);
    assertThat(told).containsExactly("empty-document");
    assertThat(source.problem()).isPresent();

    put("p.yaml", staff("ann"));
    looks(source, 5);

    assertThat(told).containsExactly("empty-document", "ann");
    assertThat(source.problem()).isEmpty();
  }

  @Test
  void decisions_beforeAndAfterAChange_nameTheirVersion() throws IOException {
    Path file = put("p.yaml", staff("ann"));
    WatchedPolicySource source = of(file);
    AccessRequest request = AccessRequest.of("ann", "client.view");
    Policy before = source.current();
    put("p.yaml", staff("ann", "bob"));
    looks(source, 2);

    assertThat(before.decide(request).reason().policyVersion()).isEqualTo(before.version());
    assertThat(source.current().decide(request).reason().policyVersion())
        .isEqualTo(source.current().version())
        .isEqualTo(PolicyFiles.load(file).version())
        .isNotEqualTo(before.version());
  }

  @Test
  void folder_whoseFilesComeAndGo_isReadByName() throws IOException {
    put("b.yml", staff("bob"));
    put("a.yaml", staff("ann"));
    put("notes.txt", "no policy");
    put(".a.yaml.swp.yaml", "of an editor");
    Files.createDirectory(folder.resolve("deeper.yaml"));
    WatchedPolicySource source = of(folder);
    assertThat(source.current().document().staff()).containsOnlyKeys("ann", "bob");
    assertThat(source.current().document().staff().get("ann").at().fileIndex()).isZero();

    put("c.yaml", staff("cid"));
    looksAndLooksAfter(source, Duration.ofSeconds(3));
    Files.delete(folder.resolve("b.yml"));
    looksAndLooksAfter(source, REST);
    Files.move(folder.resolve("c.yaml"), folder.resolve("c.yaml.bak"));
    looksAndLooksAfter(source, REST);

    assertThat(told).containsExactly("ann bob cid", "ann cid", "ann");
  }

  @Test
  void folder_thatLosesItsLastFile_leavesThePolicyInForce() throws IOException {
    Path file = put("a.yaml", staff("ann"));
    WatchedPolicySource source = of(folder);
    Files.delete(file);
    looks(source, 3);

    assertThat(told).containsExactly("folder-empty");
    assertThat(source.current().document().staff()).containsOnlyKeys("ann");

    Files.delete(folder);
    looks(source, 3);
    Files.createDirectory(folder);
    put("a.yaml", staff("bob"));
    looks(source, 3);

    assertThat(told).containsExactly("folder-empty", "file-missing", "bob");
  }

  @Test
  void folder_ofTooManyFiles_isRefused() throws IOException {
    put("a.yaml", staff("ann"));
    WatchedPolicySource source = of(folder);
    for (int i = 0; i < PolicyFilesSnapshot.MAX_FILES; i++) {
      put("s" + i + ".yaml", staff("s" + i));
    }
    looks(source, 2);

    assertThat(told).containsExactly("too-many-files");
  }

  @Test
  void file_replacedByRename_isLoaded() throws IOException {
    Path file = put("p.yaml", staff("ann"));
    WatchedPolicySource source = of(file);
    Files.move(file, folder.resolve("p.yaml~"));
    source.look(); // between the two renames
    Files.move(put("new", staff("bob")), file, StandardCopyOption.ATOMIC_MOVE);
    looks(source, 2);

    assertThat(told).containsExactly("bob");
  }

  /** As Kubernetes swaps the files of a ConfigMap: all at once, behind one link. */
  @Test
  void link_thatIsSwapped_isFollowedForAllFilesAtOnce() throws IOException {
    Path mount = Files.createDirectory(folder.resolve("mount"));
    Path data = mount.resolve("..data");
    Files.createSymbolicLink(data, version(mount, "..1", "ann"));
    for (String name : List.of("roles.yaml", "staff.yaml")) {
      Files.createSymbolicLink(mount.resolve(name), Path.of("..data", name));
    }
    WatchedPolicySource source = of(mount);

    Path swapped = mount.resolve("..data_tmp");
    Files.createSymbolicLink(swapped, version(mount, "..2", "bob"));
    Files.move(swapped, data, StandardCopyOption.ATOMIC_MOVE);
    looks(source, 2);

    assertThat(told).containsExactly("bob");
    assertThat(source.current().document().roles()).containsOnlyKeys("role-of-bob");
  }

  private static Path version(Path mount, String name, String staff) throws IOException {
    Path version = Files.createDirectory(mount.resolve(name));
    Files.writeString(
        version.resolve("roles.yaml"), "staffgate: 1\nroles: { role-of-" + staff + ": {} }\n");
    Files.writeString(
        version.resolve("staff.yaml"),
        "staffgate: 1\nstaff: { " + staff + ": { roles: [role-of-" + staff + "] } }\n");
    return Path.of(name);
  }

  @Test
  void file_thatCannotBeReadOrGrowsOverTheBound_leavesThePolicyInForce() throws IOException {
    Path file = put("p.yaml", staff("ann"));
    WatchedPolicySource source = of(file);
    Files.delete(file);
    Files.createSymbolicLink(file, file.getFileName()); // leads to itself
    looks(source, 3);
    Files.delete(file);
    put("p.yaml", staff("bob") + "#".repeat(200));
    looks(source, 3);

    assertThat(told).containsExactly("file-unreadable", "file-too-large");
    assertThat(source.current().document().staff()).containsOnlyKeys("ann");
  }

  /** Loads until it is told what to break off with. */
  private WatchedPolicySource breakingOff(Path file, AtomicReference<Error> with) {
    return listened(
        new WatchedPolicySource(
            List.of(file),
            () -> PolicyFiles.look(List.of(file), SMALL),
            snapshot -> {
              Error error = with.get();
              if (error != null) {
                throw error;
              }
              return PolicyFiles.load(snapshot, SMALL);
            },
            Optional.empty(),
            ticker()));
  }

  @Test
  void load_thatRunsOutOfMemoryOrStack_leavesThePolicyInForceAndIsTold() throws IOException {
    Path file = put("p.yaml", staff("ann"));
    AtomicReference<Error> with = new AtomicReference<>();
    WatchedPolicySource source = breakingOff(file, with);
    for (Error error : List.of(new OutOfMemoryError("of a test"), new StackOverflowError())) {
      with.set(error);
      put("p.yaml", staff(error instanceof OutOfMemoryError ? "bob" : "cid"));
      looks(source, 4);

      assertThat(told).containsExactly("load-broke-off");
      assertThat(source.problem().orElseThrow())
          .hasMessageContaining(
              "loading the policy broke off: " + error.getClass().getSimpleName());
      assertThat(source.current().document().staff()).containsOnlyKeys("ann");
      told.clear();
    }
    with.set(null);
    put("p.yaml", staff("dan"));
    looks(source, 2);

    assertThat(told).containsExactly("dan");
    assertThat(source.problem()).isEmpty();
  }

  @Test
  void refresh_afterALoadThatBrokeOff_triesAgain() throws IOException {
    Path file = put("p.yaml", staff("ann"));
    AtomicReference<Error> with = new AtomicReference<>();
    WatchedPolicySource source = breakingOff(file, with);
    with.set(new OutOfMemoryError("of a test"));
    put("p.yaml", staff("bob"));
    assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(source::refresh);
    with.set(null);

    source.refresh();

    assertThat(told).containsExactly("load-broke-off", "bob");
    assertThat(source.problem()).isEmpty();
  }

  @Test
  void listener_thatThrowsAnError_doesNotKeepTheNewsFromTheOthers() throws IOException {
    Path file = put("p.yaml", staff("ann"));
    WatchedPolicySource source = new WatchedPolicySource(List.of(file), OPTIONS, ticker());
    source.onChange(
        new PolicySource.Listener() {
          @Override
          public void loaded(Policy policy) {
            throw new StackOverflowError("of a test");
          }

          @Override
          public void rejected(PolicyException problem) {
            throw new StackOverflowError("of a test");
          }
        });
    listened(source);
    put("p.yaml", staff("bob"));
    source.refresh();
    put("p.yaml", "");
    source.refresh();

    assertThat(told).containsExactly("bob", "empty-document");
  }

  @Test
  void close_beforeAChange_leavesThePolicyInForce() throws IOException {
    Path file = put("p.yaml", staff("ann"));
    WatchedPolicySource source = of(file);
    source.close();
    put("p.yaml", staff("bob"));
    looks(source, 2);
    source.refresh();

    assertThat(told).isEmpty();
    assertThat(source.current().document().staff()).containsOnlyKeys("ann");
  }

  @Test
  void watching_noFileOrNoTime_isRefused() throws IOException {
    Path file = put("p.yaml", staff("ann"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PolicySource.watching(new Path[0]).close());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PolicySource.watching(List.of(file), SMALL, Duration.ZERO).close());
  }

  /** The one test in which the thread looks by itself. */
  @Test
  void watching_aFileThatChanges_findsItAndItsThreadEndsOnClose() throws Exception {
    Path file = put("p.yaml", staff("ann"));
    CountDownLatch found = new CountDownLatch(1);
    WatchedPolicySource source =
        (WatchedPolicySource)
            PolicySource.watching(List.of(folder), LoadOptions.DEFAULT, Duration.ofMillis(5));
    try (source) {
      source.onChange(
          new PolicySource.Listener() {
            @Override
            public void loaded(Policy policy) {
              found.countDown();
            }

            @Override
            public void rejected(PolicyException problem) {}
          });
      Path beside = Files.writeString(folder.resolve(".p.yaml"), staff("ann", "bob"));
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);

      assertThat(found.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(source.current().document().staff()).containsKey("bob");
    }
    assertThat(source.hasEnded(Duration.ofMinutes(1))).isTrue();
  }
}
