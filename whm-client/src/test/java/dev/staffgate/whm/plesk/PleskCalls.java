package dev.staffgate.whm.plesk;

import dev.staffgate.network.IpAddress;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.panels.PanelSession;
import dev.staffgate.whm.call.PanelCall;
import dev.staffgate.whm.call.PanelConnection;
import dev.staffgate.whm.call.PanelKind;
import dev.staffgate.whm.http.HttpReply;

/** Plesk's calls and the readers of its replies, for tests of all panels. */
public final class PleskCalls {
  public static final PanelKind KIND = PleskSessionClient.KIND;

  private PleskCalls() {}

  public static PanelCall rest(PanelConnection connection, String user) {
    return PleskRestApi.call(connection, user);
  }

  public static PanelCall xml(PanelConnection connection, String user, IpAddress browser) {
    return PleskXmlApi.call(connection, user, browser);
  }

  public static PanelSession readRest(
      PanelConnection connection, PanelOpening opening, HttpReply reply) {
    return PleskRestApi.session(connection, opening, reply);
  }

  public static PanelSession readXml(
      PanelConnection connection, PanelOpening opening, IpAddress browser, HttpReply reply) {
    return PleskXmlApi.session(connection, opening, browser, reply);
  }
}
