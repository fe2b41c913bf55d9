package dev.staffgate.files;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The content of an {@link OwnerOnlyFile} as a value, which is read again when another program has
 * replaced the file, without a restart. Thread-safe.
 *
 * @param <T> an immutable value
 */
public final class ReloadingFile<T> {
  private final OwnerOnlyFile file;
  private final Format<T> format;

  /** The text read last. Not guarded: whoever finds another stamp reads for themselves. */
  private volatile Version<T> kept;

  /** A value, and the stamp of the file that held it, taken before; nothing if there was none. */
  private record Version<T>(Optional<OwnerOnlyFile.Stamp> stamp, T value) {}

  /** The form in which the value is written. */
  public interface Format<T> {
    /**
     * Reads a file.
     *
     * @throws IOException if it is not what was written; the message quotes nothing of it
     */
    T read(byte[] bytes) throws IOException;

    /** Writes a file. */
    byte[] write(T value) throws IOException;
  }

  /** Thrown if the file was there and is gone: that is not an empty one. */
  public static final class GoneException extends FileRefusedException {
    private static final long serialVersionUID = 1L;

    GoneException(OwnerOnlyFile file) {
      super(file + " is gone");
    }
  }

  private ReloadingFile(OwnerOnlyFile file, T empty, Format<T> format) {
    this.file = file;
    this.kept = new Version<>(Optional.empty(), requireNonNull(empty, "empty"));
    this.format = requireNonNull(format, "format");
  }

  /**
   * Returns a file, which need not be there.
   *
   * @param empty what one that is not there holds
   * @param maxBytes what is longer is neither read nor written
   */
  public static <T> ReloadingFile<T> at(Path file, int maxBytes, T empty, Format<T> format) {
    return new ReloadingFile<>(OwnerOnlyFile.at(file, maxBytes), empty, format);
  }

  /**
   * Returns the value as the file has it now.
   *
   * @throws GoneException if the file was there, and is not any more
   * @throws FileRefusedException if it is not a file for its owner alone
   * @throws IOException if it cannot be read
   */
  public T get() throws IOException {
    Optional<OwnerOnlyFile.Stamp> now = file.stamp();
    Version<T> last = kept;
    return now.equals(last.stamp()) ? last.value() : read(now);
  }

  /**
   * Reads the file if it has changed.
   *
   * @throws IOException as {@link #get}
   */
  public void requireReadable() throws IOException {
    T unused = get();
  }

  /** Work on the value while nobody else changes it. */
  @FunctionalInterface
  public interface Change<T, R> {
    /** Looks at the value, and says what it is to be. */
    Changed<T, R> of(T value) throws IOException;
  }

  /**
   * The outcome of a change.
   *
   * @param value what is to be kept; the file is written if it is not equal to what was
   * @param result what the caller is told
   */
  public record Changed<T, R>(T value, R result) {}

  /**
   * Changes the value, under a lock that holds for other programs too.
   *
   * @throws IOException as {@link #get}, or if the file cannot be written: then it is what it was
   */
  public <R> R change(Change<T, R> change) throws IOException {
    return file.changing(() -> changeLocked(change));
  }

  private <R> R changeLocked(Change<T, R> change) throws IOException {
    // Read in any case: a stamp may be the same by chance, and this must be certain.
    T before = read(file.stamp());
    Changed<T, R> changed = change.of(before);
    if (!changed.value().equals(before)) {
      file.replace(format.write(changed.value()));
      kept = new Version<>(file.stamp(), changed.value());
    }
    return changed.result();
  }

  /** Reads the file, whose stamp was taken before: what changes in between is read once more. */
  private T read(Optional<OwnerOnlyFile.Stamp> now) throws IOException {
    Version<T> last = kept;
    if (now.isEmpty() && last.stamp().isPresent()) {
      throw new GoneException(file);
    }
    T value = now.isEmpty() ? last.value() : format.read(file.read());
    kept = new Version<>(now, value);
    return value;
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
