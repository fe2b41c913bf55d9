package dev.staffgate;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.staffgate.accounts.AccountTable;
import dev.staffgate.accounts.ActiveAccounts;
import dev.staffgate.accounts.DirectoryException;
import dev.staffgate.accounts.LiveAccounts;
import dev.staffgate.accounts.StaffDirectory;
import dev.staffgate.audit.AuditEvent;
import dev.staffgate.audit.AuditException;
import dev.staffgate.audit.AuditSink;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Explanation;
import dev.staffgate.decision.Scope;
import dev.staffgate.gate.AccessDeniedException;
import dev.staffgate.gate.DecisionService;
import dev.staffgate.gate.PolicyInForce;
import dev.staffgate.model.PolicyException;
import dev.staffgate.model.StaffAccount;
import dev.staffgate.network.IpAddress;
import dev.staffgate.panels.ConnectListener;
import dev.staffgate.panels.PanelSessionClient;
import dev.staffgate.panels.PanelTokens;
import dev.staffgate.policy.Accounts;
import dev.staffgate.policy.CompiledAccount;
import dev.staffgate.policy.Policy;
import dev.staffgate.policy.Questions;
import dev.staffgate.secrets.SecretSource;
import dev.staffgate.secrets.SecretStore;
import dev.staffgate.sso.Connect;
import dev.staffgate.sso.ConnectOptions;
import dev.staffgate.sso.InactiveSessionSweeper;
import dev.staffgate.yaml.PolicySource;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The front door: one object that a panel makes at start and asks from then on. Safe for any number
 * of threads.
 *
 * <pre>{@code
 * Staffgate gate = Staffgate.builder()
 *     .policy(PolicySource.watching(Path.of("staffgate.yaml")))
 *     .audit(FileAuditSink.open(Path.of("audit.jsonl")))
 *     .panels(WhmSessionClient.create())
 *     .build();
 * gate.require(AccessRequest.of("alice", "payment.refund").from("203.0.113.7").with("amount", "49.90"));
 * }</pre>
 */
