package dev.staffgate.whm.directadmin;

import static dev.staffgate.panels.PanelException.Kind.AUTHENTICATION;
import static dev.staffgate.panels.PanelException.Kind.LOCKED_OUT;
import static dev.staffgate.panels.PanelException.Kind.MISCONFIGURED;
import static dev.staffgate.panels.PanelException.Kind.NOT_FOUND;
import static dev.staffgate.panels.PanelException.Kind.PERMISSION;

import com.google.common.collect.ImmutableSet;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.whm.call.PanelConnection;
import dev.staffgate.whm.call.PanelReplyReader;
import dev.staffgate.whm.call.ReplyFormat;
import dev.staffgate.whm.call.ServerText;
import java.util.Optional;
import java.util.regex.Pattern;

/** The common form of DirectAdmin's answers, and the names it knows callers by. */
final class DirectAdminProtocol {
  /** No form of these URLs is promised, so what counts is where they lead. */
  static final Pattern LINK = Pattern.compile("/[!-~]*");

  /** Stands between the caller's name and that of whom it acts for; so it is in no user's name. */
  private static final char ACTING_FOR = '|';

  private static final ReplyFormat FORMAT =
      ReplyFormat.of(
              DirectAdminSessionClient.KIND,
              ImmutableSet.of("/error", "/message", "/result", "/text", "/details"),
              DirectAdminProtocol::meaning)
          .withMend(DirectAdminProtocol::mend);

  private DirectAdminProtocol() {}

  static PanelReplyReader replies(PanelConnection connection) {
    return new PanelReplyReader(connection, FORMAT);
  }

  /** The name to call with, for a session of {@code user}. */
  static String caller(PanelConnection connection, String user) {
    connection.requireValidUser(user, character -> character != ACTING_FOR);
    Server server = connection.server();
    return user.equals(server.user()) ? user : server.user() + ACTING_FOR + user;
  }

  private static boolean hasNoLoginKeys(ServerText words) {
    return words.says("login keys are disabled", "login keys are not enabled");
  }

  private static Optional<String> mend(ServerText words) {
    return hasNoLoginKeys(words)
        ? Optional.of(
            "Have login keys switched on for that user in DirectAdmin (`login_keys=ON`), or"
                + " choose a way of opening sessions that needs none")
        : Optional.empty();
  }

  /** Returns the kind of refusal that DirectAdmin's words tell of. */
  static Kind meaning(ServerText words) {
    if (words.says("blacklist", "has been blocked", "ip is blocked")) {
      return LOCKED_OUT;
    }
    if (words.says(
        "password is incorrect", "incorrect password", "invalid login", "login failed")) {
      return AUTHENTICATION;
    }
    if (hasNoLoginKeys(words)) {
      return MISCONFIGURED;
    }
    if (words.says("user not found", "unable to find user", "cannot find user")) {
      return NOT_FOUND;
    }
    if (words.says("cannot execute", "not authorized", "forbidden")) {
      return PERMISSION;
    }
    return words.kind();
  }
}
