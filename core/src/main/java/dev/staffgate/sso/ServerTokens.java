package dev.staffgate.sso;

import static com.google.common.collect.ImmutableMap.toImmutableMap;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import dev.staffgate.audit.AuditException;
import dev.staffgate.decision.AccessRequest;
import dev.staffgate.gate.AccessDeniedException;
import dev.staffgate.gate.DecisionService;
import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.panels.PanelHealth;
import dev.staffgate.panels.PanelTokens;
import dev.staffgate.policy.Policy;
import dev.staffgate.secrets.SecretSink;
import dev.staffgate.secrets.SecretStore;
import dev.staffgate.secrets.SecretStoreException;
import dev.staffgate.sso.RotationReport.InUse;
import dev.staffgate.sso.TokenActions.Action;
import dev.staffgate.sso.TokenState.Location;
import dev.staffgate.sso.UnfinishedTokenChange.Phase;
import dev.staffgate.state.StateStore;
import dev.staffgate.state.StateStoreException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API tokens of servers, for those who may configure these: added, tried, exchanged and
 * retired, and never shown. Safe for any number of threads; what asks a panel waits for it, at most
 * as long as the deadlines of its calls.
 *
 * <p>Each action is one straight line: decide {@code server.configure} on the server, record the
 * attempt, act, record what came of it. What cannot be recorded before is not done. Who changes a
 * token that the policy names for several servers must be permitted on each of them. Two changes of
 * one token are never under way at once, also among programs that share a state store. A change
 * that did not finish, as when a program is killed, is told by {@link #list}; after 15 minutes
 * without a step another one may take its place.
 *
 * <p>Each may throw {@link AccessDeniedException}, if it is not permitted, or the attempt could not
 * be recorded or kept in the state, and then nothing was done; {@link AuditException}, if it was
 * done and what came of it could not be recorded; {@link IllegalArgumentException}, if the policy
 * has no such server; and {@link dev.staffgate.decision.UnknownPermissionException}, if the
 * catalogue has no {@code server.configure}.
 */
public final class ServerTokens {
  private static final Logger log = LoggerFactory.getLogger(ServerTokens.class);

  private final DecisionService decisions;
  private final PanelClients panels;
  private final TokenChanges changes;
  private final TokenActions actions;
  private final TokenStorage storage;
  private final ImmutableMap<String, PanelTokens> rotators;

  ServerTokens(
      DecisionService decisions, PanelClients panels, ConnectOptions options, StateStore state) {
    this.decisions = decisions;
    this.panels = panels;
    this.changes = new TokenChanges(state, decisions.clock());
    this.actions = new TokenActions(decisions, changes);
    this.storage = new TokenStorage(options.secrets(), options.store());
    this.rotators =
        options.panelTokens().stream()
            .collect(toImmutableMap(PanelTokens::panel, rotator -> rotator));
  }

  /**
   * Returns the states of the tokens of all servers that somebody may configure here and now, in
   * the order of the policy. Never recorded, and no server is asked.
   *
   * @throws SecretStoreException if the store cannot be read
   * @throws StateStoreException if the state store does not answer
   */
  public List<TokenState> list(String staff, ConnectContext context) {
    Policy policy = decisions.policy();
    Map<String, SecretStore.Entry> entries = storage.listStored();
    TokenChanges.Look look = changes.look();
    return policy.document().servers().values().stream()
        .filter(
            one -> decisions.decide(policy, actions.request(staff, one.id(), context)).permitted())
        .map(one -> state(one, Optional.ofNullable(entries.get(one.token().name())), look))
        .toList();
  }

  private TokenState state(
      Server server, Optional<SecretStore.Entry> entry, TokenChanges.Look look) {
    if (!storage.isInStore(server)) {
      return new TokenState(server, Location.ELSEWHERE, Optional.empty(), false, Optional.empty());
    }
    Location location = location(entry);
    Optional<Instant> since =
        location == Location.RETIRED
            ? entry.flatMap(SecretStore.Entry::retiredAt)
            : entry.map(SecretStore.Entry::since);
    return new TokenState(
        server, location, since, rotators.containsKey(server.panel()), look.of(server));
  }

  private static Location location(Optional<SecretStore.Entry> entry) {
    if (entry.isEmpty()) {
      return Location.MISSING;
    }
    return entry.get().retiredAt().isPresent() ? Location.RETIRED : Location.KEPT;
  }

  /**
   * Tries a token, and keeps it as the server's if the server accepts it and lets it open sessions,
   * or does not tell. Else the one before stays. That one is not revoked.
   *
   * @return what the server said
   * @throws PanelException if it was not accepted, the server not reached, or it cannot be kept
   */
  public PanelHealth add(String staff, String server, Secret token, ConnectContext context) {
    requireNonNull(token, "token");
    AccessRequest request = actions.request(staff, server, context);
    return actions.change(
        Action.ADD,
        request,
        (found, change) -> {
          requireTokenOfOneServer(found);
          storage.requireStore(found); // a server is not asked in vain
          PanelHealth health = panels.test(found, token);
          if (health.mayOpen() == PanelHealth.Ability.NO) {
            throw new PanelException(
                Kind.PERMISSION,
                Detail.API_ERROR,
                found.id(),
                "server %s: the token may not open sessions, and was not kept. %s"
                    .formatted(found.id(), String.join(" ", health.remarks())),
                null);
          }
          actions.requireUnchanged(request, found);
          TokenActions.requireReached(found, change, Phase.BEGUN);
          storage.replace(found, token);
          return health;
        },
        TokenAuditEvents::added);
  }

  /** Throws if another server has the same token: a token tried on one must not become both's. */
  private void requireTokenOfOneServer(Server server) {
    for (Server other : decisions.policy().document().servers().values()) {
      if (other.token().equals(server.token()) && !TokenActions.isSamePanelUser(other, server)) {
        throw TokenStorage.misconfigured(
            server,
            "its token at %s is also that of server %s, which is another one. Have the policy name a token for each"
                .formatted(server.token(), other.id()));
      }
    }
  }

  /**
   * Tests whether a server answers, accepts its token, and lets it open sessions. Opens no session,
   * and works while single sign-on is suspended.
   *
   * @throws PanelException if it does not answer or does not accept the token, or has no token
   */
  public PanelHealth test(String staff, String server, ConnectContext context) {
    return actions.test(
        actions.request(staff, server, context),
        found -> {
          storage.requireToken(found); // its words are better than the panel's
          return panels.test(found);
        },
        TokenAuditEvents::tested);
  }

  /**
   * Exchanges the token of a server for a new one, where its panel has calls for that. If the
   * rotation does not finish, the token in the store works, and the report says which one that is
   * and what is left behind. Calling this again finishes the rotation.
   *
   * @return the report, whether or not the rotation finished
   * @throws PanelException if it cannot begin: the token is missing, it is not the store's, or the
   *     panel has no calls for it
   */
  public RotationReport rotate(String staff, String server, ConnectContext context) {
    return actions.change(
        Action.ROTATE,
        actions.request(staff, server, context),
        (found, change) -> {
          requireTokenOfOneServer(found);
          SecretStore store = storage.storeOf(found);
          PanelTokens panel = rotators.get(found.panel());
          if (panel == null) {
            throw TokenStorage.misconfigured(
                found,
                "its panel has no calls to exchange a token with. Make a new one there, and add it"
                    + " here in place of this one");
          }
          Secret before = storage.tokenOf(found);
          try {
            return RotationReport.of(
                panel.rotate(found, storage.source(), inSteps(found, change, store)));
          } catch (PanelException failure) {
            log.warn(
                "server {}: its token was not exchanged [{}, {}]: {}",
                found.id(),
                failure.kind(),
                failure.reference(),
                failure.forAdministrator());
            RotationReport report = brokenOff(found, panel, before, failure);
            if (report.mayHaveLeftSomething()) {
              change.leavesSomething();
            }
            return report;
          }
        },
        TokenAuditEvents::rotated);
  }

  /** Keeps a new token only while the change is this one's, and tells how far it came. */
  private static SecretSink inSteps(Server server, TokenChanges.Running change, SecretSink sink) {
    return (ref, made) -> {
      TokenActions.requireReached(server, change, Phase.MADE);
      sink.replace(ref, made);
      change.hasReached(Phase.KEPT);
    };
  }

  /** Looks up the state, instead of concluding it from the point where the rotation stopped. */
  private RotationReport brokenOff(
      Server server, PanelTokens panel, Secret before, PanelException failure) {
    InUse inUse = InUse.UNKNOWN;
    Optional<List<String>> leftovers = Optional.empty();
    try {
      Secret now = storage.tokenOf(server);
      inUse = now.equals(before) ? InUse.OLD : InUse.NEW;
      // Asking again with a token that is refused leads to a lock.
      if (failure.kind() != Kind.LOCKED_OUT && failure.kind() != Kind.AUTHENTICATION) {
        leftovers = Optional.of(panel.leftovers(server, now));
      }
    } catch (PanelException untold) {
      log.warn("server {}: what is left there is not known: {}", server.id(), untold.getMessage());
    }
    return RotationReport.brokenOff(failure, inUse, leftovers);
  }

  /**
   * Destroys the token of a server here, and then revokes it at the panel where that has a call for
   * it. Nobody enters the server until another is added. This works even if the server does not
   * answer: the result says that it may still accept the token.
   *
   * @return whether the panel may still accept it
   * @throws PanelException if the token is missing, or could not be destroyed
   */
  public TokenRetirement retire(String staff, String server, ConnectContext context) {
    return actions.change(
        Action.RETIRE,
        actions.request(staff, server, context),
        (found, change) -> {
          Secret token = storage.retire(found);
          change.hasReached(Phase.DESTROYED);
          return revoked(found, token);
        },
        TokenAuditEvents::retired);
  }

  private TokenRetirement revoked(Server server, Secret token) {
    PanelTokens panel = rotators.get(server.panel());
    if (panel == null) {
      return new TokenRetirement(Optional.empty(), Optional.empty());
    }
    try {
      return new TokenRetirement(Optional.of(panel.revoke(server, token)), Optional.empty());
    } catch (PanelException failure) {
      log.warn(
          "server {}: its retired token may still be accepted [{}, {}]: {}",
          server.id(),
          failure.kind(),
          failure.reference(),
          failure.forAdministrator());
      return new TokenRetirement(Optional.empty(), Optional.of(failure));
    }
  }
}
