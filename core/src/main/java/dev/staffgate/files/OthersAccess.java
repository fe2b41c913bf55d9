package dev.staffgate.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * The rights of those who neither own a file nor are in its group. Of a file system that does not
 * know owners it is taken that they may do nothing.
 */
public enum OthersAccess {
  NONE,
  /** They may read it. */
  READ,
  /** They may write it, and perhaps read it. */
  WRITE;

  /** Returns what others may do; links are followed. */
  public static OthersAccess of(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null) {
      return NONE;
    }
    Set<PosixFilePermission> permissions = view.readAttributes().permissions();
    if (permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
      return WRITE;
    }
    return permissions.contains(PosixFilePermission.OTHERS_READ) ? READ : NONE;
  }
}
