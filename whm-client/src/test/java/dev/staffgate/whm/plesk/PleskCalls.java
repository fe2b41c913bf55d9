package dev.staffgate.whm.plesk;

import dev.staffgate.network.IpAddress;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.panels.PanelSession;
import dev.staffgate.whm.call.PanelCall;
import dev.staffgate.whm.call.PanelConnector;
import dev.staffgate.whm.call.PanelKind;
import dev.staffgate.whm.http.HttpReply;

/** Plesk's calls and the readers of its replies, for tests of all panels. */
public final class PleskCalls {
  public static final PanelKind KIND = PleskSessionClient.KIND;

  private PleskCalls() {}

  public static PanelCall rest(PanelConnector.Line line, String user) {
    return PleskRestApi.call(line, user);
  }

  public static PanelCall xml(PanelConnector.Line line, String user, IpAddress browser) {
    return PleskXmlApi.call(line, user, browser);
  }

  public static PanelSession readRest(
      PanelConnector.Line line, PanelOpening opening, HttpReply reply) {
    return PleskRestApi.session(line, opening, reply);
  }

  public static PanelSession readXml(
      PanelConnector.Line line, PanelOpening opening, IpAddress browser, HttpReply reply) {
    return PleskXmlApi.session(line, opening, browser, reply);
  }
}
