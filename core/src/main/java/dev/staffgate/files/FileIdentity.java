package dev.staffgate.files;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The file that a path means, and its owner. Safe for any number of threads. */
final class FileIdentity {
  private static final boolean UNIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
  private static final Object ROOT = 0;

  private FileIdentity() {}

  /** Thrown if a file has several names. */
  static final class SeveralNamesException extends FileRefusedException {
    private static final long serialVersionUID = 1L;

    SeveralNamesException(Path file, int names) {
      super(
          file
              + " is one file under "
              + names
              + " names (hard links), which a change would make two: keep one name, and use"
              + " symbolic links");
    }
  }

  /** Thrown if a file belongs to somebody who is not meant to have it. */
  static final class NotOwnException extends FileRefusedException {
    private static final long serialVersionUID = 1L;

    NotOwnException(Path file, String owner) {
      super(
          file
              + " belongs to "
              + owner
              + ", who could write anything there: give it to the user of this program (chown), and"
              + " consider what it holds");
    }
  }

  /**
   * Returns the one path of a file, which need not be there.
   *
   * @throws IOException if its folder is not there, or it is a link that leads nowhere
   */
  static Path realPath(Path file) throws IOException {
    try {
      return file.toRealPath();
    } catch (NoSuchFileException absent) {
      if (Files.isSymbolicLink(file)) {
        throw new FileRefusedException(file + " is a link that leads nowhere");
      }
      Path folder = requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
      return folder.toRealPath().resolve(file.getFileName());
    }
  }

  /** Requires that a file has no hard links, where that can be told. */
  static void requireOneName(Path file) throws IOException {
    if (UNIX && Files.getAttribute(file, "unix:nlink") instanceof Integer names && names > 1) {
      throw new SeveralNamesException(file, names);
    }
  }

  /**
   * Requires that a file belongs to this program's user, where that can be told. Root may use what
   * belongs to the owner of its folder, as when it sees to the files of a service.
   */
  static void requireOwn(Path file) throws IOException {
    Object user = UNIX ? User.ID : null;
    if (user == null) {
      return;
    }
    Map<String, Object> is = Files.readAttributes(file, "unix:uid,owner");
    Object owner = is.get("uid");
    Path folder = file.toRealPath().getParent();
    boolean fits =
        Objects.equals(owner, user)
            || (user.equals(ROOT)
                && folder != null
                && Objects.equals(owner, Files.getAttribute(folder, "unix:uid")));
    if (!fits) {
      throw new NotOwnException(file, String.valueOf(is.get("owner")));
    }
  }

  /** Returns whether this program is root's. */
  static boolean isRoot() {
    return UNIX && ROOT.equals(User.ID);
  }

  /** The user that this program runs as. */
  private static final class User {
    static final @Nullable Object ID = find();

    private static @Nullable Object find() {
      try {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      } catch (IOException | RuntimeException noSuchFolder) {
        return ofNewFile();
      }
    }

    private static @Nullable Object ofNewFile() {
      try {
        Path made = Files.createTempFile("staffgate", null);
        try {
          return Files.getAttribute(made, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        } finally {
          Files.deleteIfExists(made);
        }
      } catch (IOException | RuntimeException unknown) {
        return null;
      }
    }
  }
}
