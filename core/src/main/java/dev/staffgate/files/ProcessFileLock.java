package dev.staffgate.files;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.WRITE;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A lock that holds for all threads of this program and for all other programs that use it, by a
 * file beside the one it guards. The lock file stays; if it is deleted while nobody holds the lock,
 * the next to hold it makes another.
 */
// A process loses its lock as soon as it closes any handle of the file that is locked. So a process
// has one handle for each lock file, shared by all who guard the same file, and does not close it:
// the locks are kept for good, since a handle is closed, too, when nothing leads to it any more.
public final class ProcessFileLock {
  private static final ConcurrentMap<Path, ProcessFileLock> ALL = new ConcurrentHashMap<>();
  private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final Path file;
  private final ReentrantLock lock = new ReentrantLock();

  private final Path guarded;

  @GuardedBy("lock")
  private @Nullable FileChannel channel;

  /** The file system's key of the file that the channel is of; null where it has none. */
  @GuardedBy("lock")
  private @Nullable Object key;

  private ProcessFileLock(Path guarded) {
    this.guarded = guarded;
    this.file = guarded.resolveSibling(guarded.getFileName() + ".lock");
  }

  /**
   * Returns the lock that guards a file.
   *
   * @param file by its one real path, so that all who mean it have the same lock
   */
  public static ProcessFileLock guarding(Path file) {
    return ALL.computeIfAbsent(file, ProcessFileLock::new);
  }

  /** Work that is done while the lock is held. */
  @FunctionalInterface
  public interface Work<T> {
    T run() throws IOException;
  }

  /**
   * Does something while nobody else does.
   *
   * @throws IOException if the work throws it, or the lock cannot be had within five seconds
   */
  public <T> T holding(Work<T> work) throws IOException {
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
    while (true) {
      FileLock lock = tryLock(open());
      if (lock != null && isStillThere()) {
        return lock;
      }
      if (lock != null) {
        lock.release();
        channel = null; // somebody took the file away: the next one is another file
      } else if (deadline - System.nanoTime() <= 0) {
        throw new IOException("another program keeps " + file + " locked");
      } else {
        LockSupport.parkNanos(this, PAUSE_NANOS);
      }
    }
  }

  @GuardedBy("lock")
  private FileChannel open() throws IOException {
    FileChannel open = channel;
    if (open == null || !open.isOpen()) {
      make();
      key =
          RegularFiles.requireRegular(file).fileKey(); // before: what is opened is looked at after
      open = FileChannel.open(file, WRITE, NOFOLLOW_LINKS);
      channel = open;
    }
    return open;
  }

  /** Makes the file if there is none, for the owner of what it guards. */
  private void make() throws IOException {
    if (Files.exists(file, NOFOLLOW_LINKS)) {
      BasicFileAttributes unused = RegularFiles.requireRegular(file);
      return;
    }
    try {
      OwnerOnlyPermissions.createFile(file);
    } catch (FileAlreadyExistsException madeMeanwhile) {
      return;
    }
    if (Files.exists(guarded)) {
      FileOwnership.giveIfRoot(guarded, file);
    }
  }

  @GuardedBy("lock")
  private boolean isStillThere() throws IOException {
    try {
      return Objects.equals(RegularFiles.requireRegular(file).fileKey(), key);
    } catch (NoSuchFileException gone) {
      return false;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // Another copy of this class, as two web applications have it.
    }
  }
}
