package dev.staffgate.whm.call;

import dev.staffgate.model.Secret;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.whm.http.CallFailedException;
import dev.staffgate.whm.http.CallFailure;
import dev.staffgate.whm.http.CallPurpose;
import java.util.Optional;

/**
 * The failures of one call that come of its answer, or of what this side was told. What the server
 * itself says gets into one through {@link ServerText} alone.
 */
public final class CallFailureFactory {
  private final String tokenOwner;
  private final Secret token;
  private final CallPurpose purpose;

  /**
   * Makes the failures of a call.
   *
   * @param tokenOwner the panel user whose token it is
   */
  public CallFailureFactory(String tokenOwner, Secret token, CallPurpose purpose) {
    this.tokenOwner = tokenOwner;
    this.token = token;
    this.purpose = purpose;
  }

  /**
   * Returns a failure.
   *
   * @param seen what happened, a clause without its full stop
   * @param mend what to do, a sentence without its full stop
   */
  public CallFailedException of(Kind kind, Detail detail, String seen, String mend) {
    return new CallFailedException(CallFailure.of(kind, detail, seen, mend));
  }

  /** Returns the failure of a call that cannot be made by what this side was told. */
  public CallFailedException settings(String seen, String mend) {
    return of(Kind.MISCONFIGURED, Detail.SETTINGS, seen, mend);
  }

  /**
   * Returns the failure of a redirect, which is never followed. A server that knows itself by
   * another name sends there; that name belongs into the policy then.
   *
   * @param to the host name that it sends to, if that is another one
   */
  public CallFailedException redirect(int status, Optional<String> to) {
    return to.map(
            host ->
                of(
                    Kind.PROTOCOL,
                    Detail.REDIRECT,
                    "it sends callers to the host %s, which was not followed (HTTP %s)"
                        .formatted(host, status),
                    "If that is this server's own name, write it in `url:`; if not, check that the"
                        + " address is "
                        + panel()
                        + "'s own, port and all"))
        .orElseGet(
            () ->
                protocol(
                    Detail.REDIRECT,
                    "it answered with a redirect, which was not followed (HTTP %s)"
                        .formatted(status)));
  }

  /**
   * Returns the failure of a status that is not a success, where nothing else tells more.
   *
   * @param credential the name of the token, such as {@code API token}
   * @param ifNotFound what 404 means
   * @param mend what to do about 404
   */
  public CallFailedException ofStatus(
      int status, String credential, String ifNotFound, String mend) {
    if (status < 200) {
      return of(
          Kind.UNREACHABLE,
          Detail.CONNECTION,
          "it sent a provisional answer and no final one (HTTP %s)".formatted(status),
          "Check that no proxy cuts in; then try again");
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
              "it did not accept the %s of %s (HTTP 401)".formatted(credential, tokenOwner),
              purpose.ifNotAuthenticated());
      case 403 ->
          of(
              Kind.AUTHENTICATION,
              Detail.HTTP_STATUS,
              "it denied access (HTTP 403): the %s of %s is wrong, or may not do this"
                  .formatted(credential, tokenOwner),
              purpose.ifNotAuthenticated());
      case 404 -> of(Kind.MISCONFIGURED, Detail.HTTP_STATUS, ifNotFound + " (HTTP 404)", mend);
      default -> protocol(Detail.HTTP_STATUS, "it answered with HTTP " + status);
    };
  }

  /** Returns the failure of a call that the server refused in words. */
  public CallFailedException refusedInWords(Detail detail, ServerText words, Kind kind) {
    if (kind == Kind.LOCKED_OUT) {
      return lockedOut(detail);
    }
    return new CallFailedException(refusal(detail, words, kind).quotingServer());
  }

  /**
   * Returns the failure of a call that the server refused in words that have a mend of their own.
   */
  public CallFailedException refusedInWords(
      Detail detail, ServerText words, Kind kind, String mend) {
    return new CallFailedException(
        CallFailure.of(kind, detail, quoted(words), mend).quotingServer());
  }

  private CallFailure refusal(Detail detail, ServerText words, Kind kind) {
    String said = quoted(words);
    return switch (kind) {
      case AUTHENTICATION -> CallFailure.of(kind, detail, said, purpose.ifNotAuthenticated());
      case PERMISSION -> CallFailure.of(kind, detail, said, purpose.ifNotPermitted());
      case NOT_FOUND -> CallFailure.of(kind, detail, said, purpose.ifNotFound());
      case SUSPENDED -> CallFailure.of(kind, detail, said, purpose.ifSuspended());
      case BUSY -> CallFailure.of(kind, detail, said, "Try again in a few minutes");
      case MISCONFIGURED ->
          CallFailure.of(kind, detail, said, "Have the server's administrator put that right");
      case LOCKED_OUT, UNREACHABLE, PROTOCOL ->
          CallFailure.of(
              kind,
              detail,
              "it refused for a cause that is not recognised: " + said,
              "Ask the server's administrator what that means");
    };
  }

  /** Returns the server's words as a message quotes them. */
  public String quoted(ServerText words) {
    return panel() + " says \"" + words.shown(token) + "\"";
  }

  /** Returns the failure of a caller that the server locked out; its words are always the same. */
  public CallFailedException lockedOut(Detail detail) {
    return of(
        Kind.LOCKED_OUT,
        detail,
        "its brute force protection has locked out this program or " + tokenOwner,
        "Do not try again now, for that prolongs the lock; have it lifted in "
            + purpose.lockoutPlace());
  }

  /** Returns the failure of an answer that is not one of the panel's API. */
  public CallFailedException protocol(Detail detail, String seen) {
    return new CallFailedException(CallFailure.protocol(detail, seen, panel()));
  }

  /** Returns the failure of an answer that is well-formed and not the one to what was asked. */
  public CallFailedException malformed(String seen) {
    return protocol(Detail.MALFORMED, seen);
  }

  /** Returns the failure of an answer whose login URL must not be handed to a browser. */
  public CallFailedException untrustedUrl(LoginUrl.RefusedException refused) {
    return untrustedUrl(refused, "write that port in `url:`");
  }

  /**
   * Returns the failure of an answer whose login URL must not be handed to a browser.
   *
   * @param tellPort completes "if it is meant to be there, …": how this side learns of a port
   */
  public CallFailedException untrustedUrl(LoginUrl.RefusedException refused, String tellPort) {
    return of(
        Kind.PROTOCOL,
        Detail.UNTRUSTED_URL,
        "the login URL that it returned " + ServerText.of(refused.reason()).shown(token),
        mend(refused.mend(), tellPort));
  }

  private String mend(LoginUrl.Mend mend, String tellPort) {
    String untrusted = "the answer is not to be trusted: tell its administrator";
    return switch (mend) {
      case HOST ->
          "If that is where this server's %s is, write it in `url:`, or among the server's `aliases:`; if not, %s"
              .formatted(panel(), untrusted);
      case PORT ->
          "If this server's %s is meant to be there, %s; if not, %s"
              .formatted(panel(), tellPort, untrusted);
      case HTTPS ->
          "Have %s give its links with https alone, for one without it shows the session to whoever listens"
              .formatted(panel());
      case NONE -> "Such an answer is not to be trusted: tell the server's administrator";
    };
  }

  /** The panel's name for people. */
  public String panel() {
    return purpose.panel();
  }

  public Secret token() {
    return token;
  }
}
