package dev.staffgate.whm.call;

import static dev.staffgate.panels.PanelException.Kind.PROTOCOL;

import dev.staffgate.model.Secret;
import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/** Login links as the panels beside WHM return them. Who has one has the session. */
public final class LoginLinkSelector {
  private LoginLinkSelector() {}

  /**
   * Returns the first of some links that leads where it may.
   *
   * @param links as they were returned
   * @param shape what path and query have to be
   * @throws PanelException if there is none; with what is wrong with the first
   */
  public static Secret first(
      List<String> links, LoginOrigins places, Pattern shape, CallFailureFactory failures) {
    LoginUrl.RefusedException why = null;
    for (String link : links) {
      try {
        check(link, places, shape);
        return Secret.of(link);
      } catch (LoginUrl.RefusedException refused) {
        why = why == null ? refused : why;
      }
    }
    if (why == null) {
      throw failures.malformed("its answer holds no login URL");
    }
    throw failures.of(
        PROTOCOL,
        Detail.UNTRUSTED_URL,
        "the login URL that it returned " + ServerText.of(why.reason()).shown(failures.token()),
        "If that is where this server's "
            + failures.panel()
            + " is, write it in `url:`, or give this program the name as an alias of the server;"
            + " if not, the answer is not to be trusted: tell its administrator");
  }

  private static void check(String link, LoginOrigins places, Pattern shape)
      throws LoginUrl.RefusedException {
    URI uri = LoginUrl.at(link, places);
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    // A browser takes dots out of a path before it goes there, be they encoded or not.
    if (!uri.normalize().equals(uri)
        || uri.getRawPath().contains("%2")
        || !shape.matcher(uri.getRawPath() + query).matches()) {
      throw new LoginUrl.RefusedException("has another form than a login URL of this panel");
    }
  }
}
