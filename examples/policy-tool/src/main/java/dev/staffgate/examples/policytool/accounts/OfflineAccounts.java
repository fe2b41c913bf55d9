package dev.staffgate.examples.policytool.accounts;

import static java.util.stream.Collectors.joining;

import dev.staffgate.accounts.ActiveAccounts;
import dev.staffgate.accounts.EpochCause;
import dev.staffgate.accounts.SessionEpochs;
import dev.staffgate.audit.AuditEvent;
import dev.staffgate.audit.AuditException;
import dev.staffgate.audit.FileAuditSink;
import dev.staffgate.model.NameSyntax;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.network.IpAddress;
import dev.staffgate.session.SessionLimits;
import dev.staffgate.session.StaffSessions;
import dev.staffgate.signin.CredentialStore;
import dev.staffgate.signin.Credentials;
import dev.staffgate.signin.OwnerNotice;
import dev.staffgate.signin.PasswordOwner;
import dev.staffgate.signin.PasswordProblem;
import dev.staffgate.signin.PasswordRules;
import dev.staffgate.signin.PasswordSetter;
import dev.staffgate.signin.SignIn;
import dev.staffgate.signin.care.AccountCare;
import dev.staffgate.signin.care.AccountRecovery;
import dev.staffgate.signin.hashing.Pbkdf2PasswordHasher;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.jdbc.JdbcCredentialStore;
import dev.staffgate.state.jdbc.JdbcStaffDirectory;
import dev.staffgate.state.jdbc.JdbcStateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Accounts and credentials in the state file of a panel that does not run. */
final class OfflineAccounts implements AutoCloseable {
  private static final String SUFFIX = ".mv.db";
  private static final String AUDIT = "audit.jsonl";

  /** The time within which a second factor is set up after a password was set. */
  static final Duration TO_ENROL = Duration.ofDays(3);

  private static final InstantSource CLOCK = InstantSource.system();

  private final Path file;
  private final JdbcStateStore state;
  private final FileAuditSink audit;
  private final SessionEpochs epochs;
  private final JdbcStaffDirectory directory;
  private final CredentialStore credentials;
  private final StaffSessions sessions;
  private final SignIn signIn;
  private final AccountCare care;
  private final AccountRecovery recovery;

  private OfflineAccounts(Path file, JdbcStateStore state, FileAuditSink audit) {
    this.file = file;
    this.state = state;
    this.audit = audit;
    this.epochs = SessionEpochs.of(state);
    this.directory = JdbcStaffDirectory.in(state);
    this.credentials = JdbcCredentialStore.in(state);
    this.sessions = StaffSessions.of(state, epochs, SessionLimits.USUAL, CLOCK);
    this.signIn =
        SignIn.builder()
            .accounts(new NobodySignsIn())
            .credentials(credentials)
            .state(state)
            .audit(audit)
            .issuer("policy-tool")
            .build();
    this.care = new AccountCare(signIn, sessions::endAll);
    this.recovery = new AccountRecovery(signIn, PasswordRules.forPasswordAlone(), sessions::endAll);
  }

  /** The accounts as far as this program is concerned: it signs nobody in. */
  private static final class NobodySignsIn implements ActiveAccounts {
    @Override
    public boolean mayAct(String staff, Optional<IpAddress> from) {
      return false;
    }

    @Override
    public Optional<String> idOf(String typed) {
      return Optional.empty();
    }
  }

