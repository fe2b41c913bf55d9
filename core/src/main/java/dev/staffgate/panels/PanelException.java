package dev.staffgate.panels;

import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The failure of a call to a panel: on which server, of which kind, what happened and what to do.
 *
 * <p>It has two sentences, as reasons of decisions have: {@link #sentence} for the person who
 * asked, with a reference that stands in log and audit, and {@link #forAdministrator}, which names
 * addresses, users and settings. Neither holds a secret, and no cause that could hold one is kept.
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
    SETTINGS("settings"),
    /** While the panel was asked the policy changed; what was opened is not handed out. */
    CHANGED("changed");

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

  /** Digits and letters that nobody takes for one another when they are read out. */
  private static final String REFERENCE_CHARACTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

  private static final int REFERENCE_LENGTH = 8;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Kind kind;
  private final Detail detail;
  private final String server;
  private final String reference;
  private final boolean leftOpen;
  private final @Nullable Instant leftOpenUntil;

  /**
   * Makes an exception.
   *
   * @param kind the kind of failure
   * @param detail the finer cause
   * @param server the server's id
   * @param message for administrators: which server, what happened, what to do; without secrets
   * @param cause kept for the log; null where it could hold a secret
   */
  public PanelException(
      Kind kind, Detail detail, String server, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = requireNonNull(kind, "kind");
    this.detail = requireNonNull(detail, "detail");
    this.server = requireNonNull(server, "server");
    this.reference = newReference();
    this.leftOpen = false;
    this.leftOpenUntil = null;
  }

  private PanelException(PanelException failure, String more, @Nullable Instant leftOpenUntil) {
    super(failure.forAdministrator() + " " + more, failure.getCause());
    this.kind = failure.kind;
    this.detail = failure.detail;
    this.server = failure.server;
    this.reference = failure.reference;
    this.leftOpen = true;
    this.leftOpenUntil = leftOpenUntil;
  }

  /**
   * Returns this failure as one that came after the panel had opened something, which nobody was
   * handed and nobody could take back.
   *
   * @param until when that ends at the latest, if it is known
   */
  public PanelException leavingOpen(Optional<Instant> until) {
    return new PanelException(
        this,
        "What the panel opened was handed to nobody, and may let in until it ends by itself"
            + until.map(end -> ", at " + end + ".").orElse("."),
        until.orElse(null));
  }

  private static String newReference() {
    StringBuilder text = new StringBuilder(REFERENCE_LENGTH);
    for (int i = 0; i < REFERENCE_LENGTH; i++) {
      text.append(REFERENCE_CHARACTERS.charAt(RANDOM.nextInt(REFERENCE_CHARACTERS.length())));
    }
    return text.toString();
  }

  /** Returns what {@link #forAdministrator} does. */
  @Override
  public String getMessage() {
    return forAdministrator();
  }

  /** Returns the sentence for administrators: which server it was, what happened, what to do. */
  public String forAdministrator() {
    return requireNonNull(super.getMessage());
  }

  /**
   * Returns the sentence for the person who asked for a session. It names the server and the
   * reference, and nothing of addresses, tokens or settings.
   */
  public String sentence() {
    return switch (kind) {
      case NOT_FOUND ->
          "Server %s does not have the account that was asked for. Please tell an administrator: reference %s."
              .formatted(server, reference);
      case SUSPENDED ->
          "The account is suspended on server %s. If it should not be, please tell an administrator: reference %s."
              .formatted(server, reference);
      case LOCKED_OUT ->
          "Server %s lets nobody in from here for now. Please do not try again, and tell an administrator: reference %s."
              .formatted(server, reference);
      case AUTHENTICATION, PERMISSION, BUSY, UNREACHABLE, PROTOCOL, MISCONFIGURED ->
          isTransient()
              ? "Server %s does not answer as it should right now. Please try again in a few minutes; if that does not help, tell an administrator: reference %s."
                  .formatted(server, reference)
              : "Server %s opened no session, for a cause that is not yours to mend. Please tell an administrator: reference %s."
                  .formatted(server, reference);
    };
  }

  /**
   * Returns the reference of this very failure, by which it is found in log and audit: eight
   * characters, made at random.
   */
  public String reference() {
    return reference;
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

  /**
   * Returns whether the panel opened something for this call that was handed to nobody, was not
   * taken back, and may let in.
   */
  public boolean mayHaveLeftOpen() {
    return leftOpen;
  }

  /** Returns the instant when that ends at the latest, if it is known. */
  public Optional<Instant> leftOpenUntil() {
    return Optional.ofNullable(leftOpenUntil);
  }

  /** Returns the server's id. */
  public String server() {
    return server;
  }
}
