package dev.staffgate.whm;

import static dev.staffgate.sso.PanelException.Kind.AUTHENTICATION;
import static dev.staffgate.sso.PanelException.Kind.BUSY;
import static dev.staffgate.sso.PanelException.Kind.LOCKED_OUT;
import static dev.staffgate.sso.PanelException.Kind.MISCONFIGURED;
import static dev.staffgate.sso.PanelException.Kind.PROTOCOL;
import static dev.staffgate.sso.PanelException.Kind.UNREACHABLE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.sso.PanelException;
import dev.staffgate.sso.PanelException.Detail;
import dev.staffgate.sso.PanelSession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tells from WHM's answer to {@code create_user_session} whether there is a session. There is one
 * only if all of it says so: status 200, JSON, {@code metadata.result} 1, and a login URL that
 * leads to this server; neither the status nor {@code data} alone means success.
 */
final class SessionAnswer {
  private static final String COMMAND = "create_user_session";
  private static final Duration LONGEST_SESSION = Duration.ofDays(1);
  private static final int MAX_WORDS_BYTES = 65_536;
  private static final Set<String> TYPES =
      Set.of("", "application/json", "text/json", "text/plain", "text/x-json");

  private static final String RESULT = "/metadata/result";
  private static final String REASON = "/metadata/reason";
  private static final String COMMAND_NAME = "/metadata/command";
  private static final String URL = "/data/url";
  private static final String SECURITY_TOKEN = "/data/cp_security_token";
  private static final String SESSION = "/data/session";
  private static final String SERVICE = "/data/service";
  private static final String USER = "/data/user";
  private static final String EXPIRES = "/data/expires";
  // API 0 and the panel's own dispatcher answer in other shapes.
  private static final String ERROR = "/error";
  private static final String STATUS = "/status";
  private static final String STATUS_TEXT = "/statusmsg";
  private static final String FIRST_STATUS = "/result/0/status";
  private static final String FIRST_STATUS_TEXT = "/result/0/statusmsg";
  private static final String CPANEL_ERROR = "/cpanelresult/error";
  private static final Set<String> PATHS =
      Set.of(
          RESULT,
          REASON,
          COMMAND_NAME,
          URL,
          SECURITY_TOKEN,
          SESSION,
          SERVICE,
          USER,
          EXPIRES,
          ERROR,
          STATUS,
          STATUS_TEXT,
          FIRST_STATUS,
          FIRST_STATUS_TEXT,
          CPANEL_ERROR);

  private final Server server;
  private final ServerAddress address;
  private final String user;
  private final String service;
  private final Failures failures;

  SessionAnswer(
      Server server, ServerAddress address, String user, String service, Failures failures) {
    this.server = server;
    this.address = address;
    this.user = user;
    this.service = service;
    this.failures = failures;
  }

  /**
   * Returns the session that {@code answer} tells of.
   *
   * @param now the session must end after it
   * @throws PanelException if it tells of none
   */
  PanelSession read(Answer answer, Instant now) {
    if (answer.status() != 200) {
      throw status(answer);
    }
    if (!answer.encoding().isEmpty()) {
      throw failures.protocol(Detail.CONTENT_TYPE, "it answered compressed although that was not asked for");
    }
    if (!TYPES.contains(answer.type())) {
      throw tellsOfLock(answer)
          ? failures.lockedOut(Detail.CONTENT_TYPE)
          : failures.protocol(Detail.CONTENT_TYPE, "it answered with a page or file instead of JSON");
    }
    return session(fields(answer), now);
  }

  private PanelException status(Answer answer) {
    int status = answer.status();
    if (tellsOfLock(answer)) {
      return failures.lockedOut(Detail.HTTP_STATUS);
    }
    if (status < 200) {
      return failures.of(
          UNREACHABLE,
          Detail.HTTP_STATUS,
          "it sent a provisional answer and no final one (HTTP %s)".formatted(status),
          "Check that no proxy cuts in; then try again");
    }
    if (status >= 300 && status < 400) {
      return failures.protocol(
          Detail.REDIRECT, "it answered with a redirect, which was not followed (HTTP %s)".formatted(status));
    }
    if (status == 401) {
      return failures.of(
          AUTHENTICATION,
          Detail.HTTP_STATUS,
          "it did not accept the API token of %s (HTTP 401)".formatted(server.user()),
          failures.checkToken());
    }
    if (status == 403) {
      return failures.of(
          AUTHENTICATION,
          Detail.HTTP_STATUS,
          "it denied access (HTTP 403): the API token of %s is wrong, or may not open sessions"
              .formatted(server.user()),
          failures.checkToken());
    }
    if (status == 404) {
      return failures.of(
          MISCONFIGURED,
          Detail.HTTP_STATUS,
          "there is no WHM API at this address (HTTP 404)",
          "Check the port in `url:`; WHM's own is 2087");
    }
    if (status >= 500 || status == 408 || status == 429) {
      return failures.of(
          BUSY,
          Detail.HTTP_STATUS,
          "it or a proxy before it is overloaded or out of order (HTTP %s)".formatted(status),
          "Try again in a few minutes");
    }
    return failures.protocol(Detail.HTTP_STATUS, "it answered with HTTP " + status);
  }

