package dev.staffgate.panels;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The failure of a call to a panel: on which server, of which kind, what happened and what to do.
 *
 * <p>The message is fit for the person who asked. It holds no secret, and no cause that could hold
 * one is kept.
 */
public final class PanelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The kinds of failure: a closed set. */
  public enum Kind {
    /** The panel did not accept the token. */
    AUTHENTICATION("authentication", false),
    /** The token may not open sessions, or not for this user. */
    PERMISSION("permission", false),
    /** The panel has no such user. */
    NOT_FOUND("not-found", false),
    /** The user's account is suspended. */
    SUSPENDED("suspended", false),
    /** The panel refuses this caller after failed attempts; another attempt prolongs that. */
    LOCKED_OUT("locked-out", false),
    /** The panel is overloaded or asks to come back later. */
    BUSY("busy", true),
    /** No connection, no trust in its certificate, or no whole answer within the deadline. */
    UNREACHABLE("unreachable", true),
    /** An answer that is not usable: not the API's, or with a URL that leads elsewhere. */
    PROTOCOL("protocol", false),
    /** Settings of the server that cannot work: a missing token, a wrong user. */
    MISCONFIGURED("misconfigured", false);

    private final String text;
    private final boolean transientFailure;

    Kind(String text, boolean transientFailure) {
      this.text = text;
      this.transientFailure = transientFailure;
    }

    /** Returns the word, in lower case with hyphens. */
    public String text() {
      return text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** The finer cause of a failure. */
  public enum Detail {
    /** Refused, reset or cut short, not HTTP, or the name not resolved. */
    CONNECTION("connection"),
    /** The deadline passed, whatever had arrived. */
    TIMEOUT("timeout"),
    /** No TLS connection, or a certificate that is not trusted; the token was not sent. */
    TLS("tls"),
    /** A redirect, which is never followed. */
    REDIRECT("redirect"),
    /** A success in a format that is not the API's. */
    CONTENT_TYPE("content-type"),
    /** A body that is not the answer to what was asked. */
    MALFORMED("malformed"),
    /** A header, a body or a field over its bound. */
    TOO_LARGE("too-large"),
    /** A session whose URL does not lead to this server's panel. */
    UNTRUSTED_URL("untrusted-url"),
    /** A session that is over already. */
    EXPIRED("expired"),
    /** A status that is not a success. */
    HTTP_STATUS("http-status"),
    /** A refusal by the API, in words of its own. */
    API_ERROR("api-error"),
    /** Too many calls are under way, to this server or at all; nothing was sent. */
    TOO_MANY("too-many"),
    /** The server failed so often just now that it is left alone for a while; nothing was sent. */
    CIRCUIT_OPEN("circuit-open"),
    /** Settings of the server; nothing was sent. */
    SETTINGS("settings");

    private final String text;

    Detail(String text) {
      this.text = text;
    }

    /** Returns the word, in lower case with hyphens. */
    public String text() {
      return text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private final Kind kind;
  private final Detail detail;
  private final String server;

  /**
   * Makes an exception.
   *
   * @param kind the kind of failure
   * @param detail the finer cause
   * @param server the server's id
   * @param message which server, what happened, what to do; without secrets
   * @param cause kept for the log; null where it could hold a secret
   */
  public PanelException(
      Kind kind, Detail detail, String server, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = requireNonNull(kind, "kind");
    this.detail = requireNonNull(detail, "detail");
    this.server = requireNonNull(server, "server");
  }

  /** Returns which server it was, what happened and what to do. */
  @Override
  public String getMessage() {
    return requireNonNull(super.getMessage());
  }

  /** Returns the kind of failure. */
  public Kind kind() {
    return kind;
  }

  /** Returns the finer cause. */
  public Detail detail() {
    return detail;
  }

  /**
   * Returns whether the same call may succeed later without anybody mending anything. A session is
   * never opened again without asking the person, though: one may have been opened.
   */
  public boolean isTransient() {
    return isTransient(kind, detail);
  }

  /** Returns whether a failure of this kind and cause may pass; see {@link #isTransient()}. */
  public static boolean isTransient(Kind kind, Detail detail) {
    return kind.transientFailure && detail != Detail.TLS;
  }

  /** Returns the server's id. */
  public String server() {
    return server;
  }
}
