package dev.staffgate.signin;

import dev.staffgate.files.FileRefusedException;
import dev.staffgate.files.ReloadingFile;
import dev.staffgate.model.NameSyntax;
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

  private final ReloadingFile<Map<String, Credentials>> file;

  private FileCredentialStore(Path file) {
    this.file = ReloadingFile.at(file, MAX_BYTES, Map.of(), new Format());
  }

  private static final class Format implements ReloadingFile.Format<Map<String, Credentials>> {
    @Override
    public Map<String, Credentials> read(byte[] bytes) throws IOException {
      return CredentialsJson.read(bytes);
    }

    @Override
    public byte[] write(Map<String, Credentials> all) throws IOException {
      return CredentialsJson.write(all);
    }
  }

  /**
   * Opens a store; a file that is not there is an empty one.
   *
   * @throws CredentialStoreException if the file cannot be read, is not a store, or can be read by
   *     others than its owner: it is left as it is. The message says where and what, and quotes
   *     nothing
   */
  public static FileCredentialStore open(Path file) {
    FileCredentialStore store = new FileCredentialStore(file);
    store.requireReadable();
    return store;
  }

  private void requireReadable() {
    try {
      file.requireReadable();
    } catch (IOException e) {
      throw failure(e, "read");
    }
  }

  @Override
  public Optional<Credentials> find(String staff) {
    return Optional.ofNullable(all().get(staff));
  }

  private Map<String, Credentials> all() {
    try {
      return file.get();
    } catch (IOException e) {
      throw failure(e, "read");
    }
  }

  @Override
  public boolean replace(String staff, Credentials next) {
    if (!NameSyntax.isId(staff)) {
      throw new IllegalArgumentException("credentials are kept by staff id");
    }
    try {
      return file.change(all -> replaced(all, staff, next));
    } catch (IOException e) {
      throw failure(e, "written");
    }
  }

  private static ReloadingFile.Changed<Map<String, Credentials>, Boolean> replaced(
      Map<String, Credentials> all, String staff, Credentials next) {
    Credentials before = all.get(staff);
    if ((before == null ? 0 : before.version()) != next.version() - 1) {
      return new ReloadingFile.Changed<>(all, false);
    }
    Map<String, Credentials> changed = new TreeMap<>(all);
    changed.put(staff, next);
    return new ReloadingFile.Changed<>(changed, true);
  }

  private CredentialStoreException failure(IOException e, String done) {
    if (e instanceof FileRefusedException) {
      return new CredentialStoreException("credentials: " + e.getMessage(), null);
    }
    if (e instanceof CredentialsJson.MalformedException) {
      return new CredentialStoreException(
          "the credentials in " + file + " cannot be read: " + e.getMessage(), null);
    }
    return new CredentialStoreException("the credentials in " + file + " cannot be " + done, e);
  }
}
