package dev.staffgate.yaml;

import com.google.common.base.Ticker;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.staffgate.files.FileStamp;
import dev.staffgate.model.PolicyException;
import dev.staffgate.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Files of a policy in a folder, as programs write them, and looks at them by a test's clock. */
final class WatchedFiles extends Ticker implements PolicySource.Listener {
  private final Path folder;
  private final List<String> told = new ArrayList<>();
  private long nanos;
  private int kept;

  WatchedFiles(Path folder) {
    this.folder = folder;
  }

  /** Returns what was told since this was asked: names of staff, or the code of a problem. */
  List<String> told() {
    List<String> since = List.copyOf(told);
    told.clear();
    return since;
  }

  WatchedPolicySource watch(WatchOptions options, Path... files) {
    WatchedPolicySource source = new WatchedPolicySource(List.of(files), options, this);
    source.onChange(this);
    return source;
  }

  WatchedPolicySource watch(Path... files) {
    return watch(WatchOptions.DEFAULT, files);
  }

  /** Looks once a second for so long. */
  void lookFor(WatchedPolicySource source, int seconds) {
    for (int i = 0; i < seconds; i++) {
      lookAfter(source, Duration.ofSeconds(1));
    }
  }

  void lookAfter(WatchedPolicySource source, Duration time) {
    nanos += time.toNanos();
    source.look();
  }

  /** Writes as editors and renderers do that keep the file. */
  @CanIgnoreReturnValue
  Path writeInPlace(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  void append(String name, String text) throws IOException {
    Path unused = Files.writeString(folder.resolve(name), text, StandardOpenOption.APPEND);
  }

  /** Writes beside the file, and renames some time after that. */
  void writeAndRename(String name, String text) throws IOException {
    Path beside = Files.writeString(folder.resolve("." + name + ".tmp"), text);
    Path written =
        Files.setLastModifiedTime(beside, FileTime.from(Instant.parse("2026-11-29T09:00:00Z")));
    Path unused = Files.move(written, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Writes another file and moves it there, all in one instant by the file's times. */
  void replaceInOneInstant(String name, String text) throws IOException {
    Path beside = folder.resolve("." + name + ".tmp");
    // Kept, so that no new file is given the number of the old one.
    Path unused = Files.createLink(folder.resolve(".kept" + kept++), folder.resolve(name));
    do {
      unused = Files.writeString(beside, text);
      unused = Files.move(beside, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } while (isChangedSinceWritten(folder.resolve(name)));
  }

  private static boolean isChangedSinceWritten(Path file) {
    return FileStamp.of(file).orElseThrow().isChangedSinceWritten();
  }

  @Override
  public void loaded(Policy policy) {
    told.add(String.join(" ", policy.document().staff().keySet().stream().sorted().toList()));
  }

  @Override
  public void rejected(PolicyException problem) {
    told.add(problem.problems().get(0).code());
  }

  @Override
  public long read() {
    return nanos;
  }
}
