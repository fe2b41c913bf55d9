package dev.staffgate;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.staffgate.accounts.AccountTable;
import dev.staffgate.accounts.SharedDirectory;
import dev.staffgate.accounts.StaffDirectory;
import dev.staffgate.audit.AuditSink;
import dev.staffgate.gate.DecisionService;
import dev.staffgate.model.PolicyException;
import dev.staffgate.panels.ConnectListener;
import dev.staffgate.panels.PanelSessionClient;
import dev.staffgate.panels.PanelTokens;
import dev.staffgate.secrets.SecretSource;
import dev.staffgate.secrets.SecretStore;
import dev.staffgate.session.SessionLimits;
import dev.staffgate.sso.Connect;
import dev.staffgate.sso.ConnectOptions;
import dev.staffgate.sso.LiveSessionSweeper;
import dev.staffgate.state.MemoryStateStore;
import dev.staffgate.state.StateStore;
import dev.staffgate.yaml.PolicySource;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A builder of {@link Staffgate}. Not thread-safe. */
public final class StaffgateBuilder {
  private @Nullable PolicySource policies;
  private @Nullable AuditSink audit;
  private @Nullable StaffDirectory directory;
  private @Nullable StateStore state;
  private SessionLimits sessionLimits = SessionLimits.USUAL;
  private final List<PanelSessionClient> panels = new ArrayList<>();
  private SecretSource secrets = SecretSource.environmentAndFiles();
  private @Nullable SecretStore store;
  private final List<PanelTokens> panelTokens = new ArrayList<>();
  private InstantSource clock = InstantSource.system();
  private ConnectListener listener = call -> {};
  private final Map<String, String> suspended = new HashMap<>();

  StaffgateBuilder() {}

  /** Sets the source of the policy. Required; closed with what is built. */
  @CanIgnoreReturnValue
  public StaffgateBuilder policy(PolicySource source) {
    policies = requireNonNull(source, "source");
    return this;
  }

  /**
   * Sets the audit, which events are appended to. Required: without it nothing that must be
   * recorded could be permitted.
   */
  @CanIgnoreReturnValue
  public StaffgateBuilder audit(AuditSink sink) {
    audit = requireNonNull(sink, "sink");
    return this;
  }

  /**
   * Sets the directory of the accounts that the policy document does not have; none by default.
   * With an {@link AccountTable}, a new policy that an account of the table does not fit is
   * rejected, and {@link #build} puts the policy in force there.
   */
  @CanIgnoreReturnValue
  public StaffgateBuilder directory(StaffDirectory accounts) {
    directory = requireNonNull(accounts, "accounts");
    return this;
  }

  /**
   * Sets the store of what changes at run time, so that a restart forgets nothing; without one, it
   * is kept in memory. Closed by whoever opened it, after what is built.
   */
  @CanIgnoreReturnValue
  public StaffgateBuilder state(StateStore stateStore) {
    state = requireNonNull(stateStore, "stateStore");
    return this;
  }

  /** Sets the bounds of people's sessions with this program; {@link SessionLimits#USUAL} if not. */
  @CanIgnoreReturnValue
  public StaffgateBuilder sessions(SessionLimits limits) {
    sessionLimits = requireNonNull(limits, "limits");
    return this;
  }

  /** Adds session clients, one for each kind of panel. They are closed with what is built. */
  @CanIgnoreReturnValue
  public StaffgateBuilder panels(PanelSessionClient... clients) {
    panels.addAll(List.of(clients));
    return this;
  }

  /** Sets the source of API tokens; environment and files by default. */
  @CanIgnoreReturnValue
  public StaffgateBuilder secrets(SecretSource source) {
    secrets = requireNonNull(source, "source");
    return this;
  }

  /**
   * Sets the store that this program keeps API tokens in, for {@link Connect#tokens} to add,
   * exchange and retire; none by default. Tokens are found there and by {@link #secrets}, which
   * must have other schemes.
   */
  @CanIgnoreReturnValue
  public StaffgateBuilder secretStore(SecretStore secretStore) {
    store = requireNonNull(secretStore, "secretStore");
    return this;
  }

  /** Adds token clients, which exchange and revoke API tokens; one for each kind of panel. */
  @CanIgnoreReturnValue
  public StaffgateBuilder panelTokens(PanelTokens... clients) {
    panelTokens.addAll(List.of(clients));
    return this;
  }

  /** Sets the listener that is told of each call to a panel; none by default. */
  @CanIgnoreReturnValue
  public StaffgateBuilder connectListener(ConnectListener connectListener) {
    listener = requireNonNull(connectListener, "connectListener");
    return this;
  }

  /**
   * Begins with single sign-on switched off, as {@link Connect#suspend} does it.
   *
   * @param reason for administrators
   */
  @CanIgnoreReturnValue
  public StaffgateBuilder connectSuspended(String reason) {
    return connectSuspended("", reason);
  }

  /**
   * Begins with single sign-on into one kind of panel switched off.
   *
   * @param panel such as {@code whm}
   */
  @CanIgnoreReturnValue
  public StaffgateBuilder connectSuspended(String panel, String reason) {
    suspended.put(panel, reason);
    return this;
  }

  /** Sets the clock that all decisions are taken by; the system's by default. */
  @CanIgnoreReturnValue
  public StaffgateBuilder clock(InstantSource source) {
    clock = requireNonNull(source, "source");
    return this;
  }

  /**
   * Returns what was built.
   *
   * @throws IllegalStateException without a policy or an audit
   * @throws IllegalArgumentException if two session clients, or two token clients, are for the same
   *     kind of panel, or the store and the other secrets have a scheme in common
   * @throws PolicyException if an account of the directory, where that is a table, does not fit the
   *     policy
   */
  public Staffgate build() {
    PolicySource source = required(policies, "policy");
    AuditSink sink = required(audit, "audit");
    Optional<StaffDirectory> accounts = Optional.ofNullable(directory).map(SharedDirectory::of);
    DecisionService decisions = DecisionService.of(source, accounts, sink, clock);
    SecretSource secretSource = store == null ? secrets : SecretSource.of(secrets, store);
    StateStore stateStore = state == null ? MemoryStateStore.create(clock) : state;
    Connect connect =
        new Connect(
            decisions,
            new ConnectOptions(
                panels,
                secretSource,
                listener,
                suspended,
                Optional.ofNullable(store),
                panelTokens,
                Optional.of(stateStore)));
    LiveSessionSweeper sessionSweeper = LiveSessionSweeper.of(connect, accounts, clock);
    PolicyListeners listeners = new PolicyListeners();
    RunTimeState kept =
        RunTimeState.of(stateStore, sessionLimits, accounts, decisions::policy, clock);
    decisions.followPolicy(
        () -> {
          kept.disabled().lookAtAll();
          sessionSweeper.sweepSoon();
          connect.warnOfServersWithoutClient();
          listeners.tell(decisions.policy());
        });
    kept.disabled().lookAtAll();
    connect.warnOfServersWithoutClient();
    if (state != null) {
      sessionSweeper.sweepSoon(); // what was handed out before a restart
    }
    return new Staffgate(decisions, connect, sessionSweeper, panels, listeners, kept);
  }

  private static <T> T required(@Nullable T value, String what) {
    if (value == null) {
      throw new IllegalStateException("Staffgate needs " + what + "(…) before build()");
    }
    return value;
  }
}
