package dev.staffgate.whm.plesk;

import static dev.staffgate.panels.PanelException.Kind.AUTHENTICATION;
import static dev.staffgate.panels.PanelException.Kind.LOCKED_OUT;
import static dev.staffgate.panels.PanelException.Kind.MISCONFIGURED;
import static dev.staffgate.panels.PanelException.Kind.NOT_FOUND;
import static dev.staffgate.panels.PanelException.Kind.PERMISSION;
import static dev.staffgate.panels.PanelException.Kind.PROTOCOL;
import static dev.staffgate.panels.PanelException.Kind.SUSPENDED;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableSet;
import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.network.IpAddress;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.panels.PanelHealth;
import dev.staffgate.panels.PanelHealth.Ability;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.panels.PanelSession;
import dev.staffgate.whm.call.PanelCall;
import dev.staffgate.whm.call.PanelConnection;
import dev.staffgate.whm.call.PanelConnector;
import dev.staffgate.whm.call.PanelReplyReader;
import dev.staffgate.whm.call.ServerText;
import dev.staffgate.whm.call.XmlBody;
import dev.staffgate.whm.call.XmlFields;
import dev.staffgate.whm.http.CallFailedException;
import dev.staffgate.whm.http.HttpReply;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Sessions by Plesk's XML API: {@code server/create_session}, bound to the browser's address. The
 * status is always 200; what came of it is in the result, or in the packet's {@code system} if the
 * caller was not let in at all.
 */
final class PleskXmlApi {
  private static final String PATH = "/enterprise/control/agent.php";
  private static final String SYSTEM = "/packet/system/";
  private static final String CREATED = "/packet/server/create_session/result/";
  private static final String GOT = "/packet/server/get/result/";
  private static final String NAME = GOT + "gen_info/server_name";
  private static final String VERSION = GOT + "stat/version/plesk_version";
  private static final Set<String> TYPES = Set.of("", "text/xml", "application/xml", "text/plain");

  /** Access denied: to this user, or to this program's address. */
  private static final String PERMISSION_DENIED = "1006";

  private static final Pattern SESSION_ID = Pattern.compile("[A-Za-z0-9,_-]{1,128}");

  private final PanelConnector calls;

  PleskXmlApi(PanelConnector calls) {
    this.calls = calls;
  }

  PanelSession open(PanelOpening opening) {
    PanelConnection connection = calls.connectToOpen(opening, PleskSessionClient.PURPOSES);
    IpAddress browser = connection.requireBrowserAddress(opening);
    return connection.send(
        call(connection, opening.user(), browser),
        answer -> session(connection, opening, browser, answer));
  }

  /** The call that {@link #open} makes. */
  static PanelCall call(PanelConnection connection, String user, IpAddress browser) {
    connection.requireValidUser(user, any -> true);
    return keyed(
        connection,
        "create_session",
        XmlBody.document(
            xml -> {
              xml.writeStartElement("packet");
              xml.writeStartElement("server");
              xml.writeStartElement("create_session");
              XmlBody.element(xml, "login", user);
              xml.writeStartElement("data");
              // Old versions read it in Base64 alone, new ones as plain text, too.
              XmlBody.element(
                  xml,
                  "user_ip",
                  Base64.getEncoder().encodeToString(browser.toString().getBytes(US_ASCII)));
              XmlBody.element(xml, "source_server", "");
            }));
  }

  /** Reads the answer to {@link #open}. */
  static PanelSession session(
      PanelConnection connection, PanelOpening opening, IpAddress browser, HttpReply answer) {
    XmlFields fields = succeeded(connection, answer, CREATED, Set.of(CREATED + "id"));
    String id =
        fields
            .text(CREATED + "id")
            .filter(text -> SESSION_ID.matcher(text).matches())
            .orElseThrow(
                () ->
                    connection
                        .failures()
                        .malformed("its answer holds no session")
                        .leavingOpen(Optional.empty()));
    String origin = "https://" + connection.address();
    String url =
        origin
            + "/enterprise/rsession_init.php?PLESKSESSID="
            + id
            + opening
                .target()
                .path()
                .map(path -> "&success_redirect_url=" + URLEncoder.encode(origin + path, UTF_8))
                .orElse("");
    return PanelSession.link(opening.server().id(), opening.user(), Secret.of(url))
        .boundTo(browser);
  }

