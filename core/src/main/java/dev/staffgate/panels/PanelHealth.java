package dev.staffgate.panels;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * The result of testing a server that answered and accepted the token.
 *
 * @param version the panel's version as the server reports it; cleaned, at most 256 characters
 * @param hostname the server's own name for itself, likewise
 * @param mayOpen whether the token may open sessions
 * @param remarks sentences for administrators: what to know, or to fix
 */
public record PanelHealth(
    Optional<String> version, Optional<String> hostname, Ability mayOpen, List<String> remarks) {
  /** The answer to whether something can be done. */
  public enum Ability {
    /** The panel says that it can. */
    YES,
    /** The panel says that it cannot. */
    NO,
    /** The panel does not tell; opening a session would show. */
    UNKNOWN
  }

  public PanelHealth {
    requireNonNull(version, "version");
    requireNonNull(hostname, "hostname");
    requireNonNull(mayOpen, "mayOpen");
    remarks = List.copyOf(remarks);
  }
}
