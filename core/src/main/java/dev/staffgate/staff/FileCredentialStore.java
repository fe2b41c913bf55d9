package dev.staffgate.staff;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.staffgate.model.Ids;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Credentials in a JSON file that its owner alone can read, where the file system knows owners. A
 * change is written to a new file, forced to the disk, and put in the place of the old one in one
 * move.
 *
 * <p>Several programs on one machine may use the same file: a change is made under a lock ({@code
 * NAME.lock} beside the file) on what the file then says, and a file that another program has
 * changed is read again. Not for file systems without locks; there, and for several machines, use a
 * store in a database.
 */
public final class FileCredentialStore implements CredentialStore {
  /** The largest file, in bytes. */
  public static final int MAX_BYTES = 16 * 1024 * 1024;

  private final Path file;
  private final FileLocks changes;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private Map<String, Credentials> kept = Map.of();

  @GuardedBy("lock")
  private @Nullable Stamp seen;

  /** What tells one version of the file from another; each version is a file of its own. */
  private record Stamp(@Nullable Object key, FileTime changed, long bytes) {}

  private FileCredentialStore(Path file) {
    this.file = file;
    this.changes = FileLocks.guarding(file);
  }

  /**
   * Opens a store; a file that is not there is an empty one.
   *
   * @throws CredentialStoreException if the file cannot be read, is no store, or can be read by
   *     others than its owner: it is left as it is. The message says where and what, and quotes
   *     nothing
   */
  public static FileCredentialStore open(Path file) {
    FileCredentialStore store = new FileCredentialStore(file);
    store.refresh();
    return store;
  }

  @Override
  public Optional<Credentials> find(String staff) {
    synchronized (lock) {
      refresh();
      return Optional.ofNullable(kept.get(staff));
    }
  }

  @Override
  public boolean replace(String staff, Credentials next) {
    if (!Ids.isId(staff)) {
      throw new IllegalArgumentException("credentials are kept by staff id");
    }
    try {
      return changes.holding(() -> replaceLocked(staff, next));
    } catch (IOException e) {
      throw new CredentialStoreException("the credentials in " + file + " cannot be written", e);
    }
  }

  private boolean replaceLocked(String staff, Credentials next) throws IOException {
    synchronized (lock) {
      // Read in any case: a stamp may be the same by chance, and this must be certain.
      read(stamp());
      Credentials before = kept.get(staff);
      if ((before == null ? 0 : before.version()) != next.version() - 1) {
        return false;
      }
      Map<String, Credentials> all = new TreeMap<>(kept);
      all.put(staff, next);
      byte[] bytes = CredentialsJson.write(all);
      if (bytes.length > MAX_BYTES) {
        throw new IOException("it would be larger than " + MAX_BYTES + " bytes");
      }
      write(bytes);
      kept = all;
      seen = stamp();
      return true;
    }
  }

  private void refresh() {
    synchronized (lock) {
      try {
        Stamp now = stamp();
        if (now == null ? seen != null : !now.equals(seen)) {
          read(now);
        }
      } catch (IOException e) {
        throw new CredentialStoreException("the credentials in " + file + " cannot be read", e);
      }
    }
  }

  private @Nullable Stamp stamp() throws IOException {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(now.fileKey(), now.lastModifiedTime(), now.size());
    } catch (NoSuchFileException none) {
      return null;
    }
  }

  /** Reads the file, whose stamp was taken before: what changes in between is read once more. */
  @GuardedBy("lock")
  private void read(@Nullable Stamp now) throws IOException {
    if (now == null) {
      if (seen != null) {
        throw new CredentialStoreException("the credentials in " + file + " are gone", null);
      }
      return;
    }
    if (OwnerOnly.isOpenToOthers(file)) {
      throw new CredentialStoreException(
          "the credentials in "
              + file
              + " can be read by others: take the file from them (chmod 600), and consider what they"
              + " may have read",
          null);
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException("it is larger than " + MAX_BYTES + " bytes");
      }
      kept = CredentialsJson.read(bytes);
      seen = now;
    } catch (CredentialsJson.MalformedException e) {
      throw new CredentialStoreException(
          "the credentials in " + file + " cannot be read: " + e.getMessage(), null);
    }
  }

  private void write(byte[] bytes) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(next);
    try (FileChannel channel =
        FileChannel.open(next, Set.of(CREATE_NEW, WRITE), OwnerOnly.attributes())) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        int unused = channel.write(rest);
      }
      channel.force(true);
    }
    Path moved = Files.move(next, file, ATOMIC_MOVE);
    forceFolder(moved);
  }

  /** Makes the move last, where the file system lets a folder be forced to the disk. */
  private static void forceFolder(Path moved) throws IOException {
    Path folder = moved.toAbsolutePath().getParent();
    if (folder != null && OwnerOnly.POSIX) {
      try (FileChannel channel = FileChannel.open(folder)) {
        channel.force(true);
      }
    }
  }
}
