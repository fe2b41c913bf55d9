package dev.staffgate.audit;

import dev.staffgate.files.OwnerOnlyPermissions;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * The lock of a whole log: a file beside the one that is written, which nobody reads. A lock on
 * that one alone would be lost as soon as this program has read it, and when it is moved.
 */
final class LogLock implements Closeable {
  private static final String SUFFIX = ".lock";

  /**
   * The locks that this program has. They are looked up before one is opened: a process loses a
   * lock as soon as it closes any handle of the file.
   */
  private static final Set<Path> HELD = new HashSet<>();

  private final Path real;
  private final FileChannel channel;

  private LogLock(Path real, FileChannel channel) {
    this.real = real;
    this.channel = channel;
  }

  static boolean isLock(Path file) {
    return file.toString().endsWith(SUFFIX);
  }

  private static Path of(Path path) {
    return path.resolveSibling(path.getFileName() + SUFFIX);
  }

  /**
   * Takes the lock.
   *
   * @throws SegmentFile.OpenAlreadyException if somebody has it
   */
  static LogLock take(Path path) throws IOException {
    Path file = of(path);
    try {
      OwnerOnlyPermissions.createFile(file);
    } catch (FileAlreadyExistsException goesOn) {
      // It stays for good: a file that is deleted could be locked by two.
    }
    Path real = file.toRealPath();
    synchronized (HELD) {
      if (HELD.contains(real)) {
        throw new SegmentFile.OpenAlreadyException(path);
      }
      FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
      try {
        if (!isFree(channel)) {
          throw new SegmentFile.OpenAlreadyException(path);
        }
        boolean unused = HELD.add(real);
        return new LogLock(real, channel);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    }
  }

  private static boolean isFree(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException inThisProgram) {
      return false;
    }
  }

  /** Returns whether a program has the log open for writing, this one included. */
  static boolean isHeld(Path path) throws IOException {
    Path file = of(path);
    if (!Files.isWritable(file)) {
      return false;
    }
    synchronized (HELD) {
      if (HELD.contains(file.toRealPath())) {
        return true;
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        return !isFree(channel);
      }
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (HELD) {
      channel.close();
      boolean unused = HELD.remove(real);
    }
  }
}
