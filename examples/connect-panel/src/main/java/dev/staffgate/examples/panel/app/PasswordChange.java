package dev.staffgate.examples.panel.app;

import static java.util.stream.Collectors.joining;

import dev.staffgate.signin.CredentialStore;
import dev.staffgate.signin.Credentials;
import dev.staffgate.signin.FileCredentialStore;
import dev.staffgate.signin.PasswordOwner;
import dev.staffgate.signin.PasswordProblem;
import dev.staffgate.signin.PasswordRules;
import dev.staffgate.signin.PasswordSetter;
import dev.staffgate.signin.Pbkdf2PasswordHasher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Sets passwords in the folder of a panel, which may be running meanwhile. A second factor that was
 * enrolled stays; failures are forgiven.
 */
final class PasswordChange {
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
   * Sets the password of a person. Who has no second factor yet signs in once with the password
   * alone, and needs a longer one.
   *
   * @return a sentence that says what was done
   * @throws IllegalArgumentException if the rules refuse it; the message says why
   */
  String set(String staff, char[] password) {
    boolean hasSecondFactor = store.find(staff).flatMap(Credentials::codeKey).isPresent();
    PasswordRules rules =
        hasSecondFactor ? PasswordRules.forSecondFactor() : PasswordRules.forPasswordAlone();
    List<PasswordProblem> problems =
        new PasswordSetter(store, new Pbkdf2PasswordHasher(), rules)
            .set(staff, password, PasswordOwner.of(staff, ConnectPanel.NAME));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          problems.stream().map(PasswordProblem::sentence).collect(joining(" "))
              + " Nothing was changed.");
    }
    return "The password of "
        + staff
        + " is set in "
        + file
        + (hasSecondFactor
            ? "; the second factor stays as it is."
            : "; the first sign-in sets up the second factor.");
  }
}
