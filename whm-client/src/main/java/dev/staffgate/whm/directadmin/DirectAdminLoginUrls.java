package dev.staffgate.whm.directadmin;

import static com.google.common.base.Preconditions.checkArgument;
import static dev.staffgate.panels.PanelException.Kind.PROTOCOL;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.format.DateTimeFormatter.ISO_OFFSET_DATE_TIME;
import static java.time.temporal.ChronoUnit.SECONDS;

import com.google.common.base.Splitter;
import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.network.IpAddress;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelHealth;
import dev.staffgate.panels.PanelHealth.Ability;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.panels.PanelSession;
import dev.staffgate.whm.call.ClockSkew;
import dev.staffgate.whm.call.JsonBody;
import dev.staffgate.whm.call.JsonFields;
import dev.staffgate.whm.call.LoginLinkSelector;
import dev.staffgate.whm.call.PanelCall;
import dev.staffgate.whm.call.PanelConnection;
import dev.staffgate.whm.call.PanelConnector;
import dev.staffgate.whm.call.PanelReplyReader;
import dev.staffgate.whm.http.CallEffect;
import dev.staffgate.whm.http.HttpReply;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Login URLs by DirectAdmin's newer API, which lists and revokes them as well. */
final class DirectAdminLoginUrls {
  private static final Logger LOG = LoggerFactory.getLogger(DirectAdminLoginUrls.class);
  private static final String PATH = "/api/login-keys/urls";
  private static final String URL = "/url";
  private static final String ID = "/id";
  private static final String EXPIRES = "/expires";
  private static final String NETWORK = "/allowNetworks/0";
  private static final String NETWORK_MORE = "/allowNetworks/1";
  private static final String ERROR = "/error";
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final String ID_TEXT = "[A-Za-z0-9_-]{1,128}";

  /** The handle that revokes a URL: its id, after the user's name if it is not the caller's own. */
  private static final Pattern HANDLE = Pattern.compile("(?:([^:]{1,128}):)?(" + ID_TEXT + ")");

  private final PanelConnector calls;
  private final Duration life;
  private final boolean bound;

  /**
   * Makes URLs.
   *
   * @param bound whether they work from the browser's address alone
   */
  DirectAdminLoginUrls(PanelConnector calls, Duration life, boolean bound) {
    this.calls = calls;
    this.bound = bound;
    this.life = life;
  }

  PanelSession open(PanelOpening opening) {
    PanelConnection connection = calls.connectToOpen(opening, DirectAdminSessionClient.PURPOSES);
    Instant end = connection.clock().instant().plus(life).truncatedTo(SECONDS);
    Optional<IpAddress> from =
        bound ? Optional.of(connection.requireBrowserAddress(opening)) : Optional.empty();
    AtomicReference<@Nullable MadeUrl> made = new AtomicReference<>();
    try {
      return connection.send(
          call(connection, opening, from, end),
          answer -> {
            made.set(madeUrl(answer, end).orElse(null));
            return session(connection, opening, from, end, answer);
          });
    } catch (PanelException refused) {
      MadeUrl url = made.get();
      throw url == null ? refused : takenBack(opening, url, refused);
    }
  }

  /**
   * A URL that an answer tells of, be the answer refused or not.
   *
   * @param id what revokes it, if the answer has that
   * @param until when it ends, if that is known
   */
  private record MadeUrl(Optional<String> id, Optional<Instant> until) {}

  /** Returns the URL that was made by an answer that may well be refused. */
  private static Optional<MadeUrl> madeUrl(HttpReply answer, Instant end) {
    if (answer.status() < 200 || answer.status() > 299) {
      return Optional.empty();
    }
    JsonFields fields;
    try {
      fields = JsonFields.readLeniently(answer.body(), Set.of(URL, ID, EXPIRES)::contains);
    } catch (IOException quotesIt) {
      return new String(answer.body(), UTF_8).contains("\"url\"")
          ? Optional.of(new MadeUrl(Optional.empty(), Optional.empty()))
          : Optional.empty();
    }
    if (fields.isAbsent(URL) && fields.isAbsent(ID)) {
      return Optional.empty();
    }
    return Optional.of(
        new MadeUrl(
            fields.text(ID).filter(id -> id.matches(ID_TEXT)),
            fields.isAbsent(EXPIRES)
                ? Optional.of(end)
                : fields.text(EXPIRES).flatMap(DirectAdminLoginUrls::instant)));
  }

