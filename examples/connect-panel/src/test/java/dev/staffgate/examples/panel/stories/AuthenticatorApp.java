package dev.staffgate.examples.panel.stories;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.google.common.io.BaseEncoding;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.spec.SecretKeySpec;

/** An authenticator app on a person's telephone. */
public final class AuthenticatorApp {
  private AuthenticatorApp() {}

  public static String code(String seed, Instant at) {
    try {
      return new TimeBasedOneTimePasswordGenerator()
          .generateOneTimePasswordString(
              new SecretKeySpec(BaseEncoding.base32().decode(seed), "HmacSHA1"), at);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
