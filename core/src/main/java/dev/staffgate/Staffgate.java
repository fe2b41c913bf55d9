package dev.staffgate;

import dev.staffgate.accounts.ActiveAccounts;
import dev.staffgate.accounts.SessionEpochs;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Explanation;
import dev.staffgate.decision.Scope;
import dev.staffgate.gate.AccessDeniedException;
import dev.staffgate.gate.DecidedRequest;
import dev.staffgate.gate.DecisionService;
import dev.staffgate.model.PolicyException;
import dev.staffgate.network.IpAddress;
import dev.staffgate.panels.PanelSessionClient;
import dev.staffgate.policy.Policy;
import dev.staffgate.policy.Questions;
import dev.staffgate.session.StaffSessions;
import dev.staffgate.sso.Connect;
import dev.staffgate.sso.LiveSessionSweeper;
import dev.staffgate.state.StateStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The front door: one object that a panel makes at start and asks from then on. Safe for any number
 * of threads. Decisions are those of a {@link DecisionService}, which says what each method
 * promises and throws.
 *
 * <pre>{@code
 * Staffgate staffgate = Staffgate.builder()
 *     .policy(PolicySource.watching(Path.of("staffgate.yaml")))
 *     .audit(FileAuditSink.open(Path.of("audit.jsonl")))
 *     .panels(WhmSessionClient.create())
 *     .build();
 * staffgate.require(AccessRequest.of("alice", "payment.refund").from("203.0.113.7").with("amount", "49.90"));
 * }</pre>
 */
public final class Staffgate implements AutoCloseable {
  private final DecisionService decisions;
  private final Connect connect;
  private final LiveSessionSweeper sessionSweeper;
  private final List<PanelSessionClient> panels;
  private final PolicyListeners listeners;
  private final RunTimeState state;

  Staffgate(
      DecisionService decisions,
      Connect connect,
      LiveSessionSweeper sessionSweeper,
      List<PanelSessionClient> panels,
      PolicyListeners listeners,
      RunTimeState state) {
    this.decisions = decisions;
    this.connect = connect;
    this.sessionSweeper = sessionSweeper;
    this.panels = List.copyOf(panels);
    this.listeners = listeners;
    this.state = state;
  }

  /** Returns a builder; a policy and an audit are required. */
  public static StaffgateBuilder builder() {
    return new StaffgateBuilder();
  }

  /** Decides and records what is about to be done: {@link DecisionService#check(AccessRequest)}. */
  public Decision check(AccessRequest request) {
    return decisions.check(request);
  }

  /** Decides by a policy read before: {@link DecisionService#check(Policy, AccessRequest)}. */
  public Decision check(Policy policy, AccessRequest request) {
    return decisions.check(policy, request);
  }

  /** Decides what is asked in more than one way: {@link DecisionService#checkAll}. */
  public DecidedRequest checkAll(Policy policy, List<AccessRequest> requests, String subject) {
    return decisions.checkAll(policy, requests, subject);
  }

  /** Throws {@link AccessDeniedException} unless permitted: {@link DecisionService#require}. */
  public void require(AccessRequest request) {
    decisions.require(request);
  }

  /** Answers without a record, for a menu or a page: {@link DecisionService#ask(AccessRequest)}. */
  public Decision ask(AccessRequest request) {
    return decisions.ask(request);
  }

  /** Answers by a policy read before: {@link DecisionService#ask(Policy, AccessRequest)}. */
  public Decision ask(Policy policy, AccessRequest request) {
    return decisions.ask(policy, request);
  }

  /** Answers with every candidate and condition: {@link DecisionService#explain}. */
  public Explanation explain(AccessRequest request) {
    return decisions.explain(request);
  }

  /** Finds the resources of a type for a list: {@link DecisionService#scopeOf}. */
  public Scope scopeOf(AccessRequest request, String type) {
    return decisions.scopeOf(request, type);
  }

  /** Returns reverse questions about all accounts: {@link DecisionService#questions}. */
  public Questions questions() {
    return decisions.questions();
  }

  /** Returns reverse questions about one account: {@link DecisionService#questionsAbout}. */
  public Questions questionsAbout(String staff) {
    return decisions.questionsAbout(staff);
  }

  /** Finds out why somebody may not act at all: {@link DecisionService#standingDenial}. */
  public Optional<Decision> standingDenial(Policy policy, String staff, Optional<IpAddress> from) {
    return decisions.standingDenial(policy, staff, from);
  }

  /** Records a refusal without a permission: {@link DecisionService#recordRefusal}. */
  public void recordRefusal(
      String staff, Optional<IpAddress> from, Decision refusal, String subject) {
    decisions.recordRefusal(staff, from, refusal, subject);
  }

  /** Returns single sign-on into servers. */
  public Connect connect() {
    return connect;
  }

  /** Returns the store of what changes at run time: in memory, unless another one was given. */
  public StateStore state() {
    return state.store();
  }

  /** Returns the epochs of accounts, by which all sessions of one end at once. */
  public SessionEpochs sessionEpochs() {
    return state.epochs();
  }

  /** Returns the sessions of people who have signed in to this program. */
  public StaffSessions sessions() {
    return state.sessions();
  }

  /** Returns the policy in force. */
  public Policy policy() {
    return decisions.policy();
  }

  /**
   * Tells a listener of each other policy from now on, once it is in force, on the thread that
   * loaded it; it must return soon, and what it throws is logged. Closing the watch ends that.
   */
  public PolicyWatch onPolicyChange(Consumer<Policy> listener) {
    return listeners.add(listener);
  }

  /** A listener to changes of the policy, until it is closed. */
  public interface PolicyWatch extends AutoCloseable {
    @Override
    void close();
  }

  /** Returns what is wrong with the newest policy: {@link DecisionService#policyProblem}. */
  public Optional<PolicyException> policyProblem() {
    return decisions.policyProblem();
  }

  /** Returns the clock that all decisions are taken by. */
  public InstantSource clock() {
    return decisions.clock();
  }

  /**
   * Finds the account of somebody whom an identity provider has signed in, by its id or {@code
   * known-as}: {@link DecisionService#accountKnownAs}.
   */
  public Optional<String> accountKnownAs(String name) {
    return decisions.accountKnownAs(name);
  }

  /** Returns the accounts that may sign in: {@link DecisionService#activeAccounts()}. */
  public ActiveAccounts activeAccounts() {
    return decisions.activeAccounts();
  }

  /** Returns them by a policy read before: {@link DecisionService#activeAccounts(Policy)}. */
  public ActiveAccounts activeAccounts(Policy policy) {
    return decisions.activeAccounts(policy);
  }

  /**
   * Stops looking for changes, and closes the session clients, so that no thread is left. What was
   * made before is its maker's to close, as are audit, directory, state and secrets.
   */
  @Override
  public void close() {
    decisions.close();
    sessionSweeper.close();
    state.close();
    panels.forEach(PanelSessionClient::close);
  }
}
