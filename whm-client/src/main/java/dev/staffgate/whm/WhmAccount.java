package dev.staffgate.whm;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * An account of a server, as WHM lists it. The texts are the server's, cleaned; they are for
 * people.
 *
 * @param user its name, which a session is opened for
 * @param domain its main domain, if it is told
 * @param owner the reseller that it belongs to, or root
 * @param suspended whether it is
 */
public record WhmAccount(
    String user, Optional<String> domain, Optional<String> owner, boolean suspended) {
  public WhmAccount {
    requireNonNull(user, "user");
    requireNonNull(domain, "domain");
    requireNonNull(owner, "owner");
  }
}
