package dev.staffgate.staff;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Credentials in a JSON file that its owner alone can read, where the file system knows owners. A
 * change is written to a new file, forced to the disk, and put in the place of the old one in one
 * move.
 *
 * <p>For one program at a time: it keeps what it has read. A second program that changed the file
 * would be noticed by nobody; run one, or a store in a database.
 */
public final class FileCredentialStore implements CredentialStore {
  private static final int MAX_BYTES = 64 * 1024 * 1024;

  private final Path file;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final Map<String, Credentials> kept;

  private FileCredentialStore(Path file, Map<String, Credentials> kept) {
    this.file = file;
    this.kept = new TreeMap<>(kept);
  }

  /**
   * Opens a store; a file that is not there is an empty one.
   *
   * @throws CredentialStoreException if the file cannot be read or is no store: it is left as it is
   */
  public static FileCredentialStore open(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException("it is larger than " + MAX_BYTES + " bytes");
      }
      return new FileCredentialStore(file, CredentialsJson.read(bytes));
    } catch (NoSuchFileException none) {
      return new FileCredentialStore(file, Map.of());
    } catch (IOException e) {
      // The parser's message quotes the text around the fault, which may be a seed.
      throw new CredentialStoreException(
          "the credentials in " + file + " cannot be read: " + e.getClass().getSimpleName(), null);
    }
  }

  @Override
  public Optional<Credentials> find(String staff) {
    synchronized (lock) {
      return Optional.ofNullable(kept.get(staff));
    }
  }

  @Override
  public boolean replace(String staff, Credentials next) {
    synchronized (lock) {
      Credentials before = kept.get(staff);
      if ((before == null ? 0 : before.version()) != next.version() - 1) {
        return false;
      }
      Map<String, Credentials> all = new TreeMap<>(kept);
      all.put(staff, next);
      try {
        write(CredentialsJson.write(all));
      } catch (IOException e) {
        throw new CredentialStoreException("the credentials in " + file + " cannot be written", e);
      }
      kept.put(staff, next);
      return true;
    }
  }

  private void write(byte[] bytes) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(next);
    try (FileChannel channel = FileChannel.open(next, Set.of(CREATE_NEW, WRITE), ownerOnly())) {
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
    if (folder != null && isPosix()) {
      try (FileChannel channel = FileChannel.open(folder)) {
        channel.force(true);
      }
    }
  }

  private static boolean isPosix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }

  private static FileAttribute<?>[] ownerOnly() {
    return isPosix()
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
