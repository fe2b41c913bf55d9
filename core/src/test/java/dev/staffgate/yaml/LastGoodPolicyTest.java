package dev.staffgate.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.PolicyProblem;
import dev.staffgate.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program starts with the last good policy when its files are broken, if it asked for that. */
class LastGoodPolicyTest {
  private static final String ANN = "staffgate: 1\nstaff: { ann: {} }\n";
  private static final String BOB = "staffgate: 1\nstaff: { bob: {} }\n";
  private static final String BROKEN = "staffgate: 1\nstaff: { ann: { roles: [none] } }\n";

  @TempDir Path folder;
  private WatchedFiles files;
  private Path policy;

  @BeforeEach
  void write() throws IOException {
    files = new WatchedFiles(folder);
    policy = files.writeInPlace("p.yaml", ANN);
  }

  private Path kept() {
    return folder.resolve("kept");
  }

  private WatchedPolicySource start() {
    return files.watch(WatchOptions.DEFAULT.withLastGood(kept()), policy);
  }

  private List<Path> filesKept() throws IOException {
    try (Stream<Path> all = Files.list(kept())) {
      return all.filter(one -> !one.toString().endsWith(".lock")).toList();
    }
  }

  @Test
  void start_withABrokenFile_hasTheLastGoodPolicyAndTheProblem() throws IOException {
    WatchedPolicySource before = start();
    files.writeInPlace("p.yaml", BOB);
    files.lookFor(before, 2);
    before.close();
    files.writeInPlace("p.yaml", BROKEN);

    WatchedPolicySource source = start();

    assertThat(source.current().document().staff()).containsOnlyKeys("bob");
    assertThat(source.current().version()).isEqualTo(before.current().version());
    assertThat(source.problem().orElseThrow()).hasMessageContaining("unknown-role");
    assertThat(files.told()).containsExactly("bob");
    files.lookFor(source, 60);
    assertThat(files.told()).isEmpty();
    files.writeInPlace("p.yaml", ANN + "# mended\n");
    files.lookFor(source, 2);
    assertThat(files.told()).containsExactly("ann");
    assertThat(source.problem()).isEmpty();
  }

  @Test
  void start_withHalfAFile_letsItRestAgainstTheLastGoodPolicy() throws IOException {
    files.writeInPlace("p.yaml", ANN + "roles: { a: {} }\n");
    start().close();
    files.writeInPlace("p.yaml", BROKEN);
    WatchedPolicySource source = start();
    files.writeInPlace("p.yaml", ANN);
    files.lookFor(source, 30);

    assertThat(source.current().document().roles()).containsOnlyKeys("a");
    assertThat(source.problem()).isPresent();
  }

  @Test
  void start_withAFileThatIsGone_hasTheLastGoodPolicy() throws IOException {
    start().close();
    Files.delete(policy);

    assertThat(start().current().document().staff()).containsOnlyKeys("ann");
  }

  @Test
  void start_withABrokenFileAndNothingKept_isRefused() throws IOException {
    files.writeInPlace("p.yaml", BROKEN);

    assertThatExceptionOfType(PolicyException.class)
        .isThrownBy(this::start)
        .withMessageContaining("unknown-role");
    assertThat(kept()).doesNotExist();
  }

  @Test
  void start_withoutTheFolder_isRefusedThoughThereIsAKeptPolicy() throws IOException {
    start().close();
    files.writeInPlace("p.yaml", BROKEN);

    assertThatExceptionOfType(PolicyException.class).isThrownBy(() -> files.watch(policy));
  }

  @Test
  void start_ofOtherFiles_doesNotHaveTheirPolicy() throws IOException {
    start().close();
    Path other = files.writeInPlace("q.yaml", BROKEN);

    assertThatExceptionOfType(PolicyException.class)
        .isThrownBy(() -> files.watch(WatchOptions.DEFAULT.withLastGood(kept()), other));
  }

