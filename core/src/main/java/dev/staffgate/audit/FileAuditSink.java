package dev.staffgate.audit;

import static java.util.Objects.requireNonNull;

import dev.staffgate.files.FileRefusedException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Events in files of JSON Lines: one object a line, appended, and forced to the disk before {@link
 * #append} returns; callers at the same moment share one force. A new file can be read and written
 * by its owner alone, where the file system knows owners.
 *
 * <p>A record looks like {@code {"n":7,"at":"2026-11-24T10:00:00Z","type":"sso-opened",
 * "staff":"bob","from":"203.0.113.7","server":"web1","prev":"…","mac":"…"}}. All but ASCII is
 * escaped, so that no text from outside can begin a line or hide in one. Each record has the link
 * of the one before and its own, by which {@link AuditVerifier} finds what was changed.
 *
 * <p>A file that is large or of yesterday is closed and gets a name of its own beside, by the
 * number of its first record; the next one goes on with the chain. Whatever others do to the file
 * is noticed, told by a word ({@link AuditTrouble}) in log, records and {@link #health}, and the
 * sink goes on: after logrotate has moved the file, in a new one; what a deleted file held, and the
 * end of one that was cut, are written to files beside it; what others wrote is set aside. An event
 * that cannot be written is an exception, so that what had to be recorded is denied; the next one
 * is tried anew.
 *
 * <p>One sink writes a file at a time; a second one is not opened. Reading it is for other
 * programs: on most systems this one would lose its lock by closing what it has read.
 *
 * <p>Safe for any number of threads; it has one of its own.
 */
public final class FileAuditSink implements AuditSink, AutoCloseable {
  private final Path file;
  private final @Nullable LogLock lock;
  private final SegmentedLog log;
  private final BatchWriter writer;

  private FileAuditSink(
      Path file, @Nullable LogLock lock, SegmentedLog log, FileAuditOptions options) {
    this.file = file;
    this.lock = lock;
    this.log = log;
    this.writer = new BatchWriter(file, log, options);
  }

  /** Opens a file as {@link #open(Path, FileAuditOptions)} does, with the usual settings. */
  public static FileAuditSink open(Path file) {
    return open(file, FileAuditOptions.defaults());
  }

  /**
   * Opens a file for more events, or makes one. A last line that is not whole, as after a crash, is
   * set aside.
   *
   * @throws AuditException if it cannot be opened, or another sink has it open
   */
  public static FileAuditSink open(Path file, FileAuditOptions options) {
    requireNonNull(options, "options");
    try {
      SegmentFile.prepare(file);
    } catch (FileRefusedException refused) {
      throw new AuditException("the audit file is not taken: " + refused.getMessage(), refused);
    } catch (NoSuchFileException e) {
      throw new AuditException(
          "the audit file " + file + " cannot be made: its folder does not exist", e);
    } catch (IOException e) {
      throw notOpened(file, e);
    }
    try {
      LogLock lock = LogLock.take(file);
      try {
        return new FileAuditSink(file, lock, SegmentedLog.open(file, options), options);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (SegmentFile.OpenAlreadyException e) {
      throw new AuditException(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw notOpened(file, e);
    }
  }

  /** Opens a device for a test. */
  static FileAuditSink openDevice(Path file) throws IOException {
    FileAuditOptions options = FileAuditOptions.defaults();
    return new FileAuditSink(file, null, SegmentedLog.open(file, options), options);
  }

  private static AuditException notOpened(Path file, IOException e) {
    return new AuditException("the audit file " + file + " cannot be opened: " + e, e);
  }

  @Override
  public void append(AuditEvent event) {
    writer.append(AuditJson.line(event));
  }

  /** Returns the state of the file, for a health check. */
  public AuditHealth health() {
    return log.health();
  }

  /** Closes the file; what is appended after that fails. */
  @Override
  public void close() {
    try {
      writer.close();
      if (lock != null) {
        lock.close();
      }
    } catch (IOException e) {
      throw new AuditException("the audit file " + file + " cannot be closed", e);
    }
  }
}