  /** Takes back the URL of an answer that was refused, if the server does that. */
  private PanelException takenBack(PanelOpening opening, MadeUrl url, PanelException refused) {
    if (url.id().isEmpty()) {
      return refused.leavingOpen(url.until());
    }
    Server server = opening.server();
    try {
      revoke(server, opening.token(), opening.user(), url.id().get(), CallEffect.TAKES_BACK);
    } catch (PanelException failure) {
      LOG.warn(
          "a login URL on {} could not be taken back [{}, {}]: {}",
          server.id(),
          failure.kind(),
          failure.reference(),
          failure.forAdministrator());
      return refused.leavingOpen(url.until());
    }
    return new PanelException(
        refused.kind(),
        refused.detail(),
        refused.server(),
        refused.forAdministrator() + " The login URL that it made was taken back.",
        refused.getCause());
  }

  /** The call that {@link #open} makes. */
  static PanelCall call(
      PanelConnection connection, PanelOpening opening, Optional<IpAddress> from, Instant end) {
    String authorization =
        connection.basicAuthorization(DirectAdminProtocol.caller(connection, opening.user()));
    return PanelCall.post(
            "create a login URL",
            PATH,
            "application/json",
            JsonBody.object(
                json -> {
                  json.writeArrayFieldStart("allowNetworks");
                  if (from.isPresent()) {
                    json.writeString(from.get() + "/" + from.get().bits());
                  }
                  json.writeEndArray();
                  json.writeStringField("currentPassword", opening.token().revealToUse());
                  json.writeStringField("expires", end.toString());
                  json.writeStringField("redirectURL", opening.target().path().orElse("/"));
                }))
        .header("Authorization", authorization);
  }

  /**
   * Reads the answer to {@link #open}.
   *
   * @param from the one address that it was asked to work from
   * @param end until when the URL was asked to work
   */
  static PanelSession session(
      PanelConnection connection,
      PanelOpening opening,
      Optional<IpAddress> from,
      Instant end,
      HttpReply answer) {
    PanelReplyReader replies = DirectAdminProtocol.replies(connection);
    JsonFields fields =
        replies.json(answer, Set.of(URL, ID, EXPIRES, NETWORK, NETWORK_MORE)::contains);
    requireNoError(replies, fields);
    Secret url =
        LoginLinkSelector.firstAllowed(
            fields.text(URL).stream().toList(),
            connection.loginOrigins(false),
            DirectAdminProtocol.LINK,
            connection.failures());
    PanelSession session =
        PanelSession.link(opening.server().id(), opening.user(), url)
            .expiringAt(expiresAt(connection, fields, answer.date()).orElse(end));
    if (from.isPresent()) {
      requireBound(connection, fields, from.get());
      session = session.boundTo(from.get());
    }
    return revocable(session, opening, url, fields);
  }

  /** Requires that the panel says that the URL is bound to that address and no other. */
  private static void requireBound(PanelConnection connection, JsonFields fields, IpAddress from) {
    boolean bound =
        !fields.has(NETWORK_MORE)
            && fields
                .text(NETWORK)
                .filter(Set.of(from.toString(), from + "/" + from.bits())::contains)
                .isPresent();
    if (!bound) {
      throw connection
          .failures()
          .protocol(
              Detail.MALFORMED, "the login URL that it made is not bound to the browser's address");
    }
  }

