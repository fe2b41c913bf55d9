package dev.staffgate.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.collect.MapMaker;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.staffgate.files.FileRefusedException;
import dev.staffgate.files.OwnerOnlyPermissions;
import dev.staffgate.files.RegularFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Events in a file of JSON Lines: UTF-8, one object a line, appended, and forced to the disk before
 * {@link #append} returns. A new file can be read and written by its owner alone, where the file
 * system knows owners.
 *
 * <p>A record looks like {@code
 * {"at":"2026-11-24T10:00:00Z","type":"sso-opened","staff":"bob","from":"203.0.113.7",
 * "server":"web1"}}. All but ASCII is escaped, so that no text from outside can begin a line or
 * hide in one. If writing fails half-way, what was written of the record is cut off again; where
 * even that fails, the sink takes no more events.
 *
 * <p>One sink writes a file at a time; a second one is not opened. While it is open nobody else may
 * change, move or delete the file: the sink notices, and takes no more events, for they would be
 * lost. Reading it is for other programs: on most systems this one would lose its lock by closing
 * what it has read.
 */
// A RandomAccessFile and not a FileChannel: a channel is closed for everybody once a thread that
// writes to it is interrupted.
public final class FileAuditSink implements AuditSink, AutoCloseable {
  /**
   * The sinks of this program that are open, by key or path of their files. They are looked up
   * before a file is opened: a process loses its lock as soon as it closes any handle of the file.
   */
  private static final ConcurrentMap<Object, FileAuditSink> OPEN =
      new MapMaker().weakValues().makeMap();

  private final Path file;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final RandomAccessFile open;

  /** The file system's key of the file; null where it has none. */
  private final @Nullable Object key;

  private final Object identity;

  @GuardedBy("lock")
  private long length;

  @GuardedBy("lock")
  private boolean broken;

  private FileAuditSink(
      Path file, RandomAccessFile open, @Nullable Object key, Object identity, long length) {
    this.file = file;
    this.open = open;
    this.key = key;
    this.identity = identity;
    this.length = length;
  }

  /**
   * Opens a file for more events, or makes one.
   *
   * @throws AuditException if it cannot be opened, if another sink has it open, or if its last line
   *     is not whole
   */
  public static FileAuditSink open(Path file) {
    try {
      createForOwner(file);
      BasicFileAttributes unused = RegularFiles.requireRegular(file);
    } catch (FileRefusedException refused) {
      throw new AuditException("the audit file is not taken: " + refused.getMessage(), refused);
    } catch (NoSuchFileException e) {
      throw new AuditException(
          "the audit file " + file + " cannot be made: its folder does not exist", e);
    } catch (IOException e) {
      throw notOpened(file, e);
    }
    return openAny(file);
  }

  /** Opens a file, or a device for a test. */
  static FileAuditSink openAny(Path file) {
    try {
      Object key = keyOf(file);
      Object identity = key == null ? file.toRealPath() : key;
      synchronized (OPEN) {
        if (OPEN.containsKey(identity)) {
          throw openAlready(file);
        }
        FileAuditSink sink = open(file, key, identity);
        OPEN.put(identity, sink);
        return sink;
      }
    } catch (IOException e) {
      throw notOpened(file, e);
    }
  }

  private static AuditException notOpened(Path file, IOException e) {
    return new AuditException("the audit file " + file + " cannot be opened: " + e, e);
  }

  private static FileAuditSink open(Path file, @Nullable Object key, Object identity)
      throws IOException {
    RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw");
    try {
      requireAlone(file, open);
      long length = open.length();
      requireWholeLines(file, open, length);
      return new FileAuditSink(file, open, key, identity, length);
    } catch (IOException | RuntimeException e) {
      open.close();
      throw e;
    }
  }

  private static void createForOwner(Path file) throws IOException {
    try {
      OwnerOnlyPermissions.createFile(file);
    } catch (FileAlreadyExistsException goesOn) {
      // Its permissions were its owner's choice: somebody may be meant to read it.
    }
  }

  /** Locks the file for as long as it is open. */
  private static void requireAlone(Path file, RandomAccessFile open) throws IOException {
    boolean alone;
    try {
      alone = open.getChannel().tryLock() != null;
    } catch (OverlappingFileLockException inThisProgram) {
      alone = false;
    }
    if (!alone) {
      throw openAlready(file);
    }
  }

  private static AuditException openAlready(Path file) {
    return new AuditException("the audit file " + file + " is open already", null);
  }

  private static void requireWholeLines(Path file, RandomAccessFile open, long length)
      throws IOException {
    if (length == 0) {
      return;
    }
    open.seek(length - 1);
    if (open.read() != '\n') {
      throw new AuditException(
          "the last line of the audit file "
              + file
              + " is not whole: look at it, end it with a line break, try again",
          null);
    }
  }

  private static @Nullable Object keyOf(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  @Override
  public void append(AuditEvent event) {
    byte[] line = (AuditJson.line(event) + "\n").getBytes(US_ASCII);
    synchronized (lock) {
      if (broken) {
        throw new AuditException(
            "the audit file " + file + " takes no more events since writing failed", null);
      }
      try {
        requireUntouched();
        write(line);
      } catch (IOException e) {
        throw new AuditException("the audit file " + file + " cannot be written", e);
      }
    }
  }

  @GuardedBy("lock")
  private void requireUntouched() throws IOException {
    if (open.length() != length || !Objects.equals(keyOf(file), key)) {
      throw new IOException("it was changed, moved or replaced by somebody else");
    }
  }

  @GuardedBy("lock")
  private void write(byte[] line) throws IOException {
    try {
      open.seek(length);
      open.write(line);
      open.getFD().sync();
      length += line.length;
    } catch (IOException e) {
      cutOff();
      throw e;
    }
  }

  @GuardedBy("lock")
  private void cutOff() {
    try {
      open.setLength(length);
    } catch (IOException e) {
      broken = true;
    }
  }

  /** Closes the file; what is appended after that fails. */
  @Override
  public void close() {
    synchronized (lock) {
      try {
        open.close();
      } catch (IOException e) {
        throw new AuditException("the audit file " + file + " cannot be closed", e);
      } finally {
        boolean unused = OPEN.remove(identity, this);
      }
    }
  }
}
