package dev.staffgate.sso;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.gate.AccessDeniedException;
import dev.staffgate.gate.DecisionService;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelHealth;
import dev.staffgate.panels.PanelSession;
import dev.staffgate.panels.PanelTarget;
import dev.staffgate.panels.PanelTarget.Area;
import dev.staffgate.policy.Policy;
import dev.staffgate.state.MemoryStateStore;
import dev.staffgate.state.StateStore;
import dev.staffgate.state.StateStoreException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Single sign-on into servers: lists those that somebody may enter, and opens sessions in them.
 * Safe for any number of threads. {@link #open} waits for the panel, at most as long as its
 * client's deadline.
 *
 * <p>Opening is one straight line: decide, record the attempt, reserve the session's place in the
 * state store, fetch the token, call the panel, keep the session there, decide again, record the
 * result. If the attempt cannot be recorded, or no place reserved, nothing is opened. If the opened
 * session cannot be kept or recorded, or the policy came to say something else meanwhile, it is not
 * handed out.
 *
 * <p>What was handed out is known to every program that shares the store, also after a restart
 * (decision 0044).
 */
public final class Connect {
  private static final String LOGIN_AS = "client.login-as";
  private static final int MAX_REASON = 500;

  private final DecisionService decisions;
  private final PanelClients panels;
  private final ConnectSuspensions suspensions;
  private final HandedOutSessions sessions;
  private final SessionOpener opener;
  private final ServerTokens tokens;
  private final MissingClientNotice missingClients;

  /**
   * Makes a front to these panels.
   *
   * @throws IllegalArgumentException if two clients, or two keepers of tokens, are for the same
   *     kind of panel
   */
  public Connect(DecisionService decisions, ConnectOptions options) {
    this.decisions = requireNonNull(decisions, "decisions");
    this.panels = new PanelClients(options.clients(), options.secrets(), options.listener());
    this.suspensions = new ConnectSuspensions(options.suspended());
    StateStore state = options.state().orElseGet(() -> MemoryStateStore.create(decisions.clock()));
    this.sessions = new HandedOutSessions(decisions, panels, state);
    this.opener = new SessionOpener(decisions, panels, suspensions, sessions);
    this.tokens = new ServerTokens(decisions, panels, options, state);
    this.missingClients = new MissingClientNotice(panels.kinds());
  }

  /**
   * Returns the servers that somebody may enter now, at once or after a remedy, in the order of the
   * policy. Suspended ones are left out. Never recorded; {@link #open} decides again.
   */
  public List<ServerChoice> serversOf(String staff, ConnectContext context) {
    Policy policy = decisions.policy();
    List<ServerChoice> choices = new ArrayList<>();
    for (Server server : policy.document().servers().values()) {
      Decision decision = opener.decide(policy, context.request(staff, server.id())).decision();
      if (decision.outcome() != Decision.Outcome.DENY) {
        choices.add(new ServerChoice(server, decision));
      }
    }
    return List.copyOf(choices);
  }

  /**
   * Opens a session on a server's start page: {@link #open(String, String, PanelTarget,
   * ConnectContext)}.
   */
  public PanelSession open(String staff, String server, ConnectContext context) {
    return open(staff, server, PanelTarget.HOME, context);
  }

  /**
   * Opens a session for an administrator.
   *
   * @param staff the id of the person who enters
   * @param server the server's id, as the person asked for it
   * @param target the place in the panel
   * @return the session: its entry is a secret, for this person's browser, once
   * @throws AccessDeniedException if it is not permitted, or not yet, or suspended, or could not be
   *     recorded or kept; with the decision
   * @throws PanelException if it is permitted, but the panel opens no session, or the policy came
   *     to name another server or panel user meanwhile; with a sentence for the person
   * @throws IllegalArgumentException if the target is a customer's: see {@link #openAccount}
   */
  public PanelSession open(
      String staff, String server, PanelTarget target, ConnectContext context) {
    checkArgument(target.area() == Area.PANEL, "%s belongs to a customer's account", target.area());
    return opener.open(context.request(staff, server), Optional.empty(), target, context);
  }

  /**
   * Opens a session in a customer's account, decided as {@code client.login-as} (policy reference,
   * section 4).
   *
   * @param staff the id of the person who enters
   * @param account the customer's account
   * @param target the face: the customer's, or the webmail of a mailbox
   * @return the session: its entry is a secret, for this person's browser, once
   * @throws AccessDeniedException as {@link #open} does
   * @throws PanelException as {@link #open} does
   * @throws IllegalArgumentException if the target is not a customer's
   */
  public PanelSession openAccount(
      String staff, ClientAccount account, PanelTarget target, ConnectContext context) {
    checkArgument(target.area() != Area.PANEL, "%s belongs to administrators", target.area());
    AccessRequest request =
        context.of(
            AccessRequest.of(staff, LOGIN_AS)
                .on("server", account.server())
                .on("client", account.client()));
    return opener.open(request, Optional.of(account.account()), target, context);
  }

  /**
   * Opens a session as {@link #open} does, on a thread of the executor. The future completes as the
   * call does, exceptionally with what it throws. Cancelling it does not take back what was sent.
   */
  public CompletableFuture<PanelSession> openAsync(
      String staff, String server, PanelTarget target, ConnectContext context, Executor executor) {
    return CompletableFuture.supplyAsync(() -> open(staff, server, target, context), executor);
  }

  /**
   * Returns the origins that login links of a server may lead to, by the policy in force: its own
   * and those of its aliases, as its client checks them. For a page's content policy, and for a
   * program that looks at a link once more.
   *
   * @param server the id of a server of the policy in force
   * @return empty if the policy has no such server, or this program no client that tells
   */
  public Set<URI> loginOrigins(String server) {
    return Optional.ofNullable(decisions.policy().document().servers().get(server))
        .map(panels::loginOrigins)
        .orElse(Set.of());
  }

  /** Returns the API tokens of servers, for a page of administrators. */
  public ServerTokens tokens() {
    return tokens;
  }

  /**
   * Tests whether a server answers, accepts its token, and lets it open sessions. Opens no session,
   * and works while single sign-on is suspended. This neither decides nor records: {@link
   * ServerTokens#test} does both.
   *
   * @param server the id of a server of the policy in force
   * @throws PanelException if it does not answer, or does not accept the token
   * @throws IllegalArgumentException if the policy has no such server
   */
  public PanelHealth test(String server) {
    Server tested = decisions.policy().document().servers().get(server);
    checkArgument(tested != null, "the policy has no server of that id");
    return panels.test(tested);
  }

  /** Tests a server as {@link #test} does, on a thread of the executor. */
  public CompletableFuture<PanelHealth> testAsync(String server, Executor executor) {
    return CompletableFuture.supplyAsync(() -> test(server), executor);
  }

  /**
   * Switches single sign-on off at once and for all panels, for the day that a panel has a hole.
   * Whatever would have been permitted is denied, {@code sso-suspended}. The suspension is
   * recorded, and holds even if that fails. It holds in this object alone, until {@link #resume}.
   *
   * @param by the staff id of the person who switches it off
   * @param reason for administrators, at most 500 characters
   */
  public void suspend(String by, String reason) {
    suspendPanel(ConnectSuspensions.ALL, by, reason);
  }

  /**
   * Switches single sign-on off for one kind of panel, as {@link #suspend} does for all.
   *
   * @param panel such as {@code whm}
   */
  public void suspendPanel(String panel, String by, String reason) {
    checkArgument(
        !reason.isBlank() && reason.length() <= MAX_REASON, "a reason has 1 to 500 characters");
    suspensions.suspend(panel, reason);
    decisions.recordIfPossible(
        SsoAuditEvents.suspended(decisions.clock().instant(), by, panel, reason));
  }

  /**
   * Switches single sign-on on again after {@link #suspend}. Kinds of panels that were switched off
   * by themselves stay off.
   *
   * @param by the staff id of the person who switches it on
   * @throws AccessDeniedException if that cannot be recorded; then it stays off
   */
  public void resume(String by) {
    resumePanel(ConnectSuspensions.ALL, by);
  }

  /** Switches single sign-on on again for one kind of panel, as {@link #resume} does for all. */
  public void resumePanel(String panel, String by) {
    if (suspensions.reasons().containsKey(panel)) {
      decisions.requireRecorded(SsoAuditEvents.resumed(decisions.clock().instant(), by, panel));
      suspensions.resume(panel);
    }
  }

  /** Returns the reasons why single sign-on is off, by kind of panel; the empty text means all. */
  public Map<String, String> suspended() {
    return suspensions.reasons();
  }

  /**
   * Ends the sessions that somebody was handed and may still have, where the panel can. Where it
   * cannot, the record says what may live on and until when. One whose entry in the state store is
   * damaged is among them, with the panel user {@code unknown}. One that is being opened is not
   * handed out.
   *
   * @return the sessions, and whether each was ended
   * @throws StateStoreException if the store does not say which sessions there are
   */
  public List<EndedSession> endSessions(String staff) {
    return sessions.end(staff);
  }

  /**
   * Ends the sessions that are not permitted any more, as {@link #endSessions} does. The request of
   * each opening, with its own instant, address, second factor, approvals and emergencies, is put
   * to the policy in force, about the account as it is now: assignments that have ended since do
   * not count. What would lead to another panel or panel user by now ends, too. {@code Staffgate}
   * calls this at its start, after each change of policy or account, and when an assignment ends.
   *
   * @throws StateStoreException if the store does not say which sessions there are
   */
  public void endSessionsNoLongerPermitted() {
    sessions.review();
  }

  /**
   * Warns in the log of the servers of the policy in force that this program has no client for,
   * once of each. {@code Staffgate} calls this at its start and after each change of policy.
   */
  public void warnOfServersWithoutClient() {
    missingClients.about(decisions.policy().document());
  }

  /** Sets who is told when sessions are to be looked at for an assignment that ends then. */
  void onSessionsDue(Consumer<Instant> listener) {
    sessions.onDue(listener);
  }
}
