package dev.staffgate.whm;

import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.sso.PanelException;
import dev.staffgate.sso.PanelException.Detail;
import dev.staffgate.sso.PanelException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Makes the failures of one call: which server, what happened, what to do. What the server itself
 * says gets into a message through {@link ServerText} alone.
 */
final class Failures {
  private final Server server;
  private final ServerAddress address;
  private final Secret token;

  Failures(Server server, ServerAddress address, Secret token) {
    this.server = server;
    this.address = address;
    this.token = token;
  }

  /**
   * A failure.
   *
   * @param what what happened, a sentence without its full stop
   * @param mend what to do, likewise
   */
  PanelException of(Kind kind, Detail detail, String what, String mend) {
    return of(kind, detail, what, mend, null);
  }

  /**
   * A failure with a cause.
   *
   * @param cause one that holds nothing of an answer
   */
  PanelException of(
      Kind kind, Detail detail, String what, String mend, @Nullable Throwable cause) {
    return new PanelException(
        kind,
        detail,
        server.id(),
        "server %s (%s): %s. %s.".formatted(server.id(), address, what, mend),
        cause);
  }

  /** The server refused in words: they tell the kind. */
  PanelException inWords(Detail detail, ServerText words, String user) {
    String said = "WHM says \"" + words.shown(token) + "\"";
    Kind kind = words.kind();
    return switch (kind) {
      case AUTHENTICATION -> of(kind, detail, said, checkToken());
      case PERMISSION ->
          of(
              kind,
              detail,
              said,
              "Give %s's API token the privilege create-user-session, and see that %s may open %s"
                  .formatted(server.user(), server.user(), user));
      case NOT_FOUND ->
          of(
              kind,
              detail,
              said,
              "Check that user %s exists on this server and belongs to %s"
                  .formatted(user, server.user()));
      case SUSPENDED ->
          of(kind, detail, said, "Unsuspend the account of user " + user + " in WHM before you try again");
      case LOCKED_OUT -> lockedOut(detail);
      case BUSY -> of(kind, detail, said, "Try again in a few minutes");
      case MISCONFIGURED -> of(kind, detail, said, "Have the server's administrator put that right");
      case UNREACHABLE, PROTOCOL ->
          of(
              kind,
              detail,
              "it refused for a cause that is not recognised: " + said,
              "Ask the server's administrator what that means");
    };
  }

  /** The server locked this caller out; its words are always the same. */
  PanelException lockedOut(Detail detail) {
    return of(
        Kind.LOCKED_OUT,
        detail,
        "its brute force protection has locked out this program or " + server.user(),
        "Do not try again now, for that prolongs the lock; have it lifted in WHM under cPHulk");
  }

  /** An answer that is none. */
  PanelException protocol(Detail detail, String what) {
    return of(
        Kind.PROTOCOL,
        detail,
        what,
        "Check that the address is WHM's own, port and all; if it is, tell its administrator");
  }

  /** What to do about a token that is refused. */
  String checkToken() {
    return ("Check in WHM under Manage API Tokens that %s's token is there, has not expired, is"
            + " allowed from this address and has the privilege create-user-session")
        .formatted(server.user());
  }

  Secret token() {
    return token;
  }
}
