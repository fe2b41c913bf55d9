package dev.staffgate.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The owner, group and permissions that a new file takes over from the one whose place it takes,
 * where the file system knows owners. Safe for any number of threads.
 */
public final class FileOwnership {
  private FileOwnership() {}

  /** Thrown if a new file cannot be given to the owner of the old one. */
  public static final class NotKeptException extends FileRefusedException {
    private static final long serialVersionUID = 1L;

    NotKeptException(Path file, PosixFileAttributes of, IOException cause) {
      super(
          file
              + " belongs to "
              + of.owner().getName()
              + ":"
              + of.group().getName()
              + ", and what takes its place would not: change it as that user, or as root",
          cause);
    }
  }

  /**
   * Requires that a file has no hard links, so that taking its place does not make two of one.
   *
   * @throws FileRefusedException if it has, where that can be told
   */
  public static void requireOneName(Path file) throws IOException {
    FileIdentity.requireOneName(file);
  }

  /**
   * Gives a new file the owner, group and permissions of an old one.
   *
   * @throws NotKeptException if this program's user may not do that
   */
  public static void keep(Path old, Path made) throws IOException {
    give(old, made);
    PosixFileAttributeView from = posix(old);
    PosixFileAttributeView to = posix(made);
    if (from != null && to != null) { // after the owner: a change of owner may take permissions
      to.setPermissions(from.readAttributes().permissions());
    }
  }

  /**
   * Gives a new file to the owner and group of a folder, or of another file, if this program is
   * root's: whoever else makes a file means to have it. A root that may not do that, as in some
   * containers, has it, too.
   */
  static void giveIfRoot(Path to, Path made) throws IOException {
    if (FileIdentity.isRoot()) {
      try {
        give(to, made);
      } catch (NotKeptException mayNot) {
        return;
      }
    }
  }

  private static void give(Path old, Path made) throws IOException {
    PosixFileAttributeView from = posix(old);
    PosixFileAttributeView to = posix(made);
    if (from == null || to == null) {
      return;
    }
    PosixFileAttributes was = from.readAttributes();
    PosixFileAttributes is = to.readAttributes();
    try {
      if (!was.owner().equals(is.owner())) {
        to.setOwner(was.owner());
      }
    } catch (IOException refused) {
      throw new NotKeptException(old, was, refused);
    }
    try {
      if (!was.group().equals(is.group())) {
        to.setGroup(was.group());
      }
    } catch (IOException refused) {
      if (givesMoreToTheGroup(was.permissions())) {
        throw new NotKeptException(old, was, refused);
      }
    }
  }

  /** Returns whether it matters which group a file has: not if everybody may do what it may. */
  static boolean givesMoreToTheGroup(Set<PosixFilePermission> permissions) {
    return (permissions.contains(PosixFilePermission.GROUP_READ)
            && !permissions.contains(PosixFilePermission.OTHERS_READ))
        || (permissions.contains(PosixFilePermission.GROUP_WRITE)
            && !permissions.contains(PosixFilePermission.OTHERS_WRITE))
        || (permissions.contains(PosixFilePermission.GROUP_EXECUTE)
            && !permissions.contains(PosixFilePermission.OTHERS_EXECUTE));
  }

  private static @Nullable PosixFileAttributeView posix(Path file) {
    return Files.getFileAttributeView(file, PosixFileAttributeView.class);
  }
}
