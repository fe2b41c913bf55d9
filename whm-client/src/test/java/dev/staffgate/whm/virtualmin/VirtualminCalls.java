package dev.staffgate.whm.virtualmin;

import dev.staffgate.panels.PanelOpening;
import dev.staffgate.panels.PanelSession;
import dev.staffgate.whm.call.PanelCall;
import dev.staffgate.whm.call.PanelConnection;
import dev.staffgate.whm.call.PanelKind;
import dev.staffgate.whm.http.HttpReply;

/** Virtualmin's calls and the reader of its replies, for tests of all panels. */
public final class VirtualminCalls {
  public static final PanelKind KIND = VirtualminSessionClient.KIND;

  private VirtualminCalls() {}

  public static PanelCall opening(
      PanelConnection connection, VirtualminSessionClient.Way way, String user) {
    return VirtualminSessionClient.opening(connection, way, user);
  }

  public static PanelSession read(
      PanelConnection connection, PanelOpening opening, HttpReply reply) {
    return VirtualminSessionClient.session(connection, opening, reply);
  }
}