  @Test
  void start_withAKeptPolicyThatWasChanged_isRefused() throws IOException {
    start().close();
    assertThat(filesKept()).hasSize(1);
    Path file = filesKept().get(0);
    byte[] whole = Files.readAllBytes(file);
    files.writeInPlace("p.yaml", BROKEN);
    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= 1;
      Files.write(file, changed);
      assertThatExceptionOfType(PolicyException.class).as("byte %s", i).isThrownBy(this::start);
    }
    Files.write(file, whole);
    assertThat(start().current().document().staff()).containsOnlyKeys("ann");
  }

  @Test
  void keep_whereTheFolderCannotBeMade_leavesThePolicyInForce() throws IOException {
    Path inTheWay = files.writeInPlace("kept", "a file");

    assertThat(start().current().document().staff()).containsOnlyKeys("ann");
    assertThat(inTheWay).hasContent("a file");
  }

  /** Objects to every policy that has a member of staff of this id. */
  private static final class Objecting implements PolicySource.Agreement {
    private final String staff;
    private final List<String> asked = new ArrayList<>();
    private boolean mended;
    private boolean mayHaveChanged;

    Objecting(String staff) {
      this.staff = staff;
    }

    @Override
    public Optional<PolicyException> objection(Policy policy) {
      mayHaveChanged = false;
      asked.addAll(policy.document().staff().keySet());
      return mended || !policy.document().staff().containsKey(staff)
          ? Optional.empty()
          : Optional.of(
              new PolicyException(
                  List.of(
                      PolicyProblem.of(Place.NONE, "objection", "no", "it is a test", "mend"))));
    }

    @Override
    public boolean mayHaveChanged() {
      return mayHaveChanged;
    }
  }

  @Test
  void policy_thatIsObjectedTo_isNeitherInForceNorKept() throws IOException {
    WatchedPolicySource source = start();
    assertThat(source.agreeBy(new Objecting("bob"))).isEmpty();
    files.writeInPlace("p.yaml", BOB);
    files.lookFor(source, 60);

    assertThat(source.current().document().staff()).containsOnlyKeys("ann");
    assertThat(source.problem().orElseThrow()).hasMessageContaining("objection");
    assertThat(files.told()).containsExactly("objection");
    source.close();
    files.writeInPlace("p.yaml", BROKEN);
    assertThat(start().current().document().staff()).containsOnlyKeys("ann");
  }

  @Test
  void policy_thatIsObjectedToAtTheStart_leavesWhatWasKeptBefore() throws IOException {
    start().close();
    files.writeInPlace("p.yaml", BOB);
    WatchedPolicySource refused = start();
    assertThat(refused.agreeBy(new Objecting("bob"))).isPresent();
    refused.close();
    files.writeInPlace("p.yaml", BROKEN);

    assertThat(start().current().document().staff()).containsOnlyKeys("ann");
  }

  @Test
  void policy_thatWasObjectedTo_isTriedAgainOnceThatMayHaveChangedAndByRefresh()
      throws IOException {
    WatchedPolicySource source = start();
    Objecting objecting = new Objecting("bob");
    assertThat(source.agreeBy(objecting)).isEmpty();
    files.writeInPlace("p.yaml", BOB);
    files.lookFor(source, 60);
    assertThat(objecting.asked).containsExactly("ann", "bob");
    objecting.mayHaveChanged = true;
    files.lookFor(source, 60);
    source.refresh();
    assertThat(objecting.asked).containsExactly("ann", "bob", "bob", "bob");
    assertThat(files.told()).containsExactly("objection");

    objecting.mended = true;
    files.lookFor(source, 60);
    assertThat(source.problem()).isPresent();
    objecting.mayHaveChanged = true;
    files.lookFor(source, 1);

    assertThat(source.problem()).isEmpty();
    assertThat(source.current().document().staff()).containsOnlyKeys("bob");
    assertThat(files.told()).containsExactly("bob");
    source.close();
    files.writeInPlace("p.yaml", BROKEN);
    assertThat(start().current().document().staff()).containsOnlyKeys("bob");
  }

  @Test
  void agreement_thatFails_isToldAndAskedAgainByRefresh() throws IOException {
    WatchedPolicySource source = start();
    AtomicBoolean works = new AtomicBoolean(true);
    PolicySource.Agreement failing =
        new PolicySource.Agreement() {
          @Override
          public Optional<PolicyException> objection(Policy policy) {
            if (!works.get()) {
              throw new IllegalStateException("no memory");
            }
            return Optional.empty();
          }

          @Override
          public boolean mayHaveChanged() {
            return false;
          }
        };
    assertThat(source.agreeBy(failing)).isEmpty();
    works.set(false);
    files.writeInPlace("p.yaml", BOB);
    files.lookFor(source, 60);
    assertThat(source.current().document().staff()).containsOnlyKeys("ann");
    assertThat(files.told()).containsExactly("load-broke-off");

    works.set(true);
    source.refresh();
    assertThat(source.current().document().staff()).containsOnlyKeys("bob");
  }
}
