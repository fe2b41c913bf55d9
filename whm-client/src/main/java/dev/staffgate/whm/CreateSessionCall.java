package dev.staffgate.whm;

import static dev.staffgate.panels.PanelException.Kind.PROTOCOL;

import com.google.common.collect.ImmutableMap;
import dev.staffgate.model.Secret;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.panels.PanelSession;
import dev.staffgate.panels.PanelTarget;
import dev.staffgate.whm.api1.WhmCall;
import dev.staffgate.whm.call.CallFailureFactory;
import dev.staffgate.whm.call.ClockSkew;
import dev.staffgate.whm.call.JsonFields;
import dev.staffgate.whm.call.LoginOrigins;
import dev.staffgate.whm.call.LoginUrl;
import dev.staffgate.whm.http.CallFailedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The call that opens a session, and what its answer tells of it: for the user and service that
 * were asked for, not over yet, and with a login URL that leads where it has to.
 */
final class CreateSessionCall {
  private static final Duration LONGEST_SESSION = Duration.ofDays(1);

  private static final String URL = "/data/url";
  private static final String SECURITY_TOKEN = "/data/cp_security_token";
  private static final String SESSION = "/data/session";
  private static final String SERVICE = "/data/service";
  private static final String USER = "/data/user";
  private static final String EXPIRES = "/data/expires";
  private static final Set<String> MEMBERS =
      Set.of(URL, SECURITY_TOKEN, SESSION, SERVICE, USER, EXPIRES);

  private final PanelOpening opening;
  private final WhmService service;
  private final LoginOrigins places;
  private final CallFailureFactory failures;

  /**
   * Makes a reader.
   *
   * @param opening what was asked for
   * @param places where the login URL may lead
   */
  CreateSessionCall(PanelOpening opening, LoginOrigins places, CallFailureFactory failures) {
    this.opening = opening;
    this.service = WhmService.of(opening.target().area());
    this.places = places;
    this.failures = failures;
  }

  /** Returns whether the server is asked for a page, by its name. */
  private static boolean isAskedForPage(PanelTarget target) {
    return target.path().isEmpty() && target.app().isPresent();
  }

  /** Returns the call that opens a session; a path within the panel is not part of it. */
  static WhmCall call(PanelOpening opening, Optional<String> preferredDomain) {
    PanelTarget target = opening.target();
    ImmutableMap.Builder<String, String> parameters = ImmutableMap.builder();
    parameters.put("user", opening.user());
    parameters.put("service", WhmService.of(target.area()).text());
    if (isAskedForPage(target)) {
      target.app().ifPresent(app -> parameters.put("app", app));
    }
    target.locale().ifPresent(locale -> parameters.put("locale", locale));
    preferredDomain.ifPresent(domain -> parameters.put("preferred_domain", domain));
    return WhmCall.of("create_user_session", parameters.buildOrThrow(), MEMBERS);
  }

  /**
   * Returns the session that an answer tells of.
   *
   * @param now by this program's clock
   * @param serverNow by the server's, if it told
   * @throws dev.staffgate.whm.http.CallFailedException if it tells of none
   */
  PanelSession read(JsonFields fields, Instant now, Optional<Instant> serverNow) {
    if (fields.isAbsent(URL) && fields.isAbsent(SESSION)) {
      return session(fields, now, serverNow); // nothing says that one was opened
    }
    return CallFailedException.afterOpening(
        statedEnd(fields, now), () -> session(fields, now, serverNow));
  }

  /** Returns the end that the answer states if there is any sense in it. */
  private static Optional<Instant> statedEnd(JsonFields fields, Instant now) {
    return fields
        .wholeNumber(EXPIRES)
        .filter(second -> second > now.getEpochSecond())
        .filter(second -> second < now.plus(LONGEST_SESSION).getEpochSecond())
        .map(Instant::ofEpochSecond);
  }

  private PanelSession session(JsonFields fields, Instant now, Optional<Instant> serverNow) {
    String user = opening.user();
    Secret url = url(fields);
    if (tellsOther(fields, SERVICE, service.text())
        || tellsOther(fields, USER, user)
        || fields.text(SESSION).map(text -> !text.startsWith(user + ":")).orElse(false)) {
      throw failures.malformed(
          "it opened a session for another user or service than was asked for");
    }
    Optional<Instant> expiresAt = expiresAt(fields, now, serverNow);
    PanelSession session = PanelSession.link(opening.server().id(), user, url);
    return expiresAt.map(session::expiringAt).orElse(session);
  }

  private static boolean tellsOther(JsonFields fields, String path, String wanted) {
    return !fields.isAbsent(path) && !fields.text(path).equals(Optional.of(wanted));
  }

  private Optional<Instant> expiresAt(JsonFields fields, Instant now, Optional<Instant> serverNow) {
    if (fields.isAbsent(EXPIRES)) {
      return Optional.empty();
    }
    Duration ahead = ClockSkew.ahead(now, serverNow);
    long second =
        fields
            .wholeNumber(EXPIRES)
            .filter(number -> number <= now.plus(ahead).plus(LONGEST_SESSION).getEpochSecond())
            .orElseThrow(() -> failures.malformed("its session would end at an impossible time"));
    Instant expiresAt = Instant.ofEpochSecond(second).minus(ahead);
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
        fields.text(URL).orElseThrow(() -> failures.malformed("its answer holds no login URL"));
    String securityToken =
        fields
            .text(SECURITY_TOKEN)
            .orElseThrow(() -> failures.malformed("its answer holds no security token"));
    try {
      WhmLoginUrl.requireValid(
          url, securityToken, places, opening.user(), isAskedForPage(opening.target()));
    } catch (LoginUrl.RefusedException refused) {
      throw service == WhmService.WHOSTMGRD
          ? failures.untrustedUrl(refused)
          : failures.untrustedUrl(refused, "tell the WhmSessionClient of it by WhmServer.port");
    }
    if (WhmLoginUrl.isUnreadable(url)) {
      throw failures.malformed("its login URL holds a session that can be none");
    }
    return Secret.of(
        opening.target().path().map(path -> WhmLoginUrl.withPage(url, path)).orElse(url));
  }
}
