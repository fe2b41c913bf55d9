package dev.staffgate.sso;

import static com.google.common.base.Preconditions.checkArgument;

import dev.staffgate.audit.AuditEvent;
import dev.staffgate.audit.AuditException;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.decision.Decision;
import dev.staffgate.decision.Reason;
import dev.staffgate.decision.ReasonCode;
import dev.staffgate.gate.AccessDeniedException;
import dev.staffgate.gate.DecidedRequest;
import dev.staffgate.gate.DecisionService;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.policy.Policy;
import dev.staffgate.state.StateStoreException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Performs actions on the token of a server: decides, records, acts, records (decision 0022). A
 * change is in the state store from before its record until it has finished (decision 0044).
 * Thread-safe.
 */
final class TokenActions {
  private static final Logger log = LoggerFactory.getLogger(TokenActions.class);
  private static final String CONFIGURE = "server.configure";

  private static final Decision NOT_KEPT =
      new Decision.Deny(
          Reason.outsidePolicy(
              ReasonCode.STATE_UNAVAILABLE, "the change could not be kept in the state"));

  private final DecisionService decisions;
  private final TokenChanges changes;

  /** The actions. */
  enum Action {
    ADD("add"),
    TEST("test"),
    ROTATE("rotate"),
    RETIRE("retire");

    private final String text;

    Action(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }

