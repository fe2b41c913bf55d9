package dev.staffgate.whm.plesk;

import static dev.staffgate.panels.PanelException.Kind.AUTHENTICATION;
import static dev.staffgate.panels.PanelException.Kind.LOCKED_OUT;
import static dev.staffgate.panels.PanelException.Kind.NOT_FOUND;
import static dev.staffgate.panels.PanelException.Kind.PERMISSION;

import com.google.common.collect.ImmutableSet;
import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.panels.PanelHealth;
import dev.staffgate.panels.PanelHealth.Ability;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.panels.PanelSession;
import dev.staffgate.whm.call.JsonBody;
import dev.staffgate.whm.call.JsonFields;
import dev.staffgate.whm.call.LoginLinkSelector;
import dev.staffgate.whm.call.PanelCall;
import dev.staffgate.whm.call.PanelConnection;
import dev.staffgate.whm.call.PanelConnector;
import dev.staffgate.whm.call.PanelReplyReader;
import dev.staffgate.whm.call.ReplyFormat;
import dev.staffgate.whm.call.ServerText;
import dev.staffgate.whm.http.CallEffect;
import dev.staffgate.whm.http.CallFailedException;
import dev.staffgate.whm.http.HttpReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Login links by Plesk's REST API: its command line's {@code admin --get-login-link}. A status of
 * 2xx and the command's code 0 together are a success; the links are in its output, one a
 * connection.
 */
final class PleskRestApi {
  private static final String API = "/api/v2/";
  private static final String CODE = "/code";
  private static final String STDOUT = "/stdout";
  private static final String STDERR = "/stderr";
  private static final String HOSTNAME = "/hostname";
  private static final String VERSION = "/panel_version";
  private static final Pattern COMMAND = Pattern.compile("/[0-9]{1,3}");
  private static final Pattern LINK =
      Pattern.compile("/login/?\\?secret=[A-Za-z0-9%._~=+/-]{8,512}");
  private static final int MAX_LINKS = 16;

  /** The mend of a refusal by a list of addresses. */
  static final String IF_ADDRESS_REFUSED =
      "If Plesk lists the addresses that may use its API (`[api] allowedIPs` in panel.ini), have"
          + " that of this program added; if not, see that the key is one of an administrator who"
          + " may do this";

  private static final ReplyFormat FORMAT =
      ReplyFormat.of(PleskSessionClient.KIND, ImmutableSet.of("/message"), PleskRestApi::meaning)
          .withMend(
              words -> refusesAddress(words) ? Optional.of(IF_ADDRESS_REFUSED) : Optional.empty());

  private final PanelConnector calls;

  PleskRestApi(PanelConnector calls) {
    this.calls = calls;
  }

  PanelSession open(PanelOpening opening) {
    PanelConnection connection = calls.connectToOpen(opening, PleskSessionClient.PURPOSES);
    return connection.send(
        call(connection, opening.user()), answer -> session(connection, opening, answer));
  }

  /** The call that {@link #open} makes. */
  static PanelCall call(PanelConnection connection, String user) {
    connection.requireValidUser(user, any -> true);
    return keyed(
        connection,
        PanelCall.post(
            "admin --get-login-link",
            API + "cli/admin/call",
            "application/json",
            JsonBody.object(
                json -> {
                  json.writeArrayFieldStart("params");
                  json.writeString("--get-login-link");
                  json.writeString("-user");
                  json.writeString(user);
                  json.writeEndArray();
                  json.writeObjectFieldStart("env");
                  json.writeEndObject();
                })));
  }

