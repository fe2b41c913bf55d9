package dev.staffgate.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Reads of regular files alone. To open a pipe is to wait for whoever writes to it, and a device
 * has no end. Safe for any number of threads.
 */
public final class RegularFiles {
  private RegularFiles() {}

  /** Thrown for what is not a regular file. */
  public static final class NotRegularException extends FileRefusedException {
    private static final long serialVersionUID = 1L;

    private final String what;

    NotRegularException(Path file, String what) {
      super(file + " is " + what + ": name a regular file");
      this.what = what;
    }

    /** Returns what it is, such as {@code a folder}. */
    public String what() {
      return what;
    }
  }

  /**
   * Returns the beginning of a file, or all of it.
   *
   * @param most how many bytes are read at most
   * @throws NotRegularException if it is something else than a regular file, or a link to one
   * @throws IOException if it cannot be read
   */
  public static byte[] read(Path file, int most) throws IOException {
    BasicFileAttributes unused = requireRegular(file);
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(most);
    }
  }

  /** Returns the attributes of a regular file; links are followed. */
  public static BasicFileAttributes requireRegular(Path file) throws IOException {
    BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
    if (!is.isRegularFile()) {
      throw new NotRegularException(file, is.isDirectory() ? "a folder" : "a pipe or a device");
    }
    return is;
  }
}
