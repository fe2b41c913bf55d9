package dev.staffgate.files;

import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A small file that its owner alone can read, where the file system knows owners. It is replaced as
 * a whole: what is new is written beside it, forced to the disk, and put in its place in one move.
 * Thread-safe.
 */
public final class OwnerOnlyFile {
  private final Path file;
  private final int maxBytes;
  private final ProcessFileLock changes;

  private OwnerOnlyFile(Path file, int maxBytes) {
    this.file = requireNonNull(file, "file");
    this.maxBytes = maxBytes;
    this.changes = ProcessFileLock.guarding(file);
  }

  /**
   * Returns a file, which need not be there.
   *
   * @param maxBytes what is longer is neither read nor written
   */
  public static OwnerOnlyFile at(Path file, int maxBytes) {
    return new OwnerOnlyFile(file, maxBytes);
  }

  /** A mark of one version of a file; each version is a file of its own. */
  public record Stamp(@Nullable Object key, FileTime changed, long bytes) {}

  /** Thrown if others than its owner may read or write the file. */
  public static final class OpenToOthersException extends IOException {
    private static final long serialVersionUID = 1L;

    OpenToOthersException(Path file) {
      super(
          file
              + " can be read by others: take the file from them (chmod 600), and consider what they"
              + " may have read");
    }

    @Override
    public String getMessage() {
      return requireNonNull(super.getMessage());
    }
  }

  /** Returns the version that is there; nothing if the file does not exist. */
  public Optional<Stamp> stamp() throws IOException {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return Optional.of(new Stamp(now.fileKey(), now.lastModifiedTime(), now.size()));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  /**
   * Returns the bytes of the file.
   *
   * @throws OpenToOthersException if others can read it; it is left as it is
   * @throws IOException if it cannot be read, or is too long
   */
  public byte[] read() throws IOException {
    if (OwnerOnlyPermissions.isOpenToOthers(file)) {
      throw new OpenToOthersException(file);
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes) {
        throw new IOException("it is larger than " + maxBytes + " bytes");
      }
      return bytes;
    }
  }

  /** Work that is done while nobody else changes the file. */
  @FunctionalInterface
  public interface Change<T> {
    /** Reads and replaces. */
    T run() throws IOException;
  }

  /**
   * Does something while no other thread and no other program that uses the file so changes it, by
   * a lock on {@code NAME.lock} beside it.
   *
   * @throws IOException if the change throws it, or the lock cannot be had within five seconds
   */
  public <T> T changing(Change<T> change) throws IOException {
    return changes.holding(change::run);
  }

  /**
   * Replaces the file; to be called from within {@link #changing}.
   *
   * @throws IOException if that fails: then the file is what it was, or what it was to be
   */
  public void replace(byte[] bytes) throws IOException {
    if (bytes.length > maxBytes) {
      throw new IOException("it would be larger than " + maxBytes + " bytes");
    }
    Path next = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(next);
    OwnerOnlyPermissions.createFile(next);
    try (FileChannel channel = FileChannel.open(next, WRITE)) {
      DurableWrites.write(channel, bytes);
    }
    DurableWrites.move(next, file);
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
