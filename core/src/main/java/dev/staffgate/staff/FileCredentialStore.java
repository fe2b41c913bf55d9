package dev.staffgate.staff;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.staffgate.files.OwnerFile;
import dev.staffgate.model.Ids;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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

  private final OwnerFile file;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private Map<String, Credentials> kept = Map.of();

  @GuardedBy("lock")
  private Optional<OwnerFile.Stamp> seen = Optional.empty();

  private FileCredentialStore(Path file) {
    this.file = OwnerFile.at(file, MAX_BYTES);
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
      return file.changing(() -> replaceLocked(staff, next));
    } catch (IOException e) {
      throw new CredentialStoreException("the credentials in " + file + " cannot be written", e);
    }
  }

  private boolean replaceLocked(String staff, Credentials next) throws IOException {
    synchronized (lock) {
      // Read in any case: a stamp may be the same by chance, and this must be certain.
      read(file.stamp());
      Credentials before = kept.get(staff);
      if ((before == null ? 0 : before.version()) != next.version() - 1) {
        return false;
      }
      Map<String, Credentials> all = new TreeMap<>(kept);
      all.put(staff, next);
      byte[] bytes = CredentialsJson.write(all);
      file.replace(bytes);
      kept = all;
      seen = file.stamp();
      return true;
    }
  }

  private void refresh() {
    synchronized (lock) {
      try {
        Optional<OwnerFile.Stamp> now = file.stamp();
        if (!now.equals(seen)) {
          read(now);
        }
      } catch (IOException e) {
        throw new CredentialStoreException("the credentials in " + file + " cannot be read", e);
      }
    }
  }

  /** Reads the file, whose stamp was taken before: what changes in between is read once more. */
  @GuardedBy("lock")
  private void read(Optional<OwnerFile.Stamp> now) throws IOException {
    if (now.isEmpty()) {
      if (seen.isPresent()) {
        throw new CredentialStoreException("the credentials in " + file + " are gone", null);
      }
      return;
    }
    try {
      kept = CredentialsJson.read(file.read());
      seen = now;
    } catch (OwnerFile.OpenToOthersException e) {
      throw new CredentialStoreException("the credentials in " + e.getMessage(), null);
    } catch (CredentialsJson.MalformedException e) {
      throw new CredentialStoreException(
          "the credentials in " + file + " cannot be read: " + e.getMessage(), null);
    }
  }
}
