package dev.staffgate.audit;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The names of the files of a log: that of the file which is written, and others that begin with it
 * and a dot or a hyphen, in the same folder. So the files that logrotate makes are found, too.
 */
final class SegmentNames {
  /** The most files that are looked at in a folder. */
  private static final int MOST = 100_000;

  private SegmentNames() {}

  /** Returns the files beside the one that is written that may belong to the log, in no order. */
  static List<Path> beside(Path file) throws IOException {
    Path whole = file.toAbsolutePath();
    String name = requireNonNull(whole.getFileName(), "name").toString();
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(
            requireNonNull(whole.getParent(), "folder"), other -> isBeside(other, name))) {
      for (Path other : all) {
        if (found.size() == MOST) {
          throw new IOException("there are more than " + MOST + " files beside " + file);
        }
        found.add(other);
      }
    }
    return found;
  }

  private static boolean isBeside(Path other, String name) {
    String its = String.valueOf(other.getFileName());
    return its.length() > name.length()
        && its.startsWith(name)
        && (its.charAt(name.length()) == '.' || its.charAt(name.length()) == '-')
        && Files.isRegularFile(other);
  }

  /** Returns the name of a file that is closed, by the number of its first record. */
  static Path closed(Path file, long first) {
    return file.resolveSibling(file.getFileName() + String.format(Locale.ROOT, ".%012d", first));
  }

  /** Returns a name for what was set aside. */
  static Path aside(Path file, String word, long stamp) {
    return file.resolveSibling(file.getFileName() + "." + word + "-" + stamp);
  }

  /** Returns whether a file was set aside as no part of the log. */
  static boolean isForeign(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.contains(".foreign-") || name.contains(".torn-") || LogLock.isLock(file);
  }
}
