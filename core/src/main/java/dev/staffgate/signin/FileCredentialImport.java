package dev.staffgate.signin;

import dev.staffgate.files.DurableWrites;
import dev.staffgate.files.FileRefusedException;
import dev.staffgate.files.OwnerOnlyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The import of credentials from the JSON file in which they were kept once, into a store. Who has
 * credentials in the store keeps those. The file stays under another name, {@code NAME.imported},
 * so that it is imported once; a copy of it is worth as much as it was, so delete it some day.
 *
 * <p>After a crash halfway the import can be made again: nothing is lost and nothing is
 * overwritten.
 */
public final class FileCredentialImport {
  /** The largest file, in bytes. */
  public static final int MAX_BYTES = 16 * 1024 * 1024;

  private static final String IMPORTED = ".imported";

  private final Path file;
  private final OwnerOnlyFile ownerOnly;

  private FileCredentialImport(Path file) {
    this.file = file;
    this.ownerOnly = OwnerOnlyFile.at(file, MAX_BYTES);
  }

  /**
   * The outcome of an import.
   *
   * @param imported the number of people whose credentials were put into the store
   * @param kept the number of those who had some there already
   * @param renamedTo the new name of the file; nothing if the file was not there
   */
  public record Result(int imported, int kept, Optional<Path> renamedTo) {}

  /**
   * Imports a file, if it is there.
   *
   * @throws CredentialStoreException if the file cannot be read or renamed, is not a file of
   *     credentials, or can be read by others than its owner: it is left as it is; or if the store
   *     does not answer. The message says where and what, and quotes nothing
   */
  public static Result run(Path file, CredentialStore store) {
    return new FileCredentialImport(file).into(store);
  }

  private Result into(CredentialStore store) {
    try {
      return ownerOnly.stamp().isEmpty()
          ? new Result(0, 0, Optional.empty())
          : ownerOnly.changing(() -> imported(store));
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private Result imported(CredentialStore store) throws IOException {
    Map<String, Credentials> all = CredentialsJson.read(ownerOnly.read());
    int imported = 0;
    for (Map.Entry<String, Credentials> one : all.entrySet()) {
      boolean isNew =
          store.find(one.getKey()).isEmpty() && store.replace(one.getKey(), one.getValue());
      imported += isNew ? 1 : 0;
    }
    Path renamed = file.resolveSibling(file.getFileName() + IMPORTED);
    DurableWrites.move(file, renamed);
    return new Result(imported, all.size() - imported, Optional.of(renamed));
  }

  private CredentialStoreException failure(IOException e) {
    if (e instanceof FileRefusedException) {
      return new CredentialStoreException("credentials: " + e.getMessage(), null);
    }
    if (e instanceof CredentialsJson.MalformedException) {
      return new CredentialStoreException(
          "the credentials in " + file + " cannot be read: " + e.getMessage(), null);
    }
    return new CredentialStoreException("the credentials in " + file + " cannot be imported", e);
  }
}
