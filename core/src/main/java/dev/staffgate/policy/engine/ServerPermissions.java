package dev.staffgate.policy.engine;

import dev.staffgate.model.Catalogue;
import dev.staffgate.model.Permission;
import java.util.BitSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The positions in the catalogue of the permissions that enter a server: single sign-on, and
 * logging in to a customer's account (policy reference, section 4). Immutable.
 */
public final class ServerPermissions {
  /** Entering a customer's account on a server: bound by the server's single sign-on rules. */
  private static final String LOGIN_AS = "client.login-as";

  private final int sso;
  private final int loginAs;
  private final int[] ssoSources;
  private final BitSet positions = new BitSet();

  private ServerPermissions(int sso, int loginAs, int[] ssoSources) {
    this.sso = sso;
    this.loginAs = loginAs;
    this.ssoSources = ssoSources;
    IntStream.of(sso, loginAs).filter(position -> position >= 0).forEach(positions::set);
  }

  /** Finds these permissions in a catalogue. */
  public static ServerPermissions in(Catalogue catalogue) {
    return new ServerPermissions(
        catalogue.indexOf(Permission.SERVER_SSO),
        catalogue.indexOf(LOGIN_AS),
        Stream.of("connect.use", "server.configure")
            .mapToInt(catalogue::indexOf)
            .filter(position -> position >= 0)
            .toArray());
  }

  /** Returns whether the permission at this position enters a server. */
  public boolean entersServer(int permission) {
    return permission == sso || permission == loginAs;
  }

  /** Returns whether the permission at this position is single sign-on. */
  public boolean isSso(int permission) {
    return permission == sso;
  }

  /** Returns the position of single sign-on. */
  int sso() {
    return sso;
  }

  /**
   * Returns the positions of the permissions that single sign-on follows from. Not to be changed.
   */
  public int[] ssoSources() {
    return ssoSources;
  }

  /** Returns the positions of all permissions that enter a server. Not to be changed. */
  public BitSet positions() {
    return positions;
  }
}
