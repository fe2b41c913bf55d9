package dev.staffgate.sso;

import static com.google.common.base.Preconditions.checkArgument;

import dev.staffgate.audit.AuditEvent;
import dev.staffgate.audit.AuditException;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.gate.AccessDeniedException;
import dev.staffgate.gate.DecidedRequest;
import dev.staffgate.gate.DecisionService;
import dev.staffgate.model.SecretRef;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.policy.Policy;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Performs actions on the token of a server: decides, records, acts, records (decision 0022).
 * Thread-safe.
 */
final class TokenActions {
  private static final Logger log = LoggerFactory.getLogger(TokenActions.class);
  private static final String CONFIGURE = "server.configure";

  private final DecisionService decisions;
  private final Set<SecretRef> underWay = ConcurrentHashMap.newKeySet();

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

    boolean changes() {
      return this != TEST;
    }
  }

  /** Makes the audit event of a result. */
  @FunctionalInterface
  interface OutcomeRecord<T> {
    AuditEvent of(Instant at, AccessRequest request, Server server, T result);
  }

  TokenActions(DecisionService decisions) {
    this.decisions = decisions;
  }

  /** Returns the request that each action is decided by. */
  AccessRequest request(String staff, String server, ConnectContext context) {
    return context.of(AccessRequest.of(staff, CONFIGURE).on("server", server));
  }

  /** Decides, records, acts, and records the result. */
  <T> T perform(
      Action action, AccessRequest asked, Function<Server, T> work, OutcomeRecord<T> outcome) {
    Policy policy = decisions.policy();
    DecidedRequest permit = decisions.decide(policy, asked);
    requirePermitted(permit);
    AccessRequest request = permit.request();
    Server server = serverOf(policy, request);
    if (action.changes()) {
      requireOthersToo(policy, request, server);
    }
    if (action.changes() && !underWay.add(server.token())) {
      throw new PanelException(
          Kind.BUSY,
          Detail.TOO_MANY,
          server.id(),
          "server %s: somebody else is changing its token right now. Look again in a moment."
              .formatted(server.id()),
          null);
    }
    try {
      decisions.requireRecorded(
          TokenAuditEvents.attempt(request, permit.decision(), server, action));
      return performAndRecord(action, request, server, work, outcome);
    } finally {
      if (action.changes()) {
        underWay.remove(server.token());
      }
    }
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
      Action action,
      AccessRequest request,
      Server server,
      Function<Server, T> work,
      OutcomeRecord<T> outcome) {
    T result;
    try {
      result = work.apply(server);
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