  private JsonFields fields(Answer answer) {
    try {
      return JsonFields.read(answer.body(), PATHS);
    } catch (IOException quotesIt) {
      throw tellsOfLock(answer)
          ? failures.lockedOut(Detail.MALFORMED)
          : failures.protocol(Detail.MALFORMED, "its answer is not well-formed JSON");
    }
  }

  private PanelSession session(JsonFields fields, Instant now) {
    if (!fields.has(RESULT)) {
      throw withoutResult(fields);
    }
    if (fields.text(COMMAND_NAME).map(name -> !name.equals(COMMAND)).orElse(false)) {
      throw failures.protocol(Detail.MALFORMED, "it answered another call than the one that was made");
    }
    Optional<Long> result = fields.wholeNumber(RESULT);
    if (result.equals(Optional.of(0L))) {
      throw fields
          .text(REASON)
          .map(reason -> failures.inWords(Detail.API_ERROR, ServerText.of(reason), user))
          .orElseGet(() -> failures.protocol(Detail.API_ERROR, "it refused without a reason"));
    }
    if (!result.equals(Optional.of(1L))) {
      throw failures.protocol(Detail.API_ERROR, "its answer says neither that it succeeded nor that it failed");
    }
    if (tellsOther(fields, SERVICE, service)
        || tellsOther(fields, USER, user)
        || fields.text(SESSION).map(text -> !text.startsWith(user + ":")).orElse(false)) {
      throw failures.protocol(Detail.MALFORMED, "it opened a session for another user or service than was asked for");
    }
    Optional<Instant> expiresAt = expiresAt(fields, now);
    PanelSession session = PanelSession.link(server.id(), user, url(fields));
    return expiresAt.map(session::expiringAt).orElse(session);
  }

  private static boolean tellsOther(JsonFields fields, String path, String wanted) {
    return !fields.isAbsent(path) && !fields.text(path).equals(Optional.of(wanted));
  }

  private PanelException withoutResult(JsonFields fields) {
    boolean failed =
        Stream.of(STATUS, FIRST_STATUS)
            .anyMatch(path -> fields.wholeNumber(path).equals(Optional.of(0L)));
    Stream<Optional<String>> words =
        failed
            ? Stream.of(fields.text(STATUS_TEXT), fields.text(FIRST_STATUS_TEXT))
            : Stream.of(fields.text(ERROR), fields.text(CPANEL_ERROR));
    return words
        .flatMap(Optional::stream)
        .findFirst()
        .map(text -> failures.inWords(Detail.MALFORMED, ServerText.of(text), user))
        .orElseGet(() -> failures.protocol(Detail.MALFORMED, "its answer is not one of WHM's API 1"));
  }

  private Optional<Instant> expiresAt(JsonFields fields, Instant now) {
    if (fields.isAbsent(EXPIRES)) {
      return Optional.empty();
    }
    long second =
        fields
            .wholeNumber(EXPIRES)
            .filter(number -> number <= now.plus(LONGEST_SESSION).getEpochSecond())
            .orElseThrow(() -> failures.protocol(Detail.MALFORMED, "its session would end at an impossible time"));
    Instant expiresAt = Instant.ofEpochSecond(second);
    if (!expiresAt.isAfter(now)) {
      throw failures.of(
          PROTOCOL,
          Detail.EXPIRED,
          "the session that it opened has already ended, at " + expiresAt,
          "Check the clocks of both machines");
    }
    return Optional.of(expiresAt);
  }

  private Secret url(JsonFields fields) {
    String url =
        fields.text(URL).orElseThrow(() -> failures.protocol(Detail.MALFORMED, "its answer holds no login URL"));
    String securityToken =
        fields
            .text(SECURITY_TOKEN)
            .orElseThrow(() -> failures.protocol(Detail.MALFORMED, "its answer holds no security token"));
    try {
      LoginUrl.check(url, securityToken, address, user);
      return Secret.of(url);
    } catch (LoginUrl.RefusedException refused) {
      throw failures.of(
          PROTOCOL,
          Detail.UNTRUSTED_URL,
          "the login URL that it returned "
              + ServerText.of(refused.reason()).shown(failures.token()),
          "If that is where this server's WHM is, write it in `url:`; if not, the answer is not"
              + " to be trusted: tell its administrator");
    }
  }

  private static boolean tellsOfLock(Answer answer) {
    int length = Math.min(answer.body().length, MAX_WORDS_BYTES);
    String text = new String(answer.body(), 0, length, UTF_8);
    return Stream.of(text.split("\n")).anyMatch(line -> ServerText.of(line).kind() == LOCKED_OUT);
  }
}
