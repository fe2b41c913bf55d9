package dev.staffgate.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Files that are mounted by themselves, as containers are given one file of their host. No other
 * file can be moved into the place of such a one. Safe for any number of threads.
 */
final class MountedFiles {
  private static final Path MOUNTS = Path.of("/proc/self/mountinfo");

  /** The index of the field of the mount point in a line, by proc(5). */
  private static final int MOUNT_POINT = 4;

  private MountedFiles() {}

  /** Thrown if the place of a file cannot be taken since the file is mounted by itself. */
  static final class MountedException extends FileRefusedException {
    private static final long serialVersionUID = 1L;

    MountedException(Path file, FileSystemException cause) {
      super(
          file
              + " is mounted by itself, so that it cannot be replaced: mount the folder that it is"
              + " in, or change it where it is mounted from",
          cause);
    }
  }

  /** Returns the failure of a move into the place of a file, told as what it is. */
  static IOException failure(Path file, FileSystemException failure) {
    return isMounted(file) ? new MountedException(file, failure) : failure;
  }

  private static boolean isMounted(Path file) {
    try {
      return isIn(Files.readAllLines(MOUNTS, UTF_8), file.toRealPath());
    } catch (IOException notLinux) {
      return false;
    }
  }

  /** Returns whether a file is one of the mount points of such lines. */
  static boolean isIn(List<String> lines, Path file) {
    return lines.stream()
        .map(line -> Splitter.on(' ').splitToList(line))
        .anyMatch(
            fields ->
                fields.size() > MOUNT_POINT
                    && unescaped(fields.get(MOUNT_POINT)).equals(file.toString()));
  }

  /** Reads the escapes of blanks and backslashes; nothing else is escaped. */
  private static String unescaped(String field) {
    return field
        .replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\");
  }
}