  /**
   * Opens a state file that is there, and the audit.
   *
   * @param state the path, with or without {@code .mv.db}
   * @param audit the file of the audit; {@code audit.jsonl} beside the state without it
   * @throws AccountsException if there is no such file, it is another user's, or the panel has it
   *     open
   * @throws StateStoreException if it cannot be opened for another reason
   * @throws dev.staffgate.audit.AuditException if the audit cannot be opened
   */
  static OfflineAccounts open(Path state, @Nullable Path audit) {
    Path file = fileOf(state);
    requireOwn(file);
    JdbcStateStore store = openStore(file);
    try {
      return new OfflineAccounts(
          file, store, FileAuditSink.open(audit == null ? file.resolveSibling(AUDIT) : audit));
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private static Path fileOf(Path state) {
    Path whole = state.toAbsolutePath().normalize();
    Path file =
        whole.toString().endsWith(SUFFIX)
            ? whole
            : whole.resolveSibling(whole.getFileName() + SUFFIX);
    if (!Files.isRegularFile(file)) {
      throw new AccountsException(
          "--state: there is no file "
              + file
              + ": the panel makes state"
              + SUFFIX
              + " in its folder when it starts for the first time");
    }
    return file;
  }

  // What this program writes beside the state would be the panel's no more.
  private static void requireOwn(Path file) {
    try {
      Path probe = Files.createTempFile(file.getParent(), ".policy-tool", "");
      try {
        if (!Files.getOwner(probe).equals(Files.getOwner(file))) {
          throw new AccountsException(
              "the state file belongs to the user "
                  + Files.getOwner(file).getName()
                  + ": run this as that user, so that the panel can use its files afterwards");
        }
      } finally {
        Files.delete(probe);
      }
    } catch (IOException e) {
      throw new AccountsException(
          "the folder of " + file + " cannot be written by this user: " + reason(e), e);
    }
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName().replace("Exception", "");
  }

  private static JdbcStateStore openStore(Path file) {
    try {
      return JdbcStateStore.inFile(file);
    } catch (StateStoreException e) {
      if (e.kind() == StateStoreException.Kind.IN_USE) {
        throw new AccountsException(
            "the panel runs, and has "
                + file
                + " open. Use its page People (/people), or stop it and try again",
            e);
      }
      throw e;
    } catch (IllegalArgumentException e) {
      throw new AccountsException("--state: " + e.getMessage(), e);
    }
  }

  /** Returns the user of the machine, as records name who did something. */
  static String by() {
    String id = "offline." + System.getProperty("user.name");
    return NameSyntax.isId(id) ? id : "offline.unnamed";
  }

  Path file() {
    return file;
  }

  AccountCare care() {
    return care;
  }

  AccountRecovery recovery() {
    return recovery;
  }

  /** Returns the id of the account of the state file that somebody means who types a name. */
  Optional<String> idOf(String typed) {
    return directory.findIgnoringCase(typed).map(StaffAccount::id);
  }

  /**
   * Adds an account.
   *
   * @throws AccountsException if there is one of this id already
   * @throws dev.staffgate.accounts.AccountNameTakenException if one answers to its names
   */
  void add(StaffAccount account) {
    if (directory.find(account.id()).isPresent()) {
      throw new AccountsException(
          "the state file has an account " + account.id() + " already; nothing was changed");
    }
    try {
      directory.put(account);
    } catch (IllegalArgumentException e) {
      throw new AccountsException(e.getMessage() + "; nothing was changed", e);
    }
    try {
      record(AuditEvent.Type.ACCOUNT_CREATED, account.id());
    } catch (AuditException e) {
      directory.remove(account.id());
      throw e;
    }
  }

  /**
   * Sets a password, and ends all sessions of the account. Its second factor stays; without one, it
   * is set up at the first sign-in, within {@link #TO_ENROL}.
   *
   * @return whether the account has a second factor
   * @throws AccountsException if the rules refuse it
   */
  boolean setPassword(String staff, char[] password) {
    boolean hasSecondFactor = credentials.find(staff).flatMap(Credentials::codeKey).isPresent();
    PasswordSetter setter =
        new PasswordSetter(
            credentials,
            new Pbkdf2PasswordHasher(),
            hasSecondFactor ? PasswordRules.forSecondFactor() : PasswordRules.forPasswordAlone());
    PasswordOwner owner = PasswordOwner.of(staff);
    List<PasswordProblem> problems = setter.problems(password, owner);
    if (!problems.isEmpty()) {
      throw refused(problems);
    }
    record(AuditEvent.Type.PASSWORD_RESET, staff);
    sessions.endAll(staff, EpochCause.NEW_PASSWORD);
    problems =
        hasSecondFactor
            ? setter.set(staff, password, owner)
            : setter.setToEnrol(staff, password, owner, CLOCK.instant().plus(TO_ENROL));
    sessions.endAll(staff, EpochCause.NEW_PASSWORD);
    if (!problems.isEmpty()) {
      throw refused(problems);
    }
    signIn.keeper().forgetPlaces(staff);
    signIn.keeper().notice(staff, OwnerNotice.Kind.PASSWORD_RESET);
    return hasSecondFactor;
  }

  /** Returns why a password was not taken. */
  static AccountsException refused(List<PasswordProblem> problems) {
    return new AccountsException(
        problems.stream().map(PasswordProblem::sentence).collect(joining(" "))
            + " Nothing was changed.");
  }

  private void record(AuditEvent.Type type, String staff) {
    audit.append(
        AuditEvent.of(CLOCK.instant(), type, by(), Optional.empty()).with("account", staff));
  }

  @Override
  public void close() {
    epochs.close();
    audit.close();
    state.close();
  }
}
