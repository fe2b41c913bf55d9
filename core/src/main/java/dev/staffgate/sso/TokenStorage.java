package dev.staffgate.sso;

import static java.util.stream.Collectors.joining;

import com.google.common.base.Throwables;
import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.secrets.SecretSource;
import dev.staffgate.secrets.SecretStore;
import dev.staffgate.secrets.SecretStoreException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The storage of the tokens of servers: the store of this program, or elsewhere. A failure there is
 * {@link Kind#MISCONFIGURED}, with a sentence for administrators. Thread-safe.
 */
final class TokenStorage {
  private final SecretSource secrets;
  private final Optional<SecretStore> store;

  TokenStorage(SecretSource secrets, Optional<SecretStore> store) {
    this.secrets = secrets;
    this.store = store;
  }

  /** Returns the entries of the store by name. */
  Map<String, SecretStore.Entry> listStored() {
    return store.map(SecretStore::list).orElse(List.of()).stream()
        .collect(Collectors.toMap(SecretStore.Entry::name, entry -> entry));
  }

  /** Returns whether a server's token is kept in the store, or would be. */
  boolean isInStore(Server server) {
    return store.map(SecretStore::schemes).orElse(Set.of()).contains(server.token().scheme());
  }

  /** Returns the source that finds a server's token wherever it is. */
  SecretSource source() {
    return secrets;
  }

  /** Throws if a server's token is kept elsewhere, where this program does not change it. */
  void requireStore(Server server) {
    if (!isInStore(server)) {
      throw keptElsewhere(server);
    }
  }

  /** Returns the store of a server's token; throws as {@link #requireStore} does. */
  SecretStore storeOf(Server server) {
    requireStore(server);
    return store.orElseThrow(() -> keptElsewhere(server));
  }

  private PanelException keptElsewhere(Server server) {
    String mend =
        store
            .map(one -> one.schemes().stream().sorted().collect(Collectors.joining(" or ")))
            .map(scheme -> "Have the policy name one of the store, by " + scheme)
            .orElse("This program keeps no tokens itself");
    return misconfigured(
        server,
        "its token is kept at %s, where this program does not change it. %s"
            .formatted(server.token(), mend));
  }

  /** Throws if a server has no token, or it cannot be read. */
  void requireToken(Server server) {
    if (find(server).isEmpty()) {
      throw missing(server);
    }
  }

  /** Returns a server's token; throws as {@link #requireToken} does. */
  Secret tokenOf(Server server) {
    return find(server).orElseThrow(() -> missing(server));
  }

  private Optional<Secret> find(Server server) {
    try {
      return secrets.find(server.token());
    } catch (RuntimeException failure) {
      throw misconfigured(
          server, "its token at " + server.token() + " cannot be read" + reason(failure));
    }
  }

  private static PanelException missing(Server server) {
    return misconfigured(server, "no token was found at " + MissingToken.at(server.token()));
  }

  void replace(Server server, Secret token) {
    SecretStore keeper = storeOf(server);
    try {
      keeper.replace(server.token(), token);
    } catch (RuntimeException failure) {
      throw unwritable(server, failure);
    }
  }

  /** Destroys a server's token, and returns it. */
  Secret retire(Server server) {
    SecretStore keeper = storeOf(server);
    Optional<Secret> retired;
    try {
      retired = keeper.retire(server.token().name());
    } catch (RuntimeException failure) {
      throw unwritable(server, failure);
    }
    return retired.orElseThrow(
        () -> misconfigured(server, "no token was found at " + MissingToken.at(server.token())));
  }

  private static PanelException unwritable(Server server, RuntimeException failure) {
    return misconfigured(
        server, "its token at " + server.token() + " cannot be changed" + reason(failure));
  }

  /**
   * Returns a reason to show; messages of foreign stores may quote secrets, so they are left out.
   */
  static String reason(RuntimeException failure) {
    return failure instanceof SecretStoreException
        ? ": " + failure.getMessage()
        : Throwables.getCausalChain(failure).stream()
            .map(cause -> cause.getClass().getSimpleName())
            .collect(joining(", ", " (", ")"));
  }

  static PanelException misconfigured(Server server, String what) {
    return new PanelException(
        Kind.MISCONFIGURED,
        Detail.SETTINGS,
        server.id(),
        "server %s: %s.".formatted(server.id(), what),
        null);
  }
}
