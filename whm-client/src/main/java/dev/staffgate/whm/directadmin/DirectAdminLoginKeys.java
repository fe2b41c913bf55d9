package dev.staffgate.whm.directadmin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.temporal.ChronoUnit.SECONDS;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelHealth;
import dev.staffgate.panels.PanelHealth.Ability;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.panels.PanelSession;
import dev.staffgate.whm.call.ClockSkew;
import dev.staffgate.whm.call.JsonFields;
import dev.staffgate.whm.call.LoginLinkSelector;
import dev.staffgate.whm.call.PanelCall;
import dev.staffgate.whm.call.PanelConnection;
import dev.staffgate.whm.call.PanelConnector;
import dev.staffgate.whm.call.PanelReplyReader;
import dev.staffgate.whm.http.CallFailedException;
import dev.staffgate.whm.http.HttpReply;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Login URLs by DirectAdmin's older API, {@code CMD_API_LOGIN_KEYS}: usable once, without the
 * commands by which a session could lock out its owner. It answers as JSON, as a form or with the
 * bare URL, as whatever media type, and refuses with status 200 too. The URL is in {@code url},
 * {@code result} or {@code details}, and may lack the server's address.
 */
final class DirectAdminLoginKeys {
  private static final Set<String> TYPES =
      Set.of(
          "",
          "application/json",
          "text/json",
          "text/plain",
          "text/html",
          "application/x-www-form-urlencoded");

  /** A text that is a URL, or one without the server's address, and not words. */
  private static final Pattern URL = Pattern.compile("(?:[A-Za-z][A-Za-z0-9+.-]*:|/|CMD_)\\S+");

  private static final Set<String> FIELDS = Set.of("error", "text", "url", "result", "details");

  /** The commands that a session of staff must not call. */
  private static final List<String> DENIED =
      List.of("CMD_USER_PASSWD", "CMD_LOGIN_KEYS", "CMD_API_LOGIN_KEYS", "CMD_TWO_FACTOR_AUTH");

  private final PanelConnector calls;
  private final Duration life;

  DirectAdminLoginKeys(PanelConnector calls, Duration life) {
    this.calls = calls;
    this.life = life;
  }

  PanelSession open(PanelOpening opening) {
    PanelConnection connection = calls.connectToOpen(opening, DirectAdminSessionClient.PURPOSES);
    Instant end = connection.clock().instant().plus(life).truncatedTo(SECONDS);
    return connection.send(
        call(connection, opening, life, end),
        answer -> session(connection, opening, life, end, answer));
  }

  /** The call that {@link #open} makes. */
  static PanelCall call(
      PanelConnection connection, PanelOpening opening, Duration life, Instant end) {
    String authorization =
        connection.basicAuthorization(DirectAdminProtocol.caller(connection, opening.user()));
    return PanelCall.form(
            "create a login key", "/CMD_API_LOGIN_KEYS?json=yes", fields(opening, life, end))
        .header("Authorization", authorization);
  }

  private static Map<String, String> fields(PanelOpening opening, Duration life, Instant end) {
    ImmutableMap.Builder<String, String> fields = ImmutableMap.builder();
    fields
        .put("action", "create")
        .put("type", "one_time_url")
        .put("user", opening.user())
        .put("max_uses", "1")
        .put("clear_key", "yes")
        .put("login_keys_notify_on_creation", "0")
        .put("notify", "no")
        // Most clients send the one, some the other; which of them counts is not documented.
        .put("expiry", minutes(life) + "m")
        .put("expiry_timestamp", String.valueOf(end.getEpochSecond()));
    opening.target().path().ifPresent(path -> fields.put("redirect-url", path));
    for (int i = 0; i < DENIED.size(); i++) {
      fields.put("select_deny" + i, DENIED.get(i));
    }
    return fields.buildOrThrow();
  }

  /** The life in whole minutes, which {@code expiry} counts in, rounded up. */
  private static long minutes(Duration life) {
    return life.plusSeconds(59).toMinutes();
  }

  /**
   * Returns the later of the two ends that were asked for, by this program's clock: so many minutes
   * from when the server answered, or the instant that was sent, read by the server's clock.
   */
  private static Instant laterEnd(
      Duration life, Instant end, Instant now, Optional<Instant> serverNow) {
    Instant byMinutes = now.plus(Duration.ofMinutes(minutes(life)));
    Instant byInstant = end.minus(ClockSkew.ahead(now, serverNow));
    return byMinutes.isAfter(byInstant) ? byMinutes : byInstant;
  }

  /**
   * Reads the answer to {@link #open}.
   *
   * @param life for how long the URL was asked to work
   * @param end until when
   */
  static PanelSession session(
      PanelConnection connection,
      PanelOpening opening,
      Duration life,
      Instant end,
      HttpReply answer) {
    PanelReplyReader replies = DirectAdminProtocol.replies(connection);
    replies.requireSuccess(answer);
    replies.requireType(answer, TYPES, "data");
    String text = new String(answer.body(), UTF_8).strip();
    Instant until = laterEnd(life, end, connection.clock().instant(), answer.date());
    List<String> texts;
    if (text.startsWith("{")) {
      texts = fromJson(replies, answer, until);
    } else if (URL.matcher(text).matches()) {
      texts = List.of(text);
    } else {
      texts = fromForm(replies, answer, text, until);
      if (mayBeCutOff(text)) {
        throw connection
            .failures()
            .malformed("its answer does not show where its login URL ends")
            .leavingOpen(Optional.of(until));
      }
    }
    Secret url =
        CallFailedException.afterOpening(
            Optional.of(until),
            () ->
                LoginLinkSelector.firstAllowed(
                    texts.stream()
                        .map(String::strip)
                        .filter(DirectAdminLoginKeys::isUrl)
                        .map(one -> absolute(connection, one))
                        .toList(),
                    connection.loginOrigins(false),
                    DirectAdminProtocol.LINK,
                    connection.failures()));
    return PanelSession.link(opening.server().id(), opening.user(), url)
        .expiringAt(until)
        .usableOnce();
  }

