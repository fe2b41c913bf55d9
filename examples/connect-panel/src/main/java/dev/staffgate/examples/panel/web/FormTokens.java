package dev.staffgate.examples.panel.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.hash.Hashing;
import com.google.common.io.BaseEncoding;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A token in each form: a form without it was not sent from a page of this panel. Safe for any
 * number of threads.
 *
 * <p>Within a session the token is random, the session remembers it, and a sign-in makes another.
 * Before there is a session none is made for it, or whoever comes without a cookie could fill the
 * memory: a cookie holds a random number, and the token is its HMAC under a key of this process.
 */
public final class FormTokens {
  private static final String FIELD = "csrf";
  private static final int RANDOM_BYTES = 16;
  private static final int KEY_BYTES = 32;
  private static final Pattern NUMBER = Pattern.compile("[0-9a-f]{32}");
  private static final BaseEncoding HEX = BaseEncoding.base16().lowerCase();

  private final SecureRandom random = new SecureRandom();
  private final byte[] key = random(KEY_BYTES);
  private final boolean overTls;
  private final String cookieName;

  /**
   * Creates tokens.
   *
   * @param overTls whether browsers come by TLS alone
   */
  public FormTokens(boolean overTls) {
    this.overTls = overTls;
    this.cookieName = overTls ? "__Host-connect-form" : "connect-form";
  }

  /** Returns whether browsers come by TLS alone. */
  boolean isOverTls() {
    return overTls;
  }

  /** Returns the hidden field of a form; may set a cookie. */
  Markup field(HttpServletRequest request, HttpServletResponse response) {
    HttpSession session = request.getSession(false);
    return Forms.hidden(
        FIELD, session == null ? beforeSession(request, response) : ofSession(session));
  }

  /** Returns whether a form came from a page of this panel. Constant time in the token. */
  boolean isOurs(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    Optional<String> expected =
        session == null
            ? number(request).map(this::tokenOf)
            : Optional.ofNullable(session.getAttribute(FIELD)).map(String::valueOf);
    String sent = request.getParameter(FIELD);
    return sent != null
        && expected.isPresent()
        && MessageDigest.isEqual(sent.getBytes(US_ASCII), expected.get().getBytes(US_ASCII));
  }

  /** Forgets the token of a session: forms from before the sign-in are worth nothing after it. */
  public static void renew(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.removeAttribute(FIELD);
    }
  }

  private String ofSession(HttpSession session) {
    if (session.getAttribute(FIELD) instanceof String token) {
      return token;
    }
    String made = HEX.encode(random(RANDOM_BYTES));
    session.setAttribute(FIELD, made);
    return made;
  }

  private String beforeSession(HttpServletRequest request, HttpServletResponse response) {
    return tokenOf(
        number(request)
            .orElseGet(
                () -> {
                  String made = HEX.encode(random(RANDOM_BYTES));
                  response.addCookie(cookie(made));
                  return made;
                }));
  }

  private Cookie cookie(String value) {
    Cookie cookie = new Cookie(cookieName, value);
    cookie.setHttpOnly(true);
    cookie.setPath("/");
    cookie.setSecure(overTls);
    cookie.setAttribute("SameSite", "Lax");
    return cookie;
  }

  private Optional<String> number(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    return Stream.of(cookies == null ? new Cookie[0] : cookies)
        .filter(cookie -> cookie.getName().equals(cookieName))
        .map(Cookie::getValue)
        .filter(value -> NUMBER.matcher(value).matches())
        .findFirst();
  }

  private String tokenOf(String number) {
    return Hashing.hmacSha256(key).hashString(number, US_ASCII).toString();
  }

  private byte[] random(int bytes) {
    byte[] made = new byte[bytes];
    random.nextBytes(made);
    return made;
  }
}
