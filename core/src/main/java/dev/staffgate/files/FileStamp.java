package dev.staffgate.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The facts that a file system tells of one state of a file.
 *
 * @param key which file it is, whatever its name; null where that cannot be told
 * @param written when its content was written last
 * @param changed when anything about it was changed last, its name included; the same as {@code
 *     written} where that cannot be told
 * @param bytes its length
 */
public record FileStamp(@Nullable Object key, FileTime written, FileTime changed, long bytes) {
  /** Returns the stamp of a file, links followed; nothing if it cannot be told. */
  public static Optional<FileStamp> of(Path file) {
    try {
      BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
      FileTime written = is.lastModifiedTime();
      FileTime changed = written;
      if (file.getFileSystem().supportedFileAttributeViews().contains("unix")
          && Files.getAttribute(file, "unix:ctime") instanceof FileTime known) {
        changed = known;
      }
      return Optional.of(new FileStamp(is.fileKey(), written, changed, is.size()));
    } catch (IOException unknown) {
      return Optional.empty();
    }
  }

  /**
   * Returns whether something was done to the file after its content was written, such as moving it
   * to its name. If it was moved in the same instant, that cannot be told.
   */
  public boolean isChangedSinceWritten() {
    return changed.compareTo(written) > 0;
  }
}
