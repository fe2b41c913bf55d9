package dev.staffgate.yaml.edit;

import static java.util.Objects.requireNonNull;

import dev.staffgate.files.DurableWrites;
import dev.staffgate.files.FileOwnership;
import dev.staffgate.files.FileRefusedException;
import dev.staffgate.files.ProcessFileLock;
import dev.staffgate.files.RegularFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Replaces files as a whole, if they are as they were read. */
public final class FileReplacement {
  /** Guarded is what is edited in a folder, by a hidden file {@code .staffgate.lock}. */
  private static final String LOCK = ".staffgate";

  /** More than the clock of a file system goes on at a time. */
  private static final Duration CLOCK_TICK = Duration.ofMillis(50);

  private FileReplacement() {}

  /**
   * Replaces files in the order given, while nobody else replaces some in their folders by this.
   *
   * @param expected what the files of the policy hold, those that stay as they are too
   * @param replacements what some of them are to hold
   * @throws ConcurrentModificationException if one does not hold what is expected
   * @throws FileRefusedException if one is mounted by itself, has hard links, or its owner cannot
   *     be kept
   * @throws IOException if one cannot be replaced; those before it hold again what they held
   */
  public static void replace(Map<Path, byte[]> expected, Map<Path, byte[]> replacements)
      throws IOException {
    SortedSet<Path> folders = new TreeSet<>();
    for (Path file : replacements.keySet()) {
      folders.add(requireNonNull(file.toRealPath().getParent()));
    }
    replaceAlone(List.copyOf(folders), expected, replacements);
  }

  /**
   * Locks one folder after the other; in the same order everywhere, so that nobody waits for long.
   */
  private static void replaceAlone(
      List<Path> folders, Map<Path, byte[]> expected, Map<Path, byte[]> replacements)
      throws IOException {
    if (folders.isEmpty()) {
      replaceNow(expected, replacements);
      return;
    }
    boolean unused =
        ProcessFileLock.guarding(folders.get(0).resolve(LOCK))
            .holding(
                () -> {
                  replaceAlone(folders.subList(1, folders.size()), expected, replacements);
                  return true;
                });
  }

  private static void replaceNow(Map<Path, byte[]> expected, Map<Path, byte[]> replacements)
      throws IOException {
    Map<Path, Path> prepared = new LinkedHashMap<>();
    List<Path> replaced = new ArrayList<>();
    try {
      for (Map.Entry<Path, byte[]> one : replacements.entrySet()) {
        Path file = one.getKey().toRealPath(); // a link stays, and what it leads to is replaced
        FileOwnership.requireOneName(file);
        prepared.put(one.getKey(), prepare(file, one.getValue()));
      }
      for (Map.Entry<Path, byte[]> one : expected.entrySet()) {
        check(one.getKey(), one.getValue());
      }
      for (Map.Entry<Path, Path> one : prepared.entrySet()) {
        DurableWrites.move(one.getValue(), one.getKey().toRealPath());
        replaced.add(one.getKey());
      }
    } catch (IOException | RuntimeException e) {
      putBack(replaced, expected, e);
      throw e;
    } finally {
      for (Path temporary : prepared.values()) {
        Files.deleteIfExists(temporary);
      }
    }
  }

  /**
   * Writes a hidden file beside the one that it will replace, down to the disk, for the same owner.
   */
  private static Path prepare(Path file, byte[] bytes) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path temporary = Files.createTempFile(folder, "." + file.getFileName() + ".", ".tmp");
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      FileOwnership.keep(file, temporary);
      DurableWrites.write(channel, bytes);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
    try {
      setWrittenBefore(temporary);
      return temporary;
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
  }

  /**
   * Sets back the time at which a file was written, so that whoever watches it sees that it was
   * moved to its place after that: the clocks of file systems may not tell otherwise.
   */
  private static void setWrittenBefore(Path file) throws IOException {
    Instant written = Files.getLastModifiedTime(file).toInstant();
    Path unused = Files.setLastModifiedTime(file, FileTime.from(written.minus(CLOCK_TICK)));
  }

  private static void check(Path file, byte[] expected) throws IOException {
    if (!Arrays.equals(RegularFiles.read(file, expected.length + 1), expected)) {
      throw new ConcurrentModificationException(
          file
              + " was changed since it was read; nothing is replaced: read the policy again, and"
              + " make the edit anew");
    }
  }

  private static void putBack(List<Path> replaced, Map<Path, byte[]> old, Exception because) {
    for (Path file : replaced) {
      try {
        Path real = file.toRealPath();
        DurableWrites.move(prepare(real, requireNonNull(old.get(file))), real);
      } catch (IOException | RuntimeException e) {
        because.addSuppressed(e);
      }
    }
  }
}
