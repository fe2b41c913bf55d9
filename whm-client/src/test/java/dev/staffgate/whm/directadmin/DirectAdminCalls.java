package dev.staffgate.whm.directadmin;

import dev.staffgate.network.IpAddress;
import dev.staffgate.panels.PanelOpening;
import dev.staffgate.panels.PanelSession;
import dev.staffgate.whm.call.PanelCall;
import dev.staffgate.whm.call.PanelConnection;
import dev.staffgate.whm.call.PanelKind;
import dev.staffgate.whm.http.HttpReply;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** DirectAdmin's calls and the readers of its replies, for tests of all panels. */
public final class DirectAdminCalls {
  public static final PanelKind KIND = DirectAdminSessionClient.KIND;
  private static final Duration LIFE = Duration.ofMinutes(5);

  private DirectAdminCalls() {}

  public static PanelCall urls(
      PanelConnection connection, PanelOpening opening, Optional<IpAddress> from, Instant end) {
    return DirectAdminLoginUrls.call(connection, opening, from, end);
  }

  public static PanelCall keys(PanelConnection connection, PanelOpening opening, Instant end) {
    return DirectAdminLoginKeys.call(connection, opening, LIFE, end);
  }

  public static PanelSession readUrls(
      PanelConnection connection, PanelOpening opening, Instant end, HttpReply reply) {
    return DirectAdminLoginUrls.session(connection, opening, Optional.empty(), end, reply);
  }

  public static PanelSession readKeys(
      PanelConnection connection, PanelOpening opening, Instant end, HttpReply reply) {
    return DirectAdminLoginKeys.session(connection, opening, LIFE, end, reply);
  }
}
