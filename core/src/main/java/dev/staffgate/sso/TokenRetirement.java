package dev.staffgate.sso;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.staffgate.panels.PanelException;
import java.util.Optional;

/**
 * What came of retiring a token: it is destroyed here in any case.
 *
 * @param revoked its name at the panel, if the panel does not accept it any more
 * @param failure why it was not revoked there, if the panel has a call for that and was asked
 */
public record TokenRetirement(Optional<String> revoked, Optional<PanelException> failure) {
  public TokenRetirement {
    requireNonNull(revoked, "revoked");
    requireNonNull(failure, "failure");
    checkArgument(revoked.isEmpty() || failure.isEmpty(), "a revoked token was not revoked");
  }

  /** Whether the panel may still accept it, so that somebody has to see to it there. */
  public boolean mayStillBeAccepted() {
    return revoked.isEmpty();
  }

  /** What came of it, for administrators. */
  public String sentence() {
    if (revoked.isPresent()) {
      return "The token is destroyed here, and revoked at the panel, where it was called %s."
          .formatted(revoked.get());
    }
    return "The token is destroyed here. The panel may still accept it: "
        + failure
            .map(why -> "revoke it there by hand, for that was not possible from here. ")
            .orElse("it has no call to revoke one, so change the password or remove the key there.")
        + failure.map(PanelException::getMessage).orElse("");
  }
}