  private static boolean isUrl(String text) {
    return URL.matcher(text).matches();
  }

  /** Returns a refusal; one that has a URL beside it may have made that nevertheless. */
  private static CallFailedException refused(
      PanelReplyReader replies, String words, List<String> texts, Instant until) {
    CallFailedException refusal = replies.refusedInWords(Detail.API_ERROR, words);
    return texts.stream().map(String::strip).anyMatch(DirectAdminLoginKeys::isUrl)
        ? refusal.leavingOpen(Optional.of(until))
        : refusal;
  }

  private static String absolute(PanelConnection connection, String url) {
    String origin = "https://" + connection.address();
    if (url.startsWith("CMD_")) {
      return origin + "/" + url;
    }
    return url.startsWith("/") && !url.startsWith("//") ? origin + url : url;
  }

  private static List<String> fromJson(PanelReplyReader replies, HttpReply answer, Instant until) {
    JsonFields fields = replies.parsed(answer, "/url"::equals);
    List<String> texts =
        Stream.of("/url", "/result", "/details")
            .flatMap(path -> fields.text(path).stream())
            .toList();
    if (!fields.isAbsent("/error") && !fields.wholeNumber("/error").equals(Optional.of(0L))) {
      String words = replies.refusalText(fields).orElse("an error without a reason");
      throw refused(replies, words, texts, until);
    }
    return texts;
  }

  private static List<String> fromForm(
      PanelReplyReader replies, HttpReply answer, String text, Instant until) {
    Map<String, String> fields = new HashMap<>();
    for (String field : Splitter.on('&').split(text)) {
      int equals = field.indexOf('=');
      if (equals < 1
          || fields.put(
                  field.substring(0, equals), decoded(replies, answer, field.substring(equals + 1)))
              != null) {
        throw notWellFormed(replies, answer);
      }
    }
    List<String> texts =
        Stream.of("url", "result", "details")
            .flatMap(name -> Optional.ofNullable(fields.get(name)).stream())
            .toList();
    if (!fields.getOrDefault("error", "0").equals("0")) {
      String words =
          Stream.of("text", "details")
              .flatMap(name -> Optional.ofNullable(fields.get(name)).stream())
              .filter(said -> !said.isBlank())
              .reduce((one, other) -> one + ": " + other)
              .orElse("an error without a reason");
      throw refused(replies, words, texts, until);
    }
    return texts;
  }

  /**
   * Returns whether a URL stands in a form without being encoded, before a field of a name that no
   * answer has: it may be a parameter of the URL.
   */
  private static boolean mayBeCutOff(String form) {
    boolean afterUrl = false;
    for (String field : Splitter.on('&').split(form)) {
      int equals = field.indexOf('=');
      String name = field.substring(0, equals);
      if (afterUrl && !FIELDS.contains(name)) {
        return true;
      }
      String raw = field.substring(equals + 1);
      afterUrl = afterUrl || (isUrl(raw) && !name.equals("text"));
    }
    return false;
  }

  private static CallFailedException notWellFormed(PanelReplyReader replies, HttpReply answer) {
    return answer.type().equals("text/html")
        ? replies.pageInsteadOf("data", answer)
        : replies.notWellFormed(answer, "JSON, form or URL");
  }

  private static String decoded(PanelReplyReader replies, HttpReply answer, String value) {
    try {
      return URLDecoder.decode(value, UTF_8);
    } catch (IllegalArgumentException quotesIt) {
      throw notWellFormed(replies, answer);
    }
  }

  PanelHealth test(Server server, Secret token) {
    PanelConnection connection =
        calls.connectToManage(server, token, DirectAdminSessionClient.PURPOSES);
    PanelCall call =
        PanelCall.get("CMD_API_LOGIN_TEST", "/CMD_API_LOGIN_TEST?json=yes")
            .header("Authorization", connection.basicAuthorization(server.user()));
    return connection.sendHealthProbe(call, answer -> health(connection, answer));
  }

  /** Reads the answer to {@link #test}. */
  static PanelHealth health(PanelConnection connection, HttpReply answer) {
    PanelReplyReader replies = DirectAdminProtocol.replies(connection);
    JsonFields fields = replies.json(answer, "/success"::equals);
    if (fields.text("/success").isEmpty()) {
      throw replies
          .refusalText(fields)
          .map(words -> replies.refusedInWords(Detail.API_ERROR, words))
          .orElseGet(() -> connection.failures().malformed("its answer tells of no success"));
    }
    return new PanelHealth(
        Optional.empty(),
        Optional.empty(),
        Ability.UNKNOWN,
        List.of("DirectAdmin does not tell whether it makes login keys: open a session to see."));
  }
}
