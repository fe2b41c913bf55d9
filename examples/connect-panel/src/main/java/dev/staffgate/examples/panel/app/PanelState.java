package dev.staffgate.examples.panel.app;

import dev.staffgate.signin.CredentialStore;
import dev.staffgate.signin.FileCredentialImport;
import dev.staffgate.state.jdbc.JdbcCredentialStore;
import dev.staffgate.state.jdbc.JdbcStaffDirectory;
import dev.staffgate.state.jdbc.JdbcStateOptions;
import dev.staffgate.state.jdbc.JdbcStateStore;
import java.nio.file.Path;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database in the folder of a panel: what changes at run time, passwords and second factors.
 * One program at a time has it open.
 */
final class PanelState implements AutoCloseable {
  /** The file in which passwords and second factors were kept before; it is imported once. */
  static final String OLD_CREDENTIALS = "credentials.json";

  private static final Logger log = LoggerFactory.getLogger(PanelState.class);
  private static final String NAME = "state";

  private final JdbcStateStore store;
  private final CredentialStore credentials;
  private final JdbcStaffDirectory directory;

  private PanelState(JdbcStateStore store) {
    this.store = store;
    this.credentials = JdbcCredentialStore.in(store);
    this.directory = JdbcStaffDirectory.in(store);
  }

  /**
   * Opens the database in a folder that exists.
   *
   * @throws dev.staffgate.state.StateStoreException if it cannot be opened, such as while another
   *     program has it open
   * @throws dev.staffgate.signin.CredentialStoreException if there is a file of credentials that
   *     cannot be imported
   */
  static PanelState in(Path folder, InstantSource clock) {
    PanelState state =
        new PanelState(
            JdbcStateStore.inFile(
                folder.resolve(NAME), JdbcStateOptions.defaults().withClock(clock)));
    try {
      state.importOld(folder.resolve(OLD_CREDENTIALS));
      return state;
    } catch (RuntimeException e) {
      state.close();
      throw e;
    }
  }

  private void importOld(Path file) {
    FileCredentialImport.Result result = FileCredentialImport.run(file, credentials);
    result
        .renamedTo()
        .ifPresent(
            renamed ->
                log.info(
                    "the credentials of {} people were imported, {} had some already; {} is {} now",
                    result.imported(),
                    result.kept(),
                    file,
                    renamed));
  }

  /** Returns the file of the database. */
  static Path file(Path folder) {
    return folder.resolve(NAME + ".mv.db");
  }

  JdbcStateStore store() {
    return store;
  }

  CredentialStore credentials() {
    return credentials;
  }

  /** Returns the accounts that the policy does not have. */
  JdbcStaffDirectory directory() {
    return directory;
  }

  @Override
  public void close() {
    store.close();
  }
}
