package dev.staffgate.examples.panel.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.staffgate.servlet.ReturnPath;
import java.net.URLEncoder;

/** Paths that pages link to. */
public final class PanelPaths {
  public static final String HOME = "/";
  public static final String SIGN_IN = "/sign-in/";
  public static final String SIGN_IN_CODE = SIGN_IN + "code";

  /** The form for a recovery code. */
  public static final String SIGN_IN_RECOVERY = SIGN_IN + "recovery";

  public static final String SIGN_OUT = "/sign-out";
  public static final String STEP_UP = "/step-up";
  public static final String SERVERS = "/servers/";
  public static final String TOKENS = "/tokens";

  /** The page of one server's token, whose id follows. */
  public static final String TOKEN = "/tokens/";

  public static final String TOKEN_POSTURE = "/token-posture";
  public static final String PERMISSIONS = "/why";

  /** The profile of the person who is signed in: password, second factor, recovery codes. */
  public static final String PROFILE = "/profile";

  public static final String PROFILE_FACTOR = "/profile/second-factor";
  public static final String PROFILE_FACTOR_CODE = "/profile/second-factor-code";
  public static final String PROFILE_RECOVERY = "/profile/recovery-codes";

  /** The sessions of the person who is signed in. */
  public static final String OWN_SESSIONS = "/profile/sessions";

  /** The accounts of all people, for administrators. */
  public static final String PEOPLE = "/people";

  public static final String INVITE = PEOPLE + "/invite";
  public static final String RESET_PASSWORD = PEOPLE + "/reset-password";
  public static final String RESET_SECOND_FACTOR = PEOPLE + "/reset-second-factor";
  public static final String UNLOCK = PEOPLE + "/unlock";
  public static final String SIGN_OUT_SOMEBODY = PEOPLE + "/sign-out";

  /** The button by which a recovery is reviewed. */
  public static final String REVIEWED = PEOPLE + "/reviewed";

  /** The page of a link to its owner, whose token follows. */
  public static final String LINK = "/link/";

  public static final String LINK_CODE = LINK + "code";

  public static final String STYLE_SHEET = "/assets/style.css";

  private PanelPaths() {}

  /** Returns the path of the page for a fresh second factor, which then leads to another page. */
  public static String stepUpBefore(String path) {
    return before(STEP_UP, path);
  }

  /** Returns the path of a page that then leads to another one. */
  public static String before(String page, String path) {
    return page + "?" + ReturnPath.PARAMETER + "=" + URLEncoder.encode(path, UTF_8);
  }
}
