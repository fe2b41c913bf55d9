package dev.staffgate.files;

import com.google.common.collect.MapMaker;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A lock that holds for all threads of this program and for all other programs that use it, by a
 * file beside the one it guards. The lock file stays; it must not be deleted while a program runs.
 */
// A process loses its lock as soon as it closes any handle of the file that is locked. So a process
// has one handle for each lock file, shared by all who guard the same file, and does not close it.
final class ProcessFileLock {
  private static final ConcurrentMap<Path, ProcessFileLock> ALL =
      new MapMaker().weakValues().makeMap();
  private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final Path file;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private @Nullable FileChannel channel;

  private ProcessFileLock(Path file) {
    this.file = file;
  }

  /** Returns the lock that guards a file. */
  static ProcessFileLock guarding(Path file) {
    Path beside = file.resolveSibling(file.getFileName() + ".lock").toAbsolutePath().normalize();
    return ALL.computeIfAbsent(beside, ProcessFileLock::new);
  }

  /** Work that is done while the lock is held. */
  interface Work<T> {
    T run() throws IOException;
  }

  /**
   * Does something while nobody else does.
   *
   * @throws IOException if the work throws it, or the lock cannot be had within five seconds
   */
  <T> T holding(Work<T> work) throws IOException {
    long deadline = System.nanoTime() + LONGEST_WAIT_NANOS;
    boolean interrupted = false;
    boolean held = false;
    try {
      while (!held && deadline - System.nanoTime() > 0) {
        try {
          held = lock.tryLock(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true; // What was begun is finished; whoever interrupted is told after it.
        }
      }
      if (!held) {
        throw new IOException("another thread keeps " + file + " locked");
      }
      FileLock ofProcesses = lock(deadline);
      try {
        return work.run();
      } finally {
        ofProcesses.release();
      }
    } finally {
      if (held) {
        lock.unlock();
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @GuardedBy("lock")
  private FileLock lock(long deadline) throws IOException {
    FileChannel open = channel;
    if (open == null || !open.isOpen()) {
      open =
          FileChannel.open(
              file,
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              OwnerOnlyPermissions.attributes());
      channel = open;
    }
    while (true) {
      FileLock lock = tryLock(open);
      if (lock != null) {
        return lock;
      }
      if (deadline - System.nanoTime() <= 0) {
        throw new IOException("another program keeps " + file + " locked");
      }
      LockSupport.parkNanos(this, PAUSE_NANOS);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // The same file by another path, in this program.
    }
  }
}
