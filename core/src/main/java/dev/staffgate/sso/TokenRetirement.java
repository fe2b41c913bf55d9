package dev.staffgate.sso;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.staffgate.panels.PanelException;
import java.util.Optional;

/**
 * The result of retiring a token. It is destroyed here in any case.
 *
 * @param revoked its name at the panel, if the panel no longer accepts it
 * @param failure the reason why it was not revoked there, if the panel was asked
 */
public record TokenRetirement(Optional<String> revoked, Optional<PanelException> failure) {
  public TokenRetirement {
    requireNonNull(revoked, "revoked");
    requireNonNull(failure, "failure");
    checkArgument(revoked.isEmpty() || failure.isEmpty(), "a revoked token was not revoked");
  }

  /** Returns whether the panel may still accept it, so that somebody has to act there. */
  public boolean mayStillBeAccepted() {
    return revoked.isEmpty();
  }

  /** Returns a sentence about the result, for administrators. */
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
