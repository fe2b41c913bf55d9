package dev.staffgate.panels;

import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.sso.Connect;
import java.util.Set;

/**
 * Opens sessions in one kind of control panel, over the panel's own API.
 *
 * <p>An implementation is safe for any number of threads, ends each call within a total deadline of
 * its own that covers the whole answer, never opens twice for one call (a session that was opened
 * and lost cannot be taken back), and never lets a token or a session URL into a log, an exception
 * or a {@code toString}. It does not decide who may enter: {@link Connect} has done so before it
 * calls.
 */
public interface PanelSessionClient {
  /** The kind of panel as a policy names it in {@code panel:}, such as {@code whm}. */
  String panel();

  /** The faces of the panel that it opens sessions in. */
  default Set<PanelTarget.Area> areas() {
    return Set.of(PanelTarget.Area.PANEL);
  }

  /**
   * Opens a session. Never tried again by itself.
   *
   * @return the session, with an entry that was checked to lead to this server
   * @throws PanelException if there is no session, for whatever reason
   */
  PanelSession open(PanelOpening opening);

  /**
   * Looks whether the server is there, accepts the token, and lets it open sessions. Opens none and
   * changes nothing.
   *
   * @throws PanelException if it is not there, or does not accept the token
   */
  PanelHealth test(Server server, Secret token);

  /** Whether the panel can end an entry that was opened and not used yet. */
  default boolean canRevoke() {
    return false;
  }

  /**
   * Ends an entry. One that is used, over or ended already is ended.
   *
   * @param handle what {@link PanelSession#revocation} had
   * @throws PanelException if it may still be there
   * @throws UnsupportedOperationException if the panel cannot
   */
  default void revoke(Server server, Secret token, String handle) {
    throw new UnsupportedOperationException(panel() + " cannot end a session from outside");
  }
}
