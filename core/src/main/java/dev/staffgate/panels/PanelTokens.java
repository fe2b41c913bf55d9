package dev.staffgate.panels;

import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.secrets.SecretSink;
import dev.staffgate.secrets.SecretSource;
import java.util.List;

/**
 * Exchanges and revokes the API tokens of one kind of panel, where the panel has calls for that.
 *
 * <p>An implementation is safe for any number of threads, ends each call within a deadline of its
 * own, and never lets a token into a log, an exception or a {@code toString}. It does not decide
 * who may: {@code ServerTokens} has done so, and recorded it, before it calls.
 */
public interface PanelTokens {
  /** Returns the kind of panel as a policy names it in {@code panel:}, such as {@code whm}. */
  String panel();

  /**
   * Exchanges the token of a server for a new one. The rotation may stop at any point: the token in
   * the store always works, and calling this again finishes the rotation.
   *
   * @param source the source that finds the server's token
   * @param sink the store that the new token is put into; {@code source} finds it then
   * @throws PanelException if the rotation did not finish
   */
  TokenRotation rotate(Server server, SecretSource source, SecretSink sink);

  /**
   * Returns the names of the tokens that unfinished rotations have left at the panel, and that the
   * next rotation revokes.
   *
   * @param token the server's token
   * @throws PanelException if the panel does not list them
   */
  List<String> leftovers(Server server, Secret token);

  /**
   * Revokes the token that the call is made with.
   *
   * @return its name at the panel
   * @throws PanelException if it may still be accepted
   */
  String revoke(Server server, Secret token);
}
