package dev.staffgate.whm.directadmin;

import static com.google.common.base.Preconditions.checkArgument;
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
import java.time.Duration;
import java.util.Set;

/**
 * Opens sessions in DirectAdmin, of administrators, resellers and users alike, with the password or
 * a login key of an administrator or reseller as the token. A session of another user is asked for
 * in that user's name ({@code admin|user}).
 *
 * <p>Each {@link #open} sends one request that opens something and never another: no retry, no
 * redirect. If what it opened is not handed out, a second request takes it back where it can be, in
 * at most 5 seconds. Each ends within the transport's deadline and takes at most 1 MiB. Nothing of
 * the key or the link gets into a log, a message or a cause. One client serves all servers and is
 * safe for any number of threads.
 */
public final class DirectAdminSessionClient implements PanelSessionClient {
  static final PanelKind KIND =
      new PanelKind("directadmin", "DirectAdmin", 2222, "password or login key");
  static final LoginLinkPurposes PURPOSES =
      new LoginLinkPurposes(
          KIND.title(),
          "Check that it is right and has not expired, that a login key may be used from this"
              + " address and for login keys, and that DirectAdmin has not blocked this address");

  /** The call that opens a session. */
  public enum Way {
    /** By {@code /api/login-keys/urls}: login URLs that can be revoked. */
    LOGIN_URLS,
    /**
     * Likewise, and DirectAdmin lets in from the browser's address alone. That has to be the
     * address that DirectAdmin sees too: not where proxies, or IPv4 beside IPv6, make them differ.
     */
    BOUND_LOGIN_URLS,
    /**
     * By {@code CMD_API_LOGIN_KEYS}, for versions without the other: a login URL that works once,
     * for a session that cannot change password, login keys or second factor. It cannot be revoked.
     */
    LOGIN_KEYS
  }

  private final PanelConnector calls;
  private final Way way;
  private final DirectAdminLoginUrls urls;
  private final DirectAdminLoginKeys keys;

  private DirectAdminSessionClient(PanelConnector calls, Way way, Duration life) {
    this.calls = calls;
    this.way = way;
    this.urls = new DirectAdminLoginUrls(calls, life, way == Way.BOUND_LOGIN_URLS);
    this.keys = new DirectAdminLoginKeys(calls, life);
  }

  /** Returns a client with the values that a {@link #builder} begins with. */
  public static DirectAdminSessionClient create() {
    return builder().build();
  }

  /** Returns a builder: login URLs that live for 5 minutes, a transport of its own. */
  public static Builder builder() {
    return new Builder();
  }

  /** {@code directadmin}. */
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
   * @throws IllegalArgumentException if the server has another panel than {@code directadmin}
   */
  @Override
  public PanelSession open(PanelOpening opening) {
    return switch (way) {
      case LOGIN_URLS, BOUND_LOGIN_URLS -> urls.open(opening);
      case LOGIN_KEYS -> keys.open(opening);
    };
  }

  @Override
  public Set<URI> loginOrigins(Server server) {
    return calls.loginOrigins(server, false);
  }

  /**
   * {@inheritDoc}
   *
   * <p>One request: the list of login URLs, or {@code CMD_API_LOGIN_TEST}.
   *
   * @throws IllegalArgumentException if {@code server} has another panel than {@code directadmin}
   */
  @Override
  public PanelHealth test(Server server, Secret token) {
    return switch (way) {
      case LOGIN_URLS, BOUND_LOGIN_URLS -> urls.test(server, token);
      case LOGIN_KEYS -> keys.test(server, token);
    };
  }

  /** With login URLs, bound or not. */
  @Override
  public boolean canRevoke() {
    return way != Way.LOGIN_KEYS;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if {@code handle} is not one of this client's
   */
  @Override
  public void revoke(Server server, Secret token, String handle) {
    if (!canRevoke()) {
      throw new UnsupportedOperationException(
          "CMD_API_LOGIN_KEYS does not tell what would revoke a login URL");
    }
    urls.revoke(server, token, handle);
  }

  /** Closes its transport, unless that was given. */
  @Override
  public void close() {
    calls.close();
  }

  /** Makes a {@link DirectAdminSessionClient}. Not safe for several threads at once. */
  public static final class Builder extends LoginLinkClientBuilder<Builder> {
    private Way way = Way.LOGIN_URLS;
    private Duration life = Duration.ofMinutes(5);

    private Builder() {}

    /** Sets how sessions are opened, on all servers. */
    @CanIgnoreReturnValue
    public Builder way(Way way) {
      this.way = requireNonNull(way, "way");
      return this;
    }

    /**
     * Sets for how long a login URL is asked to work, by this program's clock.
     *
     * @param life 1 minute to 1 hour
     */
    @CanIgnoreReturnValue
    public Builder life(Duration life) {
      checkArgument(
          life.compareTo(Duration.ofMinutes(1)) >= 0 && life.compareTo(Duration.ofHours(1)) <= 0,
          "a life of %s is not in 1 minute to 1 hour",
          life);
      this.life = life;
      return this;
    }

    @Override
    protected Builder self() {
      return this;
    }

    /** Returns the client. */
    @Override
    public DirectAdminSessionClient build() {
      return new DirectAdminSessionClient(
          new PanelConnector(KIND, transport(), aliases()), way, life);
    }
  }
}