  PanelHealth test(Server server, Secret token) {
    PanelConnection connection = calls.connectToManage(server, token, PleskSessionClient.PURPOSES);
    PanelCall call =
        keyed(
            connection,
            "server get",
            XmlBody.document(
                xml -> {
                  xml.writeStartElement("packet");
                  xml.writeStartElement("server");
                  xml.writeStartElement("get");
                  xml.writeEmptyElement("gen_info");
                  xml.writeEmptyElement("stat");
                }));
    return connection.sendHealthProbe(
        call,
        answer -> {
          XmlFields fields = succeeded(connection, answer, GOT, Set.of(NAME, VERSION));
          return new PanelHealth(
              connection.shown(fields.text(VERSION)),
              connection.shown(fields.text(NAME)),
              Ability.UNKNOWN,
              List.of("Plesk does not tell whether it opens sessions: open one to see."));
        });
  }

  private static XmlFields succeeded(
      PanelConnection connection, HttpReply answer, String result, Set<String> more) {
    PanelReplyReader replies = PleskRestApi.replies(connection);
    replies.requireSuccess(answer);
    replies.requireType(answer, TYPES, "XML");
    XmlFields fields;
    try {
      fields =
          XmlFields.read(
              answer.body(),
              ImmutableSet.<String>builder()
                  .addAll(more)
                  .add(result + "status", result + "errcode", result + "errtext")
                  .add(SYSTEM + "status", SYSTEM + "errcode", SYSTEM + "errtext")
                  .build());
    } catch (IOException quotesIt) {
      throw replies.notWellFormed(answer, "XML");
    }
    for (String place : List.of(SYSTEM, result)) {
      if (fields.text(place + "status").equals(Optional.of("error"))) {
        throw refused(connection, fields, place);
      }
    }
    if (!fields.text(result + "status").equals(Optional.of("ok"))) {
      throw connection
          .failures()
          .malformed("its answer says neither that it succeeded nor that it failed");
    }
    return fields;
  }

  private static CallFailedException refused(
      PanelConnection connection, XmlFields fields, String place) {
    String code =
        fields.text(place + "errcode").filter(text -> text.matches("[0-9]{1,6}")).orElse("none");
    String said =
        fields.text(place + "errtext").filter(text -> !text.isBlank()).orElse("no reason");
    ServerText words = ServerText.of(said + " (error " + code + ")");
    Kind kind = kind(code);
    if (kind == LOCKED_OUT) {
      // The number does not tell what locked it, so it is not called brute force protection.
      return connection
          .failures()
          .of(
              kind,
              Detail.API_ERROR,
              connection.failures().quoted(words),
              "Do not try again now, for that may prolong the lock; have it lifted in Plesk");
    }
    if (code.equals(PERMISSION_DENIED)) {
      return connection
          .failures()
          .refusedInWords(Detail.API_ERROR, words, kind, PleskRestApi.IF_ADDRESS_REFUSED);
    }
    return connection
        .failures()
        .refusedInWords(
            Detail.API_ERROR, words, kind == PROTOCOL ? PleskRestApi.meaning(words) : kind);
  }

  /** The kind by Plesk's own number; {@code PROTOCOL} where that tells nothing. */
  static Kind kind(String code) {
    return switch (code) {
      // The last two are about the key.
      case "1001", "1029", "11003" -> AUTHENTICATION;
      // Not set up, or it does not speak this version of the protocol.
      case "1003", "1004", "1005" -> MISCONFIGURED;
      case PERMISSION_DENIED -> PERMISSION;
      case "1011" -> SUSPENDED;
      case "1012" -> LOCKED_OUT;
      case "1013" -> NOT_FOUND;
      case "1030" -> MISCONFIGURED;
      default -> PROTOCOL;
    };
  }

  private static PanelCall keyed(PanelConnection connection, String name, String body) {
    return PanelCall.post(name, PATH, "text/xml", body)
        .header("KEY", connection.requireHeaderToken());
  }
}
