package dev.staffgate.whm;

import dev.staffgate.panels.PanelTarget.Area;

/** The services of cPanel and WHM that sessions are opened in. */
public enum WhmService {
  WHOSTMGRD("whostmgrd", Area.PANEL, 2087),
  CPANELD("cpaneld", Area.ACCOUNT, 2083),
  WEBMAILD("webmaild", Area.WEBMAIL, 2096);

  private final String text;
  private final Area area;
  private final int port;

  WhmService(String text, Area area, int port) {
    this.text = text;
    this.area = area;
    this.port = port;
  }

  /** Returns the service that has this face. */
  static WhmService of(Area area) {
    return switch (area) {
      case PANEL -> WHOSTMGRD;
      case ACCOUNT -> CPANELD;
      case WEBMAIL -> WEBMAILD;
    };
  }

  /** Its name in the API. */
  String text() {
    return text;
  }

  public Area area() {
    return area;
  }

  /** Returns the port that it listens on for TLS unless told otherwise. */
  public int port() {
    return port;
  }
}
