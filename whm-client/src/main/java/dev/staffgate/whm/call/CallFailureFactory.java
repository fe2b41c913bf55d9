package dev.staffgate.whm.call;

import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.whm.http.CallPurpose;
import dev.staffgate.whm.http.ServerAddress;
import dev.staffgate.whm.http.ServerCircuit;
import org.jspecify.annotations.Nullable;

/**
 * Makes the failures of one call: which server, what happened, what to do. What the server itself
 * says gets into a message through {@link ServerText} alone.
 */
public final class CallFailureFactory {
  private final Server server;
  private final ServerAddress address;
  private final Secret token;
  private final CallPurpose purpose;

  public CallFailureFactory(
      Server server, ServerAddress address, Secret token, CallPurpose purpose) {
    this.server = server;
    this.address = address;
    this.token = token;
    this.purpose = purpose;
  }

  /**
   * A failure.
   *
   * @param what what happened, a sentence without its full stop
   * @param mend what to do, likewise
   */
  public PanelException of(Kind kind, Detail detail, String what, String mend) {
    return of(kind, detail, what, mend, null);
  }

  /**
   * A failure with a cause.
   *
   * @param cause one that holds nothing of an answer
   */
  public PanelException of(
      Kind kind, Detail detail, String what, String mend, @Nullable Throwable cause) {
    return new PanelException(kind, detail, server.id(), where() + what + ". " + mend + ".", cause);
  }

  private String where() {
    return "server %s (%s): ".formatted(server.id(), address);
  }

  /** Whether a failure that was made here quotes the server. */
  public boolean isInWords(PanelException failure) {
    return failure.getMessage().contains(says());
  }

  /** What happened, of a failure that was made here. */
  public String whatOf(PanelException failure) {
    String message = failure.getMessage();
    return message.substring(where().length(), message.lastIndexOf(". "));
  }

  private String says() {
    return panel() + " says \"";
  }

  /**
   * A status without a result, where nothing else tells more.
   *
   * @param credential what the caller showed, such as {@code API token}
   * @param missing what 404 means
   * @param mend what to do about that
   */
  public PanelException ofStatus(int status, String credential, String missing, String mend) {
    if (status < 200) {
      return of(
          Kind.UNREACHABLE,
          Detail.CONNECTION,
          "it sent a provisional answer and no final one (HTTP %s)".formatted(status),
          "Check that no proxy cuts in; then try again");
    }
    if (status >= 300 && status < 400) {
      return protocol(
          Detail.REDIRECT,
          "it answered with a redirect, which was not followed (HTTP %s)".formatted(status));
    }
    if (status == 408 || status == 429 || status >= 500) {
      return of(
          Kind.BUSY,
          Detail.HTTP_STATUS,
          "it or a proxy before it is overloaded or out of order (HTTP %s)".formatted(status),
          "Try again in a few minutes");
    }
    return switch (status) {
      case 401 ->
          of(
              Kind.AUTHENTICATION,
              Detail.HTTP_STATUS,
              "it did not accept the %s of %s (HTTP 401)".formatted(credential, owner()),
              checkToken());
      case 403 ->
          of(
              Kind.AUTHENTICATION,
              Detail.HTTP_STATUS,
              "it denied access (HTTP 403): the %s of %s is wrong, or may not do this"
                  .formatted(credential, owner()),
              checkToken());
      case 404 -> of(Kind.MISCONFIGURED, Detail.HTTP_STATUS, missing + " (HTTP 404)", mend);
      default -> protocol(Detail.HTTP_STATUS, "it answered with HTTP " + status);
    };
  }

  /** The server is left alone for a while. */
  public PanelException leftAlone(ServerCircuit.Pause pause) {
    boolean trying = pause.left().isZero();
    return of(
        Kind.UNREACHABLE,
        Detail.CIRCUIT_OPEN,
        "%s, since %s calls in a row failed, the last one because %s"
            .formatted(
                trying ? "another call is trying it out" : "it is left alone for now",
                pause.failures(),
                pause.last()),
        trying
            ? "Nothing was sent; try again in a moment"
            : "Nothing was sent; try again in %s s, or have the server tested once it is mended"
                .formatted((pause.left().toMillis() + 999) / 1000));
  }

  /** Whoever waited for the call was interrupted. */
  public PanelException interrupted() {
    return of(
        Kind.UNREACHABLE, Detail.TIMEOUT, "the wait for its answer was interrupted", "Try again");
  }

  /** The server refused in words: they tell the kind. */
  public PanelException inWords(Detail detail, ServerText words) {
    return inWords(detail, words, words.kind());
  }

  /** The server refused in words, and it is known otherwise what kind of refusal they are. */
  public PanelException inWords(Detail detail, ServerText words, Kind kind) {
    String said = says() + words.shown(token) + "\"";
    return switch (kind) {
      case AUTHENTICATION -> of(kind, detail, said, purpose.checkToken());
      case PERMISSION -> of(kind, detail, said, purpose.refused());
      case NOT_FOUND -> of(kind, detail, said, purpose.missing());
      case SUSPENDED -> of(kind, detail, said, purpose.suspended());
      case LOCKED_OUT -> lockedOut(detail);
      case BUSY -> of(kind, detail, said, "Try again in a few minutes");
      case MISCONFIGURED ->
          of(kind, detail, said, "Have the server's administrator put that right");
      case UNREACHABLE, PROTOCOL ->
          of(
              kind,
              detail,
              "it refused for a cause that is not recognised: " + said,
              "Ask the server's administrator what that means");
    };
  }

  /** The server locked this caller out; its words are always the same. */
  public PanelException lockedOut(Detail detail) {
    return of(
        Kind.LOCKED_OUT,
        detail,
        "its brute force protection has locked out this program or " + server.user(),
        "Do not try again now, for that prolongs the lock; have it lifted in "
            + purpose.unlocked());
  }

  /** An answer that is none. */
  public PanelException protocol(Detail detail, String what) {
    return of(
        Kind.PROTOCOL,
        detail,
        what,
        "Check that the address is "
            + panel()
            + "'s own, port and all; if it is, tell its administrator");
  }

  /** An answer that is well-formed and not the one to what was asked. */
  public PanelException malformed(String what) {
    return protocol(Detail.MALFORMED, what);
  }

  /** What to do about a token that is refused. */
  String checkToken() {
    return purpose.checkToken();
  }

  /** What to know when no answer came. */
  public String whenLate() {
    return purpose.late();
  }

  /** The panel's name for people. */
  public String panel() {
    return purpose.panel();
  }

  /** The server's host, a name or an address without brackets. */
  public String host() {
    return address.host();
  }

  /** The panel user whose token it is. */
  String owner() {
    return server.user();
  }

  public Secret token() {
    return token;
  }
}
