package dev.staffgate.examples.panel.web;

/** Paths that pages link to. */
public final class PanelPaths {
  public static final String HOME = "/";
  public static final String SIGN_IN = "/sign-in/";
  public static final String SIGN_IN_CODE = SIGN_IN + "code";
  public static final String SIGN_OUT = "/sign-out";
  public static final String STEP_UP = "/step-up";
  public static final String SERVERS = "/servers/";
  public static final String TOKENS = "/tokens";

  /** The page of one server's token, whose id follows. */
  public static final String TOKEN = "/tokens/";

  public static final String TOKEN_POSTURE = "/token-posture";
  public static final String PERMISSIONS = "/why";
  public static final String STYLE_SHEET = "/assets/style.css";

  private PanelPaths() {}
}
