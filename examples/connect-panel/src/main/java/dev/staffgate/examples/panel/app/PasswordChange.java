package dev.staffgate.examples.panel.app;

import static java.util.stream.Collectors.joining;

import dev.staffgate.signin.CredentialStore;
import dev.staffgate.signin.Credentials;
import dev.staffgate.signin.PasswordOwner;
import dev.staffgate.signin.PasswordProblem;
import dev.staffgate.signin.PasswordRules;
import dev.staffgate.signin.PasswordSetter;
import dev.staffgate.signin.hashing.Pbkdf2PasswordHasher;
import dev.staffgate.state.StateStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Sets passwords in the folder of a panel that does not run. A second factor that was enrolled
 * stays; failures are forgiven.
 */
final class PasswordChange implements AutoCloseable {
  private static final Duration TO_ENROL = Duration.ofDays(3);

  private final Path file;
  private final PanelState state;
  private final CredentialStore store;

  private PasswordChange(Path folder) {
    this.file = PanelState.file(folder);
    this.state = PanelState.in(folder, InstantSource.system());
    this.store = state.credentials();
  }

  /**
   * Opens the folder, which is made if it is not there.
   *
   * @throws StateStoreException if the panel runs, or its database cannot be opened
   */
  static PasswordChange in(Path folder) throws IOException {
    Path made = Files.createDirectories(folder);
    try {
      return new PasswordChange(made);
    } catch (StateStoreException e) {
      throw e.kind() == StateStoreException.Kind.IN_USE
          ? new StateStoreException(
              e.kind(),
              true,
              "the panel of the folder "
                  + folder
                  + " runs, and has its passwords open: stop it, set the password, and start it"
                  + " again",
              e)
          : e;
    }
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
    PasswordOwner owner = PasswordOwner.of(staff, ConnectPanel.NAME);
    PasswordSetter setter = new PasswordSetter(store, new Pbkdf2PasswordHasher(), rules);
    List<PasswordProblem> problems =
        hasSecondFactor
            ? setter.set(staff, password, owner)
            : setter.setToEnrol(
                staff, password, owner, InstantSource.system().instant().plus(TO_ENROL));
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
            : "; the first sign-in sets up the second factor, within three days.");
  }

  @Override
  public void close() {
    state.close();
  }
}
