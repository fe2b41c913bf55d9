package dev.staffgate.sso;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A session could not be opened: on which server, what kind of failure, what happened and what to
 * do.
 *
 * <p>The message is fit for the person who asked. It holds no secret, and no cause that could hold
 * one is kept.
 */
public final class PanelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kinds of failure there are: a closed set. */
  public enum Kind {
    /** The panel did not accept the token. */
    AUTHENTICATION("authentication"),
    /** The token may not open sessions, or not for this user. */
    PERMISSION("permission"),
    /** The panel has no such user. */
    NOT_FOUND("not-found"),
    /** The user's account is suspended. */
    SUSPENDED("suspended"),
    /** The panel refuses this caller after failed attempts; another attempt prolongs that. */
    LOCKED_OUT("locked-out"),
    /** The panel is overloaded or asks to come back later. */
    BUSY("busy"),
    /** No connection, no trust in its certificate, or no whole answer within the deadline. */
    UNREACHABLE("unreachable"),
    /** An answer that is none: not the API's, or with a URL that leads elsewhere. */
    PROTOCOL("protocol"),
    /** What this side was told about the server cannot work: a missing token, a wrong user. */
    MISCONFIGURED("misconfigured");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** The word: lower case, hyphens. */
    public String text() {
      return text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private final Kind kind;
  private final String server;

  /**
   * Makes an exception.
   *
   * @param kind what kind of failure
   * @param server the server's id
   * @param message which server, what happened, what to do; without secrets
   * @param cause kept for the log; null where it could hold a secret
   */
  public PanelException(Kind kind, String server, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = requireNonNull(kind, "kind");
    this.server = requireNonNull(server, "server");
  }

  /** Which server, what happened and what to do. */
  @Override
  public String getMessage() {
    return requireNonNull(super.getMessage());
  }

  /** What kind of failure. */
  public Kind kind() {
    return kind;
  }

  /** The server's id. */
  public String server() {
    return server;
  }
}