public final class Staffgate implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Staffgate.class);

  private final PolicySource policies;
  private final PolicyInForce inForce;
  private final Optional<StaffDirectory> directory;
  private final Optional<LiveAccounts> accounts;
  private final DecisionService gate;
  private final Connect connect;
  private final InactiveSessionSweeper endOfInactive;

  private Staffgate(
      PolicySource policies,
      PolicyInForce inForce,
      Optional<StaffDirectory> directory,
      Optional<LiveAccounts> accounts,
      DecisionService gate,
      Connect connect,
      InactiveSessionSweeper endOfInactive) {
    this.policies = policies;
    this.inForce = inForce;
    this.directory = directory;
    this.accounts = accounts;
    this.gate = gate;
    this.connect = connect;
    this.endOfInactive = endOfInactive;
  }

  /** Returns a builder; a policy and an audit are required. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Decides about something that is about to be done; recorded unless it is an everyday permit.
   *
   * @throws dev.staffgate.decision.UnknownPermissionException if the permission is not in the
   *     catalogue
   */
  public Decision check(AccessRequest request) {
    return gate.check(request);
  }

  /**
   * Decides as {@link #check(AccessRequest)} does, by a version of the policy that was looked at
   * before for this very request, such as for its routes: both are of one piece then, whatever is
   * reloaded in between.
   *
   * @param policy what {@link #policy()} gave for this request
   * @throws dev.staffgate.decision.UnknownPermissionException if the permission is not in the
   *     catalogue
   */
  public Decision check(Policy policy, AccessRequest request) {
    return gate.check(policy, request);
  }

  /**
   * Goes on only if the answer of {@link #check(AccessRequest)} is a permit.
   *
   * @throws AccessDeniedException if it is not, with the decision
   * @throws dev.staffgate.decision.UnknownPermissionException if the permission is not in the
   *     catalogue
   */
  public void require(AccessRequest request) {
    Decision decision = check(request);
    if (!decision.permitted()) {
      throw new AccessDeniedException(decision, request);
    }
  }

  /**
   * Answers a question, for a menu or a page: the same answer as {@link #check(AccessRequest)},
   * never recorded.
   *
   * @throws dev.staffgate.decision.UnknownPermissionException if the permission is not in the
   *     catalogue
   */
  public Decision ask(AccessRequest request) {
    return gate.ask(request);
  }

  /**
   * Answers a question with every candidate and condition, for an administrator; never recorded.
   *
   * @throws dev.staffgate.decision.UnknownPermissionException if the permission is not in the
   *     catalogue
   */
  public Explanation explain(AccessRequest request) {
    return gate.explain(request);
  }

  /**
   * On which resources of a type somebody may do something, here and now: what a query for a list
   * filters by. On none where there is no such account, or the directory does not answer. Never
   * recorded.
   *
   * @throws dev.staffgate.decision.UnknownPermissionException if the permission is not in the
   *     catalogue, and there is such an account
   */
  public Scope scopeOf(AccessRequest request, String type) {
    return gate.scopeOf(request, type);
  }

  /**
   * Questions in reverse by the policy in force, about all accounts that decisions are about: the
   * staff of the policy document, then those of the directory, which are all looked at for it. An
   * account of the directory that the policy cannot be applied to, so that it is denied everything,
   * is left out. Never recorded.
   *
   * @throws DirectoryException if the directory does not answer
   */
  public Questions questions() {
    Policy policy = policy();
    return directory.isEmpty()
        ? policy.questions()
        : questions(policy, directory.get(), accounts.orElseThrow());
  }

  /**
   * Questions in reverse by the policy in force, about one account: what they can do, and to what.
   * Nothing, if there is no such account. Never recorded.
   *
   * @throws DirectoryException if the directory does not answer
   */
  public Questions questionsAbout(String staff) {
    Policy policy = policy();
    return directory.isEmpty() || policy.account(staff).isPresent()
        ? policy.questions()
        : policy.questions(gate.account(policy, staff).stream().toList());
  }

  private static Questions questions(
      Policy policy, StaffDirectory directory, LiveAccounts accounts) {
    List<CompiledAccount> all = new ArrayList<>();
    policy.document().staff().keySet().forEach(id -> policy.account(id).ifPresent(all::add));
    try (Stream<StaffAccount> others = directory.all()) {
      others
          .filter(account -> policy.account(account.id()).isEmpty())
          .forEach(account -> ready(policy, accounts, account).ifPresent(all::add));
    } catch (DirectoryException out) {
      throw out;
    } catch (RuntimeException failed) {
      throw new DirectoryException("the directory of accounts failed", failed);
    }
    return policy.questions(all);
  }

  private static Optional<CompiledAccount> ready(
      Policy policy, LiveAccounts accounts, StaffAccount account) {
    try {
      return accounts.ready(policy, account);
    } catch (IllegalArgumentException unfit) {
      log.error("the account {} of the directory does not fit the policy", account.id(), unfit);
      return Optional.empty();
    }
  }

  /**
   * Records that somebody who is signed in was refused something for which no permission was asked:
   * a path without a route, or an account that is not active any more. The refusal stands whether
   * or not this can be recorded.
   *
   * @param what it was that was refused, such as a method and a path; cut if it is long
   */
  public void recordRefusal(String staff, Optional<IpAddress> from, Decision refusal, String what) {
    try {
      gate.record(
          AuditEvent.of(clock().instant(), AuditEvent.Type.ACCESS_REFUSED, staff, from)
              .with("what", what)
              .with("outcome", refusal.outcome().text())
              .with("reason", refusal.reason().code().text()));
    } catch (AuditException notRecorded) {
      log.error("a refusal could not be recorded", notRecorded);
    }
  }

  /** Single sign-on into servers. */
  public Connect connect() {
    return connect;
  }

  /** The policy in force. */
  public Policy policy() {
    return gate.policy();
  }

  /**
   * What is wrong with the newest version of the policy, if it is broken and an older one is in
   * force.
   */
  public Optional<PolicyException> policyProblem() {
    return inForce.problem();
  }

  /** The clock that all decisions are taken by. */
  public InstantSource clock() {
    return gate.clock();
  }

  /**
   * Who may sign in, by the policy in force: accounts that are neither disabled nor locked, from
   * their networks. What it answers throws {@link dev.staffgate.accounts.DirectoryException} if the
   * directory does not answer.
   */
  public ActiveAccounts activeAccounts() {
    return (staff, from) -> mayAct(policy(), staff, from);
  }

  /** Who may sign in, by a version of the policy that was looked at before for the same request. */
  public ActiveAccounts activeAccounts(Policy policy) {
    return (staff, from) -> mayAct(policy, staff, from);
  }

  private boolean mayAct(Policy policy, String staff, Optional<IpAddress> from) {
    Optional<CompiledAccount> account = gate.activeAccount(policy, staff);
    return account.isPresent() && policy.mayActFrom(account.get(), from.orElse(null));
  }

  /** Stops looking for changes of the policy. The audit is its owner's to close. */
  @Override
  public void close() {
    policies.close();
    endOfInactive.close();
    accounts.ifPresent(LiveAccounts::close);
  }

  /** Makes a {@link Staffgate}. Not thread-safe. */
  public static final class Builder {
    private @Nullable PolicySource policies;
    private @Nullable AuditSink audit;
    private @Nullable StaffDirectory directory;
    private final List<PanelSessionClient> panels = new ArrayList<>();
    private SecretSource secrets = SecretSource.environmentAndFiles();
    private @Nullable SecretStore store;
    private final List<PanelTokens> panelTokens = new ArrayList<>();
    private InstantSource clock = InstantSource.system();
    private ConnectListener listener = call -> {};
    private final Map<String, String> suspended = new HashMap<>();

    private Builder() {}

    /** Sets where the policy comes from. Required; closed with the gate. */
    @CanIgnoreReturnValue
    public Builder policy(PolicySource source) {
      policies = requireNonNull(source, "source");
      return this;
    }

    /**
     * Sets where events are kept. Required: without it nothing could be permitted that must be
     * recorded.
     */
    @CanIgnoreReturnValue
    public Builder audit(AuditSink sink) {
      audit = requireNonNull(sink, "sink");
      return this;
    }

    /**
     * Sets where accounts live that the policy document does not have; nowhere unless said
     * otherwise. With an {@link AccountTable}, a new policy that an account of the table cannot
     * live with is rejected, and {@link #build} puts the policy in force there.
     */
    @CanIgnoreReturnValue
    public Builder directory(StaffDirectory accounts) {
      directory = requireNonNull(accounts, "accounts");
      return this;
    }

    /** Adds clients for kinds of panels. */
    @CanIgnoreReturnValue
    public Builder panels(PanelSessionClient... clients) {
      panels.addAll(List.of(clients));
      return this;
    }

    /** Sets where API tokens come from; environment and files unless said otherwise. */
    @CanIgnoreReturnValue
    public Builder secrets(SecretSource source) {
      secrets = requireNonNull(source, "source");
      return this;
    }

    /**
     * Sets where this program keeps API tokens itself, for {@link Connect#tokens} to add, exchange
     * and retire; nowhere unless said otherwise. Tokens are found there besides what {@link
     * #secrets} finds, whose schemes are others.
     */
    @CanIgnoreReturnValue
    public Builder secretStore(SecretStore keeper) {
      store = requireNonNull(keeper, "keeper");
      return this;
    }

    /** Adds what exchanges and revokes the API tokens of kinds of panels. */
    @CanIgnoreReturnValue
    public Builder panelTokens(PanelTokens... keepers) {
      panelTokens.addAll(List.of(keepers));
      return this;
    }

    /** Sets who is told of each call to a panel; nobody unless said otherwise. */
    @CanIgnoreReturnValue
    public Builder connectListener(ConnectListener told) {
      listener = requireNonNull(told, "told");
      return this;
    }

    /**
     * Begins with single sign-on switched off, as {@link Connect#suspend} does it.
     *
     * @param reason for administrators
     */
    @CanIgnoreReturnValue
    public Builder connectSuspended(String reason) {
      return connectSuspended("", reason);
    }

    /**
     * The same for one kind of panel.
     *
     * @param panel such as {@code whm}
     */
    @CanIgnoreReturnValue
    public Builder connectSuspended(String panel, String reason) {
      suspended.put(panel, reason);
      return this;
    }

    /** Sets the clock that all decisions are taken by; the system's unless said otherwise. */
    @CanIgnoreReturnValue
    public Builder clock(InstantSource source) {
      clock = requireNonNull(source, "source");
      return this;
    }

    /**
     * Returns the gate.
     *
     * @throws IllegalStateException if there is no policy or no audit
     * @throws IllegalArgumentException if two clients, or two keepers of tokens, are for the same
     *     kind of panel, or the store and the other secrets have a scheme in common
     * @throws PolicyException if an account of the directory, where that is a table, cannot live
     *     with the policy
     */
    public Staffgate build() {
      PolicySource source = required(policies, "policy");
      AuditSink sink = required(audit, "audit");
      PolicyInForce inForce = new PolicyInForce(source, directory);
      Optional<LiveAccounts> accounts = Optional.ofNullable(directory).map(LiveAccounts::of);
      DecisionService gate =
          new DecisionService(
              inForce::current,
              accounts.<Function<Policy, Accounts>>map(one -> one::accounts).orElse(Policy::staff),
              sink,
              clock);
      SecretSource found = store == null ? secrets : SecretSource.of(secrets, store);
      Connect connect =
          new Connect(
              gate,
              new ConnectOptions(
                  panels, found, listener, suspended, Optional.ofNullable(store), panelTokens));
      InactiveSessionSweeper endOfInactive =
          InactiveSessionSweeper.of(connect, Optional.ofNullable(directory));
      InstantSource time = clock;
      source.onChange(
          new PolicySource.Listener() {
            @Override
            public void loaded(Policy policy) {
              inForce
                  .adopt()
                  .ifPresentOrElse(
                      this::rejected,
                      () -> {
                        note(AuditEvent.Type.POLICY_LOADED, policy.version(), "");
                        endOfInactive.look();
                      });
            }

            @Override
            public void rejected(PolicyException problem) {
              note(
                  AuditEvent.Type.POLICY_REJECTED,
                  gate.policy().version(),
                  problem.problems().get(0).headline());
            }

            private void note(AuditEvent.Type type, String inForce, String problem) {
              AuditEvent event =
                  AuditEvent.of(time.instant(), type, "", Optional.empty()).with("policy", inForce);
              try {
                sink.append(problem.isEmpty() ? event : event.with("problem", problem));
              } catch (AuditException e) {
                log.error("a change of the policy could not be recorded", e);
              }
            }
          });
      Optional<PolicyException> refused = inForce.adopt();
      if (refused.isPresent()) {
        throw refused.get();
      }
      return new Staffgate(
          source, inForce, Optional.ofNullable(directory), accounts, gate, connect, endOfInactive);
    }

    private static <T> T required(@Nullable T value, String what) {
      if (value == null) {
        throw new IllegalStateException("a gate needs " + what + "(…) before build()");
      }
      return value;
    }
  }
}
