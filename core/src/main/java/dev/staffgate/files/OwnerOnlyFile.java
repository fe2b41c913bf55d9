package dev.staffgate.files;

import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A small file that its owner alone can read, where the file system knows owners. It is replaced as
 * a whole: what is new is written beside it, forced to the disk, and put in its place in one move;
 * its owner and group stay. Thread-safe.
 *
 * <p>All who use it mean the same file, by whichever link they were led there: symbolic ones are
 * followed, and stay. A file with a second name (a hard link) is refused, since the names would be
 * two files after the first change.
 */
public final class OwnerOnlyFile {
  /** The time that a file system may take to answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Path file;
  private final int maxBytes;

  private OwnerOnlyFile(Path file, int maxBytes) {
    this.file = requireNonNull(file, "file");
    this.maxBytes = maxBytes;
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
  public static final class OpenToOthersException extends FileRefusedException {
    private static final long serialVersionUID = 1L;

    OpenToOthersException(Path file) {
      super(
          file
              + " can be read by others: take the file from them (chmod 600), and consider what"
              + " they may have read");
    }
  }

  /**
   * Returns the version that is there; nothing if the file does not exist.
   *
   * @throws IOException if that cannot be told, or not within two seconds
   */
  public Optional<Stamp> stamp() throws IOException {
    return within(this::stampNow);
  }

  private Optional<Stamp> stampNow() throws IOException {
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
   * @throws FileRefusedException if it is not a regular file, has a second name, can be read by
   *     others, or belongs to somebody else; it is left as it is
   * @throws IOException if it cannot be read, not within two seconds, or is too long
   */
  public byte[] read() throws IOException {
    return within(
        () -> {
          requireSafe(file);
          byte[] bytes = RegularFiles.read(file, maxBytes + 1);
          if (bytes.length > maxBytes) {
            throw new IOException("it is larger than " + maxBytes + " bytes");
          }
          return bytes;
        });
  }

  private static void requireSafe(Path file) throws IOException {
    BasicFileAttributes unused = RegularFiles.requireRegular(file);
    if (OwnerOnlyPermissions.isOpenToOthers(file)) {
      throw new OpenToOthersException(file);
    }
    FileIdentity.requireOneName(file);
    FileIdentity.requireOwn(file);
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
    Path real = real();
    return ProcessFileLock.guarding(real)
        .holding(
            () -> {
              if (!real().equals(real)) {
                throw new IOException(file + " has come to lead elsewhere");
              }
              return change.run();
            });
  }

  /**
   * Replaces the file; to be called from within {@link #changing}.
   *
   * @throws FileRefusedException if the file that is there is not one to be replaced
   * @throws IOException if that fails: then the file is what it was, or what it was to be
   */
  public void replace(byte[] bytes) throws IOException {
    if (bytes.length > maxBytes) {
      throw new IOException("it would be larger than " + maxBytes + " bytes");
    }
    Path real = real();
    Path next = real.resolveSibling(real.getFileName() + ".new");
    Files.deleteIfExists(next);
    OwnerOnlyPermissions.createFile(next);
    try {
      if (Files.exists(real)) {
        requireSafe(real);
        FileOwnership.keep(real, next);
      }
      try (FileChannel channel = FileChannel.open(next, WRITE)) {
        DurableWrites.write(channel, bytes);
      }
      DurableWrites.move(next, real);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  private Path real() throws IOException {
    return within(() -> FileIdentity.realPath(file));
  }

  @CanIgnoreReturnValue
  private <T> T within(Callable<T> read) throws IOException {
    return BoundedReads.shared().read(file, PATIENCE, read);
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
