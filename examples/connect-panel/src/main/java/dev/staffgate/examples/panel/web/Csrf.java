package dev.staffgate.examples.panel.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * A random token in each form that the session remembers: a form without it was not sent from a
 * page of this panel.
 */
public final class Csrf {
  private static final String NAME = "csrf";
  private static final int TOKEN_BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Csrf() {}

  /** Returns the hidden field of a form; the session gets its token with the first one. */
  public static Markup field(HttpServletRequest request) {
    HttpSession session = request.getSession(true);
    if (!(session.getAttribute(NAME) instanceof String token)) {
      byte[] random = new byte[TOKEN_BYTES];
      RANDOM.nextBytes(random);
      String made = HexFormat.of().formatHex(random);
      session.setAttribute(NAME, made);
      return Forms.hidden(NAME, made);
    }
    return Forms.hidden(NAME, token);
  }

  /** Returns whether a form came from a page of this session. Constant time in the token. */
  static boolean isOurs(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    String sent = request.getParameter(NAME);
    return session != null
        && sent != null
        && session.getAttribute(NAME) instanceof String token
        && MessageDigest.isEqual(sent.getBytes(UTF_8), token.getBytes(UTF_8));
  }
}
