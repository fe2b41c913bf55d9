package dev.staffgate.examples.panel.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * A token in each form, kept in the session: what comes without it was not sent from a page of
 * ours.
 */
public final class Csrf {
  private static final String ATTRIBUTE = "csrf";
  private static final SecureRandom RANDOM = new SecureRandom();

  private Csrf() {}

  /** The hidden field of a form. */
  public static String field(HttpServletRequest request) {
    HttpSession session = request.getSession(true);
    Object token = session.getAttribute(ATTRIBUTE);
    if (token == null) {
      byte[] random = new byte[16];
      RANDOM.nextBytes(random);
      token = HexFormat.of().formatHex(random);
      session.setAttribute(ATTRIBUTE, token);
    }
    return "<input type=\"hidden\" name=\"csrf\" value=\"" + token + "\">";
  }

  /** Whether a form came from a page of ours. */
  static boolean isOurs(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    String sent = request.getParameter("csrf");
    return session != null
        && sent != null
        && session.getAttribute(ATTRIBUTE) instanceof String token
        && MessageDigest.isEqual(sent.getBytes(UTF_8), token.getBytes(UTF_8));
  }
}
