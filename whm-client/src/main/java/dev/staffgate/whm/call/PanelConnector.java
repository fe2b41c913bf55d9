package dev.staffgate.whm.call;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.whm.http.CallPurpose;
import dev.staffgate.whm.http.CallSender;
import dev.staffgate.whm.http.CallSenders;
import dev.staffgate.whm.http.ServerAddress;
import dev.staffgate.whm.transport.PanelTransport;
import java.net.URI;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Connects to panels of one kind. Safe for any number of threads. */
public final class PanelConnector {
  private final PanelKind kind;
  private final CallSender sender;
  private final InstantSource clock;
  private final ImmutableMap<String, Collection<String>> aliases;

  /**
   * Makes a connector.
   *
   * @param aliases other host names or addresses of servers, by id
   */
  public PanelConnector(
      PanelKind kind, PanelTransport transport, Map<String, Collection<String>> aliases) {
    this.kind = kind;
    this.sender = CallSenders.of(transport);
    this.clock = transport.clock();
    this.aliases = ImmutableMap.copyOf(aliases);
  }

  /**
   * Returns a connection to a server, over which nothing was sent yet.
   *
   * @throws IllegalArgumentException if it has another panel
   */
  public PanelConnection connect(Server server, Secret token, CallPurpose purpose) {
    checkArgument(
        server.panel().equals(kind.id()), "the panel of %s is not %s", server.id(), kind.title());
    return new PanelConnection(
        kind, sender, clock, server, token, purpose, aliases.getOrDefault(server.id(), List.of()));
  }

  /**
   * Returns where login links of a server may lead, as {@link PanelConnection#loginOrigins} does.
   *
   * @throws IllegalArgumentException if it has another panel
   */
  public Set<URI> loginOrigins(Server server, boolean allowDefaultPort) {
    checkArgument(
        server.panel().equals(kind.id()), "the panel of %s is not %s", server.id(), kind.title());
    return LoginOrigins.of(
            server,
            ServerAddress.of(server, kind.port()).port(),
            aliases.getOrDefault(server.id(), List.of()),
            allowDefaultPort)
        .origins();
  }

  /**
   * Returns a connection to open a session over.
   *
   * @throws IllegalArgumentException if the server has another panel
   */
  public PanelConnection connectToOpen(PanelOpening opening, LoginLinkPurposes purposes) {
    Server server = opening.server();
    return connect(server, opening.token(), purposes.opening(server.user(), opening.user()));
  }

  /**
   * Returns a connection to read something over, or to revoke a link.
   *
   * @throws IllegalArgumentException if the server has another panel
   */
  public PanelConnection connectToManage(Server server, Secret token, LoginLinkPurposes purposes) {
    return connect(server, token, purposes.readingOrRevoking(server.user()));
  }

  /** Closes the transport if nobody but the client that is closed has it. */
  public void close() {
    sender.closeWithItsClient();
  }
}
