package dev.staffgate.whm;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelHealth;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.panels.PanelSession;
import dev.staffgate.panels.PanelSessionClient;
import dev.staffgate.panels.PanelTarget;
import dev.staffgate.whm.api1.WhmApiClient;
import dev.staffgate.whm.api1.WhmPurposes;
import dev.staffgate.whm.call.LoginOrigins;
import dev.staffgate.whm.call.PanelConnection;
import dev.staffgate.whm.transport.PanelTransport;
import dev.staffgate.whm.transport.SessionClientBuilder;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Opens sessions in WHM, in the cPanel of its accounts and in their webmail, by the call {@code
 * create_user_session} of WHM API 1 and an API token.
 *
 * <p>Each {@link #open} sends one request and never another: no retry, no redirect. It ends within
 * the deadline whatever the server does, and takes at most 1 MiB. A server with a {@code tls.pin}
 * must show just that public key in a certificate within its dates; one without is checked by chain
 * and name, by the authorities that this JVM trusts unless others are given. TLS 1.2 or 1.3 is
 * needed. Nothing of the token, the session or its URL gets into a log, a message or a cause.
 *
 * <p>One client serves all servers and is safe for any number of threads. {@link PanelTransport}
 * tells of threads, time-outs and limits.
 *
 * @see <a href="https://api.docs.cpanel.net/openapi/whm/operation/create_user_session/">WHM API 1,
 *     create_user_session</a>
 */
public final class WhmSessionClient implements PanelSessionClient {
  private final WhmApiClient calls;
  private final InstantSource clock;
  private final ImmutableMap<String, WhmServer> servers;

  private WhmSessionClient(PanelTransport transport, Map<String, WhmServer> servers) {
    this.clock = transport.clock();
    this.servers = ImmutableMap.copyOf(servers);
    this.calls = new WhmApiClient(transport);
  }

  /** Returns a client with the values that a {@link #builder} begins with. */
  public static WhmSessionClient create() {
    return builder().build();
  }

  /** Returns a builder: a transport of its own, nothing known of servers beyond the policy. */
  public static Builder builder() {
    return new Builder();
  }

  /** {@code whm}. */
  @Override
  public String panel() {
    return WhmApiClient.PANEL;
  }

  /** All of them: {@code whostmgrd}, {@code cpaneld} and {@code webmaild}. */
  @Override
  public Set<PanelTarget.Area> areas() {
    return Set.of(PanelTarget.Area.PANEL, PanelTarget.Area.ACCOUNT, PanelTarget.Area.WEBMAIL);
  }

  /**
   * {@inheritDoc}
   *
   * <p>A path within the panel is exacter than a page's name: with it, the name is not sent. A page
   * that the panel does not know leads to its start page.
   *
   * @throws PanelException if a session was not opened, for whatever reason
   * @throws IllegalArgumentException if {@code server} has another panel than {@code whm}
   */
  @Override
  public PanelSession open(PanelOpening opening) {
    Server server = opening.server();
    PanelConnection connection =
        calls.connect(server, opening.token(), WhmPurposes.opening(server.user(), opening.user()));
    if (!Server.isPanelUser(opening.user())) {
      throw connection.settings(
          "the user whose session was asked for has a name that no panel user has",
          "Correct the name behind `as:`; nothing was sent");
    }
    WhmServer known = servers.getOrDefault(server.id(), WhmServer.PLAIN);
    LoginOrigins places = known.loginOrigins(server, WhmService.of(opening.target().area()));
    return calls.call(
        connection,
        CreateSessionCall.call(opening, known.preferredDomain()),
        reply ->
            new CreateSessionCall(opening, places, reply.failures())
                .read(reply.fields(), clock.instant(), reply.date()));
  }

  @Override
  public Set<URI> loginOrigins(Server server) {
    WhmServer known = servers.getOrDefault(server.id(), WhmServer.PLAIN);
    return Stream.of(WhmService.values())
        .flatMap(service -> known.loginOrigins(server, service).origins().stream())
        .collect(ImmutableSet.toImmutableSet());
  }

  /**
   * {@inheritDoc}
   *
   * <p>Three requests, each within the deadline, second tries included. {@code myprivs} tells what
   * the token may do.
   *
   * @throws IllegalArgumentException if {@code server} has another panel than {@code whm}
   */
  @Override
  public PanelHealth test(Server server, Secret token) {
    return new WhmHealthProbe(calls, server, token, clock).run();
  }

  /**
   * Looks for accounts of a server, for somebody to pick one. Needs the privilege {@code
   * list-accts}. A reseller's token finds the accounts that the reseller owns.
   *
   * @throws PanelException if they are not told
   * @throws IllegalArgumentException if {@code server} has another panel than {@code whm}
   */
  public WhmAccountList accounts(Server server, Secret token, AccountSearch search) {
    return calls.call(
        server,
        token,
        ListAccountsCall.call(search),
        WhmPurposes.reading(server.user(), "list-accts"),
        reply -> ListAccountsCall.read(reply, search));
  }

  /** Closes its transport, unless that was given. */
  @Override
  public void close() {
    calls.close();
  }

  /** Makes a {@link WhmSessionClient}. Not safe for several threads at once. */
  public static final class Builder extends SessionClientBuilder<Builder> {
    private final Map<String, WhmServer> servers = new LinkedHashMap<>();

    private Builder() {}

    /**
     * Adds settings for a server; replaces earlier ones.
     *
     * @param id the server's id in the policy
     */
    @CanIgnoreReturnValue
    public Builder server(String id, WhmServer known) {
      servers.put(requireNonNull(id, "id"), requireNonNull(known, "known"));
      return this;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    public WhmSessionClient build() {
      return new WhmSessionClient(transport(), servers);
    }
  }
}
