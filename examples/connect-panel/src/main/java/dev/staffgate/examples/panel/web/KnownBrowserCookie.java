package dev.staffgate.examples.panel.web;

import dev.staffgate.model.Secret;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The cookie by which the sign-in knows a browser again. It opens nothing. What a browser sends is
 * handed on as it is, for the sign-in believes only what it has signed.
 */
final class KnownBrowserCookie {
  private static final Duration LASTS = Duration.ofDays(90);
  private static final int MAX_LENGTH = 200;

  private KnownBrowserCookie() {}

  static Optional<Secret> of(HttpServletRequest request, boolean overTls) {
    Cookie[] cookies = request.getCookies();
    return Stream.of(cookies == null ? new Cookie[0] : cookies)
        .filter(cookie -> cookie.getName().equals(name(overTls)))
        .map(Cookie::getValue)
        .filter(value -> !value.isEmpty() && value.length() <= MAX_LENGTH)
        .map(Secret::of)
        .findFirst();
  }

  static void set(HttpServletResponse response, Secret browser, boolean overTls) {
    Cookie cookie = new Cookie(name(overTls), browser.revealToUse());
    cookie.setHttpOnly(true);
    cookie.setPath("/");
    cookie.setSecure(overTls);
    cookie.setMaxAge(Math.toIntExact(LASTS.toSeconds()));
    cookie.setAttribute("SameSite", "Lax");
    response.addCookie(cookie);
  }

  private static String name(boolean overTls) {
    return overTls ? "__Host-connect-browser" : "connect-browser";
  }
}
