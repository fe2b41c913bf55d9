package dev.staffgate.whm.call;

import dev.staffgate.model.Secret;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/** Chooses among the login links of an answer. Whoever has one can use the session. */
public final class LoginLinkSelector {
  private LoginLinkSelector() {}

  /**
   * Returns the first of some links that leads where it may.
   *
   * @param links as they were returned
   * @param shape what path and query have to be
   * @throws dev.staffgate.whm.http.CallFailedException if there is none; with what is wrong with
   *     the first
   */
  public static Secret firstAllowed(
      List<String> links, LoginOrigins places, Pattern shape, CallFailureFactory failures) {
    LoginUrl.RefusedException why = null;
    for (String link : links) {
      try {
        requireAllowed(link, places, shape);
        return Secret.of(link);
      } catch (LoginUrl.RefusedException refused) {
        why = why == null ? refused : why;
      }
    }
    if (why == null) {
      throw failures.malformed("its answer holds no login URL");
    }
    throw failures.untrustedUrl(why);
  }

  private static void requireAllowed(String link, LoginOrigins places, Pattern shape)
      throws LoginUrl.RefusedException {
    URI uri = LoginUrl.parseAllowed(link, places);
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    // A browser takes dots out of a path before it goes there, be they encoded or not.
    if (!uri.normalize().equals(uri)
        || uri.getRawPath().contains("%2")
        || !shape.matcher(uri.getRawPath() + query).matches()) {
      throw new LoginUrl.RefusedException("has another form than a login URL of this panel");
    }
  }
}
