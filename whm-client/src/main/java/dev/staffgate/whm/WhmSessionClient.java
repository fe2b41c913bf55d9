package dev.staffgate.whm;

import static com.google.common.base.Preconditions.checkArgument;
import static dev.staffgate.sso.PanelException.Kind.MISCONFIGURED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.sso.PanelException;
import dev.staffgate.sso.PanelException.Detail;
import dev.staffgate.sso.PanelHealth;
import dev.staffgate.sso.PanelOpening;
import dev.staffgate.sso.PanelSession;
import dev.staffgate.sso.PanelSessionClient;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens sessions in WHM, by the call {@code create_user_session} for {@code whostmgrd} of WHM API 1
 * and an API token.
 *
 * <p>Each {@link #open} sends one request and never another: no retry, no redirect. It ends within
 * the deadline whatever the server does, and takes at most 1 MiB. A server with a {@code tls.pin}
 * must show just that public key in a certificate within its dates; one without is checked as by
 * any client of this JVM, by chain and name. TLS 1.2 or 1.3 is needed. Nothing of the token, the
 * session or its URL gets into a log, a message or a cause.
 *
 * <p>One client serves all servers and is safe for any number of threads. Its own threads are
 * daemons, at most 32 and the one of the HTTP client; there is nothing to close.
 *
 * @see <a href="https://api.docs.cpanel.net/openapi/whm/operation/create_user_session/">WHM API 1,
 *     create_user_session</a>
 */
public final class WhmSessionClient implements PanelSessionClient {
  private static final Logger LOG = LoggerFactory.getLogger(WhmSessionClient.class);
  private static final String PANEL = "whm";
  private static final String PATH = "/json-api/create_user_session";
  private static final String SERVICE = "whostmgrd";
  private static final int MAX_TOKEN_LENGTH = 4096;

  private final Transport transport;
  private final Duration deadline;
  private final InstantSource clock;

  private WhmSessionClient(Builder builder) {
    this.deadline = builder.deadline;
    this.clock = builder.clock;
    this.transport =
        new Transport(
            builder.deadline,
            builder.connectTimeout,
            builder.proxy,
            builder.authorities,
            builder.clock);
  }

  /** Returns a client with the values that a {@link #builder} begins with. */
  public static WhmSessionClient create() {
    return builder().build();
  }

  /** Returns a builder: a deadline of 15 s, 5 s to connect, no proxy, the JVM's trust store. */
  public static Builder builder() {
    return new Builder();
  }

  /** {@code whm}. */
  @Override
  public String panel() {
    return PANEL;
  }

  /**
   * {@inheritDoc}
   *
   * @throws PanelException if there is no session, for whatever reason
   * @throws IllegalArgumentException if {@code server} has another panel than {@code whm}
   */
  @Override
  public PanelSession open(PanelOpening opening) {
    Server server = opening.server();
    String user = opening.user();
    Secret token = opening.token();
    checkArgument(server.panel().equals(PANEL), "the panel of %s is not WHM", server.id());
    ServerAddress address = ServerAddress.of(server);
    Failures failures = new Failures(server, address, token);
    try {
      checkUser(user, failures);
      HttpRequest request = request(address, user, authorization(server, token, failures));
      Answer answer = transport.send(request, address, server.pin());
      PanelSession session =
          new SessionAnswer(server, address, user, SERVICE, failures).read(answer, clock.instant());
      LOG.debug("opened a session of {} on {}", user, server.id());
      return session;
    } catch (IOException e) {
      throw logged(TransportFailures.of(e, failures, deadline));
    } catch (PanelException e) {
      throw logged(e);
    }
  }

  private static PanelException logged(PanelException failure) {
    LOG.debug("no session ({}): {}", failure.kind(), failure.getMessage());
    return failure;
  }

  private static HttpRequest request(ServerAddress address, String user, String authorization) {
    String form =
        "api.version=1&user=%s&service=%s".formatted(URLEncoder.encode(user, UTF_8), SERVICE);
    return HttpRequest.newBuilder(URI.create("https://" + address + PATH))
        .header("Authorization", authorization)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Accept", "application/json")
        .header("Accept-Encoding", "identity")
        .header("User-Agent", "Staffgate")
        .POST(HttpRequest.BodyPublishers.ofString(form, UTF_8))
        .build();
  }

  private static void checkUser(String user, Failures failures) {
    if (!Server.isPanelUser(user)) {
      throw failures.of(
          MISCONFIGURED,
          Detail.SETTINGS,
          "the user whose session was asked for has a name that no panel user has",
          "Correct the name behind `as:`; nothing was sent");
    }
  }

  private static String authorization(Server server, Secret token, Failures failures) {
    String text = token.revealToUse();
    if (text.length() > MAX_TOKEN_LENGTH || !text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw failures.of(
          MISCONFIGURED,
          Detail.SETTINGS,
          ("the API token of %s in %s holds a line break, a space or another character that no token"
                  + " has, or is too long, and was not sent")
              .formatted(server.user(), server.token()),
          "Store the token alone, on one line; an old access hash is pasted with line breaks, which"
              + " have to go");
    }
    return PANEL + " " + server.user() + ":" + text;
  }

  /** Makes a {@link WhmSessionClient}. Not safe for several threads at once. */
  public static final class Builder {
    private Duration deadline = Duration.ofSeconds(15);
    private Duration connectTimeout = Duration.ofSeconds(5);
    private ProxySelector proxy = HttpClient.Builder.NO_PROXY;
    private InstantSource clock = InstantSource.system();
    private @Nullable KeyStore authorities;

    private Builder() {}

    /**
     * Sets how long one {@link WhmSessionClient#open} may take in all: name, connection, TLS, and
     * the answer to its last byte.
     *
     * @param deadline 1 ms to 5 minutes
     */
    @CanIgnoreReturnValue
    public Builder deadline(Duration deadline) {
      this.deadline = checkTimeout(deadline);
      return this;
    }

    /**
     * Sets how long a connection may take to come about; the deadline counts on.
     *
     * @param timeout 1 ms to 5 minutes
     */
    @CanIgnoreReturnValue
    public Builder connectTimeout(Duration timeout) {
      this.connectTimeout = checkTimeout(timeout);
      return this;
    }

    /** Sets which HTTP proxy leads to a server; TLS is with the server, through the proxy. */
    @CanIgnoreReturnValue
    public Builder proxy(ProxySelector proxy) {
      this.proxy = requireNonNull(proxy, "proxy");
      return this;
    }

    /** Sets whose certificates are trusted instead of the JVM's, for servers without a pin. */
    @CanIgnoreReturnValue
    public Builder authorities(KeyStore authorities) {
      this.authorities = requireNonNull(authorities, "authorities");
      return this;
    }

    /** Sets the clock that tells whether a pinned certificate or a session has expired. */
    @CanIgnoreReturnValue
    public Builder clock(InstantSource clock) {
      this.clock = requireNonNull(clock, "clock");
      return this;
    }

    /** Returns the client. */
    public WhmSessionClient build() {
      return new WhmSessionClient(this);
    }

    private static Duration checkTimeout(Duration timeout) {
      checkArgument(
          timeout.toMillis() >= 1 && timeout.compareTo(Duration.ofMinutes(5)) <= 0,
          "a time-out of %s is not in 1 ms to 5 minutes",
          timeout);
      return timeout;
    }
  }
}