  private static PanelSession revocable(
      PanelSession session, PanelOpening opening, Secret url, JsonFields fields) {
    return fields
        .text(ID)
        .filter(id -> id.matches(ID_TEXT) && !isPartOf(url, id))
        .map(id -> session.revocableBy(handle(opening, id)))
        .orElse(session);
  }

  /** Returns whether the URL lets in by this id: a handle is not secret, so that must not be. */
  private static boolean isPartOf(Secret url, String id) {
    return Splitter.onPattern("[/?&=]").splitToList(url.revealToUse()).contains(id);
  }

  private static String handle(PanelOpening opening, String id) {
    return opening.user().equals(opening.server().user()) ? id : opening.user() + ":" + id;
  }

  private static Optional<Instant> expiresAt(
      PanelConnection connection, JsonFields fields, Optional<Instant> serverNow) {
    if (fields.isAbsent(EXPIRES)) {
      return Optional.empty();
    }
    Instant now = connection.clock().instant();
    Duration ahead = ClockSkew.ahead(now, serverNow);
    Instant told =
        fields
            .text(EXPIRES)
            .flatMap(DirectAdminLoginUrls::instant)
            .filter(instant -> !instant.isAfter(now.plus(ahead).plus(LONGEST)))
            .orElseThrow(
                () ->
                    connection
                        .failures()
                        .malformed("its login URL would end at an impossible time"));
    Instant expiresAt = told.minus(ahead);
    if (!expiresAt.isAfter(now)) {
      throw connection
          .failures()
          .of(
              PROTOCOL,
              Detail.EXPIRED,
              "the login URL that it made has already expired, at " + expiresAt,
              "Check the clocks of both machines");
    }
    return Optional.of(expiresAt);
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(ISO_OFFSET_DATE_TIME.parse(text, Instant::from));
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }

  PanelHealth test(Server server, Secret token) {
    PanelConnection connection =
        calls.connectToManage(server, token, DirectAdminSessionClient.PURPOSES);
    PanelCall call =
        PanelCall.get("list login URLs", PATH)
            .header("Authorization", connection.basicAuthorization(server.user()));
    return connection.sendHealthProbe(call, answer -> health(connection, answer));
  }

  private static PanelHealth health(PanelConnection connection, HttpReply answer) {
    PanelReplyReader replies = DirectAdminProtocol.replies(connection);
    requireNoError(replies, replies.jsonLeniently(answer, ERROR::equals));
    return new PanelHealth(Optional.empty(), Optional.empty(), Ability.YES, List.of());
  }

  private static void requireNoError(PanelReplyReader replies, JsonFields fields) {
    if (!fields.isAbsent(ERROR)) {
      throw replies.refusedInWords(
          Detail.API_ERROR, replies.refusalText(fields).orElse("an error without a reason"));
    }
  }

  void revoke(Server server, Secret token, String handle) {
    Matcher parts = HANDLE.matcher(handle);
    checkArgument(parts.matches(), "that revokes no login URL");
    String owner = parts.group(1) == null ? server.user() : parts.group(1);
    revoke(server, token, owner, parts.group(2), CallEffect.CHANGES);
  }

  private void revoke(Server server, Secret token, String owner, String id, CallEffect effect) {
    PanelConnection connection =
        calls.connectToManage(server, token, DirectAdminSessionClient.PURPOSES);
    String authorization =
        connection.basicAuthorization(DirectAdminProtocol.caller(connection, owner));
    PanelCall call =
        new PanelCall(
            "revoke a login URL",
            "DELETE",
            PATH + "/" + id,
            Map.of("Authorization", authorization),
            "",
            effect);
    boolean wasThere = connection.send(call, answer -> wasThere(connection, answer));
    LOG.debug("a login URL on {} is ended; it was there until now: {}", server.id(), wasThere);
  }

  /** One that is not there is used, over or revoked already. */
  private static boolean wasThere(PanelConnection connection, HttpReply answer) {
    if (answer.status() == 404) {
      return false;
    }
    DirectAdminProtocol.replies(connection).requireSuccess(answer);
    return true;
  }
}