    static Action parse(String text) {
      return Arrays.stream(values())
          .filter(one -> one.text.equals(text))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("no action is of that name"));
    }
  }

  /** Makes the audit event of a result. */
  @FunctionalInterface
  interface OutcomeRecord<T> {
    AuditEvent of(Instant at, AccessRequest request, Server server, T result);
  }

  /** The work of a change. */
  @FunctionalInterface
  interface Change<T> {
    T make(Server server, TokenChanges.Running change);
  }

  TokenActions(DecisionService decisions, TokenChanges changes) {
    this.decisions = decisions;
    this.changes = changes;
  }

  /** Returns the request that each action is decided by. */
  AccessRequest request(String staff, String server, ConnectContext context) {
    return context.of(AccessRequest.of(staff, CONFIGURE).on("server", server));
  }

  /** Decides, records, tests, and records the result. */
  <T> T test(AccessRequest asked, Function<Server, T> work, OutcomeRecord<T> outcome) {
    Permitted permitted = requirePermitted(decisions.policy(), asked);
    requireAttempt(Action.TEST, permitted);
    return performAndRecord(Action.TEST, permitted, () -> work.apply(permitted.server()), outcome);
  }

  /** Decides, begins the change, records, acts, and records the result. */
  <T> T change(Action action, AccessRequest asked, Change<T> work, OutcomeRecord<T> outcome) {
    Policy policy = decisions.policy();
    Permitted permitted = requirePermitted(policy, asked);
    Server server = permitted.server();
    requireOthersToo(policy, permitted.request(), server);
    TokenChanges.Running change = begin(action, permitted);
    try {
      requireAttempt(action, permitted);
    } catch (RuntimeException notRecorded) {
      change.undo();
      throw notRecorded;
    }
    return performAndRecord(action, permitted, () -> made(server, change, work), outcome);
  }

  private static <T> T made(Server server, TokenChanges.Running change, Change<T> work) {
    T result;
    try {
      result = work.make(server, change);
    } catch (PanelException | AccessDeniedException nothingDone) {
      change.undo();
      throw nothingDone;
    } catch (RuntimeException | Error unknown) {
      change.stop();
      throw unknown;
    }
    change.end();
    return result;
  }

  private TokenChanges.Running begin(Action action, Permitted permitted) {
    Server server = permitted.server();
    Optional<TokenChanges.Running> begun;
    try {
      begun = changes.begin(server, permitted.request().staff(), action);
    } catch (StateStoreException | IllegalArgumentException notKept) {
      log.error("the token of server {} is not changed", server.id(), notKept);
      DecidedRequest denied = new DecidedRequest(permitted.request(), NOT_KEPT);
      decisions.requireRecorded(TokenAuditEvents.refused(denied.request(), denied.decision()));
      throw new AccessDeniedException(denied.decision(), denied.request());
    }
    return begun.orElseThrow(() -> busy(server));
  }

  /**
   * Goes on to a phase before something is done that another change would not know of.
   *
   * @throws PanelException if the change is somebody else's by now, or that cannot be kept
   */
  static void requireReached(
      Server server, TokenChanges.Running change, UnfinishedTokenChange.Phase phase) {
    try {
      if (!change.reaches(phase)) {
        throw busy(server);
      }
    } catch (StateStoreException out) {
      log.error("the token of server {} is not changed", server.id(), out);
      throw TokenStorage.misconfigured(
          server,
          "how far the change of its token is cannot be kept in the state, so the one before stays."
              + " See the log for the state");
    }
  }

  private static PanelException busy(Server server) {
    return new PanelException(
        Kind.BUSY,
        Detail.TOO_MANY,
        server.id(),
        "server %s: somebody else is changing its token right now. Look again in a moment."
            .formatted(server.id()),
        null);
  }

  /** A permit on a server. */
  private record Permitted(AccessRequest request, Decision decision, Server server) {}

  private Permitted requirePermitted(Policy policy, AccessRequest asked) {
    DecidedRequest permit = decisions.decide(policy, asked);
    requirePermitted(permit);
    AccessRequest request = permit.request();
    return new Permitted(request, permit.decision(), serverOf(policy, request));
  }

  private void requireAttempt(Action action, Permitted permitted) {
    decisions.requireRecorded(
        TokenAuditEvents.attempt(
            permitted.request(), permitted.decision(), permitted.server(), action));
  }

  /**
   * Decides once more before a prepared change is made, since a panel may have taken its time.
   * Throws if the account was lost meanwhile, or the policy has another server or token there by
   * now.
   */
  void requireUnchanged(AccessRequest asked, Server server) {
    Policy policy = decisions.policy();
    DecidedRequest decided = decisions.decide(policy, asked);
    requirePermitted(decided);
    AccessRequest again = decided.request();
    Server now = serverOf(policy, again);
    requireOthersToo(policy, again, now);
    if (!now.token().equals(server.token()) || !isSamePanelUser(now, server)) {
      throw TokenStorage.misconfigured(
          server, "the policy says something else of it than a moment ago. Look, and do it again");
    }
  }

  /** Returns whether two servers are the same user of the same panel. */
  static boolean isSamePanelUser(Server one, Server other) {
    return one.panel().equals(other.panel())
        && one.url().equals(other.url())
        && one.user().equals(other.user());
  }

  private void requirePermitted(DecidedRequest decided) {
    if (!decided.permitted()) {
      decisions.requireRecorded(TokenAuditEvents.refused(decided.request(), decided.decision()));
      throw new AccessDeniedException(decided.decision(), decided.request());
    }
  }

  private static Server serverOf(Policy policy, AccessRequest request) {
    Server server = policy.document().servers().get(request.resources().get("server"));
    checkArgument(server != null, "the policy has no server of that id");
    return server;
  }

  /** Requires the permission on every other server that has the same token. */
  private void requireOthersToo(Policy policy, AccessRequest request, Server server) {
    for (Server other : policy.document().servers().values()) {
      if (other.token().equals(server.token()) && !other.id().equals(server.id())) {
        requirePermitted(decisions.decide(policy, request.on("server", other.id())));
      }
    }
  }

  private <T> T performAndRecord(
      Action action, Permitted permitted, Supplier<T> work, OutcomeRecord<T> outcome) {
    AccessRequest request = permitted.request();
    Server server = permitted.server();
    T result;
    try {
      result = work.get();
    } catch (PanelException failure) {
      log.warn(
          "server {}: {} of its token failed [{}, {}]: {}",
          server.id(),
          action.text(),
          failure.kind(),
          failure.reference(),
          failure.forAdministrator());
      recordAfter(TokenAuditEvents.failed(now(), request, server, action, failure));
      throw failure;
    }
    recordAfter(outcome.of(now(), request, server, result));
    return result;
  }

  private Instant now() {
    return decisions.clock().instant();
  }

  /** Records a result; the attempt is on record already, so nothing has happened unseen. */
  private void recordAfter(AuditEvent event) {
    try {
      decisions.record(event);
    } catch (AuditException notRecorded) {
      throw new AuditException(
          "what was asked for was done as far as it could be, and what came of it could not be"
              + " recorded",
          notRecorded);
    }
  }
}
