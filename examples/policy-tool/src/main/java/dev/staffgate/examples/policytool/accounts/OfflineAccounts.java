package dev.staffgate.examples.policytool.accounts;

import static java.util.stream.Collectors.joining;

import dev.staffgate.accounts.ActiveAccounts;
import dev.staffgate.accounts.EpochCause;
import dev.staffgate.accounts.SessionEpochs;
import dev.staffgate.audit.AuditEvent;
import dev.staffgate.audit.FileAuditSink;
import dev.staffgate.model.NameSyntax;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.network.IpAddress;
import dev.staffgate.session.SessionLimits;
import dev.staffgate.session.StaffSessions;
import dev.staffgate.signin.CredentialStore;
import dev.staffgate.signin.Credentials;
import dev.staffgate.signin.OwnerNotice;
import dev.staffgate.signin.PasswordBlocklist;
import dev.staffgate.signin.PasswordOwner;
import dev.staffgate.signin.PasswordProblem;
import dev.staffgate.signin.PasswordRules;
import dev.staffgate.signin.PasswordSetter;
import dev.staffgate.signin.SignIn;
import dev.staffgate.signin.SignInResult.Refused;
import dev.staffgate.signin.care.AccountCare;
import dev.staffgate.signin.care.AccountRecovery;
import dev.staffgate.signin.care.CareResult;
import dev.staffgate.signin.care.CareResult.NotDone;
import dev.staffgate.signin.care.RecoveredAccount.What;
import dev.staffgate.signin.hashing.Pbkdf2PasswordHasher;
import dev.staffgate.state.StateStoreException;
import dev.staffgate.state.jdbc.JdbcCredentialStore;
import dev.staffgate.state.jdbc.JdbcStaffDirectory;
import dev.staffgate.state.jdbc.JdbcStateStore;
import dev.staffgate.text.VisibleText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Accounts and credentials in the state file of a panel that does not run. */
final class OfflineAccounts implements AutoCloseable {
  private static final String SUFFIX = ".mv.db";
  private static final String AUDIT = "audit.jsonl";

  /** What the names of the machine's users begin with in records. */
  static final String PREFIX = "offline.";

  private static final String NAME = "state" + SUFFIX;
  private static final PasswordBlocklist COMMON = PasswordBlocklist.common();

  private static final InstantSource CLOCK = InstantSource.system();

  private final String user;
  private final JdbcStateStore state;
  private final FileAuditSink audit;
  private final SessionEpochs epochs;
  private final JdbcStaffDirectory directory;
  private final CredentialStore credentials;
  private final StaffSessions sessions;
  private final SignIn signIn;
  private final AccountCare care;
  private final AccountRecovery recovery;

