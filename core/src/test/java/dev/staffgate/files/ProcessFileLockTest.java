package dev.staffgate.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lock that holds whatever becomes of those who had it before. */
class ProcessFileLockTest {
  @TempDir Path folder;

  private Path file() throws IOException {
    return folder.toRealPath().resolve("store");
  }

  private Path lockFile() throws IOException {
    return file().resolveSibling("store.lock");
  }

  /** Once nothing leads to its handle it is closed, and with it all locks on the file are lost. */
  @Test
  void lock_thatNobodyHoldsAnyMore_isNotCollected() throws IOException {
    WeakReference<ProcessFileLock> kept = new WeakReference<>(used());
    WeakReference<Object> collected = new WeakReference<>(new Object());
    while (collected.get() != null) {
      System.gc();
    }

    assertThat(kept.get()).isNotNull().isSameAs(ProcessFileLock.guarding(file()));
  }

  private ProcessFileLock used() throws IOException {
    ProcessFileLock lock = ProcessFileLock.guarding(file());
    String unused = lock.holding(() -> "used");
    return lock;
  }

  @Test
  void holding_whenTheLockFileWasDeletedBefore_locksTheNewOne() throws IOException {
    ProcessFileLock lock = used();
    Files.delete(lockFile());

    boolean locked =
        lock.holding(
            () -> {
              try (FileChannel other = FileChannel.open(lockFile(), StandardOpenOption.WRITE)) {
                return isLockedInThisProgram(other);
              }
            });

    assertThat(locked).isTrue();
  }

  private static boolean isLockedInThisProgram(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() == null;
    } catch (OverlappingFileLockException locked) {
      return true;
    }
  }
}
