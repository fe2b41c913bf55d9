package dev.staffgate.panels;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import dev.staffgate.model.Secret;
import java.net.URI;
import java.util.Map;

/**
 * How a browser enters a session: by a link, or by a form that it submits. Either holds what the
 * session can be entered with, so it goes to the one browser that it is for, and nowhere else.
 */
public sealed interface PanelEntry {
  /**
   * The browser goes to a URL.
   *
   * @param url who has it has the session
   */
  record Link(Secret url) implements PanelEntry {
    public Link {
      requireNonNull(url, "url");
    }
  }

  /**
   * The browser posts a form to the panel. The values stay out of histories and of the {@code
   * Referer}.
   *
   * @param action where to: https, and no secret in it
   * @param fields what is posted, in this order; at most {@value #MAX_FIELDS}
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
