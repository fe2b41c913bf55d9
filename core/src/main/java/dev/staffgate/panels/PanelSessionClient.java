package dev.staffgate.panels;

import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import java.net.URI;
import java.util.Set;

/**
 * Opens sessions in one kind of control panel, over the panel's own API.
 *
 * <p>An implementation is safe for any number of threads, ends each call within a total deadline of
 * its own that covers the whole answer, never opens twice for one call (a session that was opened
 * and lost cannot be taken back), and never lets a token or a session URL into a log, an exception
 * or a {@code toString}. It does not decide who may enter: {@code Connect} has done so before it
 * calls.
 */
public interface PanelSessionClient extends AutoCloseable {
  /** Returns the kind of panel as a policy names it in {@code panel:}, such as {@code whm}. */
  String panel();

  /** Returns the faces of the panel that it opens sessions in. */
  default Set<PanelTarget.Area> areas() {
    return Set.of(PanelTarget.Area.PANEL);
  }

  /**
   * Returns the origins that the entry of a session may lead to, such as {@code
   * https://web1.example.net:2087}: what {@link #open} checks it against, for a page that sends
   * browsers there. Those of the server's own URL and of its aliases; empty if the client does not
   * tell.
   */
  default Set<URI> loginOrigins(Server server) {
    return Set.of();
  }

  /**
   * Opens a session. An implementation never tries again by itself.
   *
   * @return the session, with an entry that was checked to lead to this server
   * @throws PanelException if a session could not be opened, for whatever reason
   */
  PanelSession open(PanelOpening opening);

  /**
   * Tests whether the server answers, accepts the token, and lets it open sessions. Opens no
   * session and changes nothing.
   *
   * @throws PanelException if it does not answer, or does not accept the token
   */
  PanelHealth test(Server server, Secret token);

  /** Returns whether the panel can end a session that was opened and not used yet. */
  default boolean canRevoke() {
    return false;
  }

  /**
   * Ends a session. Succeeds if it is used, over or ended already.
   *
   * @param handle the value of {@link PanelSession#revocation}
   * @throws PanelException if the session may live on
   * @throws UnsupportedOperationException if the panel cannot
   */
  default void revoke(Server server, Secret token, String handle) {
    throw new UnsupportedOperationException(panel() + " cannot end a session from outside");
  }

  /**
   * Ends what the client itself has begun, such as threads, and nothing that it was given. What is
   * called after that fails. {@code Staffgate.close} calls it; by default it does nothing.
   */
  @Override
  default void close() {}
}
