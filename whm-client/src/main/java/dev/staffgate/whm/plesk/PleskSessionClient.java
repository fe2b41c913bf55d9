package dev.staffgate.whm.plesk;

import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelHealth;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.panels.PanelSession;
import dev.staffgate.panels.PanelSessionClient;
import dev.staffgate.panels.PanelTarget.Area;
import dev.staffgate.whm.call.LoginLinkPurposes;
import dev.staffgate.whm.call.PanelConnector;
import dev.staffgate.whm.call.PanelKind;
import dev.staffgate.whm.transport.LoginLinkClientBuilder;
import java.net.URI;
import java.util.Set;

/**
 * Opens sessions in Plesk, of administrators, resellers and customers alike, with a secret key of
 * Plesk as the token ({@code plesk bin secret_key --create}).
 *
 * <p>Each {@link #open} sends one request and never another: no retry, no redirect. It ends within
 * the transport's deadline and takes at most 1 MiB. Nothing of the key or the link gets into a log,
 * a message or a cause. One client serves all servers and is safe for any number of threads.
 *
 * @see <a href="https://docs.plesk.com/en-US/obsidian/api-rpc/about-rest-api.79359/">Plesk, REST
 *     API</a>
 */
public final class PleskSessionClient implements PanelSessionClient {
  static final PanelKind KIND = new PanelKind("plesk", "Plesk", 8443, "secret key");
  static final LoginLinkPurposes PURPOSES =
      new LoginLinkPurposes(
          KIND.title(),
          "Check that the key is one of this Plesk's administrator, and made for the address that"
              + " this program calls from (`plesk bin secret_key`)");

  /** The call that opens a session. */
  public enum Way {
    /**
     * By the REST API: a login link that works once, from wherever it is opened. Where in Plesk it
     * leads cannot be chosen.
     */
    LOGIN_LINK,
    /**
     * By the XML API: a session that Plesk lets in from the browser's address alone. That has to be
     * the address that Plesk sees too: not where proxies, or IPv4 beside IPv6, make them differ.
     */
    BOUND_SESSION
  }

  private final PanelConnector calls;
  private final Way way;
  private final PleskRestApi rest;
  private final PleskXmlApi xml;

  private PleskSessionClient(PanelConnector calls, Way way) {
    this.calls = calls;
    this.way = way;
    this.rest = new PleskRestApi(calls);
    this.xml = new PleskXmlApi(calls);
  }

  /** Returns a client with the values that a {@link #builder} begins with. */
  public static PleskSessionClient create() {
    return builder().build();
  }

  /** Returns a builder: login links, a transport of its own. */
  public static Builder builder() {
    return new Builder();
  }

  /** {@code plesk}. */
  @Override
  public String panel() {
    return KIND.id();
  }

  /** Administrators' and customers', which are one face here. */
  @Override
  public Set<Area> areas() {
    return Set.of(Area.PANEL, Area.ACCOUNT);
  }

  /**
   * {@inheritDoc}
   *
   * @throws PanelException if a session was not opened, for whatever reason
   * @throws IllegalArgumentException if the server has another panel than {@code plesk}
   */
  @Override
  public PanelSession open(PanelOpening opening) {
    return switch (way) {
      case LOGIN_LINK -> rest.open(opening);
      case BOUND_SESSION -> xml.open(opening);
    };
  }

  @Override
  public Set<URI> loginOrigins(Server server) {
    return calls.loginOrigins(server, way == Way.LOGIN_LINK);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Over the API that sessions are opened by: two requests to the REST API, one to the XML API.
   *
   * @throws IllegalArgumentException if {@code server} has another panel than {@code plesk}
   */
  @Override
  public PanelHealth test(Server server, Secret token) {
    return switch (way) {
      case LOGIN_LINK -> rest.test(server, token);
      case BOUND_SESSION -> xml.test(server, token);
    };
  }

  /** Closes its transport, unless that was given. */
  @Override
  public void close() {
    calls.close();
  }

  /** Makes a {@link PleskSessionClient}. Not safe for several threads at once. */
  public static final class Builder extends LoginLinkClientBuilder<Builder> {
    private Way way = Way.LOGIN_LINK;

    private Builder() {}

    /** Sets how sessions are opened, on all servers. */
    @CanIgnoreReturnValue
    public Builder way(Way way) {
      this.way = requireNonNull(way, "way");
      return this;
    }

    @Override
    protected Builder self() {
      return this;
    }

    /** Returns the client. */
    @Override
    public PleskSessionClient build() {
      return new PleskSessionClient(new PanelConnector(KIND, transport(), aliases()), way);
    }
  }
}
