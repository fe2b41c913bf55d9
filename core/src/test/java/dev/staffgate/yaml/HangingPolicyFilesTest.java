package dev.staffgate.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.staffgate.fixtures.NamedPipe;
import dev.staffgate.model.PolicyException;
import dev.staffgate.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** File systems that do not answer hold nobody, and everybody is told. */
@Timeout(120)
class HangingPolicyFilesTest {
  private static final String ANN = "staffgate: 1\nstaff: { ann: {} }\n";
  private static final Runnable ANSWERS = Thread::onSpinWait;
  private static final String BOB = "staffgate: 1\nstaff: { bob: {} }\n";

  @TempDir Path folder;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch hanging = new CountDownLatch(1);
  private final CountDownLatch answers = new CountDownLatch(1);

  @AfterEach
  void end() throws InterruptedException {
    answers.countDown();
    threads.shutdown();
    assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
  }

  private void hang() {
    hanging.countDown();
    boolean over = false;
    while (!over) {
      try {
        answers.await();
        over = true;
      } catch (InterruptedException e) {
        over = false; // as a system call on a dead mount
      }
    }
  }

  /** Watches a file whose reads do something before, as in the file system. */
  private WatchedPolicySource watch(
      WatchedFiles files, Path file, AtomicReference<Runnable> before, Duration patience) {
    LoadOptions options = LoadOptions.DEFAULT;
    WatchedPolicySource source =
        new WatchedPolicySource(
            List.of(file),
            () ->
                PolicyFiles.look(
                    List.of(file),
                    before.get() == ANSWERS ? Duration.ofMinutes(1) : patience,
                    () -> {
                      before.get().run();
                      return PolicyFiles.lookNow(List.of(file), options);
                    }),
            snapshot -> PolicyFiles.load(snapshot, options),
            Optional.empty(),
            files);
    source.onChange(files);
    return source;
  }

  @Test
  void look_pipeInTheFilesPlace_isToldAndALaterGoodPolicyIsLoaded() throws Exception {
    WatchedFiles files = new WatchedFiles(folder);
    Path file = files.writeInPlace("p.yaml", ANN);
    WatchedPolicySource source = files.watch(file);
    Files.delete(file);
    Path pipe = NamedPipe.at(file);
    files.lookFor(source, 3);
    assertThat(files.told()).containsExactly("file-unreadable");
    source.refresh();
    assertThat(source.problem()).isPresent();
    Files.delete(pipe);
    files.writeInPlace("p.yaml", BOB);
    files.lookFor(source, 4);

    assertThat(files.told()).containsExactly("bob");
    assertThat(source.problem()).isEmpty();
    source.close();
  }

  @Test
  void look_fileSystemThatDoesNotAnswer_isToldOnceAndALaterGoodPolicyIsLoaded() throws IOException {
    WatchedFiles files = new WatchedFiles(folder);
    Path file = files.writeInPlace("p.yaml", ANN);
    AtomicReference<Runnable> before = new AtomicReference<>(ANSWERS);
    WatchedPolicySource source = watch(files, file, before, Duration.ofMillis(50));
    before.set(this::hang);
    files.lookFor(source, 3);
    source.refresh();
    assertThat(files.told()).containsExactly("file-no-answer");
    assertThat(source.problem().orElseThrow())
        .hasMessageContaining("their file system does not answer")
        .hasMessageContaining("network mount");

    before.set(ANSWERS);
    answers.countDown();
    files.writeInPlace("p.yaml", BOB);
    while (files.told().isEmpty()) { // until the thread that hung has come back
      files.lookFor(source, 1);
    }

    assertThat(source.current().document().staff()).containsOnlyKeys("bob");
    assertThat(source.problem()).isEmpty();
  }

  @Test
  void close_whileAReadHangs_doesNotWaitAndWhatIsReadLaterIsNotLoaded() throws Exception {
    WatchedFiles files = new WatchedFiles(folder);
    Path file = files.writeInPlace("p.yaml", ANN);
    AtomicReference<Runnable> before = new AtomicReference<>(ANSWERS);
    WatchedPolicySource source = watch(files, file, before, Duration.ofMinutes(1));
    files.writeInPlace("p.yaml", BOB);
    before.set(this::hang);
    Future<?> look = threads.submit(source::refresh);
    assertThat(hanging.await(1, TimeUnit.MINUTES)).isTrue();

    source.close();
    assertThat(source.problem()).isEmpty();
    assertThat(source.current().document().staff()).containsOnlyKeys("ann");

    answers.countDown();
    assertThat(look.get(1, TimeUnit.MINUTES)).isNull();
    assertThat(source.current().document().staff()).containsOnlyKeys("ann");
    assertThat(files.told()).isEmpty();
  }

  @Test
  void close_whileAListenerIsTold_waitsForIt() throws Exception {
    WatchedFiles files = new WatchedFiles(folder);
    Path file = files.writeInPlace("p.yaml", ANN);
    WatchedPolicySource source = files.watch(file);
    AtomicReference<String> done = new AtomicReference<>("");
    source.onChange(
        new PolicySource.Listener() {
          @Override
          public void loaded(Policy policy) {
            hang();
            done.set("told");
          }

          @Override
          public void rejected(PolicyException problem) {}
        });
    files.writeInPlace("p.yaml", BOB);
    Future<?> look = threads.submit(source::refresh);
    assertThat(hanging.await(1, TimeUnit.MINUTES)).isTrue();
    Future<String> closing =
        threads.submit(
            () -> {
              source.close();
              return done.get();
            });
    answers.countDown();

    assertThat(closing.get(1, TimeUnit.MINUTES)).isEqualTo("told");
    assertThat(look.get(1, TimeUnit.MINUTES)).isNull();
  }
}
