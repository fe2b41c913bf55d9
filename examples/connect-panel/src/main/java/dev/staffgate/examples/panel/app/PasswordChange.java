package dev.staffgate.examples.panel.app;

import static com.google.common.base.Preconditions.checkArgument;

import dev.staffgate.model.Secret;
import dev.staffgate.signin.CredentialStore;
import dev.staffgate.signin.CredentialStoreException;
import dev.staffgate.signin.Credentials;
import dev.staffgate.signin.FileCredentialStore;
import dev.staffgate.signin.Pbkdf2PasswordHasher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Sets passwords in the folder of a panel, which may be running meanwhile. A second factor that was
 * enrolled stays; failures are forgiven.
 */
final class PasswordChange {
  static final int MIN_LENGTH = 12;

  private static final int MAX_LENGTH = 1024;
  private static final int TRIES = 16;

  private final Path file;
  private final CredentialStore store;

  private PasswordChange(Path file) {
    this.file = file;
    this.store = FileCredentialStore.open(file);
  }

  /** Opens the folder, which is made if it is not there. */
  static PasswordChange in(Path folder) throws IOException {
    return new PasswordChange(Files.createDirectories(folder).resolve(ConnectPanel.CREDENTIALS));
  }

  /**
   * Sets the password of a person.
   *
   * @return a sentence that says what was done
   * @throws IllegalArgumentException if it is too short or too long
   */
  String set(String staff, char[] password) {
    checkArgument(
        password.length >= MIN_LENGTH && password.length <= MAX_LENGTH,
        "a password has %s to %s characters; nothing was changed",
        MIN_LENGTH,
        MAX_LENGTH);
    String hash = new Pbkdf2PasswordHasher().hash(password);
    for (int i = 0; i < TRIES; i++) {
      Optional<Credentials> before = store.find(staff);
      Credentials next =
          before
              .map(
                  one ->
                      new Credentials(
                          one.version() + 1,
                          Secret.of(hash),
                          one.codeKey(),
                          one.lastStep(),
                          0,
                          Optional.empty()))
              .orElseGet(() -> Credentials.ofPassword(hash));
      if (store.replace(staff, next)) {
        return "The password of "
            + staff
            + " is set in "
            + file
            + (next.codeKey().isPresent()
                ? "; the second factor stays as it is."
                : "; the first sign-in sets up the second factor.");
      }
    }
    throw new CredentialStoreException("the credentials of one account change without end", null);
  }
}
