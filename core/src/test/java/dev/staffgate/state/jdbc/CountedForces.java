package dev.staffgate.state.jdbc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system for H2, above another one, that counts how often a file is forced to disk: {@code
 * counted:async:/path}. H2 makes its objects, so the count is static.
 */
public final class CountedForces extends FilePathWrapper {
  private static final AtomicLong FORCES = new AtomicLong();

  /** Makes the file system known to H2. */
  static void register() {
    FilePath.register(new CountedForces());
  }

  static long count() {
    return FORCES.get();
  }

  @Override
  public String getScheme() {
    return "counted";
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new CountedFile(super.open(mode));
  }

  /** A file that is handed on to the one below. */
  private static final class CountedFile extends FileBaseDefault {
    private final FileChannel below;

    CountedFile(FileChannel below) {
      this.below = below;
    }

    @Override
    public synchronized int read(ByteBuffer target, long position) throws IOException {
      return below.read(target, position);
    }

    @Override
    public synchronized int write(ByteBuffer source, long position) throws IOException {
      return below.write(source, position);
    }

    @Override
    public long size() throws IOException {
      return below.size();
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      below.truncate(size);
    }

    @Override
    public void force(boolean metaData) throws IOException {
      long unused = FORCES.incrementAndGet();
      below.force(metaData);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return below.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      below.close();
    }
  }
}
