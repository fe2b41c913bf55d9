package dev.staffgate.signin;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.Secret;
import dev.staffgate.network.IpAddress;
import java.util.Optional;

/**
 * The place that a sign-in comes from.
 *
 * @param from the client's address
 * @param browser the text that {@link SignInResult.SignedIn#browser} gave this browser the last
 *     time, if it has one; any text may be given, for it is believed only if it was signed here
 */
public record SignInOrigin(Optional<IpAddress> from, Optional<Secret> browser) {
  public SignInOrigin {
    requireNonNull(from, "from");
    requireNonNull(browser, "browser");
  }

  /** Returns an origin of which no more than the address is known. */
  public static SignInOrigin at(Optional<IpAddress> from) {
    return new SignInOrigin(from, Optional.empty());
  }
}