  /** Reads the answer to {@link #open}. */
  static PanelSession session(PanelConnection connection, PanelOpening opening, HttpReply answer) {
    PanelReplyReader replies = replies(connection);
    JsonFields fields = replies.json(answer, Set.of(CODE, STDOUT, STDERR)::contains);
    Optional<Long> code = fields.wholeNumber(CODE);
    if (code.isEmpty()) {
      throw connection.failures().malformed("its answer holds no exit code");
    }
    if (!code.equals(Optional.of(0L))) {
      String said =
          fields
              .text(STDERR)
              .filter(text -> !text.isBlank())
              .or(() -> fields.text(STDOUT).filter(text -> !text.isBlank()))
              .orElseThrow(
                  () ->
                      connection
                          .failures()
                          .protocol(Detail.API_ERROR, "it refused without a reason"));
      CallFailedException refused = replies.refusedInWords(Detail.API_ERROR, said);
      boolean made = fields.text(STDOUT).filter(text -> text.contains("secret=")).isPresent();
      throw made ? refused.leavingOpen(Optional.empty()) : refused;
    }
    List<String> links =
        fields
            .text(STDOUT)
            .orElse("")
            .lines()
            .map(String::strip)
            .filter(Predicate.not(String::isEmpty))
            .limit(MAX_LINKS)
            .toList();
    Secret url =
        CallFailedException.afterOpening(
            Optional.empty(),
            () ->
                LoginLinkSelector.firstAllowed(
                    links, connection.loginOrigins(true), LINK, connection.failures()));
    return PanelSession.link(opening.server().id(), opening.user(), url).usableOnce();
  }

  PanelHealth test(Server server, Secret token) {
    PanelConnection connection = calls.connectToManage(server, token, PleskSessionClient.PURPOSES);
    PanelReplyReader replies = replies(connection);
    PanelHealth there =
        connection.sendHealthProbe(
            keyed(connection, PanelCall.get("server", API + "server")),
            answer -> {
              JsonFields about = replies.jsonLeniently(answer, Set.of(HOSTNAME, VERSION)::contains);
              return new PanelHealth(
                  connection.shown(about.text(VERSION)),
                  connection.shown(about.text(HOSTNAME)),
                  Ability.UNKNOWN,
                  List.of());
            });
    List<String> remarks = new ArrayList<>(there.remarks());
    Ability mayOpen = mayOpen(connection, replies, remarks);
    return new PanelHealth(there.version(), there.hostname(), mayOpen, remarks);
  }

  private static Ability mayOpen(
      PanelConnection connection, PanelReplyReader replies, List<String> remarks) {
    try {
      JsonFields commands =
          connection.send(
              keyed(
                  connection,
                  PanelCall.get("cli commands", API + "cli/commands").as(CallEffect.TESTS)),
              answer -> replies.json(answer, COMMAND.asMatchPredicate()));
      if (commands.paths().stream()
          .anyMatch(path -> commands.text(path).equals(Optional.of("admin")))) {
        return Ability.YES;
      }
      remarks.add(
          "This Plesk lets nobody call its command `admin` over the REST API, which makes login"
              + " links: allow it, or have sessions opened by the XML API.");
      return Ability.NO;
    } catch (PanelException failure) {
      if (failure.kind() == LOCKED_OUT || failure.kind() == AUTHENTICATION) {
        throw failure;
      }
      remarks.add("What may be called is not known: " + failure.getMessage());
      return Ability.UNKNOWN;
    }
  }

  private static PanelCall keyed(PanelConnection connection, PanelCall call) {
    return call.header("X-API-Key", connection.requireHeaderToken())
        .header("Accept", "application/json");
  }

  /** Returns the reader of Plesk's answers, whichever API gave them. */
  static PanelReplyReader replies(PanelConnection connection) {
    return new PanelReplyReader(connection, FORMAT);
  }

  private static boolean refusesAddress(ServerText words) {
    return words.says("access to api is disabled");
  }

  /** Returns the kind of refusal that Plesk's words tell of. */
  static Kind meaning(ServerText words) {
    if (refusesAddress(words)) {
      return PERMISSION;
    }
    return words.says("unable to find user", "unable to find client", "does not exist")
        ? NOT_FOUND
        : words.kind();
  }
}
