package dev.staffgate.sso;

import static com.google.common.collect.ImmutableMap.toImmutableMap;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.panels.ConnectListener;
import dev.staffgate.panels.ConnectListener.Call;
import dev.staffgate.panels.ConnectListener.Operation;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelHealth;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.panels.PanelSession;
import dev.staffgate.panels.PanelSessionClient;
import dev.staffgate.panels.PanelTarget;
import dev.staffgate.secrets.SecretSource;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The panels' clients, each called with the token of the server, and the listener told of it. */
final class PanelClients {
  private static final Logger log = LoggerFactory.getLogger(PanelClients.class);

  private final ImmutableMap<String, PanelSessionClient> clients;
  private final SecretSource secrets;
  private final ConnectListener listener;

  PanelClients(
      Collection<PanelSessionClient> clients, SecretSource secrets, ConnectListener listener) {
    this.clients =
        clients.stream().collect(toImmutableMap(PanelSessionClient::panel, client -> client));
    this.secrets = requireNonNull(secrets, "secrets");
    this.listener = requireNonNull(listener, "listener");
  }

  /** Returns the kinds of panels that there are clients for. */
  Set<String> kinds() {
    return clients.keySet();
  }

  /** Opens a session; a face that the panel does not have is misconfigured. */
  PanelSession open(Server server, String user, PanelTarget target, ConnectContext context) {
    return call(
        server,
        Operation.OPEN,
        (client, token) -> {
          if (!client.areas().contains(target.area())) {
            throw misconfigured(
                server,
                "panels of the kind %s open no sessions in %s"
                    .formatted(server.panel(), target.area().text()));
          }
          return client.open(new PanelOpening(server, user, token, target, context.from()));
        });
  }

  PanelHealth test(Server server) {
    return call(server, Operation.TEST, (client, token) -> client.test(server, token));
  }

  /** Tests a server with a token that is not the server's yet. */
  PanelHealth test(Server server, Secret token) {
    return call(server, Operation.TEST, () -> token, (client, given) -> client.test(server, given));
  }

  /** Returns where the entry of a session may lead; nowhere without a client that tells. */
  Set<URI> loginOrigins(Server server) {
    PanelSessionClient client = clients.get(server.panel());
    return client == null ? Set.of() : Set.copyOf(client.loginOrigins(server));
  }

  /** Returns whether the panel can end a session from outside. */
  boolean canRevoke(Server server) {
    PanelSessionClient client = clients.get(server.panel());
    return client != null && client.canRevoke();
  }

  void revoke(Server server, String handle) {
    boolean done =
        call(
            server,
            Operation.REVOKE,
            (client, token) -> {
              client.revoke(server, token, handle);
              return true;
            });
    log.debug("ended a session on {}: {}", server.id(), done);
  }

  private <T> T call(
      Server server, Operation operation, BiFunction<PanelSessionClient, Secret, T> how) {
    return call(server, operation, () -> token(server), how);
  }

  private <T> T call(
      Server server,
      Operation operation,
      Supplier<Secret> token,
      BiFunction<PanelSessionClient, Secret, T> how) {
    long begin = System.nanoTime();
    try {
      T result = how.apply(client(server), token.get());
      notifyListener(server, operation, begin, Optional.empty());
      return result;
    } catch (PanelException failure) {
      notifyListener(server, operation, begin, Optional.of(failure));
      throw failure;
    }
  }

  private void notifyListener(
      Server server, Operation operation, long begin, Optional<PanelException> failure) {
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    try {
      listener.ended(new Call(server.id(), server.panel(), operation, took, failure));
    } catch (RuntimeException broken) {
      log.warn("a listener of calls to panels failed", broken);
    }
  }

  private PanelSessionClient client(Server server) {
    PanelSessionClient client = clients.get(server.panel());
    if (client == null) {
      throw misconfigured(server, MissingClientNotice.reason(server.panel()));
    }
    return client;
  }

  private Secret token(Server server) {
    Optional<Secret> token;
    try {
      token = secrets.find(server.token());
    } catch (RuntimeException unreadable) {
      log.error(
          "the token {} of server {} cannot be read{}",
          server.token(),
          server.id(),
          TokenStorage.reason(unreadable));
      throw misconfigured(server, "its API token " + server.token() + " cannot be read");
    }
    return token.orElseThrow(
        () ->
            misconfigured(server, "no API token was found at " + MissingToken.at(server.token())));
  }

  private static PanelException misconfigured(Server server, String what) {
    return new PanelException(
        PanelException.Kind.MISCONFIGURED,
        PanelException.Detail.SETTINGS,
        server.id(),
        "No session on server " + server.id() + ": " + what + ".",
        null);
  }
}
