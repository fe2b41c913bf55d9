package dev.staffgate.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Half of a policy is not in force at any time, and a whole one is not kept waiting (decision
 * 0031).
 */
class HalfWrittenPolicyTest {
  private static final String GRANTS =
      """
      staffgate: 1
      staff: { bob: { roles: [billing] } }
      roles:
        billing:
          grants: [payment.refund]
      """;

  private static final String DENIES =
      """
          denies: [payment.refund]
      """;

  private static final String SHORT = "staffgate: 1\nstaff: { cid: {} }\n";

  @TempDir Path folder;
  private WatchedFiles files;
  private Path policy;

  @BeforeEach
  void write() throws IOException {
    assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("unix");
    files = new WatchedFiles(folder);
    policy = files.writeInPlace("p.yaml", GRANTS + DENIES);
  }

  private static boolean mayRefund(WatchedPolicySource source) {
    return source.current().decide(AccessRequest.of("bob", "payment.refund"))
        instanceof Decision.Permit;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10, 29})
  void look_whileAFileIsWrittenInPlaceWithAPause_neverTakesItsFirstHalf(int pause)
      throws IOException {
    WatchedPolicySource source = files.watch(policy);
    files.writeInPlace("p.yaml", GRANTS);
    files.lookFor(source, pause);
    assertThat(mayRefund(source)).isFalse();
    files.append("p.yaml", DENIES + "# and more\n");
    files.lookFor(source, 2);

    assertThat(mayRefund(source)).isFalse();
    assertThat(files.told()).endsWith("bob").isSubsetOf("bob", "file-keeps-changing");
    assertThat(source.problem()).isEmpty();
  }

  @Test
  void look_betweenTheRenamesOfTwoFiles_takesNoMixture() throws IOException {
    String base = "staffgate: 1\nstaff: { bob: { roles: [billing] } }\n";
    Path roles =
        files.writeInPlace(
            "r.yaml",
            "staffgate: 1\nroles: { billing: { grants: [payment.refund], denies: [payment.refund] } }\n");
    Path staff = files.writeInPlace("s.yaml", base);
    WatchedPolicySource source = files.watch(roles, staff);

    files.writeAndRename(
        "r.yaml", "staffgate: 1\nroles: { billing: { grants: [payment.refund] } }\n");
    files.lookFor(source, 1);
    assertThat(mayRefund(source)).isFalse();
    files.writeAndRename("s.yaml", base.replace("bob: {", "cid: {"));
    files.lookFor(source, 1);
    assertThat(mayRefund(source)).isFalse();
    files.lookFor(source, 1);

    assertThat(files.told()).containsExactly("cid");
  }

  @Test
  void look_fileThatHasBecomeShorter_takesItWhenItHasRested() throws IOException {
    WatchedPolicySource source = files.watch(policy);
    files.writeInPlace("p.yaml", SHORT);
    files.lookFor(source, 30);
    assertThat(files.told()).isEmpty();
    files.lookFor(source, 1);

    assertThat(files.told()).containsExactly("cid");
    files.lookFor(source, 60);
    assertThat(files.told()).isEmpty();
  }

  @Test
  void look_shorterFileThatChangesWhileItRests_restsAnew() throws IOException {
    WatchedPolicySource source = files.watch(policy);
    files.writeInPlace("p.yaml", SHORT);
    files.lookFor(source, 5);
    files.append("p.yaml", "#\n");
    files.lookFor(source, 30);
    assertThat(files.told()).isEmpty();
    files.lookFor(source, 1);

    assertThat(files.told()).containsExactly("cid");
  }

  @Test
  void look_shorterFileThatIsTakenBackWhileItRests_changesNothing() throws IOException {
    WatchedPolicySource source = files.watch(policy);
    files.writeInPlace("p.yaml", SHORT);
    files.lookFor(source, 5);
    files.writeInPlace("p.yaml", GRANTS + DENIES);
    files.lookFor(source, 60);

    assertThat(files.told()).isEmpty();
  }

  @Test
  void look_shorterFileThatIsBroken_isRejectedWithoutRest() throws IOException {
    WatchedPolicySource source = files.watch(policy);
    files.writeInPlace("p.yaml", "staffgate: 1\nroles: {");
    files.lookFor(source, 2);

    assertThat(files.told()).containsExactly("unclosed-bracket");
  }

  @Test
  void refresh_ofAShorterFile_takesItAtOnce() throws IOException {
    WatchedPolicySource source = files.watch(policy);
    files.writeInPlace("p.yaml", SHORT);
    files.lookFor(source, 5);
    source.refresh();

    assertThat(files.told()).containsExactly("cid");
    files.lookFor(source, 60);
    assertThat(files.told()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"...", "...\n", "... # the end\n\n# really\n", "...\r\n"})
  void look_fileThatEndsInTheMark_takesItAtOnce(String end) throws IOException {
    WatchedPolicySource source = files.watch(policy);
    files.writeInPlace("p.yaml", SHORT + end);
    files.lookFor(source, 1);

    assertThat(files.told()).containsExactly("cid");
  }

  @ParameterizedTest
  @ValueSource(strings = {"# ...", " ...\n", "#\n...x: 1\n#"})
  void look_fileThatEndsInSomethingLikeTheMark_letsItRest(String end) throws IOException {
    WatchedPolicySource source = files.watch(policy);
    files.writeInPlace("p.yaml", SHORT + end);
    files.lookFor(source, 1);

    assertThat(files.told()).isEmpty();
  }

  @Test
  void look_fileThatCameByRename_takesItAtOnce() throws IOException {
    WatchedPolicySource source = files.watch(policy);
    files.writeAndRename("p.yaml", SHORT);
    files.lookFor(source, 1);

    assertThat(files.told()).containsExactly("cid");
  }

  /** A file that was deleted and begun anew looks the same as one that came by rename. */
  @Test
  void look_newFileWhoseTimesDoNotTell_takesItAfterThreeSeconds() throws IOException {
    WatchedPolicySource source = files.watch(policy);
    files.replaceInOneInstant("p.yaml", SHORT);
    files.lookFor(source, 3);
    assertThat(files.told()).isEmpty();
    files.lookFor(source, 1);

    assertThat(files.told()).containsExactly("cid");
  }

  @Test
  void look_fileThatWasMovedAwayAndBegunAnew_neverTakesItsFirstHalf() throws IOException {
    WatchedPolicySource source = files.watch(policy);
    Files.move(policy, folder.resolve("p.yaml~"));
    files.writeInPlace("p.yaml", GRANTS);
    files.lookFor(source, 3);
    files.append("p.yaml", DENIES + "# and more\n");
    files.lookFor(source, 2);

    assertThat(mayRefund(source)).isFalse();
    assertThat(files.told()).containsExactly("bob");
  }

  @Test
  void look_whereTheMarkIsDemanded_neverTakesAFileWithoutIt() throws IOException {
    LoadOptions demanding = LoadOptions.DEFAULT.withEndMarkRequired(true);
    files.append("p.yaml", "...\n");
    WatchedPolicySource source = files.watch(WatchOptions.DEFAULT.withLoad(demanding), policy);
    Files.delete(policy);
    files.writeInPlace("p.yaml", GRANTS);
    files.lookFor(source, 60);
    source.refresh();
    assertThat(mayRefund(source)).isFalse();
    assertThat(files.told()).containsExactly("no-end-mark");

    files.append("p.yaml", DENIES + "...\n");
    files.lookFor(source, 1);
    assertThat(source.problem()).isEmpty();
    assertThat(mayRefund(source)).isFalse();
  }

  @Test
  void look_folderThatLosesOrGainsAFile_letsItRest() throws IOException {
    files.writeInPlace("denies.yaml", "staffgate: 1\nstaff: { ann: {} }\n");
    WatchedPolicySource source = files.watch(folder);
    Path away = Files.move(folder.resolve("denies.yaml"), folder.resolve("away"));
    files.lookFor(source, 30);
    assertThat(files.told()).isEmpty();
    files.lookFor(source, 1);
    assertThat(files.told()).containsExactly("bob");

    files.writeInPlace("more.yaml", "staffgate: 1\nstaff: { dan: {} }\n");
    files.lookFor(source, 3);
    assertThat(files.told()).isEmpty();
    files.lookFor(source, 1);
    assertThat(files.told()).containsExactly("bob dan");
    Files.delete(away);
  }

  @Test
  void look_folderOfWhichOneFileCameByRenameAndOneRests_waitsForBoth() throws IOException {
    files.writeInPlace("q.yaml", "staffgate: 1\nstaff: { ann: {} }\n");
    WatchedPolicySource source = files.watch(folder);
    files.writeAndRename("q.yaml", "staffgate: 1\nstaff: { dan: {} }\n");
    files.writeInPlace("p.yaml", SHORT);
    files.lookFor(source, 30);
    assertThat(files.told()).isEmpty();
    files.lookFor(source, 1);

    assertThat(files.told()).containsExactly("cid dan");
  }

  @Test
  void look_fileThatNeverRests_isToldOnceAfterTenSecondsAndLoadedWhenItRests() throws IOException {
    WatchedPolicySource source = files.watch(policy);
    for (int i = 0; i < 30; i++) {
      files.writeInPlace("p.yaml", GRANTS + "#".repeat(200 + i));
      files.lookFor(source, 1);
      assertThat(source.problem().isPresent()).as("after %s s", i).isEqualTo(i >= 10);
    }
    assertThat(files.told()).containsExactly("file-keeps-changing");
    assertThat(mayRefund(source)).isFalse();
    files.writeInPlace("p.yaml", GRANTS + DENIES);
    files.lookFor(source, 2);

    assertThat(files.told()).containsExactly("bob");
    assertThat(source.problem()).isEmpty();
  }

  @Test
  void look_fileThatNeverRestsButIsWholeEachTime_isLoadedEachTime() throws IOException {
    WatchedPolicySource source = files.watch(policy);
    for (int i = 0; i < 15; i++) {
      files.writeInPlace("p.yaml", SHORT + "#" + i + "\n...\n");
      files.lookFor(source, 1);
      files.writeAndRename("p.yaml", SHORT + "#" + i);
      files.lookFor(source, 1);
    }

    assertThat(files.told()).hasSize(30).containsOnly("cid");
  }

  @Test
  void look_fileThatIsReplacedAllTheTimeInOneInstant_isLoadedInTheEnd() throws IOException {
    WatchedPolicySource source = files.watch(policy);
    for (int i = 0; i < 12; i++) {
      files.replaceInOneInstant("p.yaml", SHORT + "#" + i);
      files.lookFor(source, 1);
    }

    assertThat(files.told()).contains("cid").doesNotContain("file-keeps-changing");
  }

  /** All files behind one link, which is swapped while they are read, as Kubernetes does it. */
  @Test
  void look_whileFilesAreSwappedTogether_neverMixesThem() throws Exception {
    Path mount = Files.createDirectory(folder.resolve("mount"));
    version(mount, 0);
    Path data = Files.createSymbolicLink(mount.resolve("..data"), Path.of("..0"));
    for (String name : new String[] {"a.yaml", "b.yaml"}) {
      Files.createSymbolicLink(mount.resolve(name), Path.of("..data", name));
    }
    for (int i = 0; i < 40; i++) { // read between the two
      Files.writeString(mount.resolve("a" + i + ".yaml"), "staffgate: 1\n");
    }
    WatchedPolicySource source = files.watch(mount);
    AtomicBoolean over = new AtomicBoolean();
    CountDownLatch swapping = new CountDownLatch(1);
    ExecutorService threads = Executors.newSingleThreadExecutor();
    Future<Integer> swaps =
        threads.submit(
            () -> {
              int done = 0;
              while (!over.get()) {
                Path next = mount.resolve("..data_tmp");
                done++;
                version(mount, done);
                Files.createSymbolicLink(next, Path.of(".." + done));
                Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);
                swapping.countDown();
              }
              return done;
            });
    assertThat(swapping.await(1, TimeUnit.MINUTES)).isTrue();
    files.lookFor(source, 100);
    over.set(true);
    assertThat(swaps.get(1, TimeUnit.MINUTES)).isPositive();
    threads.shutdown();

    assertThat(files.told()).allMatch(one -> one.matches("s[0-9]+|file-keeps-changing"));
  }

  private static void version(Path mount, int number) throws IOException {
    Path version = Files.createDirectory(mount.resolve(".." + number));
    put(version.resolve("a.yaml"), "staffgate: 1\nroles: { r%d: {} }\n".formatted(number));
    put(
        version.resolve("b.yaml"),
        "staffgate: 1\nstaff: { s%d: { roles: [r%d] } }\n".formatted(number, number));
  }

  /** Writes a file that is known to have come by rename once it is seen in another's place. */
  private static void put(Path file, String text) throws IOException {
    Path written = Files.writeString(file, text);
    Path unused = Files.setLastModifiedTime(written, FileTime.from(Instant.EPOCH));
  }
}