  private OfflineAccounts(JdbcStateStore state, FileAuditSink audit, String user) {
    this.user = user;
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
    this.recovery =
        new AccountRecovery(
            signIn, PasswordRules.forPasswordAlone().blocking(COMMON), sessions::endAll);
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
   * Opens a state file that is there, and the audit beside it.
   *
   * @param state the file, with or without {@code .mv.db}, or its folder
   * @param instead what to do while another program has it open
   * @throws AccountsException if there is no such file, it is another user's, or a program has it
   *     open
   * @throws StateStoreException if it cannot be opened for another reason
   * @throws dev.staffgate.audit.AuditException if the audit cannot be opened
   */
  static OfflineAccounts open(Path state, String instead) {
    Path file = fileOf(state);
    String user = owner(file);
    JdbcStateStore store = openStore(file, instead);
    try {
      return new OfflineAccounts(store, FileAuditSink.open(file.resolveSibling(AUDIT)), user);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private static Path fileOf(Path state) {
    try {
      Path whole = state.toAbsolutePath().normalize();
      Path file =
          Files.isDirectory(whole)
              ? whole.resolve(NAME)
              : Files.exists(whole) ? whole : whole.resolveSibling(whole.getFileName() + SUFFIX);
      if (!Files.isRegularFile(file) || !file.toString().endsWith(SUFFIX)) {
        throw new AccountsException(
            "--state: there is no state file "
                + VisibleText.longExcerpt(file.toString())
                + ": the panel makes "
                + NAME
                + " in its folder when it starts for the first time");
      }
      if (Files.size(file) == 0) {
        throw new AccountsException(
            "--state: " + file + " is empty, and no state of a panel; nothing was done");
      }
      return file.toRealPath();
    } catch (IOException e) {
      throw new AccountsException(
          "--state: " + VisibleText.longExcerpt(state.toString()) + " cannot be read", e);
    }
  }

  /**
   * Requires that files which are made beside the state are the panel's, and returns their user.
   */
  private static String owner(Path file) {
    try {
      Path probe = Files.createTempFile(file.getParent(), ".policy-tool", "");
      try {
        UserPrincipal here = Files.getOwner(probe);
        if (!here.equals(Files.getOwner(file))) {
          throw new AccountsException(
              "the state file belongs to the user "
                  + Files.getOwner(file).getName()
                  + ": run this as that user, so that the panel can use its files afterwards");
        }
        return here.getName();
      } finally {
        Files.delete(probe);
      }
    } catch (IOException e) {
      throw new AccountsException(
          "this user cannot write in the folder of " + file + ": run this as the panel's user", e);
    }
  }

  private static JdbcStateStore openStore(Path file, String instead) {
    try {
      return JdbcStateStore.inFile(file);
    } catch (StateStoreException e) {
      if (e.kind() == StateStoreException.Kind.IN_USE) {
        throw new AccountsException(
            "another program has " + file + " open: the panel runs. " + instead, e);
      }
      throw new AccountsException(
          e.getMessage() + ". Is it the state file of a panel, of this version?", e);
    } catch (IllegalArgumentException e) {
      throw new AccountsException("--state: " + e.getMessage(), e);
    }
  }

  /** Returns the user of the machine, as records name who did something. */
  String by() {
    String id = PREFIX + user;
    return NameSyntax.isId(id) ? id : PREFIX + "unnamed";
  }

  AccountCare care() {
    return care;
  }

  AccountRecovery recovery() {
    return recovery;
  }

  /** Returns the account of the state file that somebody means who types a name. */
  Optional<StaffAccount> find(String typed) {
    return directory.findIgnoringCase(typed);
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
    recovery.trace(account.id(), What.ADDED, by());
    record(
        event(AuditEvent.Type.ACCOUNT_CREATED, account.id())
            .with(
                "roles",
                account.roles().stream().map(one -> one.role().id()).collect(joining(" "))));
    try {
      directory.put(account);
    } catch (IllegalArgumentException e) {
      throw new AccountsException(e.getMessage() + "; nothing was changed", e);
    }
  }

  /**
   * Sets a password, and ends all sessions of the account. Its second factor stays; without one, it
   * is set up at the first sign-in, within {@link AccountRecovery#LASTS}.
   *
   * @return whether the account has a second factor
   * @throws AccountsException if the rules refuse it
   */
  boolean setPassword(String staff, char[] password) {
    Optional<Credentials> before = credentials.find(staff);
    boolean hasSecondFactor = before.flatMap(Credentials::codeKey).isPresent();
    PasswordRules rules =
        hasSecondFactor ? PasswordRules.forSecondFactor() : PasswordRules.forPasswordAlone();
    PasswordSetter setter =
        new PasswordSetter(credentials, new Pbkdf2PasswordHasher(), rules.blocking(COMMON));
    PasswordOwner owner = PasswordOwner.of(staff);
    requireGood(setter.problems(password, owner));
    recovery.trace(staff, What.PASSWORD, by());
    record(event(AuditEvent.Type.PASSWORD_RESET, staff));
    sessions.endAll(staff, EpochCause.NEW_PASSWORD);
    requireGood(
        hasSecondFactor
            ? setter.set(staff, password, owner)
            : setter.setToEnrol(
                staff, password, owner, CLOCK.instant().plus(AccountRecovery.LASTS)));
    sessions.endAll(staff, EpochCause.NEW_PASSWORD);
    signIn.keeper().forgetPlaces(staff);
    if (before.flatMap(Credentials::passwordHash).isPresent()) {
      signIn.keeper().notice(staff, OwnerNotice.Kind.PASSWORD_RESET);
    }
    return hasSecondFactor;
  }

  /** Makes a link to set up an account, with a trace. */
  CareResult invite(String staff) {
    recovery.trace(staff, What.INVITED, by());
    return care.invite(staff, by(), Optional.empty());
  }

  /** Takes a second factor away and makes a link to a new one, with a trace. */
  CareResult resetSecondFactor(String staff) {
    recovery.trace(staff, What.SECOND_FACTOR, by());
    return care.resetSecondFactor(staff, by(), Optional.empty());
  }

  private static void requireGood(List<PasswordProblem> problems) {
    if (!problems.isEmpty()) {
      throw refused(problems);
    }
  }

  /** Returns why something was not done. */
  static AccountsException notDone(String staff, CareResult result) {
    if (result instanceof NotDone no && no.why() instanceof Refused why) {
      return new AccountsException(staff + ": " + why.sentence());
    }
    throw new IllegalStateException("care for an account answered " + result.kind());
  }

  /** Returns why a password was not taken. */
  static AccountsException refused(List<PasswordProblem> problems) {
    return new AccountsException(
        problems.stream().map(PasswordProblem::sentence).collect(joining(" "))
            + " Nothing was changed.");
  }

  /** Returns a record of what is done to an account, with whoever asked for it by sudo. */
  private AuditEvent event(AuditEvent.Type type, String staff) {
    AuditEvent event =
        AuditEvent.of(CLOCK.instant(), type, by(), Optional.empty()).with("account", staff);
    String asked = System.getenv("SUDO_USER");
    return asked == null ? event : event.with("sudo-user", asked);
  }

  private void record(AuditEvent event) {
    audit.append(event);
  }

  @Override
  public void close() {
    epochs.close();
    audit.close();
    state.close();
  }
}
