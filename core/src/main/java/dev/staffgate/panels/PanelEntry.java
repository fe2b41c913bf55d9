package dev.staffgate.panels;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import dev.staffgate.model.Secret;
import java.net.URI;
import java.util.Map;

/**
 * The way by which a browser enters a session: a link, or a form that it submits. Either is a
 * secret that opens the session, so it goes to the one browser that it is for, and nowhere else.
 */
public sealed interface PanelEntry {
  /**
   * A link that the browser follows.
   *
   * @param url a bearer secret: whoever holds it can use the session
   */
  record Link(Secret url) implements PanelEntry {
    public Link {
      requireNonNull(url, "url");
    }
  }

  /**
   * A form that the browser posts to the panel. The values stay out of histories and of the {@code
   * Referer}.
   *
   * @param action the address: https, without a secret
   * @param fields the values to post, in this order; at most {@value #MAX_FIELDS}
   */
  record Form(URI action, Map<String, Secret> fields) implements PanelEntry {
    /** The most fields that a form may have. */
    public static final int MAX_FIELDS = 32;

    public Form {
      checkArgument(
          "https".equals(action.getScheme()) && action.getHost() != null, "a form goes to https");
      fields = ImmutableMap.copyOf(fields);
      checkArgument(fields.size() <= MAX_FIELDS, "a form has more than %s fields", MAX_FIELDS);
    }
  }
}
