package dev.staffgate.panels;

import dev.staffgate.model.Secret;
import dev.staffgate.model.Server;
import dev.staffgate.secrets.SecretSink;
import dev.staffgate.secrets.SecretSource;
import dev.staffgate.sso.ServerTokens;
import java.util.List;

/**
 * Exchanges and revokes the API tokens of one kind of panel, where the panel has calls for that.
 *
 * <p>An implementation is safe for any number of threads, ends each call within a deadline of its
 * own, and never lets a token into a log, an exception or a {@code toString}. It does not decide
 * who may: {@link ServerTokens} has done so, and recorded it, before it calls.
 */
public interface PanelTokens {
  /** The kind of panel as a policy names it in {@code panel:}, such as {@code whm}. */
  String panel();

  /**
   * Exchanges the token of a server for a new one. It may be broken off anywhere: at each instant
   * the token in the store works, and running it again comes to the end.
   *
   * @param source where the server's token is found
   * @param sink where the new one takes its place; {@code source} finds it then
   * @throws PanelException if it could not be finished
   */
  TokenRotation rotate(Server server, SecretSource source, SecretSink sink);

  /**
   * The names of the tokens that rotations which were broken off have left at the panel, and which
   * the next one revokes.
   *
   * @param token the server's token
   * @throws PanelException if they are not told
   */
  List<String> leftovers(Server server, Secret token);

  /**
   * Revokes the very token that the call is made with.
   *
   * @return its name at the panel
   * @throws PanelException if it may still be accepted
   */
  String revoke(Server server, Secret token);
}
