package dev.staffgate.sso;

import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;

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

  /**
   * Opens a session.
   *
   * @param server where
   * @param user the panel user whose session it shall be
   * @param token the API token of the server's own {@link Server#user()}
   * @return the session, with a URL that was checked to lead to this server
   * @throws PanelException if there is no session, for whatever reason
   */
  PanelSession open(Server server, String user, Secret token);
}
