package dev.staffgate.files;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that their owner alone can read and write, where the file system knows owners. */
final class OwnerOnlyPermissions {
  static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  private static final Set<PosixFilePermission> PERMISSIONS =
      PosixFilePermissions.fromString("rw-------");

  private OwnerOnlyPermissions() {}

  /** What a new file is made with, so that there is no moment in which others can open it. */
  static FileAttribute<?>[] attributes() {
    return POSIX
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PERMISSIONS)}
        : new FileAttribute<?>[0];
  }

  /** Whether others than its owner may read or write a file. */
  static boolean isOpenToOthers(Path file) throws IOException {
    return POSIX && !PERMISSIONS.containsAll(Files.getPosixFilePermissions(file));
  }
}
