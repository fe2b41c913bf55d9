package dev.staffgate.files;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The permissions of files that their owner alone can read and write, where the file system knows
 * owners. Safe for any number of threads.
 */
public final class OwnerOnlyPermissions {
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  private static final Set<PosixFilePermission> PERMISSIONS =
      PosixFilePermissions.fromString("rw-------");

  private OwnerOnlyPermissions() {}

  /**
   * Makes an empty file for its owner alone; others cannot open it at any moment. One that root
   * makes belongs to the owner of its folder, so that a service can use what root has begun.
   *
   * @throws java.nio.file.FileAlreadyExistsException if there is one; its permissions stay
   */
  public static void createFile(Path file) throws IOException {
    Path made = Files.createFile(file, attributes());
    Path folder = made.toAbsolutePath().getParent();
    if (folder != null) {
      FileOwnership.giveIfRoot(folder, made);
    }
  }

  /** Makes a folder for its owner alone, and those above it, if they are not there. */
  public static void createFolders(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Path unused =
          Files.createDirectories(
              folder,
              POSIX
                  ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                        PosixFilePermissions.fromString("rwx------"))
                  }
                  : new FileAttribute<?>[0]);
    }
  }

  /** Returns the attributes that a new file is made with. */
  static FileAttribute<?>[] attributes() {
    return POSIX
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PERMISSIONS)}
        : new FileAttribute<?>[0];
  }

  /** Returns whether others than its owner may read or write a file. */
  static boolean isOpenToOthers(Path file) throws IOException {
    return POSIX && !PERMISSIONS.containsAll(Files.getPosixFilePermissions(file));
  }
}
