package dev.staffgate.panels;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.Secret;
import dev.staffgate.network.IpAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * An open session in a server's panel. It is handed once, to the browser of the person it was
 * opened for.
 *
 * @param server the server's id
 * @param user the panel user whose session it is
 * @param entry the way in for the browser: a secret
 * @param expiresAt when the panel says that the entry or the session ends, if it says so
 * @param boundTo the one address that the panel lets in by this entry, if it looks at addresses
 * @param singleUse whether the panel lets in once only, as far as its documentation says
 * @param revocation what {@link PanelSessionClient#revoke} takes to end the entry, where the panel
 *     can; not a secret, since it revokes and does not let in
 */
public record PanelSession(
    String server,
    String user,
    PanelEntry entry,
    Optional<Instant> expiresAt,
    Optional<IpAddress> boundTo,
    boolean singleUse,
    Optional<String> revocation) {
  public PanelSession {
    requireNonNull(server, "server");
    requireNonNull(user, "user");
    requireNonNull(entry, "entry");
    requireNonNull(expiresAt, "expiresAt");
    requireNonNull(boundTo, "boundTo");
    requireNonNull(revocation, "revocation");
  }

  /** Returns a session that is entered by a link, and of which nothing more is known. */
  public static PanelSession link(String server, String user, Secret url) {
    return new PanelSession(
        server,
        user,
        new PanelEntry.Link(url),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }

  /** Returns this session with the instant when it ends. */
  public PanelSession expiringAt(Instant instant) {
    return new PanelSession(
        server, user, entry, Optional.of(instant), boundTo, singleUse, revocation);
  }

  /** Returns this session, which the panel lets this address alone into. */
  public PanelSession boundTo(IpAddress address) {
    return new PanelSession(
        server, user, entry, expiresAt, Optional.of(address), singleUse, revocation);
  }

  /** Returns this session, which can be entered once. */
  public PanelSession usableOnce() {
    return new PanelSession(server, user, entry, expiresAt, boundTo, true, revocation);
  }

  /** Returns this session with what revokes its entry. */
  public PanelSession revocableBy(String handle) {
    return new PanelSession(
        server, user, entry, expiresAt, boundTo, singleUse, Optional.of(handle));
  }

  /**
   * Returns the URL of a session that is entered by a link, as those of WHM, Plesk, DirectAdmin and
   * Virtualmin are. It is a secret, used once.
   *
   * @throws IllegalStateException if it is entered by a form
   */
  public Secret url() {
    if (entry instanceof PanelEntry.Link link) {
      return link.url();
    }
    throw new IllegalStateException(
        "the session on " + server + " is entered by a form: see entry()");
  }
}
