package dev.staffgate.sso;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import dev.staffgate.panels.ConnectListener;
import dev.staffgate.panels.PanelSessionClient;
import dev.staffgate.panels.PanelTokens;
import dev.staffgate.secrets.SecretSource;
import dev.staffgate.secrets.SecretStore;
import dev.staffgate.state.StateStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parts that {@link Connect} works with.
 *
 * @param clients the session clients, one for each kind of panel
 * @param secrets the source of API tokens, the store included
 * @param listener the listener to calls of panels
 * @param suspended the reasons why single sign-on is off from the start, by kind of panel; the
 *     empty text means all
 * @param store the store that this program keeps tokens in, if it does
 * @param panelTokens the token clients, one for each kind of panel whose tokens can be exchanged
 * @param state the store of live sessions and of changes of tokens, so that a restart knows them;
 *     they are kept in memory without one
 */
public record ConnectOptions(
    List<PanelSessionClient> clients,
    SecretSource secrets,
    ConnectListener listener,
    Map<String, String> suspended,
    Optional<SecretStore> store,
    List<PanelTokens> panelTokens,
    Optional<StateStore> state) {
  public ConnectOptions {
    clients = List.copyOf(clients);
    requireNonNull(secrets, "secrets");
    requireNonNull(listener, "listener");
    suspended = ImmutableMap.copyOf(suspended);
    requireNonNull(store, "store");
    panelTokens = List.copyOf(panelTokens);
    requireNonNull(state, "state");
  }

  /** Returns options without a listener and stores, and with nothing suspended. */
  public static ConnectOptions of(List<PanelSessionClient> clients, SecretSource secrets) {
    return new ConnectOptions(
        clients, secrets, call -> {}, Map.of(), Optional.empty(), List.of(), Optional.empty());
  }

  /** Returns these options with a store of live sessions and of changes of tokens. */
  public ConnectOptions withState(StateStore stateStore) {
    return new ConnectOptions(
        clients, secrets, listener, suspended, store, panelTokens, Optional.of(stateStore));
  }
}
